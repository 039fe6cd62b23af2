"""A report grows from reviews: they are grounds, and the author's own words a text to begin from."""

import uuid

import pytest
from django.urls import reverse

from accounts.access import NotFound
from accounts.models import AuditEvent
from reviews.engagements.queries import get_engagement
from reviews.reports import actions, queries, taking
from tests.looking_back import BY_CLIENT, BY_CLINICIAN, both_signed, opened, signed
from tracker.lib import dates


@pytest.fixture
def review(engagement, eli, dana, now):
    return both_signed(eli, dana, engagement.id, now=now)


@pytest.fixture
def report(review, engagement, dana, now, being):
    with being(dana):
        row = get_engagement(actor=dana, engagement_id=engagement.id)
        begun = actions.begin_report(actor=dana, engagement=row, now=now)
        actions.prepare_report(actor=dana, report=begun, now=now)
        return begun


def seen(actor, report, now):
    return queries.open_draft(actor=actor, report_id=report.id, today=dates.local(now).date())


def test_a_settled_review_is_a_ground(review, report, engagement, dana, eli, now, being):
    open_one = opened(dana, engagement.id, now=now)
    with being(dana):
        choices = {(c.of_kind, c.of_id): c.label for c in seen(dana, report, now).choices}
        assert choices["review", review.id].startswith("Progress review, ")
        assert ("review", open_one.id) not in choices
        chosen = {("review", review.id)}
        actions.set_grounds(actor=dana, report=report, kind="seen", chosen=chosen, now=now)
        assert seen(dana, report, now).section("seen").grounds == {review.id}
        with pytest.raises(NotFound):
            chosen = {("review", open_one.id)}
            actions.set_grounds(actor=dana, report=report, kind="seen", chosen=chosen, now=now)


def test_the_authors_words_are_taken_and_the_reading_enters_the_trail(
    review, report, dana, now, being
):
    with being(dana):
        draft = seen(dana, report, now)
        taken = taking.take(actor=dana, draft=draft, value=f"{review.id}:agreed")
        assert (taken.text, taken.ground) == (BY_CLINICIAN, f"review:{review.id}")
        for nothing in (f"{review.id}:done", f"{review.id}:level", f"{uuid.uuid4()}:agreed", ""):
            with pytest.raises(NotFound):
                taking.take(actor=dana, draft=draft, value=nothing)
        assert AuditEvent.objects.filter(verb="read", object_kind="review_clinician").exists()


def test_they_come_below_what_stands_there(review, report, cast, browser, being, now):
    client = browser(cast.dana)
    where = reverse("reports:write", args=[report.id, "seen"])
    assert "Begin from a review" in client.get(where).content.decode()
    data = {"text": "He came each time.", "version": 1, "take": "1"}
    answer = client.post(where, {**data, "taken": f"{review.id}:agreed"})
    assert (answer.status_code, answer.url) == (302, where)
    with being(cast.dana.actor):
        section = seen(cast.dana.actor, report, now).section("seen")
        assert section.text == f"He came each time.\n\n{BY_CLINICIAN}"
        assert section.grounds == {review.id}
    again = client.post(where, {**data, "version": 2, "taken": f"{review.id}:done"})
    assert "You signed no words on that theme" in client.get(again.url).content.decode()
    with being(cast.dana.actor):
        assert BY_CLIENT not in seen(cast.dana.actor, report, now).section("seen").text


def test_nobody_takes_the_clients_words(report, engagement, cast, dana, eli, now, being):
    later = opened(dana, engagement.id, now=now)
    signed(eli, later.id, text=BY_CLIENT, now=now)
    with being(dana):
        draft = seen(dana, report, now)
        with pytest.raises(NotFound):
            taking.take(actor=dana, draft=draft, value=f"{later.id}:agreed")
