"""A signed log and its check-in say the same."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.access import WrongState
from reviews.checkins import actions as checkins
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.sessions.actions import sign_session
from reviews.sessions.noting import note_missed, note_talked
from tests.talks import log_session

NOT_HELD = {"held": False, "why_not": "told_beforehand", "minutes": None, "format": ""}


@pytest.fixture
def after(checkin):
    """An hour after its time."""
    return checkin.due_at + timedelta(hours=1)


@pytest.fixture
def seen(dana, checkin, being):
    def look():
        with being(dana):
            return get_checkin(actor=dana, checkin_id=checkin.id)

    return look


def log_of(dana, checkin, now, **changes):
    return log_session(dana, checkin.engagement_id, now=now, checkin_id=checkin.id, **changes)


def test_held_is_talked(dana, checkin, after, seen):
    log_of(dana, checkin, after)

    assert (seen().state, seen().discussed_at) == (CheckIn.DISCUSSED, after)


def test_not_held_is_missed_with_the_same_reason(dana, checkin, after, seen):
    log_of(dana, checkin, after, **NOT_HELD)

    assert (seen().state, seen().why_not) == (CheckIn.MISSED, "told_beforehand")


def test_of_two_reasons_the_signed_one_stands(dana, checkin, after, seen, being):
    with being(dana):
        note_missed(actor=dana, checkin=seen(), why="not_told", words="", now=after)

    log_of(dana, checkin, after, **NOT_HELD)

    assert (seen().state, seen().why_not) == (CheckIn.MISSED, "told_beforehand")


def test_held_after_all(dana, checkin, after, seen, being):
    with being(dana):
        note_missed(actor=dana, checkin=seen(), why="not_told", words="", now=after)

    log_of(dana, checkin, after)

    assert seen().state == CheckIn.DISCUSSED


def test_talked_by_mistake_is_set_right(dana, checkin, after, seen, being):
    with being(dana):
        note_talked(actor=dana, checkin=seen(), now=after)

    log_of(dana, checkin, after, **NOT_HELD)

    assert (seen().state, seen().discussed_at) == (CheckIn.MISSED, None)


def test_one_that_was_never_opened(dana, checkin, engagement, now, being):
    with being(dana):
        listed = list_checkins(actor=dana, engagement_ids=[engagement.id])
        ahead = next(c for c in listed if c.state == CheckIn.SCHEDULED)

    log_of(dana, ahead, now)

    with being(dana):
        assert get_checkin(actor=dana, checkin_id=ahead.id).state == CheckIn.DISCUSSED


def test_one_that_lies_ahead_cannot_be_logged_as_not_held(dana, checkin, now, seen, being):
    draft = log_of(dana, checkin, now, sign=False, **NOT_HELD)

    with pytest.raises(WrongState), being(dana):
        sign_session(actor=dana, session=draft, version=1, authenticated_at=now, now=now)

    assert seen().state == CheckIn.OPEN


def test_a_closed_one_is_not_logged_as_not_held(dana, checkin, after, seen, being):
    draft = log_of(dana, checkin, after, sign=False, **NOT_HELD)
    with being(dana):
        note_talked(actor=dana, checkin=seen(), now=after)
        checkins.close_checkin(actor=dana, checkin=seen(), now=after)

    with pytest.raises(WrongState), being(dana):
        sign_session(actor=dana, session=draft, version=1, authenticated_at=after, now=after)

    assert seen().state == CheckIn.CLOSED


def test_a_draft_of_one_that_is_not_needed_says_why_it_cannot_be_signed(
    dana, checkin, now, seen, being, browser
):
    draft = log_of(dana, checkin, now, sign=False)
    address = reverse("sessions:look_over", args=[draft.id])
    assert "You cannot sign" not in browser(dana).get(address).text
    with being(dana):
        checkins.mark_not_needed(actor=dana, checkin=seen(), now=now)

    page = browser(dana).get(address).text

    assert "noted as not needed in the meantime" in page
    assert "Your text is kept as a draft" in page


@pytest.mark.parametrize("held", [True, False])
def test_what_a_log_says_is_not_noted_otherwise(dana, checkin, after, seen, being, held):
    log_of(dana, checkin, after, **({} if held else NOT_HELD))
    said = seen().state

    with pytest.raises(WrongState), being(dana):
        if held:
            note_missed(actor=dana, checkin=seen(), why="not_told", words="", now=after)
        else:
            note_talked(actor=dana, checkin=seen(), now=after)

    assert seen().state == said
