"""The sweep opens, makes ahead and reminds, once each, however often it runs."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.models import Notice
from reviews.agreements.actions import end_work
from reviews.checkins.models import CheckIn
from reviews.checkins.pausing import pause_checkins
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.reminders import actions
from reviews.reminders.actions import sweep
from reviews.reminders.plans import change_plan, start_reminders, stop_reminders
from reviews.reminders.steps import EVERY_STEP
from tracker.lib import clock

CHICAGO = ZoneInfo("America/Chicago")


def reminders() -> list[tuple[str, datetime]]:
    """Step and due_at of each, in order."""
    with acting_as_system("outbox"), transaction.atomic():
        notices = Notice.objects.filter(kind="checkin_reminder").order_by("due_at")
        return [(notice.key.split(":")[3], notice.due_at) for notice in notices]


def steps() -> list[str]:
    return [step for step, _ in reminders()]


def move_to(moment: datetime) -> None:
    clock.move(timedelta(0))
    clock.move(moment - clock.now())


def on_day(checkin: CheckIn, *, days: int, hour: int = 9, minute: int = 0) -> datetime:
    """That wall time so many days after (or before) the check-in's day."""
    day = checkin.on_date + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=CHICAGO)


@pytest.fixture
def terms(now):
    from tests.conftest import terms_from

    here = now.astimezone(CHICAGO).date()
    wednesday = here + timedelta(days=3 + (2 - (here + timedelta(days=3)).weekday()) % 7)
    return terms_from(now, starts_on=wednesday, every_weeks=2)


@pytest.fixture
def checkin(engagement, eli, being):
    """Eli's first check-in, on a Wednesday: no step of it falls on a Sunday."""
    with being(eli):
        first = list_checkins(actor=eli, engagement_ids=[engagement.id])[0]
    move_to(first.opens_at + timedelta(minutes=1))
    sweep()
    with being(eli):
        return get_checkin(actor=eli, checkin_id=first.id)


def test_one_row_a_step_however_often_it_runs(checkin):
    for days in (-2, 0, 1, 3):
        move_to(on_day(checkin, days=days, minute=5))
        for _ in range(2):
            sweep()
    expected = ["week", "two_days", "same_day", "day_after", "three_days_after"]
    assert steps() == expected[-len(steps()) :]
    assert steps()[-4:] == expected[1:]
    move_to(on_day(checkin, days=5, hour=12))
    sweep()
    assert steps()[-4:] == expected[1:]


def test_after_a_silence_of_days_only_the_latest_goes_out(checkin):
    move_to(on_day(checkin, days=0, minute=5))
    sweep()
    assert "two_days" not in steps()
    assert steps()[-1] == "same_day"


def test_swept_at_night_it_goes_out_in_the_morning(checkin):
    move_to(on_day(checkin, days=-2, hour=22))
    sweep()
    assert reminders()[-1] == ("two_days", on_day(checkin, days=-1))


def test_a_day_the_client_excludes_has_no_mail(checkin, engagement, eli, being, now):
    with being(eli):
        change_plan(
            actor=eli,
            engagement=engagement,
            steps=EVERY_STEP - {"three_days_after"},
            not_on=[0],
            own_times=(time(17), time(18)),
            now=now,
        )
    move_to(on_day(checkin, days=-2, minute=5))  # a Monday
    sweep()
    assert reminders()[-1] == ("two_days", on_day(checkin, days=-1, hour=17))
    move_to(on_day(checkin, days=4))
    sweep()
    assert steps()[-1] == "day_after"


def test_what_is_shared_or_over_is_not_reminded(shared, checkin):
    move_to(on_day(checkin, days=0, minute=5))
    sweep()
    assert "same_day" not in steps()


def test_ended_work_is_not_reminded(checkin, engagement, eli, being, now):
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
    move_to(on_day(checkin, days=0, minute=5))
    sweep()
    assert "same_day" not in steps()


def test_a_pause_is_not_reminded_of_its_times(checkin, engagement, eli, being):
    with being(eli):
        pause_checkins(
            actor=eli, engagement=engagement, ends_on=None, zone=checkin.zone, now=clock.now()
        )
    move_to(on_day(checkin, days=-2, minute=5))
    sweep()
    assert "two_days" not in steps()


def test_stopped_until_started_again(checkin, engagement, eli, being):
    with being(eli):
        stop_reminders(actor=eli, engagement=engagement, now=clock.now())
    move_to(on_day(checkin, days=-2, minute=5))
    sweep()
    assert "two_days" not in steps()
    with being(eli):
        start_reminders(actor=eli, engagement=engagement, now=clock.now())
    sweep()
    assert steps()[-1] == "two_days"


def test_the_next_check_in_opens_in_its_time_and_more_are_made(engagement, eli, being):
    with being(eli):
        before = list_checkins(actor=eli, engagement_ids=[engagement.id])
    move_to(before[2].opens_at)
    sweep()
    with being(eli):
        after = list_checkins(actor=eli, engagement_ids=[engagement.id])
    assert [c.state for c in after[:4]] == [CheckIn.OPEN] * 3 + [CheckIn.SCHEDULED]
    assert len(after) > len(before)


def test_a_part_that_fails_stops_no_other(checkin, monkeypatch):
    def fails(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "_make_ahead", fails)
    move_to(on_day(checkin, days=-2, minute=5))
    sweep()
    assert steps()[-1] == "two_days"
