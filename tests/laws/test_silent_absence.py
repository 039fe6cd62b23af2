"""R3, decision 7: never, refused, withdrawn, expired, narrowed, unknown and the rest are one answer.

Asked as the reader, whose session holds a document that was open a moment before, in every form
there is. Each refusal follows a success of the same call. The answers are equal in status, bytes
and headers; Date, cookies and a request's id alone may differ.
"""

import json
import re
import uuid
from dataclasses import dataclass, replace

import pytest

from accounts.errors import ABSENT
from reviews.releases.terms import NOTICE_VERSION
from tests import sharing_story as story
from tests.laws.absent_states import STATES, open_one
from tests.laws.asking import body_of
from tracker.lib import clock

JSON = "application/json"
DIFFERS = frozenset({"Date", "Set-Cookie", "X-Request-Id"})


@dataclass(frozen=True)
class Call:
    """One way of asking for a document. {} is its id."""

    path: str
    method: str = "get"
    headers: tuple = ()
    data: object = None
    succeeds: int = 200

    def ask(self, client, of):
        more = {}
        if self.method == "post" and self.path.startswith("/api/"):
            more = {"data": json.dumps(self.data), "content_type": JSON}
        elif self.method == "post":
            more = {"data": self.data}
        path = self.path.format(of)
        return getattr(client, self.method)(path, headers=dict(self.headers), **more)


PAGE, FILE = "/documents/{}/", "/documents/{}/file/"
API, API_FILE = "/api/v1/shared/{}/", "/api/v1/shared/{}/file/"
SEEN = {"version": NOTICE_VERSION}
FORMS = {
    "": ("get", ()),
    "by HEAD": ("head", ()),
    "in part": ("get", (("Range", "bytes=0-9"),)),
    "in part, if the same": ("get", (("Range", "bytes=0-9"), ("If-Range", '"abc"'))),
    "if changed": ("get", (("If-None-Match", "*"),)),
    "if newer": ("get", (("If-Modified-Since", "Sat, 29 Oct 2033 19:43:31 GMT"),)),
    "as JSON": ("get", (("Accept", JSON),)),
}
CALLS = {
    **{
        f"{what} {form}".strip(): Call(path, method, headers)
        for what, path in {"page": PAGE, "PDF": FILE, "API": API, "API's PDF": API_FILE}.items()
        for form, (method, headers) in FORMS.items()
    },
    "acknowledging": Call(f"{PAGE}acknowledge/", "post", data=SEEN, succeeds=302),
    "acknowledging in the API": Call(f"{API}acknowledge/", "post", data=SEEN, succeeds=204),
}


@pytest.fixture
def opened(cast, engagement, browser, now):
    return replace(open_one(cast, engagement, now=now), client=browser(cast.erin))


def headers_of(answer):
    return {name: value for name, value in answer.headers.items() if name not in DIFFERS}


@pytest.mark.parametrize("state", STATES)
def test_whatever_the_reason_the_answer_is_one(cast, opened, state):
    for name, call in CALLS.items():
        assert call.ask(opened.client, opened.release.id).status_code == call.succeeds, name
    assert b"Progress summary" in opened.client.get("/documents/").content
    assert len(opened.client.get("/api/v1/shared/").json()) == 1

    gone = STATES[state](cast, opened)

    for name, call in CALLS.items():
        nothing = call.ask(opened.client, uuid.uuid4())
        answer = call.ask(opened.client, gone)
        assert (nothing.status_code, answer.status_code) == (404, 404), name
        assert answer.content == nothing.content, name
        assert headers_of(answer) == headers_of(nothing), name
        assert set(answer.cookies) == set(nothing.cookies) == set(), name
        in_json = call.path.startswith("/api/") or ("Accept", JSON) in call.headers
        if call.method == "head":
            assert answer.content == b""
        elif in_json:
            assert answer.json() == {"detail": ABSENT}
        else:
            assert f"<h1>{ABSENT}</h1>" in answer.content.decode()
            assert b"<form" not in answer.content
    _the_list_is_empty(opened.client)


EMPTY_LIST: list[bytes] = []  # the first state's page; that of every other equals it


def _the_list_is_empty(client):
    """The same page in every state, but for the moment of signing out and the forms' token."""
    page, listed = client.get("/documents/"), client.get("/api/v1/shared/")
    assert (page.status_code, listed.status_code, listed.json()) == (200, 200, [])
    assert ABSENT in page.content.decode()
    body = re.sub(rb'datetime="[^"]*"|\d{1,2}:\d\d( [AP]M)?', b"", body_of(page))
    EMPTY_LIST.append(body)
    assert body == EMPTY_LIST[0]


def test_one_body_for_every_page_and_state(cast, opened):
    """Across the pages too: an address does not tell how near somebody came."""
    first = opened.client.get(PAGE.format(uuid.uuid4()))
    STATES["withdrawn"](cast, opened)

    for path in (PAGE, FILE, "/documents/{}/nothing/", "/reading/{}/", "/api-less/{}/"):
        answer = opened.client.get(path.format(opened.release.id))
        assert (answer.status_code, answer.content) == (404, first.content), path
        assert headers_of(answer) == headers_of(first), path


def test_a_difference_would_be_found(opened, cast, monkeypatch):
    """Planted: a withdrawal with words of its own."""
    from accounts.access import NotFound
    from reviews.documents import queries

    readable = queries.get_readable

    def tell(*, actor, release_id):
        try:
            return readable(actor=actor, release_id=release_id)
        except NotFound:
            if release_id == opened.release.id:
                raise RuntimeError("withdrawn") from None
            raise

    story.withdrawn(cast, opened.permission, now=clock.now())
    monkeypatch.setattr(queries, "get_readable", tell)
    opened.client.raise_request_exception = False

    gone = opened.client.get(PAGE.format(opened.release.id))

    assert gone.content != opened.client.get(PAGE.format(uuid.uuid4())).content
