"""What each act about a time needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from reviews.checkins import actions as checkins
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin
from tests.laws.acts import Act, Stage


def _dana_sees(s: Stage) -> Any:
    return s.as_(s.dana, lambda: get_checkin(actor=s.dana, checkin_id=s.checkin.id))


def _talked(s: Stage) -> Any:
    found = _dana_sees(s)
    s.as_(s.dana, lambda: checkins.mark_discussed(actor=s.dana, checkin=found, now=s.now))
    return _dana_sees(s)


def _missed(s: Stage) -> Any:
    return checkins.mark_missed(
        actor=s.dana,
        checkin=s.ready,
        why=CheckIn.LOGISTICS,
        words="The line was down.",
        now=s.ready.due_at + timedelta(hours=1),
    )


def _added(s: Stage) -> Any:
    return checkins.add_checkin(
        actor=s.dana,
        engagement=s.ready,
        on_date=(s.now + timedelta(days=5)).date(),
        wall_time=time(15),
        now=s.now,
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.checkins.actions.follow_log": _dana_sees,
    "reviews.checkins.actions.mark_missed": _dana_sees,
    "reviews.checkins.actions.mark_not_needed": _dana_sees,
    "reviews.checkins.actions.close_checkin": _talked,
    "reviews.checkins.actions.add_checkin": lambda s: s.engagement,
    "reviews.checkins.actions.new_checkin": lambda s: s.as_(
        s.eli, lambda: get_checkin(actor=s.eli, checkin_id=s.checkin.id).cadence
    ),
}

ACTS: dict[str, Act] = {
    "reviews.checkins.actions.follow_log": Act(
        lambda s: s.as_(
            s.dana,
            lambda: checkins.follow_log(
                actor=s.dana, checkin=s.ready, held=True, why_not="", now=s.now
            ),
        ),
        ("discuss_checkin",),
    ),
    "reviews.checkins.actions.mark_missed": Act(
        lambda s: s.as_(s.dana, lambda: _missed(s)), ("note_missed",)
    ),
    "reviews.checkins.actions.mark_not_needed": Act(
        lambda s: s.as_(
            s.dana, lambda: checkins.mark_not_needed(actor=s.dana, checkin=s.ready, now=s.now)
        ),
        ("skip_checkin",),
    ),
    "reviews.checkins.actions.close_checkin": Act(
        lambda s: s.as_(
            s.dana, lambda: checkins.close_checkin(actor=s.dana, checkin=s.ready, now=s.now)
        ),
        ("close_checkin",),
    ),
    "reviews.checkins.actions.add_checkin": Act(
        lambda s: s.as_(s.dana, lambda: _added(s)), ("add_checkin",)
    ),
    "reviews.checkins.actions.new_checkin": Act(
        lambda s: s.as_(
            s.eli, lambda: checkins.new_checkin(cadence=s.ready, on_date=s.now.date(), now=s.now)
        ),
        why="builds a row; whoever saves it writes the line",
    ),
}
