"""The page of one check-in, for both people, and what the clinician notes on it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.checkins import actions
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from tests.talks import log_session
from tracker.lib import clock


@pytest.fixture
def page(checkin):
    return reverse("desk:checkin", args=[checkin.id])


@pytest.fixture
def at(checkin):
    """An hour after its time, by every clock."""
    when = checkin.due_at + timedelta(hours=1)
    clock.move(when - clock.now())
    yield when
    clock.move(timedelta())


@pytest.fixture
def seen(dana, checkin, being):
    def look():
        with being(dana):
            return get_checkin(actor=dana, checkin_id=checkin.id)

    return look


def test_before_it_both_find_when_and_what_they_can_do(page, dana, eli, browser):
    client, clinician = browser(eli).get(page).text, browser(dana).get(page).text

    for text in (client, clinician):
        assert "Planned" in text
        assert "Chicago time" in text
        assert "Ask for another time" in text
    assert "Begin to write" in client
    assert "We have talked" not in client
    assert "We have talked" in clinician
    assert "Log the session" in clinician
    assert "It did not take place" not in clinician  # it lies ahead


def test_a_draft_is_nobody_elses_to_know(draft, page, dana, eli, browser):
    assert "Go on writing" in browser(eli).get(page).text

    text = browser(dana).get(page).text

    assert "Nothing was shared for it" in text


def test_what_was_shared(shared, page, dana, eli, browser):
    for actor in (dana, eli):
        text = browser(actor).get(page).text
        assert reverse("journal:read", args=[shared.id]) in text


def test_another_zone_is_named_beside_the_readers_own(page, dana, browser, being):
    from accounts.actions import change_zone

    assert "where you are" not in browser(dana).get(page).text
    with being(dana):
        change_zone(actor=dana, zone="Europe/Dublin", now=clock.now())

    assert "Chicago time); 3:30 PM where you are" in browser(dana).get(page).text


def test_missed_is_said_kindly_with_a_way_on(page, checkin, dana, eli, browser, at, seen):
    address = reverse("desk:missed", args=[checkin.id])
    answer = browser(dana).post(address, {"why": "told_beforehand", "words": "The line was down."})

    assert answer["Location"] == page
    assert (seen().state, seen().why_not) == (CheckIn.MISSED, "told_beforehand")
    client = browser(eli).get(page).text
    assert "That can happen. You can choose another time." in client
    assert "The line was down." in client
    assert reverse("checkins:ask", args=[checkin.id]) in client


def test_missed_needs_a_reason_and_keeps_the_words(checkin, dana, browser, at, seen):
    address = reverse("desk:missed", args=[checkin.id])

    answer = browser(dana).post(address, {"words": "The line was down."})

    assert answer.status_code == 400
    assert "Choose one of the four." in answer.text
    assert "The line was down." in answer.text
    assert seen().state == CheckIn.OPEN


def test_missed_where_it_was_settled_meanwhile_keeps_the_words(
    checkin, dana, browser, at, seen, being
):
    with being(dana):
        actions.mark_not_needed(actor=dana, checkin=seen(), now=at)

    answer = browser(dana).post(
        reverse("desk:missed", args=[checkin.id]), {"why": "not_told", "words": "We waited."}
    )

    assert answer.status_code == 400
    assert "settled in the meantime" in answer.text
    assert "We waited." in answer.text


def test_not_needed(page, checkin, dana, eli, browser, seen):
    assert browser(dana).post(reverse("desk:not_needed", args=[checkin.id])).status_code == 302

    assert seen().state == CheckIn.NOT_NEEDED
    assert "It counts for nothing" in browser(eli).get(page).text


def test_closing(page, checkin, dana, eli, browser, seen):
    close = reverse("desk:close", args=[checkin.id])
    assert browser(dana).post(close).status_code == 409  # nobody has talked yet
    browser(dana).post(reverse("desk:talked", args=[checkin.id]))

    assert browser(dana).post(close)["Location"] == page

    assert seen().state == CheckIn.CLOSED
    assert "It is closed." in browser(eli).get(page).text


def test_where_a_log_is_signed_nothing_else_is_noted(page, checkin, dana, browser, at, seen):
    log_session(
        dana,
        checkin.engagement_id,
        now=at,
        checkin_id=checkin.id,
        held=False,
        why_not="not_told",
        minutes=None,
        format="",
    )
    text = browser(dana).get(page).text

    assert "Read the log" in text
    assert "We have talked" not in text
    assert browser(dana).post(reverse("desk:talked", args=[checkin.id])).status_code == 409
    assert seen().state == CheckIn.MISSED


@pytest.mark.parametrize("name", ["talked", "missed", "not_needed", "close"])
def test_only_the_clinician_notes(checkin, eli, mo, otto, ada, browser, seen, name):
    for actor in (eli, mo, otto, ada):
        answer = browser(actor).post(
            reverse(f"desk:{name}", args=[checkin.id]), {"why": "not_told"}
        )
        assert answer.status_code == 404
    assert seen().state == CheckIn.OPEN


def test_words_that_were_read_are_in_the_trail(page, checkin, dana, eli, browser, at, being):
    from accounts.models import AuditEvent

    def readings():
        with being(eli):
            return AuditEvent.objects.filter(verb="read", object_kind="checkin").count()

    browser(eli).get(page)
    assert readings() == 0  # there were no words
    browser(dana).post(
        reverse("desk:missed", args=[checkin.id]), {"why": "not_told", "words": "We waited."}
    )
    before = readings()

    browser(eli).get(page)

    assert readings() == before + 1


def test_a_canceled_one_says_so(checkin, engagement, dana, eli, browser, being, now):
    from reviews.agreements.actions import end_work

    with being(dana):
        listed = list_checkins(actor=dana, engagement_ids=[engagement.id])
        end_work(actor=dana, engagement=engagement, now=now)

    text = browser(eli).get(reverse("desk:checkin", args=[listed[-1].id])).text

    assert "It was canceled." in text
    assert "Begin to write" not in text
