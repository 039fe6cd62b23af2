"""The link in a reminder stops reminders; it tells nothing, and can do nothing else."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.access import acting_as_system
from accounts.models import AuditEvent
from accounts.outbox.models import Notice
from reviews.reminders.notices import _reminder
from reviews.reminders.plans import start_reminders
from reviews.reminders.queries import get_plan, to_send
from reviews.reminders.steps import STEPS
from reviews.reminders.stop_links import engagement_of, stop_url

DONE = "If this link came in a mail of ours, mails about times have stopped."


@pytest.fixture
def link(engagement):
    return stop_url(engagement.id).removeprefix("http://localhost:8000")


@pytest.fixture
def stranger():
    """A browser, or a mail program, that has no cookie of ours."""
    return Client(enforce_csrf_checks=True)


def stopped_at(engagement):
    with acting_as_system("outbox"), transaction.atomic():
        return get_plan(engagement_id=engagement.id).stopped_at


def test_opening_it_shows_a_button_and_stops_nothing(stranger, link, engagement):
    answer = stranger.get(link)

    assert answer.status_code == 200
    assert "Stop these mails" in answer.text
    assert stopped_at(engagement) is None
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_the_button_and_a_mail_program_stop_them(stranger, link, engagement, body):
    assert DONE in stranger.post(link, body).text
    assert stopped_at(engagement) is not None


def test_it_is_written_down_once(stranger, link, engagement, eli, being):
    for _ in range(2):
        assert DONE in stranger.post(link).text
    with being(eli):
        lines = AuditEvent.objects.filter(chain=engagement.id, verb="stop_reminders")
        assert [(line.actor, line.role) for line in lines] == [(None, "stop_mails")]


def test_forged_old_and_repeated_get_the_same_answers(stranger, link, engagement):
    forged = [
        link[:-2] + ("A" if link[-2] != "A" else "B") + "/",
        link.replace(".", "x"),
        reverse("reminders:stop", args=["nothing"]),
        stop_url(uuid4()).removeprefix("http://localhost:8000"),
        reverse("reminders:stop", args=["é" * 300]),
    ]
    pages = {stranger.get(address).content for address in [link, *forged]}
    answers = {stranger.post(address).content for address in forged}
    assert stopped_at(engagement) is None
    answers |= {stranger.post(link).content for _ in range(2)}
    assert len(pages) == len(answers) == 1
    assert stopped_at(engagement) is not None


def test_the_page_says_nothing_of_whom_or_what(stranger, link):
    for page in (stranger.get(link).text, stranger.post(link).text):
        assert not re.search(r"eli|rask|tallow|check-in|clinic|client", page, re.IGNORECASE)


def test_nobody_elses_mails_stop(stranger, story, cast):
    from reviews.engagements.models import Engagement
    from tests.story import being

    with being(cast, "otto"):
        other = Engagement.objects.get()
    stranger.post(stop_url(story.engagement_id).removeprefix("http://localhost:8000"))
    with acting_as_system("outbox"), transaction.atomic():
        assert get_plan(engagement_id=story.engagement_id).stopped_at is not None
        assert get_plan(engagement_id=other.id).stopped_at is None


def test_signed_in_they_are_started_again_and_the_old_link_still_stops(
    stranger, link, engagement, eli, being, now
):
    stranger.post(link)
    with being(eli):
        start_reminders(actor=eli, engagement=engagement, now=now)
    assert stopped_at(engagement) is None
    stranger.post(link)
    assert stopped_at(engagement) is not None


def test_every_reminder_has_it_in_its_words_and_its_headers(checkin, engagement, now):
    with acting_as_system("outbox"), transaction.atomic():
        notice = Notice(subject_id=checkin.id, recipient_id=engagement.client_id)
        found = to_send(notice=notice, now=now)
        mails = [_reminder(found, step) for step in STEPS]
    for mail in mails:
        address = mail.headers["List-Unsubscribe"].strip("<>")
        assert engagement_of(address.split("/")[-2]) == engagement.id
        assert address in mail.text
        assert address in mail.html
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
