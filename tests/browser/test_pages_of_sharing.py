"""The pages from talks to documents, on the demonstration's data; then: was every page looked at?

Runs after test_pages.py. No worker runs here, so that a PDF is seen while it is being made.
"""

import re
from collections.abc import Callable

from tests.browser.sharing_acts import ask_oneself, choose_parts, fill_section, main
from tests.browser.sweeping import (
    every_page,
    ids,
    look,
    looked_at,
    of_client,
    show_again_who_is_there,
    sweep,
)
from tests.browser.visitor import Visitor, close_tab
from tests.browser.world import World

Come = Callable[..., Visitor]
RENEE, GRAHAM, VICTOR, HOLLIS = (
    "renee.castellan@example.org", "graham.tillotson@example.org", "victor.lindqvist@example.org",
    "hollis.brandt@example.org",
)  # fmt: skip
# Addresses without a page of their own: they take a form and lead on, or answer a program.
NOT_PAGES = {
    "healthz", "mfa_index", "about:leave", "accounts:home", "accounts:switch_role",
    "accounts:stop_reset", "accounts:stay", "accounts:confirm_reset", "accounts:resend_invitation",
    "accounts:withdraw_invitation", "desk:begin_writing", "agreements:accept",
    "agreements:decline", "agreements:withdraw", "desk:talked", "accounts:token",
    "journal:save", "journal:share", "journal:add", "sessions:add", "feedback:add",
    "feedback:add_to_reply", "feedback:save_reply", "reports:begin",
    "reports:save", "reports:again", "reports:add", "reports:pass_on", "releases:preview_pdf",
    "releases:copy_file", "releases:accounting_file", "documents:acknowledge",
    "journal:discard", "sessions:discard",
    "feedback:discard", "feedback:discard_reply", "reports:discard", "unsent:save", "unsent:discard",
    "desk:not_needed", "desk:close", "checkins:agree", "checkins:decline", "checkins:take_back",
    "checkins:pause", "checkins:resume", "checkins:accept_rhythm", "checkins:decline_rhythm",
    "checkins:take_back_rhythm", "accounts:weekly_mail", "reminders:on", "reminders:off",
    "calendars:revoke", "calendars:read", "assignments:back", "assignments:withdraw",
    "journal:go_on", "calls:rung", "calls:withdraw", "asides:say_pressured", "asides:talked",
    "asides:take_back", "asides:ask_to_speak", "asides:not_needed", "asides:spoken",
    "commitments:answer_goal", "commitments:end_goal", "concerns:acknowledge", "concerns:begin",
    "concerns:sign", "concerns:tell", "ending:begin", "ending:begin_follow_up", "ending:file",
    "ending:paper",
    "ending:sign", "ending:sign_follow_up", "progress:next", "progress:say", "progress:sign",
    "progress:withdraw", "progress:write", "suitability:begin", "suitability:sign",
}  # fmt: skip
# Looked at where they come about: in the story, and where words survive.
ELSEWHERE = {"accounts:first_run", "journal:two", "unsent:read", "unsent:two"}


def test_pages_about_talks(arrive: Come, demo_world: World) -> None:
    voss = arrive("Dr Amara Voss")
    engagement = of_client(demo_world, RENEE)
    person = f"/people/{engagement}/"
    session = newest(demo_world, "sessionlog", engagement, "signed")
    draft = newest(demo_world, "sessionlog", engagement, "draft")
    given = newest(demo_world, "feedback", engagement, "published")
    commitment = newest(demo_world, "commitment", engagement)
    checkin = newest(demo_world, "checkin", of_client(demo_world, VICTOR))
    for path in (
        person, f"{person}talk/", f"{person}private/", f"{person}answer/", f"{person}timeline/",
        f"/talks/{checkin}/log/", f"/talks/{draft}/write/", f"/talks/{draft}/over/",
        f"/talks/{session}/", f"/talks/{session}/answer/",
        f"/talks/{session}/withdraw/", f"/answers/{given}/", f"/answers/{given}/withdraw/",
        f"/commitments/of/{engagement}/", f"/commitments/{commitment}/",
    ):  # fmt: skip
        sweep(voss, path)
    voss.open(f"{person}answer/")
    voss.page.locator("main textarea[name=text]").fill("You waited for the end of the sentence.")
    voss.press("Look it over and publish")
    look(voss)
    mine = voss.path.split("/")[2]
    sweep(voss, f"/answers/{mine}/write/")
    voss.open(f"/answers/{mine}/over/")
    voss.press("Publish it")

    renee = arrive("Renee Castellan")
    for path in (
        "/you/", f"/talks/{session}/", f"/answers/{mine}/", f"/commitments/of/{engagement}/",
        f"/commitments/{commitment}/",
    ):  # fmt: skip
        sweep(renee, path)
    renee.open(f"/answers/{mine}/")
    renee.fill("What I accept", "That I waited. It was hard.")
    renee.press("Look it over and send")
    look(renee)
    renee.press("Send it")
    look(renee)
    sweep(renee, f"/answers/{mine}/back/withdraw/")


def test_pages_of_a_report(arrive: Come, demo_world: World) -> None:
    voss, victor = arrive("Dr Amara Voss"), arrive("Victor Lindqvist")
    engagement = of_client(demo_world, VICTOR)
    report = newest(demo_world, "report", engagement, "signed")
    sweep(victor, f"/texts/{report}/")
    victor.open(f"/texts/{report}/facts/")
    victor.fill("Which fact is wrong, and what is right?", "It was in the third check-in.")
    victor.press("Send it")
    correction = newest(demo_world, "correctionrequest", engagement)
    for path in (
        f"/texts/{report}/",
        f"/texts/{report}/in-error/",
        f"/texts/answers/{correction}/",
    ):
        sweep(voss, path)

    voss.open(f"/people/{of_client(demo_world, RENEE)}/")
    voss.press("Write a report")
    look(voss)
    draft = voss.path.removesuffix("before/")
    ask_oneself(voss, draft)
    look(voss)
    for path in (
        f"{draft}about/", f"{draft}hard/text/", f"{draft}hard/rests/", f"{draft}sign/",
        f"/texts/{report}/changes/", "/practice/texts/",
    ):  # fmt: skip
        sweep(voss, path)
    voss.open(f"{draft}seen/text/")
    fill_section(voss, "His insight is 7/10 by now.", ground=False, button="Check my wording")
    look(voss)
    tab = voss.context.new_page()
    tab.goto(f"{voss.url}{draft}hard/text/")
    voss.open(f"{draft}hard/text/")
    tab.locator("textarea[name=text]").fill("From the other tab.")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Save and stop here").click()
    close_tab(tab)
    fill_section(voss, "From this tab.", ground=False, button="Save and stop here")
    look(voss)
    sweep(voss, f"{draft}hard/two/")
    sweep(voss, draft)

    alone = newest(demo_world, "report", of_client(demo_world, GRAHAM), "signed")
    voss.open(f"/texts/{alone}/second/")
    look(voss)
    voss.page.get_by_role("radio", name=re.compile("Halloran")).check()
    voss.press("Ask them")
    look(voss)
    halloran = arrive("Dr Peter Halloran")
    sweep(halloran, "/today/")
    halloran.follow(re.compile("asks you to read a text"), within=main(halloran))
    look(halloran)
    halloran.follow("Note a concern", within=main(halloran))
    look(halloran)
    halloran.press("Sign and send it")  # empty
    look(halloran)
    halloran.follow("Back to the second reading", within=main(halloran))
    halloran.press("Send this answer")  # without one
    look(halloran)
    show_again_who_is_there(halloran, "halloran")
    halloran.follow(re.compile("asks you to read a text"), within=main(halloran))
    halloran.page.get_by_role("radio").nth(1).check()
    halloran.fill("Your remark", "The third paragraph says more than its grounds.")
    halloran.press("Send this answer")
    answered = newest(demo_world, "cosignature", of_client(demo_world, GRAHAM))
    sweep(voss, f"/second-reading/{answered}/not-yet/")
    voss.press("Keep it back for now")  # without a reason
    look(voss)

    june = arrive("June Adeyemi")
    for path in ("/practice/texts/", "/practice/texts/hard/"):
        sweep(june, path)


def test_pages_of_sharing(arrive: Come, demo_world: World) -> None:
    for email, name in ((RENEE, "Renee Castellan"), (HOLLIS, "Hollis Brandt")):
        at = arrive(name)
        engagement = of_client(demo_world, email)
        report = newest(demo_world, "report", engagement, "signed")
        permission = newest(demo_world, "permission", engagement)
        for path in (
            "/sharing/", "/sharing/new/", f"/sharing/{permission}/", f"/sharing/{permission}/fewer/",
            f"/sharing/{permission}/withdraw/", f"/texts/{report}/decide/",
            f"/texts/{report}/words/", f"/texts/{report}/facts/", f"/texts/{report}/keep/",
            f"/texts/{report}/as/{permission}/", "/timeline/?kind=sharing", "/looked/",
        ):  # fmt: skip
            sweep(at, path)
    sweep(arrive("Noor Abbas"), "/sharing/")
    graham, voss = arrive("Graham Tillotson"), arrive("Dr Amara Voss")
    engagement = of_client(demo_world, GRAHAM)
    release = newest(demo_world, "release", engagement)
    for path in ("/you/", "/sharing/", "/timeline/", f"/sharing/copies/{release}/"):
        sweep(graham, path)
    for path in (f"/people/{engagement}/sharing/", f"/sharing/copies/{release}/"):
        sweep(voss, path)
    graham.open("/sharing/new/")
    graham.press("Sign this permission")  # empty
    look(graham)


def test_pages_of_a_reader(arrive: Come, demo_world: World) -> None:
    tom, renee = arrive("Tom Areland"), arrive("Renee Castellan")
    engagement = of_client(demo_world, RENEE)
    live = newest(demo_world, "release", engagement)
    for path in ("/documents/", f"/documents/{live}/", "/settings/"):
        sweep(tom, path)
    tom.open("/documents/")
    tom.follow(re.compile("What was agreed on"), within=main(tom))
    look(tom)
    tom.press("Hand it to the clinician")  # without a choice
    look(tom)
    report = newest(demo_world, "report", engagement, "signed")
    permission = newest(demo_world, "permission", engagement)
    renee.open(f"/texts/{report}/words/")
    renee.fill("My statement", "I would add one thing: I now ask first.")
    renee.press("Save my statement")
    look(renee)
    renee.open(f"/texts/{report}/as/{permission}/")
    choose_parts(renee)
    look(renee)
    renee.press("Release these words")
    look(renee)
    fresh = newest(demo_world, "release", engagement)
    assert fresh != live
    sweep(tom, f"/documents/{live}/", status=404)
    sweep(tom, f"/documents/{fresh}/")
    tom.press("I have read this")
    look(tom)
    sweep(tom, f"/documents/{fresh}/file/")
    assert "The PDF is being made" in tom.words
    sweep(arrive("Maren Oldacre"), "/documents/")

    anybody = arrive()
    sweep(anybody, "/check/")
    for code in ("", "7KQM-29FX-R4TD"):
        anybody.page.locator("#id_code").fill(code)
        anybody.press("Check the code")
        look(anybody)


def test_pages_of_what_went_out(arrive: Come, demo_world: World) -> None:
    """After the reader's pages: it closes everything that is open to them."""
    graham, voss = arrive("Graham Tillotson"), arrive("Dr Amara Voss")
    engagement = of_client(demo_world, GRAHAM)
    for at in (graham, voss):
        sweep(at, f"/went-out/{engagement}/")
    open_to = of_client(demo_world, RENEE)  # nothing of Graham's is open to anybody
    sweep(voss, f"/readers/{newest(demo_world, 'recipient', open_to)}/close/")
    voss.press("Close it all")
    look(voss)
    for path in ("/you/", "/sharing/"):
        sweep(graham, path)
    office = arrive("June Adeyemi")
    sweep(office, "/practice/readers/close/")
    office.press("Close it all")  # without a choice
    look(office)


def test_every_page_was_looked_at() -> None:
    """Runs after all the others of test_pages.py and of this file."""
    assert every_page() - NOT_PAGES - ELSEWHERE - looked_at == set()


def newest(world: World, table: str, engagement: str, state: str = "") -> str:
    """The id of the newest row about these two."""
    alone = f" and state = '{state}'" if state else ""
    found = ids(
        world,
        f"select id from reviews_{table} where engagement_id = '{engagement}'{alone}"
        " order by created_at desc limit 1",
    )
    assert found, f"the demonstration has no {state} {table}"
    return str(found[0])
