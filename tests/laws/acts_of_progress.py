"""What each act of progress reviews needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from reviews.engagements.queries import get_engagement
from reviews.journal import actions as journal
from reviews.journal import queries as entries
from reviews.progress import actions as progress
from reviews.progress.queries import get_review
from tests.laws.acts import PART_OF, Act, Stage
from tests.looking_back import BY_CLIENT, BY_CLINICIAN, begun, both_signed, opened, signed
from tracker.lib import dates

OWN_DRAFT = "one's own draft leaves no trace"


def _open(s: Stage) -> Any:
    return opened(s.dana, s.engagement.id, now=s.now)


def _with_hers(s: Stage) -> Any:
    review = _open(s)
    signed(s.dana, review.id, text=BY_CLINICIAN, now=s.now)
    return review


def _with_both(s: Stage) -> Any:
    return both_signed(s.eli, s.dana, s.engagement.id, now=s.now)


def _mine_begun(s: Stage) -> Any:
    return begun(s.eli, _with_hers(s).id, text=BY_CLIENT, now=s.now)


def _day(s: Stage, days: int = 0) -> Any:
    return dates.local(s.now).date() + timedelta(days=days)


def _review(s: Stage, actor: Any) -> Any:
    return get_review(actor=actor, review_id=s.ready.id)


def _sign(s: Stage) -> Any:
    entry = entries.get_own(actor=s.eli, entry_id=s.ready.id)
    seen = entries.open_draft(actor=s.eli, entry_id=entry.id).digest
    return progress.sign_part(
        actor=s.eli, entry=entry, seen=seen, authenticated_at=s.now, now=s.now
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.progress.actions.open_review": lambda s: s.engagement,
    "reviews.progress.actions.begin_part": _open,
    "reviews.progress.actions.rest_on": _mine_begun,
    "reviews.progress.actions.sign_part": _mine_begun,
    "reviews.progress.actions.go_without": _with_hers,
    "reviews.progress.actions.withdraw_review": _open,
    "reviews.progress.actions.set_next": _with_both,
    "reviews.progress.actions.remark": _with_both,
    "reviews.journal.actions.name_grounds": _mine_begun,
}

ACTS: dict[str, Act] = {
    "reviews.journal.actions.name_grounds": Act(
        lambda s: s.as_(
            s.eli,
            lambda: journal.name_grounds(
                actor=s.eli,
                entry=entries.get_own(actor=s.eli, entry_id=s.ready.id),
                chosen={},
                now=s.now,
            ),
        ),
        why=PART_OF.format("rest_on"),
    ),
    "reviews.progress.actions.open_review": Act(
        lambda s: s.as_(
            s.dana,
            lambda: progress.open_review(
                actor=s.dana,
                engagement=get_engagement(actor=s.dana, engagement_id=s.ready.id),
                on_date=_day(s),
                now=s.now,
            ),
        ),
        ("open_review",),
    ),
    "reviews.progress.actions.begin_part": Act(
        lambda s: s.as_(
            s.eli, lambda: progress.begin_part(actor=s.eli, review=_review(s, s.eli), now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.progress.actions.rest_on": Act(
        lambda s: s.as_(
            s.eli,
            lambda: progress.rest_on(
                actor=s.eli,
                entry=entries.get_own(actor=s.eli, entry_id=s.ready.id),
                chosen={},
                now=s.now,
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.progress.actions.sign_part": Act(
        lambda s: s.as_(s.eli, lambda: _sign(s)), ("sign", "complete_review")
    ),
    "reviews.progress.actions.go_without": Act(
        lambda s: s.as_(
            s.dana,
            lambda: progress.go_without(
                actor=s.dana, review=_review(s, s.dana), why="Ill.", again_on=_day(s, 14), now=s.now
            ),
        ),
        ("go_without",),
    ),
    "reviews.progress.actions.withdraw_review": Act(
        lambda s: s.as_(
            s.dana,
            lambda: progress.withdraw_review(actor=s.dana, review=_review(s, s.dana), now=s.now),
        ),
        ("withdraw_review",),
    ),
    "reviews.progress.actions.set_next": Act(
        lambda s: s.as_(
            s.dana,
            lambda: progress.set_next(
                actor=s.dana, review=_review(s, s.dana), on=_day(s, 90), now=s.now
            ),
        ),
        ("set_next_review",),
    ),
    "reviews.progress.actions.remark": Act(
        lambda s: s.as_(
            s.eli,
            lambda: progress.remark(
                actor=s.eli,
                review=_review(s, s.eli),
                theme="done",
                stands="differs",
                text="Three times.",
                now=s.now,
            ),
        ),
        ("remark",),
    ),
}
