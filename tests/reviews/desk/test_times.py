"""What waits about times: on Today, on Your page, on the person's page and in the timeline."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from reviews.checkins import actions
from reviews.checkins.cadences import propose_cadence
from reviews.checkins.moving import ask_move
from reviews.checkins.pausing import pause_checkins
from reviews.checkins.queries import get_checkin
from reviews.checkins.recurrence import Phase, Weekly
from tracker.lib import clock


@pytest.fixture
def later(checkin):
    """The clock, so many days after the check-in."""

    def move(days):
        at = checkin.due_at + timedelta(days=days)
        clock.move(timedelta())
        clock.move(at - clock.now())
        return at

    yield move
    clock.move(timedelta())


def asks(actor, checkin, now, being):
    with being(actor):
        return ask_move(
            actor=actor,
            checkin=get_checkin(actor=actor, checkin_id=checkin.id),
            to_date=checkin.on_date + timedelta(days=1),
            to_time=time(10),
            words="",
            notice=timedelta(hours=1),
            now=now,
        )


def test_a_request_waits_for_the_other_one(dana, eli, checkin, now, being, browser):
    today, yours = reverse("desk:today"), reverse("desk:your_page")
    assert "asks for another time" not in browser(dana).get(today).text
    asks(eli, checkin, now, being)

    text = browser(dana).get(today).text

    assert "Eli R. asks for another time" in text
    assert reverse("desk:checkin", args=[checkin.id]) in text
    assert (
        "asks for another time"
        in browser(dana).get(reverse("desk:person", args=[checkin.engagement_id])).text
    )
    assert "asks for another time" not in browser(eli).get(yours).text


def test_a_request_of_the_clinicians_waits_on_your_page(dana, eli, checkin, now, being, browser):
    asks(dana, checkin, now, being)

    assert "asks for another time" in browser(eli).get(reverse("desk:your_page")).text
    assert "asks for another time" not in browser(dana).get(reverse("desk:today")).text


def test_a_rhythm_waits(dana, eli, engagement, now, being, browser):
    with being(dana):
        propose_cadence(
            actor=dana,
            engagement=engagement,
            phases=(Phase(Weekly(2, 0), starts_on=(now + timedelta(days=9)).date()),),
            wall_time=time(11),
            zone="America/Chicago",
            now=now,
        )

    text = browser(eli).get(reverse("desk:your_page")).text

    assert "proposes another rhythm" in text
    assert reverse("checkins:times", args=[engagement.id]) in text


def test_a_pause_is_said_on_both_pages(dana, eli, engagement, now, being, browser):
    person, yours = reverse("desk:person", args=[engagement.id]), reverse("desk:your_page")
    assert "Check-ins pause" not in browser(eli).get(yours).text
    with being(eli):
        pause_checkins(actor=eli, engagement=engagement, ends_on=None, zone="UTC", now=now)

    assert "Check-ins pause until one of you resumes." in browser(eli).get(yours).text
    assert "Check-ins pause until one of you resumes." in browser(dana).get(person).text


def test_a_missed_one_offers_another_time_without_blame(dana, eli, checkin, later, being, browser):
    at = later(1)
    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        actions.mark_missed(actor=dana, checkin=found, why="not_told", words="", now=at)

    text = browser(eli).get(reverse("desk:your_page")).text

    assert "did not take place" in text
    assert "That can happen. You can choose another time" in text


def test_after_the_practices_days_it_is_to_settle(dana, checkin, later, browser):
    later(4)
    first = browser(dana).get(reverse("desk:today")).text
    assert "Log the session with Eli R." in first
    assert "What became of the check-in" not in first

    later(5)
    text = browser(dana).get(reverse("desk:today")).text

    assert "What became of the check-in with Eli R.?" in text
    assert "Log the session with Eli R." not in text


def test_the_timeline_leads_to_each(dana, eli, checkin, later, being, browser):
    at = later(1)
    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        actions.mark_missed(actor=dana, checkin=found, why="logistics", words="", now=at)

    text = browser(eli).get(reverse("desk:timeline")).text

    assert reverse("desk:checkin", args=[checkin.id]) in text
    assert "It did not take place: logistics." in text
