"""What each act of handovers, absences and closing an account needs, does and writes; see acts.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from reviews.assignments import absences, closing, handover_queries, handovers
from reviews.engagements.queries import get_engagement
from tests import covers
from tests import handovers as told
from tests.laws.acts import Act, Stage
from tracker.lib import clock


def _proposed(s: Stage) -> Any:
    return told.propose(s.cast, s.engagement.id, now=s.now)


def _due(s: Stage) -> Any:
    """The colleague has agreed, and the client has let the time pass."""
    handover = _proposed(s)
    told.agree(s.cast, handover, now=s.now)
    clock.move(timedelta(days=8))
    return handover


def _agreed_by_both(s: Stage) -> None:
    told.agree(s.cast, s.ready, now=s.now)
    told.agree(s.cast, s.ready, now=s.now, who="eli")


def _objected(s: Stage) -> Any:
    handover = _proposed(s)
    told.object_to(s.cast, handover, "Not now.", now=s.now)
    return handover


def _with(who: str, act: Callable[..., Any]) -> Callable[[Stage], Any]:
    """The act by one of the cast, on the handover that is ready, as they see it."""

    def run(s: Stage) -> Any:
        actor = getattr(s, who)
        return s.as_(
            actor,
            lambda: act(
                actor=actor,
                handover=handover_queries.get_handover(actor=actor, handover_id=s.ready.id),
                now=s.now,
            ),
        )

    return run


def _noted(s: Stage) -> Any:
    return s.as_(
        s.ada,
        lambda: absences.note_absence(
            actor=s.ada,
            person_id=s.cast.dana.user_id,
            starts_on=covers.day(s.cast, 0, now=s.now),
            now=s.now,
        ),
    )


def _away(s: Stage) -> Any:
    """Dana is away from Eli's work."""
    engagement = s.engagement
    _noted(s)
    return engagement


def _asked_by_code(s: Stage, engagement: Any) -> Any:
    first, last = (covers.day(s.cast, n, now=s.now) for n in (covers.FIRST, covers.LAST))
    return s.as_(
        s.ada,
        lambda: absences.ask_cover_by_code(
            actor=s.ada,
            code=engagement.code,
            colleague_id=s.cast.mo.user_id,
            first=first,
            last=last,
            now=s.now,
        ),
    )


def _die(s: Stage) -> None:
    s.as_(
        s.dana,
        lambda: closing.note_death(
            actor=s.dana,
            engagement=get_engagement(actor=s.dana, engagement_id=s.ready.id),
            authenticated_at=s.now,
            now=s.now,
        ),
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.assignments.handovers.propose_handover": lambda s: s.engagement,
    "reviews.assignments.handovers.agree_to_handover": _proposed,
    "reviews.assignments.handovers.decline_handover": _proposed,
    "reviews.assignments.handovers.withdraw_handover": _proposed,
    "reviews.assignments.handovers.object_to_handover": _proposed,
    "reviews.assignments.handovers.take_back_objection": _objected,
    "reviews.assignments.handovers.hand_over_due": _due,
    "reviews.assignments.absences.end_absence": _noted,
    "reviews.assignments.absences.ask_cover_by_code": _away,
    "reviews.assignments.absences.withdraw_cover_by_code": lambda s: _asked_by_code(s, _away(s)),
    "reviews.assignments.closing.note_death": lambda s: s.engagement,
}

ACTS: dict[str, Act] = {
    "reviews.assignments.handovers.propose_handover": Act(_proposed, ("propose_handover",)),
    "reviews.assignments.handovers.agree_to_handover": Act(
        _agreed_by_both, ("agree_to_handover", "agree_to_handover", "hand_over")
    ),
    "reviews.assignments.handovers.decline_handover": Act(
        _with("mo", handovers.decline_handover), ("decline_handover",)
    ),
    "reviews.assignments.handovers.withdraw_handover": Act(
        _with("dana", handovers.withdraw_handover), ("withdraw_handover",)
    ),
    "reviews.assignments.handovers.object_to_handover": Act(
        lambda s: told.object_to(s.cast, s.ready, "Not now.", now=s.now), ("object_to_handover",)
    ),
    "reviews.assignments.handovers.take_back_objection": Act(
        _with("eli", handovers.take_back_objection), ("take_back_objection",)
    ),
    "reviews.assignments.handovers.hand_over_due": Act(lambda s: told.sweep(), ("hand_over",)),
    "reviews.assignments.absences.note_absence": Act(_noted, ("note_absence",)),
    "reviews.assignments.absences.end_absence": Act(
        lambda s: s.as_(
            s.ada, lambda: absences.end_absence(actor=s.ada, absence=s.ready, now=s.now)
        ),
        ("end_absence",),
    ),
    "reviews.assignments.absences.ask_cover_by_code": Act(
        lambda s: _asked_by_code(s, s.ready), ("ask_cover",)
    ),
    "reviews.assignments.absences.withdraw_cover_by_code": Act(
        lambda s: s.as_(
            s.ada, lambda: absences.withdraw_cover_by_code(actor=s.ada, cover_id=s.ready, now=s.now)
        ),
        ("end_cover",),
    ),
    "reviews.assignments.closing.note_death": Act(_die, ("end_engagement",)),
}
