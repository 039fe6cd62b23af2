"""Whatever happens around somebody who writes, the words stay: on the page, on the server, or both.

The browser's clock is wound on where the script waits; the story waits in real time. Each page is
looked at in the other modules.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import PHONE, Visitor, close_tab
from tests.browser.world import World

Arrive = Callable[..., Visitor]
OLD, NEW, OTHER = "The first text stays.", "And this was typed later.", "From the other tab."


@pytest.fixture
def writer(visit: Arrive, demo_world: World) -> Visitor:
    """Victor on the first page of an empty reflection."""
    visitor = visit(demo_world)
    visitor.context.clock.install()
    return begin_anew(visitor, demo_world)


def begin_anew(at: Visitor, world: World) -> Visitor:
    world.ask("delete from reviews_answer where entry_id in (select id from reviews_entry"
              " where state = 'draft')")  # fmt: skip
    world.ask("delete from reviews_entry where state = 'draft'")
    sign_in_as(at.page, at.url)
    at.page.get_by_role("button", name="Begin to write").click()
    at.page.wait_for_url("**/writing/*/1/")
    return at


def box(page: Page) -> Locator:
    return page.locator("textarea[name=text]")


def state(page: Page) -> Locator:
    return page.locator("[data-state]")


def is_now(page: Page, kind: str) -> None:
    """The line below the box tells this state; the script waits two seconds after the last key."""
    expect(state(page)).to_have_attribute("data-kind", kind, timeout=20_000)


def write(page: Page, text: str, *, until: str = "saved") -> None:
    box(page).press("Control+End")
    box(page).press_sequentially(text)
    page.clock.fast_forward(2_100)
    is_now(page, until)


def saving(page: Page, last: str) -> AbstractContextManager[object]:
    """Waits for the answer to a save with this last word; one of half the text may come before."""
    return page.expect_response(
        lambda answer: "/save/" in answer.url and last in (answer.request.post_data or "")
    )


def come_back_to(page: Page) -> None:
    """The tab gets the focus again; a browser without a window does not say so by itself."""
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.clock.fast_forward(300)


def text_on_server(at: Visitor, path: str) -> str:
    """What a page opened now holds."""
    page = at.context.new_page()
    page.goto(at.url + path)
    text = box(page).input_value()
    close_tab(page)
    return text


def second_tab(at: Visitor, path: str | None = None) -> Page:
    page = at.context.new_page()
    page.goto(at.url + (path or at.path))
    return page


def sign_out_in(page: Page, url: str) -> None:
    page.goto(url + "/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")


def sign_in_as(page: Page, url: str, name: str = "Victor Lindqvist") -> None:
    page.goto(url + "/sign-in/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def end_every_session(world: World) -> None:
    world.ask("delete from django_session")


# --- two tabs ------------------------------------------------------------------------------------


def make_two_versions(writer: Visitor) -> str:
    """Both tabs write from the same start; returns the path of the writing page."""
    path = writer.path
    write(writer.page, OLD)
    other = second_tab(writer)
    write(other, " " + OTHER)
    close_tab(other)
    write(writer.page, " " + NEW, until="two")
    assert box(writer.page).input_value() == f"{OLD} {NEW}"  # the box is not touched
    with saving(writer.page, "more."):  # the second text follows the typing
        write(writer.page, " And more.", until="two")
    with writer.page.expect_popup() as opened:
        state(writer.page).get_by_role("link").click()
    close_tab(opened.value)
    return path


@pytest.mark.parametrize(
    ("pick", "kept"),
    [
        ("here", [f"{OLD} {NEW} And more."]),
        ("there", [f"{OLD} {OTHER}"]),
        ("both", [f"{OLD} {OTHER}", f"{OLD} {NEW} And more."]),
    ],
)
def test_two_tabs_keep_both_texts(writer: Visitor, pick: str, kept: list[str]) -> None:
    path = make_two_versions(writer)
    writer.open(path)  # leads to the choice
    assert writer.path == f"{path}two/"
    for text in (OTHER, NEW, "And more."):
        assert text in writer.words
    writer._go(writer.page.locator(f"button[name=pick][value={pick}]").click)
    assert writer.path == path
    chosen = box(writer.page).input_value()
    assert re.split(r"\s*\n\s*\n\s*", chosen) == kept
    write(writer.page, " On it goes.")
    assert text_on_server(writer, path) == chosen + " On it goes."


# --- signed out while writing --------------------------------------------------------------------


def test_an_ended_session_keeps_the_text_and_saves_it_after_signing_in(
    writer: Visitor, demo_world: World
) -> None:
    write(writer.page, OLD)
    end_every_session(demo_world)
    write(writer.page, " " + NEW, until="out")
    assert box(writer.page).input_value() == f"{OLD} {NEW}"
    writer.look()
    with writer.page.expect_popup() as opened:
        state(writer.page).get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    sign_in_as(tab, writer.url)  # a new session, and with it a new token
    close_tab(tab)
    come_back_to(writer.page)
    is_now(writer.page, "saved")
    assert text_on_server(writer, writer.path) == f"{OLD} {NEW}"


def test_a_rotated_token_is_asked_for_anew(writer: Visitor) -> None:
    write(writer.page, OLD)
    tab = second_tab(writer, "/you/")
    sign_out_in(tab, writer.url)
    sign_in_as(tab, writer.url)
    close_tab(tab)
    write(writer.page, " " + NEW)
    assert text_on_server(writer, writer.path) == f"{OLD} {NEW}"


def test_somebody_else_signs_in_between(writer: Visitor, demo_world: World) -> None:
    write(writer.page, OLD)
    tab = second_tab(writer, "/you/")
    sign_out_in(tab, writer.url)
    sign_in_as(tab, writer.url, "Renee Castellan")
    before = demo_world.ask("select count(*), sum(version) from reviews_answer")
    write(writer.page, " " + NEW, until="other")
    assert box(writer.page).input_value() == f"{OLD} {NEW}"
    assert demo_world.ask("select count(*), sum(version) from reviews_answer") == before
    sign_out_in(tab, writer.url)
    sign_in_as(tab, writer.url)
    close_tab(tab)
    come_back_to(writer.page)
    is_now(writer.page, "saved")
    assert text_on_server(writer, writer.path) == f"{OLD} {NEW}"


def test_the_form_sent_after_signing_out_gives_the_text_back(
    writer: Visitor, demo_world: World
) -> None:
    path = writer.path
    end_every_session(demo_world)
    box(writer.page).fill(OLD)
    writer.press("Save and go on")  # before the script has tried
    assert writer.page.locator("textarea.kept").input_value() == OLD
    tab = second_tab(writer, "/sign-in/")
    sign_in_as(tab, writer.url)
    close_tab(tab)
    writer.press("Send it again")
    if writer.page.locator("textarea.kept").count():  # the token is of before: once more
        assert writer.page.locator("textarea.kept").input_value() == OLD
        writer.press("Send it again")
    assert text_on_server(writer, path) == OLD


# --- the network ---------------------------------------------------------------------------------


def test_offline_says_so_and_saves_when_back(writer: Visitor) -> None:
    write(writer.page, OLD)
    writer.context.set_offline(True)
    write(writer.page, " " + NEW, until="offline")
    assert "offline" in state(writer.page).inner_text()
    assert box(writer.page).input_value() == f"{OLD} {NEW}"
    writer.context.set_offline(False)
    writer.page.clock.fast_forward(4_100)
    is_now(writer.page, "saved")
    assert text_on_server(writer, writer.path) == f"{OLD} {NEW}"


def test_a_server_that_does_not_answer_is_tried_again(writer: Visitor) -> None:
    writer.page.route("**/save/*", lambda route: route.fulfill(status=502, body="down"))
    write(writer.page, OLD, until="trying")
    writer.page.unroute("**/save/*")
    writer.page.clock.fast_forward(4_100)
    is_now(writer.page, "saved")
    assert text_on_server(writer, writer.path) == OLD


# --- leaving -------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["click", "Shift three times"])
def test_leave_quickly(writer: Visitor, demo_world: World, way: str) -> None:
    path = writer.path
    writer.allowed_origins.append(demo_world.leave_url)
    write(writer.page, OLD)
    shown: list[str] = []
    writer.page.on("console", lambda message: shown.append(message.text))
    writer.page.evaluate(SAY_WHAT_IS_SHOWN)
    box(writer.page).press_sequentially(" " + NEW)
    if way == "click":
        writer.page.get_by_role("link", name="Leave quickly").click(no_wait_after=True)
    else:
        for _ in range(3):
            writer.page.keyboard.press("Shift")
    writer.page.wait_for_url(demo_world.leave_url)
    writer.settle(lambda: bool(shown), what="word of what was shown")
    assert shown[0] == "[] Loading"  # in the same moment, before any answer
    writer.page.go_back()
    assert path not in writer.page.url
    assert OLD not in writer.page.content()
    writer.settle(  # what was not saved yet was sent on the way out
        lambda: text_on_server(writer, path) == f"{OLD} {NEW}", what="the last words"
    )


SAY_WHAT_IS_SHOWN = """() => new MutationObserver(() =>
  console.debug(`[${document.body.innerText.trim()}] ${document.title}`)
).observe(document.documentElement, {attributes: true})"""


# --- what cannot be taken ------------------------------------------------------------------------


PASTE = """(box, text) => {
  box.value = text;
  box.dispatchEvent(new Event('input', {bubbles: true}));
}"""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("x" * 20_001, "longer than 20,000"),
        ("before\x00after", "hidden character"),
        ("before\u202eafter", "hidden character"),
    ],
    ids=["over-long", "NUL", "bidirectional override"],
)
def test_a_text_that_cannot_be_taken_stays_in_the_box(
    writer: Visitor, typed: str, says: str
) -> None:
    path = writer.path
    write(writer.page, OLD)
    box(writer.page).evaluate(PASTE, typed)
    writer.page.clock.fast_forward(2_100)
    is_now(writer.page, "refused")
    beside = writer.page.locator("[data-field-error]")
    assert says in beside.inner_text()
    assert box(writer.page).input_value() == typed
    writer.look()
    writer.press("Save and go on")  # and without the script
    assert writer.path == path
    assert writer.page.title().startswith("Error: ")
    assert says in beside.inner_text()
    assert len(box(writer.page).input_value()) >= len(typed) - 1
    assert text_on_server(writer, path) == OLD


def test_an_empty_text_is_an_ordinary_one(writer: Visitor) -> None:
    path = writer.path
    write(writer.page, OLD)
    box(writer.page).fill("")
    writer.press("Save and go on")
    assert text_on_server(writer, path) == ""
    writer.follow("Look it over")
    assert writer.page.get_by_role("button", name="Share this reflection").count() == 0


# --- without script ------------------------------------------------------------------------------


@pytest.fixture
def plain(visit: Arrive, demo_world: World) -> Visitor:
    """The same, on a phone whose browser runs no script."""
    return begin_anew(visit(demo_world, size=PHONE, script=False), demo_world)


def test_a_page_numbers_its_saves_so_that_a_late_one_is_known(writer: Visitor) -> None:
    numbers = []
    for words in (OLD, " " + NEW):
        with writer.page.expect_request("**/save/") as asked:
            write(writer.page, words)
        page = parse_qs(asked.value.post_data or "")["page"][0]
        numbers.append(int(page.partition(".")[2]))
    with writer.page.expect_request("**/writing/*/1/") as sent:
        writer.page.get_by_role("button", name="Save and go on").click()
    page = parse_qs(sent.value.post_data or "")["page"][0]
    numbers.append(int(page.partition(".")[2]))

    assert numbers == sorted(set(numbers))


def test_without_script_both_texts_are_kept(plain: Visitor) -> None:
    path = plain.path
    other = plain.context.new_page()
    other.goto(plain.url + path)
    box(other).fill(OTHER)
    other.get_by_role("button", name="Save and stop here").click()
    close_tab(other)
    box(plain.page).fill(NEW)
    plain.press("Save and go on")
    assert "There are two versions of this section" in plain.words
    assert OTHER in plain.words
    assert NEW in plain.words
    plain._go(plain.page.locator("button[name=pick][value=both]").click)
    assert box(plain.page).input_value().split() == f"{OTHER} {NEW}".split()


def test_without_script_signing_out_keeps_the_text(plain: Visitor, demo_world: World) -> None:
    path = plain.path
    box(plain.page).fill(OLD)
    end_every_session(demo_world)
    plain.press("Save and go on")
    assert "You were signed out" in plain.words
    assert plain.page.locator("textarea.kept").input_value() == OLD
    tab = plain.context.new_page()
    sign_in_as(tab, plain.url)
    close_tab(tab)
    plain.press("Send it again")
    if plain.page.locator("textarea.kept").count():
        assert plain.page.locator("textarea.kept").input_value() == OLD
        plain.press("Send it again")
    assert text_on_server(plain, path) == OLD


def test_without_script_words_are_written_stopped_and_shared(plain: Visitor) -> None:
    """Last of this module: what is shared stays."""
    box(plain.page).fill(OLD)
    plain.press("Save and go on")
    box(plain.page).fill(NEW)
    plain.press("Save and stop here")
    assert "Go on where you stopped" in plain.words
    plain.follow("Go on writing")
    stale, path = plain.context.new_page(), plain.path
    stale.goto(plain.url + path)
    assert box(plain.page).input_value() == NEW  # the place where the writer stopped
    plain.follow("Look it over")
    plain.press("Share this reflection")
    assert "Shared." in plain.words
    # A tab that was left open: the text comes back, and is not added to what was shared.
    box(stale).fill(OTHER)
    stale.get_by_role("button", name="Save and go on").click()
    expect(stale.get_by_role("heading", level=1)).to_contain_text("Something changed")
    assert stale.locator("#kept-text").input_value() == OTHER
    stale.get_by_role("link", name="Read what was shared").click()
    expect(stale.get_by_role("main")).to_contain_text(OLD)
    assert OTHER not in stale.content()
