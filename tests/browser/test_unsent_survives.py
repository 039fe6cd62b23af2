"""What is typed into a form stays until it is sent: one form of a client, one of a clinician.

Scenarios as in test_words_survive.py, where a reflection is written; the same script saves both.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.sweeping import look, sweep
from tests.browser.test_words_survive import (
    come_back_to,
    end_every_session,
    saving,
    second_tab,
    sign_in_as,
    sign_out_in,
)
from tests.browser.visitor import PHONE, Visitor, close_tab
from tests.browser.world import World

Arrive = Callable[..., Visitor]
OLD, NEW, OTHER = "The first words stay.", "And these came later.", "From the other tab."


@dataclass(frozen=True)
class Form:
    """Whose it is, how the story finds its page, the label of a box in it, and the sending."""

    who: str
    find: str
    path: str
    label: str
    send: str


ADDITION = Form(
    "Graham Tillotson",
    "select id from reviews_entry where state = 'shared' and author_id ="
    " (select id from accounts_user where email = 'graham.tillotson@example.org') limit 1",
    "/reading/{}/",
    "Add something",
    "Add this",
)
LOG = Form(
    "Dr Amara Voss",
    "select id from reviews_engagement where client_id ="
    " (select id from accounts_user where email = 'renee.castellan@example.org') limit 1",
    "/people/{}/talk/",
    "What was done",
    "Save and stop here",
)
FORMS = pytest.mark.parametrize("form", [ADDITION, LOG], ids=["addition", "log"])


@dataclass
class At:
    """Somebody at their form, in which nothing stands."""

    visitor: Visitor
    form: Form
    path: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    def box(self, page: Page | None = None) -> Locator:
        return (page or self.page).get_by_label(self.form.label, exact=True)

    def state(self, page: Page | None = None) -> Locator:
        return self.box(page).locator("xpath=ancestor::*[@data-write][1]//*[@data-state]")

    def is_now(self, kind: str, page: Page | None = None) -> None:
        expect(self.state(page)).to_have_attribute("data-kind", kind, timeout=20_000)

    def write(self, text: str, *, page: Page | None = None, until: str = "saved") -> None:
        at = page or self.page
        self.box(at).press("Control+End")
        self.box(at).press_sequentially(text)
        at.clock.fast_forward(2_100)
        self.is_now(until, at)

    def on_server(self) -> str:
        page = second_tab(self.visitor, self.path)
        text = self.box(page).input_value()
        close_tab(page)
        return text


@pytest.fixture
def at(visit: Arrive, demo_world: World) -> Callable[..., At]:
    def come(form: Form, *, script: bool = True, clock: bool = True, **more: object) -> At:
        visitor = visit(demo_world, script=script, **more)
        if script and clock:
            visitor.context.clock.install()
        sign_in_as(visitor.page, visitor.url, form.who)
        # Not before: a page that was closed may have sent its last words on the way out.
        demo_world.ask("delete from reviews_unsenttext")
        path = form.path.format(demo_world.ask(form.find)[0][0])
        visitor.open(path)
        return At(visitor, form, path)

    return come


@FORMS
def test_it_is_saved_while_typing_and_found_again(at: Callable[..., At], form: Form) -> None:
    here = at(form)
    here.write(OLD)
    assert "Only you can see it" in here.state().inner_text()
    look(here.visitor)

    here.visitor.open(here.path)
    assert here.box().input_value() == OLD
    assert "Kept today at" in here.state().inner_text()
    look(here.visitor)
    sweep(here.visitor, "/begun/")
    here.visitor.follow("Read and copy")
    look(here.visitor)
    here.visitor.follow("Go on writing")
    assert here.box().input_value() == OLD


@FORMS
def test_somebody_who_types_without_a_pause_is_saved_too(
    at: Callable[..., At], form: Form, demo_world: World
) -> None:
    here = at(form)
    here.box().focus()
    with here.page.expect_response("**/words/save/", timeout=20_000):
        for _ in range(6):  # a key every second: never two seconds of rest
            here.page.keyboard.type("again ")
            here.page.clock.run_for(1_000)
    assert here.on_server().startswith("again")


@FORMS
def test_two_tabs_keep_both_and_one_chooses(at: Callable[..., At], form: Form) -> None:
    here = at(form)
    other = second_tab(here.visitor, here.path)
    here.write(OLD)
    here.write(OTHER, page=other, until="two")
    assert here.box(other).input_value() == OTHER  # the box is not touched
    with saving(other, "On."):  # the second text follows the typing
        here.write(" On.", page=other, until="two")
    with other.expect_popup() as opened:
        here.state(other).get_by_role("link").click()
    choice = opened.value
    expect(choice.get_by_role("heading", level=1)).to_have_text(
        "There are two versions of this text"
    )
    for text in (OLD, OTHER, "On."):
        expect(choice.get_by_role("main")).to_contain_text(text)
    here.visitor.open(choice.url)
    look(here.visitor)
    choice.locator("button[name=pick][value=both]").click()
    choice.wait_for_url(f"**{here.path}")
    assert here.box(choice).input_value() == f"{OLD}\n\n\n{OTHER} On."


@FORMS
def test_the_page_of_both_texts_shows_what_was_typed_just_now(
    at: Callable[..., At], form: Form
) -> None:
    here = at(form)
    other = second_tab(here.visitor, here.path)
    here.write(OLD)
    here.write(OTHER, page=other, until="two")
    here.box(other).press_sequentially(" And the last.")
    link = here.state(other).get_by_role("link")
    link.focus()
    with other.expect_popup() as opened:
        link.press("Enter")  # before the script has saved
    expect(opened.value.get_by_role("main")).to_contain_text(f"{OTHER} And the last.")
    expect(link).to_be_focused()


@FORMS
def test_offline_says_so_and_saves_when_back(at: Callable[..., At], form: Form) -> None:
    here = at(form)
    here.write(OLD)
    here.visitor.context.set_offline(True)
    here.write(" " + NEW, until="offline")
    assert here.box().input_value() == f"{OLD} {NEW}"
    here.visitor.context.set_offline(False)
    here.page.clock.fast_forward(4_100)
    here.is_now("saved")
    assert here.on_server() == f"{OLD} {NEW}"


@FORMS
def test_an_ended_session_keeps_the_text_until_one_is_back(
    at: Callable[..., At], form: Form, demo_world: World
) -> None:
    here = at(form)
    here.write(OLD)
    end_every_session(demo_world)
    here.write(" " + NEW, until="out")
    with here.page.expect_popup() as opened:
        here.state().get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    tab.get_by_role("button", name=f"Sign in as {form.who}").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("You are signed in again")
    close_tab(tab)
    come_back_to(here.page)
    here.is_now("saved")
    assert here.on_server() == f"{OLD} {NEW}"


@FORMS
def test_somebody_else_who_signs_in_gets_none_of_it(
    at: Callable[..., At], form: Form, demo_world: World
) -> None:
    here = at(form)
    here.write(OLD)
    tab = second_tab(here.visitor, "/settings/")
    sign_out_in(tab, here.visitor.url)
    sign_in_as(tab, here.visitor.url, "Renee Castellan" if form is ADDITION else "Graham Tillotson")
    before = demo_world.ask("select count(*), sum(version) from reviews_unsenttext")
    here.write(" " + NEW, until="other")
    assert demo_world.ask("select count(*), sum(version) from reviews_unsenttext") == before
    assert here.box().input_value() == f"{OLD} {NEW}"
    sign_out_in(tab, here.visitor.url)
    sign_in_as(tab, here.visitor.url, form.who)
    close_tab(tab)
    come_back_to(here.page)
    here.is_now("saved")
    assert here.on_server() == f"{OLD} {NEW}"


@FORMS
def test_a_hidden_tab_is_saved_at_once(at: Callable[..., At], form: Form) -> None:
    here = at(form)
    here.box().fill(OLD)
    here.page.evaluate(HIDE)
    here.is_now("saved")  # without any time passing
    assert here.on_server() == OLD


HIDE = """() => {
  Object.defineProperty(document, 'hidden', {get: () => true, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_leave_quickly_sends_the_last_words_on_their_way(
    at: Callable[..., At], demo_world: World
) -> None:
    here = at(ADDITION)
    here.visitor.allowed_origins.append(demo_world.leave_url)
    here.write(OLD)
    here.box().press_sequentially(" " + NEW)
    for _ in range(3):
        here.page.keyboard.press("Shift")
    here.page.wait_for_url(demo_world.leave_url)
    here.visitor.settle(lambda: here.on_server() == f"{OLD} {NEW}", what="the last words")


@FORMS
def test_one_click_discards_it(at: Callable[..., At], form: Form) -> None:
    here = at(form)
    here.write(OLD)
    here.visitor.open(here.path)
    here.box().press_sequentially(" And more, not saved yet.")
    with here.page.expect_navigation():
        here.page.get_by_role("button", name="Discard it").click()
    assert "Discarded: " in here.visitor.words
    assert here.on_server() == ""


def test_enter_in_a_line_never_discards(at: Callable[..., At], demo_world: World) -> None:
    here = at(LOG)
    here.write(OLD)
    here.visitor.open(here.path)
    with here.page.expect_navigation():
        here.page.get_by_label("Minutes").press("Enter")
    assert "Discarded" not in here.visitor.words
    assert here.box().input_value() == OLD


# A line so bad that a save takes a second to leave.
SLOWLY = """() => {
  const real = fetch.bind(globalThis);
  globalThis.fetch = async (...of) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return real(...of);
  };
}"""


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_it_is_sent_and_nothing_of_it_stays_behind(
    at: Callable[..., At], script: bool, demo_world: World
) -> None:
    """Also while a save is under way, which must not arrive after it. Last: the log is begun."""
    here = at(LOG, script=script, clock=False, size=PHONE)
    if script:
        here.page.evaluate(SLOWLY)
        here.box().press_sequentially(OLD)
        here.page.get_by_label("It was held").check()
        here.is_now("saving")
    else:
        here.box().fill(OLD)
        here.page.get_by_label("It was held").check()
    here.visitor.press(LOG.send)
    assert "Saved. Only you can see it" in here.visitor.words
    here.page.wait_for_timeout(1_500)
    assert demo_world.ask("select count(*) from reviews_unsenttext") == [(0,)]
    demo_world.ask("delete from reviews_sessionlog where state = 'draft' and created_at >"
                   " now() - interval '1 hour'")  # fmt: skip
