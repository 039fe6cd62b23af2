"""Reminders at the moment of sending: the words, and everything that still stops them."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.models import Membership, Organization, User
from accounts.outbox.actions import enqueue
from accounts.outbox.mails import Later, Mail, NotNeeded
from accounts.outbox.models import Notice
from reviews.agreements.actions import end_work
from reviews.checkins.actions import mark_discussed
from reviews.checkins.models import Move
from reviews.checkins.moving import agree_to_move, ask_move
from reviews.checkins.pausing import pause_checkins
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.reminders import notices, queries
from reviews.reminders.actions import key_of, sweep
from reviews.reminders.notices import CheckInReminder, SomethingWaits
from reviews.reminders.plans import change_plan, stop_reminders
from reviews.reminders.steps import EVERY_STEP, STEPS
from tests.conftest import terms_from
from tracker.lib import clock, dates

CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def terms(now):
    """A Wednesday every two weeks: no step falls on a Sunday."""
    soon = now.astimezone(CHICAGO).date() + timedelta(days=8)
    return terms_from(now, starts_on=soon + timedelta(days=(2 - soon.weekday()) % 7), every_weeks=2)


@pytest.fixture
def checkin(engagement, eli, being):
    with being(eli):
        first = list_checkins(actor=eli, engagement_ids=[engagement.id])[0]
    clock.move(first.opens_at + timedelta(minutes=1) - clock.now())
    sweep()
    with being(eli):
        return get_checkin(actor=eli, checkin_id=first.id)


def on_day(checkin, days, hour=9, minute=5):
    day = checkin.on_date + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=CHICAGO)


def build(checkin, person, step="two_days", now=None, kind=CheckInReminder):
    days = next(s.days for s in STEPS if s.name == step)
    notice = Notice(
        key=key_of(checkin, step),
        subject_id=checkin.id,
        recipient_id=person.user_id,
        organization_id=person.organization_id,
    )
    with acting_as_system("outbox"), transaction.atomic():
        return kind.build(notice=notice, now=now or on_day(checkin, days))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("week", "You have a time on {day}, at 9:30 AM (Chicago time)."),
        ("two_days", "You have a time on {day}, at 9:30 AM (Chicago time)."),
        ("same_day", "You have a time today, at 9:30 AM (Chicago time)."),
        ("day_after", "A form from {day} is still open. Skip it or finish it when it suits you."),
        ("three_days_after", "A form from {day} is still open."),
    ],
)
def test_each_step_has_its_words(checkin, eli, settings, step, said):
    settings.TIME_ZONE = "Asia/Tokyo"  # the worker's own clock does not matter

    mail = build(checkin, eli, step)

    at = checkin.due_at.astimezone(CHICAGO)
    assert (mail.to, mail.sender_name) == ("eli@example.org", "Tallow St")
    for body in (mail.text, mail.html):
        assert said.format(day=dates.weekday_day(at)) in body


def test_the_practice_is_rung_to_change_the_time(checkin, eli, ada, being):
    assert "call" not in build(checkin, eli).text
    with being(ada):
        Organization.objects.filter(id=eli.organization_id).update(phone="555-0100")
    for body in (build(checkin, eli).text, build(checkin, eli).html):
        assert "To change the time, call 555-0100." in body


@pytest.mark.parametrize("kind", [CheckInReminder, SomethingWaits])
def test_the_link_is_the_plain_way_in(checkin, eli, kind):
    mail = build(checkin, eli, kind=kind)

    links = re.findall(r"https?://[^\s\"<]+", f"{mail.text} {mail.html}")
    assert "sign-in/" in {link.split("/", 3)[3] for link in links}


def test_a_quiet_hour_puts_it_off(checkin, eli):
    assert isinstance(build(checkin, eli), Mail)
    night = on_day(checkin, -2, hour=21)
    assert build(checkin, eli, now=night) == Later(on_day(checkin, -1, minute=0), "quiet")
    assert build(checkin, eli, now=on_day(checkin, -1, hour=20)) == NotNeeded("past")


def test_what_waits_for_a_client_keeps_the_quiet_hours_too(checkin, eli, dana):
    assert isinstance(build(checkin, eli, kind=SomethingWaits), Mail)
    night = on_day(checkin, -2, hour=21)
    morning = Later(on_day(checkin, -1, minute=0), "quiet")
    assert build(checkin, eli, kind=SomethingWaits, now=night) == morning
    assert isinstance(build(checkin, dana, kind=SomethingWaits, now=night), Mail)


def test_what_waits_for_a_client_keeps_their_own_times(checkin, eli, engagement, being):
    with being(eli):
        change_plan(
            actor=eli,
            engagement=engagement,
            steps=[],
            not_on=[checkin.on_date.weekday()],
            own_times=(time(17), time(18)),
            now=clock.now(),
        )
    at_noon = on_day(checkin, 0, hour=12)
    evening = Later(on_day(checkin, 1, hour=17, minute=0), "quiet")
    assert build(checkin, eli, kind=SomethingWaits, now=at_noon) == evening


def test_what_waits_comes_though_the_practice_has_taken_the_last_day_away(
    checkin, eli, ada, engagement, being
):
    with being(eli):
        change_plan(
            actor=eli,
            engagement=engagement,
            steps=[],
            not_on=[1, 2, 3, 4, 5, 6],
            own_times=None,
            now=clock.now(),
        )
    night = on_day(checkin, -2, hour=21)
    assert isinstance(build(checkin, eli, kind=SomethingWaits, now=night), Later)
    with being(ada):
        Organization.objects.filter(id=eli.organization_id).update(mail_not_on=[0, 6])
    assert isinstance(build(checkin, eli, kind=SomethingWaits, now=night), Mail)


def test_before_there_is_a_rhythm_the_clients_own_zone_counts(offered, eli):
    User.objects.filter(id=eli.user_id).update(zone="Asia/Tokyo")
    notice = Notice(
        subject_id=offered.id, recipient_id=eli.user_id, organization_id=eli.organization_id
    )
    noon_here = datetime(2026, 6, 3, 12, tzinfo=CHICAGO)  # Thursday, 2 AM there
    with acting_as_system("outbox"), transaction.atomic():
        found = SomethingWaits.build(notice=notice, now=noon_here)
        assert found == Later(datetime(2026, 6, 4, 9, tzinfo=ZoneInfo("Asia/Tokyo")), "quiet")
        assert isinstance(SomethingWaits.build(notice=notice, now=found.at), Mail)


def test_times_chosen_in_between_count(checkin, eli, engagement, being):
    with being(eli):
        change_plan(
            actor=eli,
            engagement=engagement,
            steps=EVERY_STEP,
            not_on=[],
            own_times=(time(17), time(18)),
            now=clock.now(),
        )
    assert build(checkin, eli) == Later(on_day(checkin, -2, hour=17, minute=0), "quiet")


def test_another_one_on_the_same_day_waits_until_the_next(checkin, eli):
    _reminded_of_another(eli, at=on_day(checkin, -2, minute=1))
    assert build(checkin, eli) == Later(on_day(checkin, -1, minute=0), "quiet")


def _reminded_of_another(person, *, at):
    key = f"checkin:{uuid4()}:reminder:week:email"
    with acting_as_system("outbox"), transaction.atomic():
        enqueue(
            key=key,
            kind="checkin_reminder",
            recipient_id=person.user_id,
            organization_id=person.organization_id,
            subject_id=uuid4(),
            due_at=at,
        )
        assert Notice.objects.filter(key=key).update(state=Notice.SENT, settled_at=at) == 1


def _opts_out(s):
    stop_reminders(actor=s.eli, engagement=s.engagement, now=clock.now())


def _leaves_it_out(s):
    change_plan(
        actor=s.eli,
        engagement=s.engagement,
        steps=EVERY_STEP - {"two_days"},
        not_on=[],
        own_times=None,
        now=clock.now(),
    )


def _ends(s):
    end_work(actor=s.eli, engagement=s.engagement, now=clock.now())


def _pauses(s):
    pause_checkins(
        actor=s.eli, engagement=s.engagement, ends_on=None, zone=s.checkin.zone, now=clock.now()
    )


def _asks_to_move(s):
    s.move = ask_move(
        actor=s.eli,
        checkin=get_checkin(actor=s.eli, checkin_id=s.checkin.id),
        to_date=s.checkin.on_date + timedelta(days=1),
        to_time=s.checkin.wall_time,
        words="",
        notice=timedelta(hours=24),
        now=clock.now(),
    )


def _agrees(s):
    agree_to_move(actor=s.dana, move=Move.objects.get(id=s.move.id), now=clock.now())


def _talks(s):
    found = get_checkin(actor=s.dana, checkin_id=s.checkin.id)
    mark_discussed(actor=s.dana, checkin=found, now=clock.now())


def _ends_the_role(s):
    member = Membership.objects.filter(user_id=s.eli.user_id)
    assert member.update(ended_at=clock.now()) == 1


@pytest.mark.parametrize(
    ("acts", "why"),
    [
        ([("eli", _opts_out)], "stopped"),
        ([("eli", _leaves_it_out)], "past"),
        ([("eli", _ends)], "called_off"),
        ([("eli", _pauses)], "paused"),
        ([("eli", _asks_to_move), ("dana", _agrees)], "moved"),
        ([("dana", _talks)], "settled"),
        ([("ada", _ends_the_role)], "account_closed"),
    ],
)
def test_what_ends_its_reason_in_between_stops_it(
    checkin, engagement, eli, dana, ada, being, acts, why
):
    assert isinstance(build(checkin, eli), Mail)
    stage = SimpleNamespace(checkin=checkin, engagement=engagement, eli=eli, dana=dana, ada=ada)
    for who, act in acts:
        with being(getattr(stage, who)):
            act(stage)
    assert build(checkin, eli) == NotNeeded(why)


def test_an_account_that_was_deactivated_gets_nothing(checkin, eli):
    """The service itself may not deactivate anybody, so the row is changed in memory only."""
    notice = Notice(subject_id=checkin.id, recipient_id=eli.user_id)
    with acting_as_system("outbox"), transaction.atomic():
        found = queries.to_send(notice=notice, now=clock.now())
    assert found.is_active
    assert notices._stops(found) == ""
    assert notices._stops(replace(found, is_active=False)) == "account_closed"
