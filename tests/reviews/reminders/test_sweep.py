"""The sweep opens, makes ahead and reminds, once each, however often it runs."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.models import Notice
from reviews.agreements.actions import end_work
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import list_checkins
from reviews.reminders import actions
from reviews.reminders.actions import step_due, sweep
from tracker.lib import clock

CHICAGO = ZoneInfo("America/Chicago")


def reminders() -> list[str]:
    with acting_as_system("outbox"), transaction.atomic():
        notices = Notice.objects.filter(kind="checkin_reminder").order_by("due_at")
        return [notice.key for notice in notices]


def move_to(moment: datetime) -> None:
    clock.move(timedelta(0))
    clock.move(moment - clock.now())


def at_nine(checkin: CheckIn, *, days_before: int, minutes: int = 0) -> datetime:
    day = checkin.on_date - timedelta(days=days_before)
    return datetime.combine(day, time(9, 0), tzinfo=CHICAGO) + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("days", "minutes", "step"),
    [
        (3, 0, None),
        (2, -1, None),
        (2, 0, "two_days"),
        (1, 0, "two_days"),
        (0, -1, "two_days"),
        (0, 0, "same_day"),
        (0, 29, "same_day"),
        (0, 30, None),  # the check-in's own time
    ],
)
def test_the_latest_step_whose_moment_has_passed(checkin, days, minutes, step):
    moment = at_nine(checkin, days_before=days, minutes=minutes)
    assert step_due(checkin=checkin, now=moment) == step


def test_one_reminder_a_step_however_often_it_runs(checkin):
    move_to(at_nine(checkin, days_before=2, minutes=5))
    for _ in range(3):
        sweep()
    assert reminders() == [f"checkin:{checkin.id}:reminder:two_days"]
    move_to(at_nine(checkin, days_before=0, minutes=5))
    for _ in range(2):
        sweep()
    assert reminders() == [
        f"checkin:{checkin.id}:reminder:{step}" for step in ("two_days", "same_day")
    ]


def test_after_a_silence_of_days_only_the_latest_goes_out(checkin):
    move_to(at_nine(checkin, days_before=0, minutes=5))
    sweep()
    assert reminders() == [f"checkin:{checkin.id}:reminder:same_day"]


def test_what_is_shared_or_over_is_not_reminded(shared, checkin):
    move_to(at_nine(checkin, days_before=0, minutes=5))
    sweep()
    assert reminders() == []


def test_ended_work_is_not_reminded(checkin, engagement, eli, being, now):
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
    move_to(at_nine(checkin, days_before=0, minutes=5))
    sweep()
    assert reminders() == []


def test_the_next_check_in_opens_in_its_time_and_more_are_made(engagement, eli, being):
    with being(eli):
        before = list_checkins(actor=eli, engagement_ids=[engagement.id])
    move_to(before[2].opens_at)
    sweep()
    with being(eli):
        after = list_checkins(actor=eli, engagement_ids=[engagement.id])
    assert [c.state for c in after[:4]] == [CheckIn.OPEN] * 3 + [CheckIn.SCHEDULED]
    assert len(after) == len(before) + 2


def test_a_part_that_fails_stops_no_other(checkin, monkeypatch):
    def fails(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "_make_ahead", fails)
    move_to(at_nine(checkin, days_before=2, minutes=5))
    sweep()
    assert len(reminders()) == 1
