"""No check-ins for a while: by either of the two, without a reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, WrongState, acting_as_system
from reviews.checkins.actions import open_due
from reviews.checkins.models import CheckIn, Pause
from reviews.checkins.pausing import end_due_pauses, pause_checkins, resume_checkins, skip_paused
from reviews.checkins.queries import (
    due_to_open,
    list_checkins,
    passed_in_a_pause,
    pauses_to_end,
    running_pauses,
)

ZONE = "America/Chicago"


@pytest.fixture
def pause(engagement, now, being):
    def begin(actor, *, ends_on=None, at=None):
        with being(actor):
            return pause_checkins(
                actor=actor, engagement=engagement, ends_on=ends_on, zone=ZONE, now=at or now
            )

    return begin


@pytest.fixture
def listed(dana, engagement, being):
    def look():
        with being(dana):
            return list_checkins(actor=dana, engagement_ids=[engagement.id])

    return look


def sweep(now):
    """What the sweep does about pauses, as the sweep."""
    with acting_as_system("sweep"):
        end_due_pauses(pauses=pauses_to_end(now=now), now=now)
        open_due(checkins=due_to_open(now=now))
        skip_paused(checkins=passed_in_a_pause(now=now), now=now)


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_it_stays_paused_across_sweeps_until_somebody_resumes(
    cast, pause, listed, engagement, now, being, who
):
    actor = getattr(cast, who).actor
    found = pause(actor)
    for days in (1, 20, 40):
        sweep(now + timedelta(days=days))
    passed = [c for c in listed() if c.due_at <= now + timedelta(days=40)]
    assert {c.state for c in passed} == {CheckIn.NOT_NEEDED}
    assert CheckIn.OPEN not in {c.state for c in listed()}

    later = now + timedelta(days=41)
    with being(actor):
        resume_checkins(actor=actor, pause=found, now=later)
    sweep(later)

    assert CheckIn.OPEN in {c.state for c in listed()}


def test_it_ends_by_itself_on_its_day(eli, pause, listed, engagement, now, being):
    ends_on = (now + timedelta(days=10)).date()
    found = pause(eli, ends_on=ends_on)
    with being(eli):
        assert running_pauses(engagement_ids=[engagement.id], now=now)
        assert not running_pauses(engagement_ids=[engagement.id], now=found.ends_at)

    sweep(found.ends_at)

    with being(eli):
        assert Pause.objects.get(id=found.id).state == Pause.OVER
    assert CheckIn.OPEN in {c.state for c in listed()}


def test_one_at_a_time_and_over_once(eli, dana, pause, now, being):
    found = pause(eli)
    with pytest.raises(WrongState):
        pause(dana)
    with being(dana):
        resume_checkins(actor=dana, pause=found, now=now)
        with pytest.raises(WrongState):
            resume_checkins(actor=dana, pause=found, now=now)


def test_an_end_that_has_passed_is_none(eli, pause, now):
    with pytest.raises(NotAllowed):
        pause(eli, ends_on=(now - timedelta(days=2)).date())


def test_on_the_pages(eli, dana, engagement, checkin, browser):
    page = reverse("checkins:times", args=[engagement.id])
    send = reverse("checkins:pause", args=[engagement.id])
    assert "Pause check-ins" in browser(eli).get(page).text

    assert browser(eli).post(send, {"ends_on": ""})["Location"] == page

    for actor in (eli, dana):
        text = browser(actor).get(page).text
        assert "Check-ins pause" in text
        assert "Paused" in text  # beside the times ahead
        assert "Resume now" in text
        assert "Paused" in browser(actor).get(reverse("desk:checkin", args=[checkin.id])).text
    assert browser(dana).post(send, {"ends_on": ""}).status_code == 400
    text = browser(dana).get(page).text
    resume = text.partition('action="/times/pauses/')[2].partition('"')[0]
    assert browser(dana).post(f"/times/pauses/{resume}")["Location"] == page
    assert browser(dana).post(f"/times/pauses/{resume}").status_code == 409


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "Choose tomorrow or a later day."), (800, "Choose a day within the coming year")],
)
def test_an_end_that_does_not_fit_has_its_sentence(eli, engagement, browser, now, days, sentence):
    day = (now + timedelta(days=days)).date().isoformat()

    answer = browser(eli).post(reverse("checkins:pause", args=[engagement.id]), {"ends_on": day})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert day in answer.text
