"""What a request is answered, but for what differs from one answer to the next."""

import re
import uuid
from typing import NamedTuple

from tests.browser.visitor import Visitor

UNEQUAL = ("date", "set-cookie", "content-length", "x-request-id")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


def bare(html: str) -> str:
    """A page without what differs at every request: tokens, and the time of signing out."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
    return re.sub(r"signed out at [\d:]+ [AP]M", "", html)


def answer_at(at: Visitor, path: str, **headers: str) -> Answer:
    """With the cookies of that browser and nothing shown; without the path, where it says it."""
    got = at.context.request.get(
        at.url + path, headers=headers, max_redirects=0, fail_on_status_code=False
    )
    said = {k: v.replace(path, "") for k, v in got.headers.items() if k not in UNEQUAL}
    return Answer(got.status, said, bare(got.text()).replace(path, ""))


def by_chance(path: str) -> str:
    """The same path with ids that nothing has."""
    return re.sub(r"[0-9a-f-]{36}", lambda _: str(uuid.uuid4()), path)


def assert_like_an_unknown(at: Visitor, path: str, *, status: int = 404) -> Answer:
    """They are answered there as at an address of chance, to the letter. What that is."""
    real, chance = answer_at(at, path), answer_at(at, by_chance(path))
    assert (real.status, chance.status) == (status, status), path
    assert real == chance, path
    return real
