"""Looking at a page in every way: both sizes, light and dark, on paper, and that it was looked at.

Which pages there are comes from the address table; which of them a test looked at is noted here, and
tests/browser/test_pages_of_sharing.py asks for the rest.
"""

import os
import re
from pathlib import Path
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from accounts.demo import PERSONAS
from tests.browser.visitor import (
    DESK,
    PHONE,
    Visitor,
    axe_in_both_themes,
    picture,
    pressed_on_paper,
    sideways,
)
from tests.browser.world import World

NARROW = {"width": 320, "height": 640}
looked_at: set[str] = set()


def show_again_who_is_there(at: Visitor, key: str) -> None:
    """Some pages ask for the password once more; the demonstration shows everybody's."""
    sweep(at, "/sign-in/again/")
    at.page.locator("#id_password").fill(next(p.password for p in PERSONAS if p.key == key))
    at.page.get_by_role("button", name="Go on").click()
    at.page.wait_for_url(lambda address: "again" not in address)


def sweep(at: Visitor, path: str, *, status: int = 200) -> None:
    """Open a page and look at it in every way: this page, and not where somebody else is sent."""
    answer = at.page.goto(at.url + path)
    assert answer is not None
    assert answer.status == status, f"{path}: {answer.status}"
    assert at.path == path, f"{path} led to {at.path}: {at.words[:300]}"
    look(at)


def look(at: Visitor) -> None:
    name = route_of(at.path)
    looked_at.add(name)
    where = f"{at.path} ({name})"
    if (count := at.page.locator("h1").count()) != 1:
        at.problems.append(f"{where} has {count} headings of the first level")
    for size in (DESK, PHONE):
        at.page.set_viewport_size(size)  # type: ignore[arg-type]
        at.problems += axe_in_both_themes(at.page)
        _pictures(at, name, size)
    for size in (PHONE, NARROW):
        at.page.set_viewport_size(size)  # type: ignore[arg-type]
        if wider := sideways(at.page):
            at.problems.append(f"{where} is {wider} px wider than {size['width']}")
    at.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    at.problems += [f"{where} prints {found}" for found in pressed_on_paper(at.page)]
    at.look_at_device()


def route_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return "demo"  # routed in demo mode alone, and these tests do not run in it


def _pictures(at: Visitor, name: str, size: dict[str, int]) -> None:
    folder = os.environ.get("WAYMARK_SCREENSHOTS")
    if not folder:
        return
    stem = re.sub(r"\W+", "-", f"{name}{'-' + at.page.title().split(' ')[0]}").strip("-")
    taken = len(list(Path(folder).glob(f"{stem}-*-{size['width']}-light.png")))
    for scheme in ("light", "dark"):
        at.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        picture(at.page, Path(folder) / f"{stem}-{taken}-{size['width']}-{scheme}.png")
    at.page.emulate_media(color_scheme="light")


def ids(world: World, statement: str) -> list[Any]:
    return [row[0] for row in world.ask(statement)]  # type: ignore[arg-type]


def of_client(world: World, email: str) -> str:
    """The engagement of a client."""
    return str(
        world.ask(
            "select e.id from reviews_engagement e join accounts_user u on u.id = e.client_id"
            " where u.email = %s order by e.created_at desc",
            (email,),
        )[0][0]
    )


def every_page() -> set[str]:
    """The name of each address that is no API's."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[Any], space: str) -> list[str]:
    names: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            if not str(pattern.pattern).startswith("api/"):
                names += _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            names.append(f"{space}{pattern.name}")
    return names
