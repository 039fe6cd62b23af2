"""What Dana and a client of hers do from the first talk to the time after the end, as they click."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.browser.acts import Person
from tests.browser.course_world import Course
from tests.browser.sharing_acts import confirm, main, panel
from tests.browser.visitor import Visitor

ZONE = ZoneInfo("America/Chicago")


@dataclass
class Pair:
    """Dana and one client at their browsers, and where things are.

    called  the client's name, as they want to be called; people: by the name of a browser.
    """

    course: Course
    dana: Visitor
    client: Visitor
    clinician: Person
    person: Person
    called: str
    engagement: str = ""
    paths: dict[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        first, _, last = self.called.partition(" ")
        return f"{first} {last[0]}."

    @property
    def today(self) -> date:
        """By the one clock, where the cast lives."""
        return (datetime.now(UTC) + self.course.world.ahead).astimezone(ZONE).date()

    def today_plus(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def day(self, ahead: int) -> str:
        return self.today_plus(ahead).isoformat()

    def who(self, at: Visitor) -> Person:
        return self.clinician if at is self.dana else self.person


def meet(course: Course, name: str, called: str, *, size: dict[str, int]) -> Pair:
    """Dana, and a client the practice has introduced to her."""
    dana, client = course.walk("dana", size=size), course.walk(name, size=size)
    return Pair(course, dana, client, course.people["dana"], course.people[name], called)


def at_work(
    course: Course, name: str, called: str, *, size: dict[str, int], **terms: object
) -> Pair:
    """Dana and a client who have signed an agreement, and read the limits."""
    engagement = course.working(name, called, **terms)
    pair = meet(course, name, called, size=size)
    pair.engagement = engagement
    return pair


# --- writing by prompts -----------------------------------------------------------------------------


def write(at: Visitor, *texts: str) -> None:
    """From the first prompt: one text each, and to the page on which all is looked over."""
    for text in texts:
        at.page.locator("textarea[name=text]").fill(text)
        at.press("Save and go on")
    at.follow("Look it over")
    for text in texts:
        assert text in at.words


def hand_over(pair: Pair, at: Visitor, button: str) -> None:
    """On the page on which all is looked over."""
    confirm(at, pair.who(at))
    at.press(button)


def choose(at: Visitor, name: str, *values: str) -> None:
    for value in values:
        at.page.locator(f"main input[name='{name}'][value='{value}']").check()


def last_id(path: str) -> str:
    found = re.findall(r"[0-9a-f-]{36}", path)
    assert found, path
    return str(found[-1])


# --- before the work --------------------------------------------------------------------------------


def open_talk(pair: Pair) -> None:
    """Dana opens a first talk; the client reads what stays between them."""
    dana, client = pair.dana, pair.client
    dana.open("/today/")
    dana.follow(re.compile(f"^{re.escape(pair.person.email)} is ready"), within=main(dana))
    dana.follow("Talk first")
    dana.page.locator("#id_client_name").fill(pair.called)
    dana.press("Open the conversation")
    assert "Nothing is agreed, and each of you may say no." in dana.words
    pair.paths["talk"] = dana.path
    pair.engagement = last_id(dana.path)
    client.open("/you/")
    client.follow("Read what stays between you first")
    client.press("I have read this")


def sign_account(pair: Pair, *texts: str) -> None:
    """Dana writes down what was said, and signs it; the client reads it."""
    dana, client = pair.dana, pair.client
    dana.open(pair.paths["talk"])
    dana.press("Write down a conversation")
    write(dana, *texts)
    client.open(pair.paths["talk"])
    assert texts[0] not in client.words
    assert "Nothing is written down yet." in client.words
    hand_over(pair, dana, "Sign this account")
    assert dana.path == pair.paths["talk"]
    client.open(pair.paths["talk"])
    client.follow(re.compile("^Conversation written down"))
    for text in texts:
        assert text in client.words
    pair.paths["account"] = client.path


@dataclass(frozen=True)
class Offer:
    """What stands in the boxes of an offer, beside the rhythm; employer by the names of its fields."""

    pathway: str
    working_on: str
    accountability: str = ""
    employer: dict[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ("3",)


def offer(pair: Pair, terms: Offer) -> None:
    """Dana offers an agreement and signs it with her password."""
    dana = pair.dana
    dana.open(pair.paths["talk"])
    dana.follow("Offer an agreement")
    fill_offer(pair, terms)
    dana.press("Look it over")
    assert terms.working_on in dana.words
    assert confirm(dana, pair.clinician)
    dana.press("Sign and offer it")
    pair.paths["agreement"] = dana.path
    assert terms.working_on in dana.words


def fill_offer(pair: Pair, terms: Offer) -> None:
    page, first = pair.dana.page, pair.today + timedelta(days=3)
    choose(pair.dana, "pathway", terms.pathway)
    if terms.accountability:
        page.locator("#id_accountability").fill(terms.accountability)
    if terms.employer:
        page.get_by_text("If an employer asks for it").click()
        for name, text in terms.employer.items():
            page.locator(f"#id_{name}").fill(text)
    choose(pair.dana, "focus_areas", "responsibility")
    page.locator("#id_working_on").fill(terms.working_on)
    page.locator("#id_often_1").select_option("weeks-1")
    page.locator("#id_on_1").select_option(f"weekday-{first.weekday()}")
    page.locator("#id_starts_on_1").fill(first.isoformat())
    page.locator("#id_wall_time").fill("09:30")
    assert page.locator("#id_zone").input_value() == "America/Chicago"
    choose(pair.dana, "follow_up_months", *terms.months)


def sign_agreement(pair: Pair) -> None:
    """The client reads the offer, and signs it with their password."""
    client = pair.client
    client.open("/you/")
    client.follow("Read the agreement")
    assert client.path == pair.paths["agreement"]
    client.press("Sign this agreement")  # without the password
    assert "Enter your password." in client.words
    assert "Nothing was lost, and nothing was signed yet." in client.words
    assert confirm(client, pair.person)
    client.press("Sign this agreement")
    assert "Signed." in client.words


# --- while it goes on -------------------------------------------------------------------------------


def reflect(pair: Pair, text: str) -> None:
    """The client writes for the next check-in and shares it; Dana reads it."""
    dana, client = pair.dana, pair.client
    client.open("/you/")
    client.press("Begin to write")
    write(client, text)
    pair.paths["reflection"] = client.path.replace("/writing/", "/reading/")
    client.press("Share this reflection")
    dana.open("/today/")
    dana.follow(re.compile(f"^{re.escape(pair.short)} shared a reflection"), within=main(dana))
    assert text in dana.words


def propose(pair: Pair, text: str) -> None:
    """Dana proposes a commitment that the client carries."""
    dana = pair.dana
    dana.open(f"/commitments/of/{pair.engagement}/")
    dana.follow("Propose a commitment")
    dana.page.locator("#id_text").fill(text)
    choose(dana, "carried_by", "client")
    dana.press("Propose it")
    pair.paths["commitment"] = dana.path


def answer(pair: Pair, says: str, why: str = "") -> None:
    """The client's answer to what was proposed; Dana reads it."""
    dana, client = pair.dana, pair.client
    client.open(f"/commitments/of/{pair.engagement}/")
    client.page.locator(f"main a[href='{pair.paths['commitment']}']").click()
    client.page.wait_for_url(f"**{pair.paths['commitment']}")
    client.look()
    client.follow("Answer")
    choose(client, "says", says)
    client.press("Answer")
    if why:  # sent without it first
        assert "Nothing was saved yet. Say why." in client.words
        client.page.locator("#id_text").fill(why)
        if says == "could_not":
            client.page.locator("#id_ask_again_on").fill(pair.day(7))
        client.press("Answer")
    dana.open(pair.paths["commitment"])
    assert why in dana.words


def open_review(pair: Pair) -> str:
    """Dana opens a progress review of today."""
    pair.dana.open(f"/review/of/{pair.engagement}/")
    pair.dana.press("Open a review")
    pair.paths["review"] = pair.dana.path
    return pair.dana.path


def write_part(pair: Pair, at: Visitor, *texts: str) -> None:
    """Their own part of the review, from its page, to the page on which all is looked over."""
    at.open(pair.paths["review"])
    at.press("Write your part")
    write(at, *texts)


def look_back(pair: Pair, *, theirs: str, hers: str) -> None:
    """Both write their part and sign it; each reads the other's beside their own."""
    open_review(pair)
    client = pair.client
    client.open("/you/")
    client.page.locator(f"main a[href='{pair.paths['review']}']").first.click()
    client.page.wait_for_url(f"**{pair.paths['review']}")
    client.look()
    write_part(pair, client, theirs)
    hand_over(pair, client, "Sign your part")
    write_part(pair, pair.dana, hers)
    hand_over(pair, pair.dana, "Sign your part")
    for at in (client, pair.dana):
        at.open(pair.paths["review"])
        assert theirs in at.words
        assert hers in at.words
        assert "Both signed" in at.words


# --- the end, and after -----------------------------------------------------------------------------


def end_as_clinician(pair: Pair, how: str, line: str) -> None:
    dana = pair.dana
    dana.open(f"/people/{pair.engagement}/")
    dana.follow("End the work together")
    dana.page.locator("#id_text").fill(line)
    dana.press("End the work")  # without a word of how
    assert "Nothing has ended yet." in dana.words
    assert dana.page.locator("#id_text").input_value() == line
    choose(dana, "how", how)
    dana.press("End the work")
    pair.paths["after"] = dana.path
    assert line in dana.words


def end_as_client(pair: Pair) -> None:
    client = pair.client
    client.open("/you/")
    client.follow("End the work together")
    client.press("I end it")
    pair.paths["after"] = client.path


def close_in_words(pair: Pair, *texts: str, own: str) -> None:
    """Dana signs a closing summary; the client reads it as their own copy, and adds words."""
    dana, client = pair.dana, pair.client
    dana.open(pair.paths["after"])
    dana.press("Write the closing summary")
    write(dana, *texts)
    hand_over(pair, dana, "Sign the closing summary")
    client.open("/you/")
    client.follow("How it ended, and what is yours")
    client.follow("Read it", within=panel(client, "Closing summary"))
    pair.paths["copy"] = client.path
    for said in (*texts, f"This is {pair.called}’s own copy.", "It is not a release"):
        assert said in client.words
    client.open(pair.paths["after"])
    client.press("Add this")  # empty
    assert "Write what you want to add." in client.words
    client.fill("Your own words", own)
    client.press("Add this")
    dana.open(pair.paths["copy"])
    assert own in dana.words


def follow_up(pair: Pair, at: Visitor) -> None:
    """From the page after the end to the first of the follow-ups."""
    at.open(pair.paths["after"])
    at.follow(re.compile("^Three months after"))
    pair.paths["follow_up"] = at.path


def hold_follow_up(pair: Pair, text: str) -> None:
    """The client's new yes, when its time has come; it is held, written down, signed and read."""
    dana, client = pair.dana, pair.client
    follow_up(pair, client)
    assert "Without a new yes of yours nothing is held" in client.words
    client.press("Yes, I want this one")
    follow_up(pair, dana)
    dana.press("It was held")
    dana.press("Write down what was said")
    write(dana, text)
    hand_over(pair, dana, "Sign this account")
    client.open(pair.paths["follow_up"])
    client.follow("Read what was written of it")
    assert text in client.words
    pair.paths["later"] = client.path
