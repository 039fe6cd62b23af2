"""Every page of each role on the demonstration's data: both sizes, light and dark."""

import hashlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.acts import Person, join
from tests.browser.sweeping import ids, look, of_client, show_again_who_is_there, sweep
from tests.browser.visitor import Visitor
from tests.browser.world import World

NEWCOMER = Person("Sam", "sam@example.org", "amber-window-left-open")


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
    for path in ("/you/", f"/writing/{draft}/", f"/writing/{draft}/1/"):
        sweep(victor, path)
    noor = arrive("Noor Abbas")
    engagement = of_client(demo_world, "noor.abbas@example.org")
    agreement = ids(
        demo_world, f"select id from reviews_agreement where engagement_id = '{engagement}'"
    )[0]
    for path in (
        "/you/", "/timeline/", "/looked/", "/limits/", "/talk/", f"/agreement/{agreement}/",
    ):  # fmt: skip
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
        f"/people/{engagement}/agreement/", "/talk/waiting/",
        f"/people/begin/{begin}/", f"/reading/{unread}/", "/settings/", "/demo/mails/",
    ):  # fmt: skip
        sweep(voss, path)
    voss.open(f"/people/begin/{begin}/")
    voss.press("Look it over")  # empty
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
