"""From a talk to words that one employer reads, and then no longer.

One story in its order, as the people in it click; each test is one step and needs those before it.
The agreement of Dana and Eli asks for a second name under each report.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.browser.acts import Person, enroll, join, sign_in
from tests.browser.answers import answer_at, by_chance
from tests.browser.postbox import Postbox, link_in
from tests.browser.sharing_acts import (
    ABSENT,
    assert_same_words,
    begin_report,
    choose_parts,
    confirm,
    fetch,
    fill_about,
    fill_permission,
    fill_section,
    main,
    panel,
    person_page,
    sign_here,
)
from tests.browser.test_story import TELLING
from tests.browser.visitor import DESK, PHONE, Visitor, close_tab
from tests.browser.world import World
from tests.sharing_story import WAIT_HOURS

ZONE = ZoneInfo("America/Chicago")
ERIN = ("Erin Vale", "people director", "Harrow & Vale", "erin.vale@example.org")
FRANK = ("Frank Moss", "head of the works", "Harrow & Vale", "frank@example.org")

DONE = "We went through his week, and through what he asked first."
MISFIT = "He laughed when he named the hardest part."
AGREED = "Asks before commenting on what others do"
PRIVATE = "I notice that I want him to do well: rookhollow."
FEEDBACK = "You told it plainly today, and you looked for approval twice."
ACCEPT = "That I looked for approval: yes."
DIFFERENTLY = "The second time I wanted to be sure that I was understood."
NOTHING_LISTED = "concerns"  # a section that is asked for, and stays empty here
REFUSED = "His insight is 7/10 by now."
SECTIONS = {
    "themes": "We worked on listening, on asking before acting, and on naming one's own part.",
    "seen": "On several days I saw him stop and ask before he answered. What he does at work I know"
    " only from his own telling.",
    "hard": "A no is still hard to hear: in our last session he explained himself for some minutes"
    " after one.",
    "boundaries": "The workplace could agree with him on one person to whom he can turn.",
}
ABOUT = {
    "role": "Clinical psychologist",
    "licence": "License PSY 20417",
    "fee_payer": "He pays for it himself.",
    "sources_used": "Our sessions, and what was agreed in them.",
    "sources_not_used": "Nobody at the workplace was asked.",
}
STATEMENT = "Fair. I would add that I still find the second question hard."
NOT_TO_GO_OUT = "If you doubt it, write to eli@example.org."
REMARK = "Read twice. The example in the last part helps."
PURPOSE = "For the talk about his tasks in spring"


@dataclass
class Story:
    """What is known so far, and everybody's open browser."""

    world: World
    postbox: Postbox
    chromium: Browser
    stack: ExitStack
    engagement: str
    people: dict[str, Person]
    at: dict[str, Visitor] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    done: int = 0

    def visitor(self, name: str, *, size: dict[str, int] = DESK) -> Visitor:
        also = (PHONE,) if size == DESK else (DESK,)
        visitor = Visitor(self.chromium, self.world.url, size=size, also=also)
        visitor.names = ["Eli", "Dana", "Mo", "Erin"]
        self.stack.callback(visitor.context.close)
        self.at[name] = visitor
        return visitor

    def signed_in(self, name: str, *, size: dict[str, int] = DESK) -> Visitor:
        if name not in self.at:
            sign_in(self.visitor(name, size=size), person=self.people[name])
        return self.at[name]

    def needs(self, step: int) -> None:
        if self.done < step - 1:
            pytest.skip(f"step {self.done + 1} of the story did not succeed")


@pytest.fixture(scope="module")
def story(
    cast_world: tuple[World, dict[str, Any]], postbox: Postbox, chromium: Browser
) -> Iterator[Story]:
    world, told = cast_world
    people = {name: Person(name=name, **known) for name, known in told["people"].items()}
    people["erin"] = Person("Erin", ERIN[3], "quiet-lamp-over-stairs-6")
    with ExitStack() as stack:
        yield Story(world, postbox, chromium, stack, told["engagement"], people)


def test_1_a_session_is_logged_and_signed(story: Story) -> None:
    story.needs(1)
    dana = story.signed_in("dana")
    story.paths["person"] = person_page(dana)
    dana.follow("Log a session")
    dana.press("Look it over and sign")  # empty: says what is missing, and keeps the page
    assert "choose whether it was held" in dana.words
    dana.page.get_by_role("radio", name="It was held", exact=True).check()
    dana.page.locator("#id_minutes").fill("50")
    dana.page.locator("#id_format").select_option("in_person")
    dana.page.locator("#id_done").fill(DONE)
    dana.page.locator("#id_commitment_1").fill(AGREED)
    dana.page.get_by_text("More, if it is needed").click()
    dana.page.locator("#id_does_not_fit").fill(MISFIT)
    dana.press("Look it over and sign")
    confirm(dana, story.people["dana"])
    dana.press("Sign it")
    assert DONE in dana.words
    story.paths["session"] = dana.path
    story.done = 1


def test_2_a_process_note_is_for_its_writer_alone(story: Story) -> None:
    story.needs(2)
    dana = story.at["dana"]
    dana.open(story.paths["person"])
    dana.follow("Process notes, which only you can read")
    dana.page.locator("main textarea").fill(PRIVATE)
    dana.press("Keep this")
    assert PRIVATE in dana.words
    story.paths["private"] = dana.path
    for name in ("eli", "mo", "otto", "ada"):
        at = story.signed_in(name)
        assert fetch(at, story.paths["private"])[0] == 404
        email = story.people[name].email
        assert story.world.count_as(email, "reviews_processnote") == 0
    assert story.world.count_as(story.people["dana"].email, "reviews_processnote") == 1
    story.done = 2


def test_3_feedback_is_given_and_answered(story: Story) -> None:
    story.needs(3)
    dana, eli = story.at["dana"], story.at["eli"]
    dana.open(story.paths["session"])
    dana.follow("Write feedback about it")
    dana.page.locator("main textarea[name=text]").fill(FEEDBACK)
    dana.press("Look it over and publish")
    dana.press("Publish it")
    story.paths["feedback"] = dana.path

    eli.open("/you/")
    eli.page.locator(f"main a[href='{story.paths['session']}']").first.click()
    eli.page.wait_for_url(f"**{story.paths['session']}")
    eli.look()
    assert DONE in eli.words
    assert MISFIT in eli.words
    eli.open("/you/")
    within = panel(eli, "What waits for you")
    eli.follow(re.compile("feedback", re.I), within=within)
    assert FEEDBACK in eli.words
    eli.fill("What I accept", ACCEPT)
    eli.fill("What I see differently", DIFFERENTLY)
    eli.press("Look it over and send")
    eli.press("Send it")
    assert ACCEPT in eli.words

    dana.open("/today/")
    dana.follow(re.compile("replied", re.I), within=main(dana))
    assert dana.path == story.paths["feedback"]
    assert DIFFERENTLY in dana.words
    story.done = 3


def test_4_a_report_is_drafted_section_by_section(story: Story) -> None:
    story.needs(4)
    dana = story.at["dana"]
    dana.open(story.paths["person"])
    story.paths["draft"] = begin_report(dana)
    assert "Before you can sign" in dana.words  # everything is missing, and each thing is said
    dana.follow("Change the period and these lines")
    fill_about(dana, ABOUT)
    dana.follow(re.compile("^Write this.*What the work was about"))
    for kind in (*tuple(SECTIONS)[:-1], NOTHING_LISTED, "boundaries"):
        assert dana.path.endswith(f"/{kind}/text/")
        text, last = SECTIONS.get(kind, ""), kind == "boundaries"
        button = "Save and see the whole text" if last else "Save and go on"
        fill_section(dana, text, ground=bool(text), button=button)
    assert dana.path == story.paths["draft"]
    for text in (*SECTIONS.values(), *ABOUT.values(), AGREED):
        assert text in dana.words
    assert "Everything that must be there is there" in dana.words
    story.done = 4


def test_5_the_gate_stops_the_signature_and_points_at_the_words(story: Story) -> None:
    story.needs(5)
    dana = story.at["dana"]
    seen = f"{story.paths['draft']}seen/text/"
    dana.open(seen)
    fill_section(dana, f"{SECTIONS['seen']} {REFUSED}", button="Check my wording")
    assert "Must be changed" in dana.words
    assert pointed_at(dana.page.locator("#questions mark"))
    dana.open(story.paths["draft"])
    refusal = panel(dana, "Before you can sign")
    assert "Must be changed" in refusal.inner_text()
    assert refusal.get_by_role("link").first.get_attribute("href") == seen
    assert dana.page.get_by_role("link", name="Look it over and sign").count() == 0
    dana.open(f"{story.paths['draft']}sign/")
    assert dana.page.get_by_role("button", name="Sign this report").count() == 0

    dana.open(seen)
    assert REFUSED in dana.page.locator("textarea[name=text]").input_value()  # nothing is lost
    fill_section(dana, SECTIONS["seen"], button="Check my wording")
    assert "Must be changed" not in dana.words

    # A page for signing that is open already does not lead around it either.
    dana.open(f"{story.paths['draft']}sign/")
    write_in_another_tab(dana, seen, f"{SECTIONS['seen']} {REFUSED}")
    for said in ("The text has changed", "Must be changed"):
        sign_here(dana, story.people["dana"])
        assert said in dana.words
        assert states_of_reports(story) == ["draft"]
    write_in_another_tab(dana, seen, SECTIONS["seen"])
    story.done = 5


def test_6_it_is_signed_and_waits_for_the_second_name(story: Story) -> None:
    story.needs(6)
    dana, eli = story.at["dana"], story.at["eli"]
    story.world.stage("make_stale")
    dana.open(story.paths["draft"])
    dana.follow("Look it over and sign")
    assert dana.page.locator("main input:checked").count() == 0
    assert dana.page.locator("#id_password").is_visible()
    sign_here(dana, story.people["dana"])
    assert states_of_reports(story) == ["signed"]
    story.paths["report"] = dana.path
    story.paths["decide"] = f"{dana.path}decide/"
    for path in (story.paths["report"], story.paths["decide"]):
        assert fetch(eli, path)[0] == 404
    dana.follow("Ask a colleague")
    dana.page.get_by_role("radio", name=re.compile("Lindgren")).check()
    dana.press("Ask them")
    story.done = 6


def test_7_a_colleague_puts_a_second_name_to_this_version(story: Story) -> None:
    story.needs(7)
    mo, eli = story.at["mo"], story.at["eli"]
    mo.open("/today/")
    mo.follow(re.compile("asks you to read a text"), within=main(mo))
    asked = mo.path
    assert SECTIONS["hard"] in mo.words
    for text in (PRIVATE, FEEDBACK, DIFFERENTLY, MISFIT):
        assert text not in mo.words
    mo.press("Send this answer")  # without one
    assert "Choose one of the four answers" in mo.words
    mo.page.get_by_role("radio", name="I put my name to this version").check()
    mo.fill(re.compile("^How you stand to"), "No tie to any of them beyond working here.")
    mo.fill("Your remark", REMARK)
    confirm(mo, story.people["mo"])
    mo.press("Send this answer")
    assert mo.path == "/today/"
    assert fetch(mo, asked)[0] == 404
    assert fetch(mo, story.paths["report"])[0] == 404

    eli.open("/you/")
    eli.follow(re.compile("report", re.I), within=panel(eli, "What waits for you"))
    eli.open(story.paths["report"])
    for text in (*SECTIONS.values(), "Dr Dana Ruiz", "Dr Mo Lindgren"):
        assert text in eli.words
    dana = story.at["dana"]
    dana.open(story.paths["report"])
    assert REMARK in dana.words
    assert REMARK not in eli.words  # the author has not passed it on
    story.done = 7


def test_8_the_client_gives_a_permission_and_nothing_is_chosen_before(story: Story) -> None:
    story.needs(8)
    eli = story.at["eli"]
    eli.open(story.paths["report"])
    eli.follow("See what you can do")
    assert eli.path == story.paths["decide"]
    eli.follow("Permit somebody first")
    given = eli.page.evaluate(
        """() => [...document.querySelectorAll('main form input, main form textarea')]
          .filter((one) => one.type !== 'hidden')
          .filter((one) => 'checked' in one && /radio|checkbox/.test(one.type)
            ? one.checked : one.value).map((one) => one.name)"""
    )
    assert given == []
    eli.press("Sign this permission")  # empty: each thing that is missing has its sentence
    assert "Choose at least one part, or give no permission." in eli.words
    assert rows(story, "permission") == 0
    until = datetime.now(ZONE).date() + timedelta(days=180)
    fill_permission(eli, reader=ERIN, purpose=PURPOSE, until=until, signed="Eli Rask")
    confirm(eli, story.people["eli"])
    eli.press("Sign this permission")
    story.paths["permission"] = eli.path
    assert "Nothing. This permission sends nothing by itself." in eli.words
    assert (rows(story, "permission"), rows(story, "release")) == (1, 0)
    story.done = 8


def test_9_reads_what_the_reader_would_and_releases_those_words(story: Story) -> None:
    story.needs(9)
    eli = story.at["eli"]
    eli.open(story.paths["decide"])
    eli.follow("Write a statement")
    eli.fill("My statement", f"{STATEMENT} {NOT_TO_GO_OUT}")
    eli.press("Save my statement")
    assert "This stops a release until you change it" in eli.words
    story.paths["statement"] = eli.path
    eli.open(story.paths["decide"])
    eli.follow(f"Read it exactly as {ERIN[0]} would")
    assert eli.page.locator("main input[name=part]:checked").count() == 0
    preview = eli.path
    choose_parts(eli)
    confirm(eli, story.people["eli"])
    eli.press("Release these words")
    assert "Not released" in eli.words
    assert rows(story, "release") == 0

    eli.open(story.paths["statement"])
    assert NOT_TO_GO_OUT in eli.page.locator("#id_text").input_value()
    eli.fill("My statement", STATEMENT)
    eli.press("Save my statement")
    assert "This stops a release" not in eli.words
    eli.open(preview)
    choose_parts(eli)
    for text in (*SECTIONS.values(), STATEMENT, PURPOSE, "Preview. Not released."):
        assert text in eli.words
    link = eli.page.get_by_role("link", name="The same as a PDF").get_attribute("href")
    status, pdf = fetch(eli, str(link))
    assert status == 200
    assert_same_words(eli, pdf)

    story.world.stage("make_stale")
    eli.page.reload()
    eli.press("Release these words")  # without the password
    assert "Enter your password." in eli.words
    assert rows(story, "release") == 0
    assert confirm(eli, story.people["eli"])
    eli.press("Release these words")
    assert "and not before" in eli.words
    assert rows(story, "release") == 1
    story.done = 9


def test_10_nobody_is_told_before_the_wait_is_over(story: Story) -> None:
    story.needs(10)
    world, box = story.world, story.postbox
    world.wind_on(hours=47)
    world.wait_until(lambda: file_state(story) == "made", what="the PDF")
    assert box.to(ERIN[3]) == []
    world.wind_on(hours=WAIT_HOURS - 47)
    mail = box.wait_for(ERIN[3], count=1)
    said = [f"{name}: {value}" for name, value in mail.items() if name.lower() != "to"]
    said += [part.get_content() for part in mail.walk() if not part.is_multipart()]
    for text in said:
        found = TELLING.search(re.sub(r"Content-\w+:.*|http://\S+|<!doctype[^>]*>", "", text))
        assert not found, f"the mail says {found.group(0)!r}: {text}"
    story.paths["invitation"] = link_in(mail)
    story.done = 10


def test_11_the_reader_joins_acknowledges_and_reads(story: Story) -> None:
    story.needs(11)
    erin, person = story.visitor("erin"), story.people["erin"]
    join(erin, person=person, link=story.paths["invitation"])
    erin.open("/documents/")  # nothing else opens before the second factor
    enroll(erin, person=person)
    erin.open("/documents/")
    erin.follow(re.compile("Eli"), within=main(erin))
    story.paths["document"] = erin.path
    story.paths["file"] = f"{erin.path}file/"
    story.paths["api"] = erin.path.replace("/documents/", "/api/v1/shared/")
    assert "Before you read" in erin.words
    assert SECTIONS["themes"] not in erin.words
    assert fetch(erin, story.paths["file"])[0] == 404  # nor the PDF, before the notice
    erin.press("I have read this")
    for text in (*SECTIONS.values(), STATEMENT, PURPOSE, "can see that you opened this"):
        assert text in erin.words
    for text in (PRIVATE, FEEDBACK, ACCEPT, DIFFERENTLY, MISFIT, DONE):
        assert text not in erin.words
    with erin.page.expect_download() as coming:
        erin.page.get_by_role("link", name="Download the PDF").click()
    assert coming.value.suggested_filename == "document.pdf"
    kept = story.world.folder / "document.pdf"
    coming.value.save_as(kept)
    assert_same_words(erin, kept.read_bytes())
    assert story.world.stage("sealed", path=str(kept)) == {
        "whole": True, "changed": False, "longer": False,
    }  # fmt: skip
    story.done = 11


def test_12_the_client_sees_that_it_was_opened_when_and_by_whom(story: Story) -> None:
    story.needs(12)
    eli, dana = story.at["eli"], story.at["dana"]
    eli.open("/sharing/")
    out = panel(eli, "What already went out").inner_text()
    assert re.search(r"Erin Vale opened the page on .*\d+:\d\d [AP]M", out)
    assert re.search(r"Erin Vale took it as a PDF on .*\d+:\d\d [AP]M", out)
    for name in ("Dr Dana Ruiz", "Dr Mo Lindgren", ERIN[0]):
        assert name in eli.words
    eli.open("/looked/")
    for what in ("Read what you released", "Took the PDF", "Read the report, asked for a second"):
        assert what in eli.words, what
    assert eli.page.get_by_role("row", name=re.compile("Erin Vale.*PDF")).count() == 1
    eli.open("/timeline/")
    for step in ("Session", "Feedback", "Reply", "Commitment", "Report", "Sharing"):
        assert step in eli.words, step
    assert "Released to Erin Vale" in eli.words
    assert re.search("(?i)erin vale .*opened|opened by erin vale", eli.words.replace("\n", " "))
    dana.open(f"{story.paths['person']}timeline/")  # what was released, and no openings
    assert "Released to Erin Vale" in dana.words
    assert not re.search("(?i)opened", main(dana).inner_text())
    story.done = 12


def test_13_withdrawn_in_one_step_and_gone_in_every_form(story: Story) -> None:
    story.needs(13)
    world, eli, erin = story.world, story.at["eli"], story.at["erin"]
    # A second reader, whose mail waits: it must not leave either.
    second = world.stage("permitted", engagement=story.engagement, reader=FRANK)["permission"]
    report = story.paths["report"].split("/")[2]
    waiting = world.stage("released", report=report, permission=second)["release"]

    tab = erin.context.new_page()
    tab.goto(erin.url + story.paths["document"])
    asks: dict[str, tuple[str, dict[str, str]]] = {
        "page": ("document", {}),
        "api": ("api", {"Accept": "application/json"}),
        "pdf": ("file", {}),
        "range": ("file", {"Range": "bytes=0-99"}),
        "etag": ("file", {"If-None-Match": "*"}),
        "since": ("file", {"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}),
    }
    for name, (place, headers) in asks.items():
        status, body = fetch(erin, story.paths[place], **headers)
        assert status == 200, name
        assert body.startswith(b"%PDF-") or STATEMENT.encode() in body, name

    world.stage("make_stale")
    eli.open("/sharing/")
    eli.follow(re.compile("^Withdraw.*Erin"), within=main(eli))
    assert "Erin Vale took it as a PDF" in eli.words
    assert confirm(eli, story.people["eli"])
    eli.press("Withdraw", within=main(eli))
    assert "Erin Vale can open nothing from now on." in eli.words

    tab.reload()
    assert ABSENT in tab.locator("h1").inner_text()
    close_tab(tab)
    for name, (place, headers) in asks.items():
        path = story.paths[place]
        refused = answer_at(erin, path, **headers)
        assert refused.status == 404, name
        assert ABSENT in refused.body, name
        assert refused == answer_at(erin, by_chance(path)), name
    erin.open(story.paths["document"], status=404)
    erin.open("/documents/")
    assert ABSENT in erin.words

    world.stage("withdrawn", permission=second)
    world.wind_on(hours=WAIT_HOURS)
    state = "select state from accounts_notice where subject_id = %s and kind = 'document_shared'"
    world.wait_until(
        lambda: [r[0] for r in world.ask(state, (waiting,))] == ["not_needed"], what="no mail"
    )
    assert story.postbox.to(FRANK[3]) == []
    eli.open("/timeline/")
    assert "Withdrawn" in eli.words
    eli.open("/sharing/")
    assert "Withdrawn" in eli.words
    assert "Erin Vale took it as a PDF" in eli.words  # what went out stays told
    assert not [p for visitor in story.at.values() for p in visitor.problems]
    story.done = 13


def pointed_at(marks) -> bool:  # type: ignore[no-untyped-def]
    return any("7/10" in text or "insight" in text for text in marks.all_inner_texts())


def write_in_another_tab(at: Visitor, path: str, text: str) -> None:
    tab = at.context.new_page()
    tab.goto(at.url + path)
    tab.locator("textarea[name=text]").fill(text)
    with tab.expect_navigation():
        tab.get_by_role("button", name="Save and stop here").click()
    close_tab(tab)


def states_of_reports(story: Story) -> list[str]:
    return [row[0] for row in story.world.ask("select state from reviews_report")]


def rows(story: Story, table: str) -> int:
    return int(story.world.ask(f"select count(*) from reviews_{table}")[0][0])


def file_state(story: Story) -> str:
    return str(story.world.ask("select state from reviews_releasefile")[0][0])
