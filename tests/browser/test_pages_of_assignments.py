"""Every page about who works with a client, looked at in both sizes, light and dark.

What is asked for here is taken back at the end, but for the work with Noor, which nobody needs
afterwards: the pages after these show the demonstration as it was.
"""

import datetime
import re
from collections.abc import Callable

from tests.browser.sweeping import look, of_client, show_again_who_is_there, sweep
from tests.browser.test_pages_of_sharing import RENEE, VICTOR, newest
from tests.browser.visitor import Visitor
from tests.browser.world import World

Come = Callable[..., Visitor]
NOOR = "noor.abbas@example.org"
COLLEAGUE = "Dr Peter Halloran"


def day(days: int) -> str:
    return (datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days)).isoformat()


def ask(at: Visitor, *, first: int, last: int) -> None:
    at.page.locator("#cover_colleague").select_option(label=COLLEAGUE)
    at.page.locator("#cover_first").fill(day(first))
    at.page.locator("#cover_last").fill(day(last))
    at.press("Ask to cover")


def test_pages_of_a_cover(arrive: Come, demo_world: World) -> None:
    voss, halloran, renee = (
        arrive(name) for name in ("Dr Amara Voss", COLLEAGUE, "Renee Castellan")
    )
    engagement = of_client(demo_world, RENEE)
    arrange = f"/people/{engagement}/colleague/"
    sweep(voss, arrange)
    ask(voss, first=9, last=3)
    look(voss)
    ask(voss, first=3, last=9)
    look(voss)
    cover = f"/between/{newest(demo_world, 'cover', engagement)}/"
    for at in (voss, halloran, renee):
        sweep(at, cover)
    sweep(halloran, "/today/")
    halloran.open(cover)
    halloran.press("Yes, that is fine")
    for at in (voss, halloran, renee):
        sweep(at, cover)
    sweep(renee, "/you/")
    sweep(renee, "/looked/")
    sweep(voss, arrange)
    voss.open(cover)
    voss.press("End it now")


def test_pages_of_a_handover(arrive: Come, demo_world: World) -> None:
    voss, halloran, victor = (
        arrive(name) for name in ("Dr Amara Voss", COLLEAGUE, "Victor Lindqvist")
    )
    engagement = of_client(demo_world, VICTOR)
    voss.open(f"/people/{engagement}/colleague/")
    voss.page.locator("#next_colleague").select_option(label=COLLEAGUE)
    voss.press("Propose a handover")
    look(voss)
    handover = f"/onward/{newest(demo_world, 'handover', engagement)}/"
    for at in (voss, halloran, victor):
        sweep(at, handover)
    sweep(halloran, "/today/")
    sweep(victor, "/you/")
    victor.open(handover)
    victor.fill(re.compile("What you want to say"), "I would rather wait until the spring.")
    victor.press("I object")
    for at in (voss, victor):
        sweep(at, handover)
    voss.open(handover)
    voss.press("Take it back")


def test_pages_of_an_absence(arrive: Come, demo_world: World) -> None:
    june, voss, renee = (
        arrive(name) for name in ("June Adeyemi", "Dr Amara Voss", "Renee Castellan")
    )
    sweep(june, "/practice/assignments/")
    sweep(june, "/practice/away/")
    june.press("Note it")
    look(june)
    june.page.locator("#away_colleague").select_option(label="Dr Amara Voss")
    june.page.locator("#away_starts_on").fill(day(-1))
    june.press("Note it")
    look(june)
    sweep(renee, "/you/")
    sweep(voss, "/today/")
    voss.press("I am back")
    look(voss)


def test_pages_of_notes_that_are_kept(arrive: Come, demo_world: World) -> None:
    voss, halloran, noor = (arrive(name) for name in ("Dr Amara Voss", COLLEAGUE, "Noor Abbas"))
    show_again_who_is_there(noor, "noor")
    noor.open("/you/")
    noor.follow("Read the agreement")
    noor.fill(re.compile("Your name"), "Noor Abbas")
    noor.press("Sign this agreement")
    engagement = of_client(demo_world, NOOR)
    notes = f"/people/{engagement}/private/"
    voss.open(notes)
    voss.page.locator("main textarea[name=text]").fill("I would have liked to hear how it goes on.")
    voss.press("Keep this")
    voss.open(f"/people/{engagement}/colleague/")
    voss.page.locator("#next_colleague").select_option(label=COLLEAGUE)
    voss.press("Propose a handover")
    handover = f"/onward/{newest(demo_world, 'handover', engagement)}/"
    halloran.open(handover)
    halloran.press("Yes, I take over")
    noor.open(handover)
    noor.press("Yes, that is fine")
    for path in (notes, "/people/"):
        sweep(voss, path)
    sweep(noor, "/looked/")


def test_the_page_that_closes_an_account(arrive: Come, demo_world: World) -> None:
    voss = arrive("Dr Amara Voss")
    sweep(voss, f"/people/{of_client(demo_world, RENEE)}/close/")
    voss.press("Close the account")
    look(voss)
