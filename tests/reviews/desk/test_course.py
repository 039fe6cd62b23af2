"""The picture of the course: when things were, by kind; nothing counted, joined or ranked."""

import re
from datetime import UTC, date, datetime, timedelta

from reviews.desk.course import MOST_TICKS, ROWS, draw
from reviews.desk.steps import Step
from reviews.desk.timeline_words import FILTERS, KINDS

START = datetime(2026, 3, 3, 15, tzinfo=UTC)
TODAY = date(2026, 9, 1)


def step(kind, days, **more):
    return Step(kind, START + timedelta(days=days), "Something", **more)


def test_nothing_has_happened_nothing_is_drawn():
    assert draw([], today=TODAY) is None


def test_every_kind_of_the_timeline_has_its_row():
    drawn = frozenset().union(*(kinds for *_, kinds in ROWS))
    assert drawn == set(KINDS) - {"limits"}
    assert frozenset().union(*(kinds for _, kinds in FILTERS.values())) == set(KINDS)


def test_a_setback_is_one_mark_like_any_other():
    course = draw([step("setback", 20), step("review", 90)], today=TODAY)
    assert [(row.label, len(row.marks)) for row in course.rows] == [
        ("Progress reviews", 1),
        ("Setbacks and concerns", 1),
    ]


def test_the_table_and_the_description_say_the_same_days():
    course = draw([step("setback", 20), step("setback", 48)], today=TODAY)
    [row] = course.rows
    assert [day["text"] for day in row.days] == ["March 23", "April 20"]
    assert "Setbacks and concerns on March 23, 2026 and April 20, 2026." in course.description


def test_many_days_are_told_as_from_when_to_when_and_never_how_many():
    course = draw([step("checkin", 7 * week) for week in range(12)], today=TODAY)
    assert course.description == (
        "From March 3, 2026 to September 1, 2026. Check-ins between March 3, 2026 and May 19, 2026."
    )
    without_days = re.sub(r"\b[A-Z][a-z]+ \d{1,2}, \d{4}", "", course.description)
    assert not re.search(r"\d", without_days)


def test_what_lies_ahead_is_drawn_apart_and_said_in_the_table_alone():
    course = draw([step("checkin", 0), step("checkin", 200, ahead=True)], today=TODAY)
    [row] = course.rows
    assert [mark.ahead for mark in row.marks] == [False, True]
    assert row.days[1]["text"] == "September 19, ahead"
    assert "September 19" not in course.description.partition(". ")[2]


def test_what_was_entered_in_error_is_not_drawn():
    assert draw([step("session", 3, in_error=True)], today=TODAY) is None


def test_months_have_room_for_their_names():
    for days in (0, 40, 200, 400, 1500):
        course = draw([step("checkin", 0), step("checkin", days)], today=TODAY)
        assert len(course.ticks) <= MOST_TICKS
        places = [float(tick.x.rstrip("%")) for tick in course.ticks]
        assert all(0 <= place <= 100 for place in places)
        assert places == sorted(places)


def test_both_people_see_it_and_nobody_else(shared, browser, cast, engagement):
    theirs = f"/people/{engagement.id}/timeline/course/"
    for person, where in ((cast.eli, "/timeline/course/"), (cast.dana, theirs)):
        page = browser(person.actor).get(where).content.decode()
        assert "The course of the work" in page
        assert "Reflections" in page
    for person in (cast.mo, cast.otto, cast.ada):
        assert browser(person.actor).get(theirs).status_code == 404
