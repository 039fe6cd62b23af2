"""What a calendar program reads: the right instants, stable ids, and no word that tells."""

from datetime import UTC, date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import icalendar
import pytest

from reviews.calendars.feed import Event, write
from reviews.checkins.recurrence import instant

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def read(events):
    written = write("Tallow St", events, host="example.org", now=NOW)
    return written, icalendar.Calendar.from_ical(written)


@pytest.mark.parametrize(
    "days",
    [
        [date(2026, 3, 4), date(2026, 3, 11)],  # clocks go forward between
        [date(2026, 10, 28), date(2026, 11, 4)],  # and back
    ],
)
def test_a_time_stays_the_same_across_a_change_of_the_clocks(days):
    events = [
        Event(
            uuid4(),
            instant(on_date=day, wall_time=time(9, 30), zone="America/Chicago"),
            "Tallow St",
        )
        for day in days
    ]
    _, calendar = read(events)
    found = [event.decoded("dtstart").astimezone(CHICAGO) for event in calendar.walk("VEVENT")]
    assert [(at.date(), at.time()) for at in found] == [(day, time(9, 30)) for day in days]
    assert found[0].utcoffset() != found[1].utcoffset()


def test_ids_are_stable_and_nothing_else_is_said():
    event = Event(uuid4(), NOW, "Tallow St")
    first, calendar = read([event])
    assert first == read([event])[0]
    [written] = calendar.walk("VEVENT")
    assert set(written) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "CLASS"}
    assert written["UID"] == f"{event.id}@example.org"
    assert written["SUMMARY"] == "Tallow St"
    assert b"VALARM" not in first


def test_a_name_with_signs_of_the_format_is_kept():
    name = "Ruiz, Holm; & Co\\x"
    calendar = icalendar.Calendar.from_ical(
        write(name, [Event(uuid4(), NOW, name)], host="example.org", now=NOW)
    )
    assert [str(e["SUMMARY"]) for e in calendar.walk("VEVENT")] == [name]


def test_an_empty_calendar_is_one():
    _, calendar = read([])
    assert list(calendar.walk("VEVENT")) == []
    assert calendar["X-WR-CALNAME"] == "Tallow St"
