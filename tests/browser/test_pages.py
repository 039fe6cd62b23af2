"""Every page of each role on the demonstration's data: both sizes, light and dark.

Which pages there are comes from the address table; which of them a test looked at is noted, and the
last test asks for the rest.
"""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import expect

from accounts.demo import PERSONAS
from tests.browser.acts import Person, join
from tests.browser.visitor import DESK, PHONE, Visitor, axe_in_both_themes, picture, sideways
from tests.browser.world import World

Arrive = Callable[..., Visitor]
NARROW = {"width": 320, "height": 640}
# Addresses without a page of their own: they take a form and lead on, or answer a program.
NOT_PAGES = {
    "healthz", "mfa_index", "about:leave", "accounts:home", "accounts:switch_role",
    "accounts:stop_reset", "accounts:stay", "accounts:confirm_reset", "accounts:resend_invitation",
    "accounts:withdraw_invitation", "desk:begin_writing", "agreements:accept",
    "agreements:decline", "agreements:withdraw", "checkins:discussed", "journal:token",
    "journal:save", "journal:share", "journal:add",
}  # fmt: skip
# Looked at where they come about: in the story, and where words survive.
ELSEWHERE = {"accounts:first_run", "journal:two"}
looked_at: set[str] = set()
NEWCOMER = Person("Sam", "sam@example.org", "amber-window-left-open")


@pytest.fixture
def arrive(visit: Arrive, demo_world: World) -> Callable[[str], Visitor]:
    """Somebody of the demonstration, signed in; or nobody."""

    def come(name: str = "") -> Visitor:
        visitor = visit(demo_world)
        if name:
            visitor.page.goto(visitor.url + "/sign-in/")
            visitor.page.get_by_role("button", name=f"Sign in as {name}").click()
            visitor.page.wait_for_url(lambda address: "/sign-in/" not in address)
        return visitor

    return come


def show_again_who_is_there(at: Visitor, key: str) -> None:
    """Some pages ask for the password once more; the demonstration shows everybody's."""
    sweep(at, "/sign-in/again/")
    at.page.locator("#id_password").fill(next(p.password for p in PERSONAS if p.key == key))
    at.page.get_by_role("button", name="Go on").click()
    at.page.wait_for_url(lambda address: "again" not in address)


def sweep(at: Visitor, path: str, *, status: int = 200) -> None:
    """Open a page and look at it in every way."""
    answer = at.page.goto(at.url + path)
    assert answer is not None
    assert answer.status == status, f"{path}: {answer.status}"
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


def test_pages_open_to_everybody(arrive: Callable[..., Visitor], demo_world: World) -> None:
    at = arrive()
    for path in (
        "/sign-in/", "/sign-in/closed/", "/password/reset/", "/password/reset/sent/",
        "/password/reset/done/", "/password/reset/x-y-z/", "/about/privacy/",
        "/about/accessibility/", "/about/help/",
    ):  # fmt: skip
        sweep(at, path)
    at.page.goto(at.url + "/sign-in/")
    at.page.locator("#id_login").fill("peter.halloran@example.org")
    at.page.locator("#id_password").fill("not his password")
    at.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(at.page).to_have_title(re.compile("^Error"))
    look(at)
    at.page.locator("#id_password").fill("stone-bridge-late-summer")
    at.page.get_by_role("button", name="Sign in", exact=True).click()
    at.page.wait_for_url("**/second-factor/code/")
    look(at)


def test_pages_of_clients(arrive: Callable[..., Visitor], demo_world: World) -> None:
    graham = arrive("Graham Tillotson")
    engagement = of_client(demo_world, "graham.tillotson@example.org")
    agreement, entry = (
        ids(demo_world, f"select id from {table} where engagement_id = '{engagement}'")[0]
        for table in ("reviews_agreement", "reviews_entry")
    )
    for path in (
        "/you/", "/timeline/", "/timeline/?kind=reflections", "/looked/", "/limits/",
        f"/agreement/{agreement}/", f"/reading/{entry}/", f"/ending/{engagement}/",
        "/settings/", "/password/change/", "/sign-out/",
        "/about/help/", "/about/privacy/", "/about/accessibility/",
    ):  # fmt: skip
        sweep(graham, path)
    sweep(graham, "/today/", status=404)
    show_again_who_is_there(graham, "graham")
    sweep(graham, "/second-factor/set-up/")

    victor = arrive("Victor Lindqvist")
    draft = ids(demo_world, "select id from reviews_entry where state = 'draft'")[0]
    for path in (
        "/you/",
        f"/writing/{draft}/",
        f"/writing/{draft}/1/",
        f"/writing/{draft}/discard/",
    ):
        sweep(victor, path)
    noor = arrive("Noor Abbas")
    engagement = of_client(demo_world, "noor.abbas@example.org")
    agreement = ids(
        demo_world, f"select id from reviews_agreement where engagement_id = '{engagement}'"
    )[0]
    for path in ("/you/", "/timeline/", "/looked/", "/limits/", f"/agreement/{agreement}/"):
        sweep(noor, path)


def test_pages_of_an_administrator_and_a_newcomer(
    arrive: Callable[..., Visitor], demo_world: World
) -> None:
    june = arrive("June Adeyemi")
    show_again_who_is_there(june, "june")
    members = ids(demo_world, "select id from accounts_membership where role = 'clinician'")
    for path in (
        "/practice/people/", "/practice/people/invite/", f"/practice/people/{members[0]}/end/",
        f"/practice/people/{members[0]}/reset/", "/practice/assignments/", "/practice/settings/",
        "/demo/mails/", "/settings/", "/second-factor/remove/", "/second-factor/codes/",
        "/second-factor/codes/new/", "/second-factor/again/",
    ):  # fmt: skip
        sweep(june, path)
    june.open("/practice/people/")
    june.follow("Invite a person")
    june.press("Send the invitation")  # empty
    look(june)
    june.page.get_by_role("radio", name="Client", exact=True).check()
    june.fill("E-mail address", NEWCOMER.email)
    june.page.locator("#id_clinician").select_option(label="Dr Amara Voss")
    june.press("Send the invitation")
    look(june)
    token = "the link of the newcomer"
    demo_world.ask(
        "update accounts_invitation set token_hash = %s where email = %s",
        (hashlib.sha256(token.encode()).digest(), NEWCOMER.email),
    )
    sam = arrive()
    link = f"/join/{token.replace(' ', '%20')}/"
    sweep(sam, link)
    join(sam, person=NEWCOMER, link=link)
    look(sam)
    sam.follow("You can do this later")
    look(sam)
    for path in ("/timeline/", "/looked/"):
        sweep(sam, path)
    sweep(arrive(), link, status=410)
    sweep(arrive(), "/join/no-such-link/", status=404)


def test_pages_of_clinicians(arrive: Callable[..., Visitor], demo_world: World) -> None:
    voss = arrive("Dr Amara Voss")
    engagement = of_client(demo_world, "graham.tillotson@example.org")
    offered = of_client(demo_world, "noor.abbas@example.org")
    agreement = ids(
        demo_world, f"select id from reviews_agreement where engagement_id = '{offered}'"
    )[0]
    unread = ids(demo_world, "select id from reviews_entry where state = 'shared'"
                             " order by shared_at desc")[0]  # fmt: skip
    begin = ids(demo_world, "select m.id from accounts_membership m join accounts_user u"
                            f" on u.id = m.user_id where u.email = '{NEWCOMER.email}'")[0]  # fmt: skip
    for path in (
        "/today/", "/people/", f"/people/{engagement}/", f"/people/{engagement}/timeline/",
        f"/people/{offered}/", f"/agreement/{agreement}/", f"/ending/{engagement}/",
        f"/people/begin/{begin}/", f"/reading/{unread}/", "/settings/", "/demo/mails/",
    ):  # fmt: skip
        sweep(voss, path)
    voss.open(f"/people/begin/{begin}/")
    voss.press("Offer this agreement")  # empty
    look(voss)
    halloran = arrive("Dr Peter Halloran")
    for path in ("/today/", "/people/"):
        sweep(halloran, path)


def test_looking_can_fail(arrive: Callable[..., Visitor], outside: str) -> None:
    """Each fault is planted on a real page, and found."""
    planted = {
        "axe": "document.querySelector('main').append(document.createElement('img'))",
        "keeps": "localStorage.setItem('text', 'words')",
        "title": "document.title = 'Reflection of Graham – Waymark'",
        "policy": "document.body.append(Object.assign(document.createElement('p'),"
        " {id: 'p'})); document.getElementById('p').setAttribute('style', 'color: red')",
        "another origin": f"new Image().src = '{outside}'",
        "wider": "document.querySelector('main').append(Object.assign("
        "document.createElement('pre'), {textContent: 'x'.repeat(900)}))",
    }
    for sign, script in planted.items():
        at = arrive()
        at.open("/sign-in/")
        at.page.evaluate(f"() => {{ {script} }}")
        at.page.wait_for_timeout(50)
        with pytest.raises(AssertionError, match=sign):
            at.look()
        at.problems.clear()


def test_every_page_was_looked_at() -> None:
    """Runs after the others of this file."""
    there_are = set(_names(get_resolver().url_patterns, ""))
    assert there_are - NOT_PAGES - ELSEWHERE - looked_at == set()


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
