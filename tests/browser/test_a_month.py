"""A month of one client's life by the one clock: kept, kept without writing, moved, missed, written
for late, paused. Eli at his phone, Dana at her desk; every page they come to is looked at.

One story in its order; each test is one step and needs those before it.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.browser.acts import Person, sign_in
from tests.browser.postbox import Postbox
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.world import World

ZONE = ZoneInfo("America/Chicago")
SATURDAY, SUNDAY = 5, 6
WROTE = "I asked once, heard no, and went back to my desk."
WHY_MOVED = "A shift was put on that morning."
WHY_MISSED = "The line was down all morning."
LATE = "I could not say it on the day: I was ashamed of how long I had looked away."


@dataclass
class Month:
    """What is known so far. `checkins` are those of the rhythm, in order: (id, day)."""

    world: World
    postbox: Postbox
    engagement: str
    eli: Person
    phone: Visitor
    desk: Visitor
    paths: dict[str, str] = field(default_factory=dict)
    done: int = 0

    def needs(self, step: int) -> None:
        if self.done < step - 1:
            pytest.skip(f"step {self.done + 1} of the month did not succeed")

    @property
    def checkins(self) -> list[tuple[str, date]]:
        rows = self.world.ask(
            "select id, on_date from reviews_checkin where engagement_id = %s"
            " and series_date is not null order by series_date",
            (self.engagement,),
        )
        return [(str(row[0]), row[1]) for row in rows]

    def state(self, checkin: str) -> str:
        [(state,)] = self.world.ask("select state from reviews_checkin where id = %s", (checkin,))
        return str(state)

    def go_to(self, day: date, at: time) -> None:
        """The one clock stands at that time in Chicago."""
        self.world.move_clock(datetime.combine(day, at, ZONE) - datetime.now(UTC))

    def wait_for(self, checkin: str, state: str) -> None:
        self.world.wait_until(
            lambda: self.state(checkin) == state, what=f"{state}, now {self.state(checkin)}"
        )


@pytest.fixture(scope="module")
def month(
    cast_world: tuple[World, dict[str, Any]], postbox: Postbox, chromium: Browser
) -> Iterator[Month]:
    world, told = cast_world
    people = {name: Person(name=name, **known) for name, known in told["people"].items()}
    with ExitStack() as stack:
        visitors = []
        for size in (PHONE, DESK):
            visitor = Visitor(chromium, world.url, size=size)
            visitor.names = ["Eli", "Dana"]
            stack.callback(visitor.context.close)
            visitors.append(visitor)
        phone, desk = visitors
        sign_in(phone, person=people["eli"])
        sign_in(desk, person=people["dana"])
        yield Month(world, postbox, told["engagement"], people["eli"], phone, desk)


def write_and_share(at: Visitor, text: str) -> None:
    """From the first prompt on: one answer, then over to the last page, and shared."""
    at.page.locator("textarea[name=text]").fill(text)
    at.press("Save and go on")
    at.follow("Look it over")
    assert text in at.words
    at.press("Share this reflection")


def weekday_after(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() in (SATURDAY, SUNDAY):
        day += timedelta(days=1)
    return day


def test_1_the_first_check_in_is_written_for_and_kept(month: Month) -> None:
    month.needs(1)
    checkin, day = month.checkins[0]
    month.phone.open("/you/")
    month.phone.press("Begin to write")
    write_and_share(month.phone, WROTE)
    assert month.state(checkin) == "shared"
    month.go_to(day, time(11))

    month.desk.open("/today/")
    month.desk.follow(re.compile("^Eli.* shared a reflection"))
    assert WROTE in month.desk.words
    month.desk.open(f"/times/{checkin}/")
    month.desk.press("We have talked")

    assert month.state(checkin) == "discussed"
    month.phone.open(f"/times/{checkin}/")
    assert "Read what you shared" in month.phone.words
    month.done = 1


def test_2_a_reminder_comes_and_the_second_is_kept_without_writing(month: Month) -> None:
    month.needs(2)
    checkin, day = month.checkins[1]
    days_before = 2 if (day - timedelta(days=2)).weekday() != SUNDAY else 0
    month.go_to(day - timedelta(days=days_before), time(9, 5))
    month.postbox.wait_for(month.eli.email, count=1, says="9:30")
    month.go_to(day, time(11))
    month.wait_for(checkin, "open")

    month.desk.open(f"/times/{checkin}/")
    month.desk.press("We have talked")

    assert month.state(checkin) == "discussed"
    month.phone.open(f"/times/{checkin}/")
    assert "Reflection" in month.phone.words
    month.done = 2


def test_3_the_third_is_moved(month: Month) -> None:
    month.needs(3)
    checkin, day = month.checkins[2]
    month.go_to(day - timedelta(days=4), time(12))
    month.wait_for(checkin, "open")
    to_day = weekday_after(day)
    month.phone.open(f"/times/{checkin}/")
    month.phone.follow("Ask for another time")
    # A day that has passed: said beside the field, and what was typed stays.
    month.phone.page.locator("#id_on_date").fill("2020-01-06")
    month.phone.page.locator("#id_wall_time").fill("14:15")
    month.phone.page.locator("#id_words").fill(WHY_MOVED)
    month.phone.press("Ask for this time")
    assert "This time has passed." in month.phone.words
    assert month.phone.page.locator("#id_words").input_value() == WHY_MOVED
    month.phone.page.locator("#id_on_date").fill(to_day.isoformat())
    month.phone.press("Ask for this time")
    assert month.state(checkin) == "open"  # the old time stands until the other one agrees

    month.desk.open(f"/times/{checkin}/")
    assert WHY_MOVED in month.desk.words
    month.desk.press("Take this time")

    assert month.state(checkin) == "moved"
    [(moved,)] = month.world.ask(
        "select id from reviews_checkin where moved_from_id = %s", (checkin,)
    )
    month.paths["moved"] = f"/times/{moved}/"
    month.phone.open(f"/times/{checkin}/")
    assert "Moved to" in month.phone.words
    month.phone.open(month.paths["moved"])
    assert "2:15 PM" in month.phone.words
    month.go_to(to_day, time(16))
    month.done = 3


def test_4_it_is_missed_and_the_client_finds_a_way_to_another_time(month: Month) -> None:
    month.needs(4)
    before = len(month.postbox.to(month.eli.email))
    month.desk.open(month.paths["moved"])
    month.desk.follow("It did not take place")
    month.desk.press("Note it")  # nothing chosen: said beside the field
    month.desk.page.get_by_role("radio", name=re.compile("ogistics")).check()
    month.desk.page.locator("#id_words").fill(WHY_MISSED)
    month.desk.press("Note it")
    assert WHY_MISSED in month.desk.words

    mail = month.postbox.wait_for(month.eli.email, count=before + 1)
    assert "missed" not in str(mail).lower()
    month.phone.open(month.paths["moved"])
    assert WHY_MISSED in month.phone.words
    assert month.phone.page.get_by_role("link", name="Choose another time").is_visible()
    month.done = 4


def test_5_what_is_written_late_is_taken_and_labeled(month: Month) -> None:
    month.needs(5)
    month.phone.open(month.paths["moved"])
    month.phone.press("Begin to write")
    write_and_share(month.phone, LATE)

    month.phone.open(month.paths["moved"])
    assert "(late)" in month.phone.words
    month.desk.open(month.paths["moved"])
    assert "(late)" in month.desk.words
    assert WHY_MISSED in month.desk.words  # and it stays missed, with its reason
    month.done = 5


def test_6_a_pause_lets_a_time_pass_without_a_word(month: Month) -> None:
    month.needs(6)
    upcoming = [(c, day) for c, day in month.checkins if month.state(c) in ("scheduled", "open")]
    (checkin, day), (after, _) = upcoming[:2]
    month.phone.open(f"/times/of/{month.engagement}/")
    month.phone.page.locator("#id_ends_on").fill((day + timedelta(days=2)).isoformat())
    month.phone.press("Pause check-ins")
    assert "Check-ins pause" in month.phone.words
    before = len(month.postbox.to(month.eli.email))

    month.go_to(day, time(9, 5))
    month.go_to(day, time(12))
    month.wait_for(checkin, "not_needed")

    assert len(month.postbox.to(month.eli.email)) == before
    month.desk.open(f"/times/of/{month.engagement}/")
    assert "Check-ins pause" in month.desk.words
    month.go_to(day + timedelta(days=2), time(12))
    month.wait_for(after, "open")
    month.phone.open(f"/times/of/{month.engagement}/")
    assert "Check-ins pause" not in month.phone.words
    month.done = 6


def test_7_the_month_is_read_in_words(month: Month) -> None:
    month.needs(7)
    month.phone.open("/timeline/")
    month.phone.open("/looked/")
    month.desk.open("/today/")
    month.desk.open("/calendar/")
    assert "Eli" not in month.desk.page.locator("main").inner_text()
    assert not month.phone.problems + month.desk.problems
