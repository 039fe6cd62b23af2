"""From an empty database to words written, shared, read, and seen to have been read.

One story in its order, as the people in it click; each test is one step and needs those before it.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.browser import leaks
from tests.browser.acts import Person, enroll, found_practice, invite, join, sign_in, sign_out
from tests.browser.answers import assert_like_an_unknown, bare
from tests.browser.postbox import Postbox, link_in
from tests.browser.sharing_acts import confirm
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.world import World
from tests.conftest import until_tuesday_morning

ZONE = ZoneInfo("America/Chicago")
AT = time(16, 30)  # when the two of them meet, in Chicago

# Every text holds one word that stands nowhere else in the world, so that it can be searched for.
WORKING_ON = "Hearing a no the first time, marrowglint"
TOLD = "Erin Oxpennyworth, people director"
CLIENT_NAME_OFFERED = "Eli Thornquist"
CLIENT_NAME = "Eli Vantreight"
FIRST = "I kept asking after the no, quillbracken by quillbracken."
FIRST_MORE = " I called it keeping in touch, which was sallowmere."
SECOND = "I knew that saying no to me was costly: tansyford."
THIRD = "What I want to say plainly is pebblewrack."
ADDED = "One thing more, a day later: fennelgarth."
UNIQUE = (
    "marrowglint", "oxpennyworth", "thornquist", "vantreight", "quillbracken", "sallowmere",
    "tansyford", "pebblewrack", "fennelgarth",
)  # fmt: skip

# What no mail may say, in any header or word.
TELLING = re.compile(
    r"reflect|consent|confiden|clinic|client|harm|abus|therap|treat|counsel|employ|restor|setback"
    r"|session|agreement|shared|wrote|writing|report|program|patient|Eli|Dana|Waymark",
    re.I,
)


def a_tuesday() -> datetime:
    now = datetime.now(UTC)
    return now + until_tuesday_morning(now)


@dataclass
class Story:
    """What is known so far, and everybody's open browser."""

    world: World
    postbox: Postbox
    chromium: Browser
    stack: ExitStack
    ada: Person
    dana: Person
    mo: Person
    eli: Person
    otto: Person
    at: dict[str, Visitor] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    met_on: date = date.min
    begins: datetime = field(default_factory=a_tuesday)
    done: int = 0

    def visitor(self, name: str, *, size: dict[str, int] = DESK) -> Visitor:
        visitor = Visitor(self.chromium, self.world.url, size=size)
        visitor.names = ["Eli", "Dana", "Mo", "Ada", "Otto"]
        self.stack.callback(visitor.context.close)
        self.at[name] = visitor
        return visitor

    def invitation_to(self, person: Person) -> str:
        mail = self.postbox.wait_for(person.email, count=1)
        assert_neutral(mail)
        return link_in(mail)

    def needs(self, step: int) -> None:
        if self.done < step - 1:
            pytest.skip(f"step {self.done + 1} of the story did not succeed")


@pytest.fixture(scope="module")
def story(empty_world: World, postbox: Postbox, chromium: Browser) -> Iterator[Story]:
    with ExitStack() as stack:
        yield Story(
            empty_world,
            postbox,
            chromium,
            stack,
            ada=Person("Ada Quist", "ada@example.org", "brass-kettle-north-wall-1"),
            dana=Person("Dr Dana Ruiz", "dana@example.org", "stone-bridge-late-summer-2"),
            mo=Person("Dr Mo Lindgren", "mo@example.org", "paper-kite-early-train-3"),
            eli=Person("Eli", "eli@example.org", "slow-river-open-window-4"),
            otto=Person("Otto", "otto@example.org", "winter-bench-plain-bread-5"),
        )


def assert_neutral(mail) -> None:  # type: ignore[no-untyped-def]
    said = [f"{name}: {value}" for name, value in mail.items() if name.lower() != "to"]
    said += [part.get_content() for part in mail.walk() if not part.is_multipart()]
    for text in said:
        found = TELLING.search(re.sub(r"Content-\w+:.*|http://\S+|<!doctype[^>]*>", "", text))
        assert not found, f"a mail says {found.group(0)!r}: {text}"


def test_1_a_practice_is_made_with_the_one_time_code(story: Story) -> None:
    story.needs(1)
    story.world.move_clock(story.begins - datetime.now(UTC))
    ada = story.visitor("ada")
    ada.open("/begin/", status=404)
    code = story.world.manage("setup_code")
    found_practice(
        ada, person=story.ada, code=code, name="Tallow Street Practice", short_name="Tallow St"
    )
    enroll(ada, person=story.ada)
    assert ada.path == "/practice/people/"
    ada.open("/begin/", status=404)  # once
    sign_out(ada)
    sign_in(ada, person=story.ada)
    story.done = 1


def test_2_people_are_invited_and_join(story: Story) -> None:
    story.needs(2)
    ada = story.at["ada"]
    for person in (story.dana, story.mo):
        invite(ada, by=story.ada, person=person, role="Clinician")
    for person in (story.dana, story.mo):
        visitor = story.visitor(person.email.partition("@")[0])
        join(visitor, person=person, link=story.invitation_to(person))
        visitor.open("/today/")  # nothing else opens before the second factor
        enroll(visitor, person=person)
        assert visitor.path == "/today/"
    for person, clinician in ((story.eli, story.dana), (story.otto, story.mo)):
        invite(ada, by=story.ada, person=person, role="Client", clinician=clinician)
    for person in (story.eli, story.otto):
        visitor = story.visitor(person.email.partition("@")[0])
        link = story.invitation_to(person)
        join(visitor, person=person, link=link)
        visitor.follow("You can do this later")
        assert visitor.path == "/you/"
    story.visitor("late").open(link, status=410)  # a used invitation says so
    story.done = 2


def test_3_an_agreement_is_offered_and_accepted(story: Story) -> None:
    story.needs(3)
    dana, eli = story.at["dana"], story.at["eli"]
    story.met_on = story.begins.astimezone(ZONE).date() + timedelta(days=9)
    dana.open("/today/")
    dana.follow(f"{story.eli.email} is ready to begin")
    dana.press("Look it over")  # empty: says what is missing, and keeps the page
    assert "Choose how this came about" in dana.words
    page = dana.page
    page.locator("#id_client_name").fill(CLIENT_NAME_OFFERED)
    page.get_by_role("radio").first.check()
    page.get_by_role("checkbox", name="Responsibility").check()
    page.get_by_role("checkbox", name="Listening").check()
    page.locator("#id_working_on").fill(WORKING_ON)
    page.locator("#id_often_1").select_option("weeks-1")
    page.locator("#id_on_1").select_option(f"weekday-{story.met_on.weekday()}")
    page.locator("#id_starts_on_1").fill(story.met_on.isoformat())
    page.locator("#id_wall_time").fill(f"{AT:%H:%M}")
    page.locator("#id_who_1").fill(TOLD)
    page.locator("[name=parts_1]").first.check()
    dana.press("Look it over")
    assert WORKING_ON in dana.words
    confirm(dana, story.dana)
    dana.press("Sign and offer it")
    story.paths["agreement"] = dana.path
    assert WORKING_ON in dana.words

    assert_neutral(story.postbox.wait_for(story.eli.email, count=2))
    eli.open("/you/")
    eli.follow("Read the agreement")
    assert WORKING_ON in eli.words
    assert TOLD in eli.words
    eli.fill("Your name, as you want to be called here", CLIENT_NAME)
    confirm(eli, story.eli)
    eli.press("Sign this agreement")

    eli.follow("Read it now")  # the limits, before the first word
    eli.press("I have read this")
    assert "Nothing is open for writing now" in eli.words
    story.done = 3


def test_4_a_check_in_comes_due_and_a_neutral_reminder_goes_out(story: Story) -> None:
    story.needs(4)
    morning = datetime.combine(story.met_on - timedelta(days=2), time(9, 5), ZONE)
    story.world.move_clock(morning - datetime.now(UTC))
    mail = story.postbox.wait_for(story.eli.email, count=1, says="4:30")
    assert_neutral(mail)
    assert link_in(mail) == f"{story.world.url}/sign-in/"
    assert str(mail["From"]).startswith('"Tallow St"') or "Tallow St" in str(mail["From"])
    story.done = 4


def test_5_words_are_written_and_only_their_writer_finds_them(story: Story) -> None:
    story.needs(5)
    eli, dana = story.at["eli"], story.at["dana"]
    dana.open("/people/")
    dana.follow(re.compile("^Eli"), within=dana.page.locator("main"))
    story.paths["person"] = dana.path
    watched = ("/today/", "/people/", dana.path, f"{dana.path}timeline/")
    before = {path: bare(dana.open(path).text()) for path in watched}

    eli.open("/you/")
    eli.press("Begin to write")
    story.paths["write"] = eli.path
    box = eli.page.locator("textarea[name=text]")
    box.press_sequentially(FIRST, delay=5)
    state = eli.page.locator("[data-state]")
    eli.settle(lambda: state.get_attribute("data-kind") == "saved", what="the text to be saved")
    eli.look()
    eli.press("Save and go on")  # one prompt a page
    eli.page.locator("textarea[name=text]").fill(SECOND)
    eli.press("Save and stop here")
    assert "Go on where you stopped" in eli.words
    sign_out(eli)

    phone = story.visitor("phone", size=PHONE)
    sign_in(phone, person=story.eli)
    phone.follow("Go on writing")
    box = phone.page.locator("textarea[name=text]")
    assert box.input_value() == SECOND  # the place where one stopped
    phone.open(story.paths["write"])
    assert box.input_value() == FIRST
    box.press("Control+End")
    box.press_sequentially(FIRST_MORE, delay=5)
    state = phone.page.locator("[data-state]")
    phone.settle(lambda: state.get_attribute("data-kind") == "saved", what="the text to be saved")
    phone.press("Save and go on")
    assert phone.page.locator("textarea[name=text]").input_value() == SECOND
    phone.press("Save and go on")
    phone.page.locator("textarea[name=text]").fill(THIRD)
    phone.press("Save and go on")
    phone.follow("Look it over")
    for text in (FIRST + FIRST_MORE, SECOND, THIRD):
        assert text in phone.words
    story.paths["look_over"] = phone.path
    story.paths["read"] = phone.path.replace("/writing/", "/reading/")

    for path in watched:  # the own clinician's pages are what they were, to the letter
        assert bare(dana.open(path).text()) == before[path]
    story.done = 5


def test_6_until_it_is_shared_nobody_can_tell_that_it_exists(story: Story) -> None:
    story.needs(6)
    assert_nobody_else(story, ["dana", "otto", "mo", "ada"], ("read", "look_over", "write"))
    story.done = 6


def test_7_it_is_shared_and_found_and_read(story: Story) -> None:
    story.needs(7)
    phone, dana = story.at["phone"], story.at["dana"]
    before = len(story.postbox.to(story.dana.email))
    phone.open(story.paths["look_over"])
    phone.press("Share this reflection")
    assert_neutral(story.postbox.wait_for(story.dana.email, count=before + 1))
    dana.open("/today/")
    attention = dana.page.locator("section", has=dana.page.locator("#attention"))
    assert "Needs your attention" in attention.inner_text()
    dana.follow(re.compile("^Eli.* shared a reflection"), within=attention)
    assert dana.path == story.paths["read"]
    for text in (FIRST + FIRST_MORE, SECOND, THIRD):
        assert text in dana.words
    phone.open(story.paths["read"])
    phone.fill("Add something", ADDED)
    phone.press("Add this")
    assert ADDED in phone.words
    dana.open(story.paths["read"])
    assert ADDED in dana.words
    story.done = 7


def test_8_the_client_sees_who_has_looked_and_every_step(story: Story) -> None:
    story.needs(8)
    for eli in (story.at["phone"], story.visitor("eli again")):
        if eli is not story.at["phone"]:
            sign_in(eli, person=story.eli)
        eli.open("/you/")
        eli.page.get_by_role("navigation", name="Main").get_by_role(
            "link", name="Who has looked"
        ).click()
        eli.page.wait_for_url("**/looked/")
        eli.look()
        line = eli.page.get_by_role("row", name=re.compile("Dr Dana Ruiz.*Read .*reflection"))
        assert line.count() == 2
        assert re.search(r"\d+:\d\d [AP]M", line.first.inner_text())
        eli.open("/timeline/")
        for step in (
            "Agreement offered", "Agreement accepted", "Limits of confidentiality read",
            "Check-in with Dr Dana Ruiz",
        ):  # fmt: skip
            assert step in eli.words, step
        assert "Ahead" in eli.words
        day = f"{story.met_on:%B} {story.met_on.day}"
        shared = eli.page.get_by_role("link", name=f"For the check-in on {day}")
        assert shared.get_attribute("href") == story.paths["read"]
    story.done = 8


def test_9_others_still_get_what_a_random_address_gets(story: Story) -> None:
    story.needs(9)
    places = ("read", "look_over", "write", "person", "agreement")
    assert_nobody_else(story, ["otto", "mo", "ada"], places)
    story.at["dana"].open(story.paths["read"])  # a refusal means little if nobody gets in
    assert not [p for visitor in story.at.values() for p in visitor.problems]
    story.done = 9


def test_no_words_leak(story: Story) -> None:
    """After all this: dump, logs, mails and the broker hold none of it, in any dress."""
    story.needs(10)
    leaks.prove_that_the_search_finds()
    world, postbox = story.world, story.postbox
    people = (story.ada, story.dana, story.mo, story.eli, story.otto)
    secret = [*UNIQUE, *(p.password for p in people), *(p.secret for p in people if p.secret)]
    secret += [code for p in people for code in p.codes]
    places = leaks.everything_kept(world, postbox)
    assert set(places) >= {"database", "broker", "mails", "web.log", "worker.log", "beat.log"}
    # A log-in address and the practice's name are excepted, and show that the search sees them.
    known = leaks.search(places, [story.dana.email, "Tallow Street"])
    assert {f"{story.dana.email} in {place}, plain" for place in ("database", "mails")} <= set(
        known
    )
    assert "Tallow Street in database, plain" in known
    found = leaks.search(places, secret)
    assert not found, "\n".join(found)


def assert_nobody_else(story: Story, who: list[str], places: tuple[str, ...]) -> None:
    """404 for these people, the sign-in page for nobody: the same as for an address of chance."""
    if "nobody" not in story.at:
        story.visitor("nobody")
    for name in [*who, "nobody"]:
        refusal = 302 if name == "nobody" else 404
        for place in places:
            assert_like_an_unknown(story.at[name], story.paths[place], status=refusal)
    for name in who:
        email = getattr(story, name).email
        for table in ("reviews_entry", "reviews_answer"):
            assert story.world.ask(f"select count(*) from {table}")[0][0] > 0
            assert story.world.count_as(email, table) == 0, f"{name} sees rows of {table}"
