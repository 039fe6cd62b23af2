"""The words of reminders: when, and how to change it; never why."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.models import Notice
from reviews.checkins.actions import mark_discussed
from reviews.checkins.queries import get_checkin
from reviews.reminders.notices import CheckInReminder, SomethingWaits
from tracker.lib import dates

# What a phone on a table, a family or a mail provider must not be able to read.
TELLING = {
    *("check-in", "reflection", "agreement", "therapy", "therapist", "clinician", "client"),
    *("patient", "session", "report", "employer", "progress", "missed", "overdue", "waymark"),
    *("shared", "confidential", "dr"),
}


def build(kind, *, subject_id, person, now):
    notice = Notice(
        subject_id=subject_id, recipient_id=person.user_id, organization_id=person.organization_id
    )
    with acting_as_system("outbox"), transaction.atomic():
        return kind.build(notice=notice, now=now)


def words_of(mail):
    # The address of the service itself is the one thing that must stand in it.
    text = f"{mail.subject} {mail.sender_name} {mail.text} {mail.html}"
    return set(re.findall(r"[a-z][a-z-]+", re.sub(r"https?://\S+", "", text).lower()))


def test_a_reminder_says_the_time_where_the_client_lives(checkin, eli, now, settings):
    settings.TIME_ZONE = "Asia/Tokyo"  # the worker's own clock does not matter

    mail = build(CheckInReminder, subject_id=checkin.id, person=eli, now=now)

    at = checkin.due_at.astimezone(ZoneInfo("America/Chicago"))
    assert mail.to == "eli@example.org"
    assert mail.sender_name == "Tallow St"
    assert mail.subject == f"A time on {dates.weekday_day(at)}"
    for body in (mail.text, mail.html):
        assert "9:30 AM (Chicago time)" in body


@pytest.mark.parametrize("kind", [CheckInReminder, SomethingWaits])
def test_no_word_tells_why(checkin, eli, now, kind):
    mail = build(kind, subject_id=checkin.id, person=eli, now=now)

    assert words_of(mail).isdisjoint(TELLING)


@pytest.mark.parametrize("kind", [CheckInReminder, SomethingWaits])
def test_the_link_is_the_plain_way_in(checkin, eli, now, kind):
    mail = build(kind, subject_id=checkin.id, person=eli, now=now)

    links = re.findall(r"https?://[^\s\"<]+", f"{mail.text} {mail.html}")
    assert {link.split("/", 3)[3] for link in links} == {"sign-in/"}


def test_no_reminder_after_its_time_or_when_it_is_over(checkin, eli, dana, now, being):
    assert build(CheckInReminder, subject_id=checkin.id, person=eli, now=now) is not None
    late = checkin.due_at + timedelta(minutes=1)
    assert build(CheckInReminder, subject_id=checkin.id, person=eli, now=late) is None

    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        mark_discussed(actor=dana, checkin=found, now=now)
    assert build(CheckInReminder, subject_id=checkin.id, person=eli, now=now) is None
