"""What each act about moving, pausing and the rhythm does and writes; see acts.py."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from accounts.access import acting_as_system
from reviews.checkins import cadences, moving, pausing
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.checkins.recurrence import Phase, Weekly
from reviews.sessions import noting
from tests.laws.acts import Act, Stage


def _checkin(s: Stage) -> Any:
    return s.as_(s.dana, lambda: get_checkin(actor=s.dana, checkin_id=s.checkin.id))


def _ask(s: Stage) -> Any:
    checkin = _checkin(s)
    return s.as_(
        s.eli,
        lambda: moving.ask_move(
            actor=s.eli,
            checkin=checkin,
            to_date=checkin.on_date + timedelta(days=1),
            to_time=time(10),
            words="A train.",
            notice=timedelta(hours=1),
            now=s.now,
        ),
    )


def _pause(s: Stage) -> Any:
    engagement = s.engagement
    return s.as_(
        s.eli,
        lambda: pausing.pause_checkins(
            actor=s.eli, engagement=engagement, ends_on=None, zone="UTC", now=s.now
        ),
    )


def _propose(s: Stage) -> Any:
    engagement = s.engagement
    phases = (Phase(Weekly(2, 0), starts_on=(s.now + timedelta(days=9)).date()),)
    return s.as_(
        s.eli,
        lambda: cadences.propose_cadence(
            actor=s.eli,
            engagement=engagement,
            phases=phases,
            wall_time=time(11),
            zone="UTC",
            now=s.now,
        ),
    )


def _sweep(act: Callable[[], Any]) -> Any:
    with acting_as_system("sweep"):
        return act()


def _listed(s: Stage) -> Any:
    engagement = s.engagement
    return s.as_(s.dana, lambda: list_checkins(actor=s.dana, engagement_ids=[engagement.id]))


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.checkins.moving.ask_move": _checkin,
    "reviews.checkins.moving.agree_to_move": _ask,
    "reviews.checkins.moving.decline_move": _ask,
    "reviews.checkins.moving.withdraw_move": _ask,
    "reviews.checkins.moving.lapse_moves": _ask,
    "reviews.checkins.pausing.pause_checkins": lambda s: s.engagement,
    "reviews.checkins.pausing.resume_checkins": _pause,
    "reviews.checkins.pausing.end_due_pauses": _pause,
    "reviews.checkins.pausing.skip_paused": _listed,
    "reviews.checkins.cadences.propose_cadence": lambda s: s.engagement,
    "reviews.checkins.cadences.accept_cadence": _propose,
    "reviews.checkins.cadences.decline_cadence": _propose,
    "reviews.checkins.cadences.withdraw_cadence": _propose,
    "reviews.sessions.noting.note_talked": _checkin,
    "reviews.sessions.noting.note_missed": _checkin,
}
SWEPT = "the sweep's; whoever asked wrote their line"


def _answer(act: Callable[..., Any], who: str, name: str) -> Callable[[Stage], Any]:
    def run(s: Stage) -> Any:
        actor = getattr(s, who)
        return s.as_(actor, lambda: act(actor=actor, now=s.now, **{name: s.ready}))

    return run


ACTS: dict[str, Act] = {
    "reviews.checkins.moving.ask_move": Act(_ask, ("ask_move",)),
    "reviews.checkins.moving.agree_to_move": Act(
        _answer(moving.agree_to_move, "dana", "move"), ("agree_to_move",)
    ),
    "reviews.checkins.moving.decline_move": Act(
        _answer(moving.decline_move, "dana", "move"), ("decline_move",)
    ),
    "reviews.checkins.moving.withdraw_move": Act(
        _answer(moving.withdraw_move, "eli", "move"), ("withdraw_move",)
    ),
    "reviews.checkins.moving.lapse_moves": Act(
        lambda s: _sweep(lambda: moving.lapse_moves(moves=[s.ready], now=s.now)), why=SWEPT
    ),
    "reviews.checkins.pausing.pause_checkins": Act(_pause, ("pause_checkins",)),
    "reviews.checkins.pausing.resume_checkins": Act(
        _answer(pausing.resume_checkins, "dana", "pause"), ("resume_checkins",)
    ),
    "reviews.checkins.pausing.end_due_pauses": Act(
        lambda s: _sweep(lambda: pausing.end_due_pauses(pauses=[s.ready], now=s.now)), why=SWEPT
    ),
    "reviews.checkins.pausing.skip_paused": Act(
        lambda s: _sweep(
            lambda: pausing.skip_paused(checkins=s.ready, now=s.now + timedelta(days=9))
        ),
        why=SWEPT,
    ),
    "reviews.checkins.cadences.propose_cadence": Act(_propose, ("propose_cadence",)),
    "reviews.checkins.cadences.accept_cadence": Act(
        _answer(cadences.accept_cadence, "dana", "cadence"), ("accept_cadence",)
    ),
    "reviews.checkins.cadences.decline_cadence": Act(
        _answer(cadences.decline_cadence, "dana", "cadence"), ("decline_cadence",)
    ),
    "reviews.checkins.cadences.withdraw_cadence": Act(
        _answer(cadences.withdraw_cadence, "eli", "cadence"), ("withdraw_cadence",)
    ),
    "reviews.sessions.noting.note_talked": Act(
        _answer(noting.note_talked, "dana", "checkin"), ("discuss_checkin",)
    ),
    "reviews.sessions.noting.note_missed": Act(
        lambda s: s.as_(
            s.dana,
            lambda: noting.note_missed(
                actor=s.dana,
                checkin=s.ready,
                why=CheckIn.LOGISTICS,
                words="",
                now=s.ready.due_at + timedelta(hours=1),
            ),
        ),
        ("note_missed",),
    ),
}
