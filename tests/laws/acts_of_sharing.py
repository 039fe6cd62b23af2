"""What each act of sharing needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.engagements.queries import get_engagement
from reviews.releases import actions, closings, permissions, queries
from reviews.releases.actions import Seen
from reviews.reports.queries import get_signed
from tests import sharing_story as sharing
from tests.laws.acts import Act, Stage


def _signed(s: Stage) -> Any:
    report = sharing.signed_report(s.cast, s.engagement.id, now=s.now)
    return s.as_(s.eli, lambda: get_signed(actor=s.eli, report_id=report.id))


def _permitted(s: Stage) -> Any:
    made = sharing.permitted(s.cast, s.engagement.id, now=s.now)
    return s.as_(s.eli, lambda: queries.get_permission(actor=s.eli, permission_id=made.id))


def _terms(s: Stage) -> Any:
    permission = _permitted(s)
    return s.as_(s.eli, lambda: queries.open_terms(permission))


def _released(s: Stage) -> Any:
    report, permission = _signed(s), _permitted(s)
    return sharing.released(s.cast, report, permission, now=s.now)


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.releases.permissions.give_permission": _terms,
    "reviews.releases.permissions.narrow_permission": _permitted,
    "reviews.releases.permissions.withdraw_permission": _permitted,
    "reviews.releases.actions.write_statement": _signed,
    "reviews.releases.actions.choose_not_to_release": _signed,
    "reviews.releases.actions.release_report": lambda s: (_signed(s), _permitted(s)),
    "reviews.releases.closings.close_reader": lambda s: _released(s),
    "reviews.releases.closings.close_readers": lambda s: _released(s),
}

ACTS: dict[str, Act] = {
    "reviews.releases.permissions.give_permission": Act(
        lambda s: s.as_(
            s.eli,
            lambda: permissions.give_permission(
                actor=s.eli,
                engagement=get_engagement(actor=s.eli, engagement_id=s.engagement.id),
                terms=s.ready,
                parts=["takes_part"],
                authenticated_at=s.now,
                now=s.now,
            ),
        ),
        ("permit",),
    ),
    "reviews.releases.permissions.narrow_permission": Act(
        lambda s: s.as_(
            s.eli,
            lambda: permissions.narrow_permission(
                actor=s.eli,
                permission=s.ready,
                parts=["takes_part"],
                authenticated_at=s.now,
                now=s.now,
            ),
        ),
        ("narrow",),
    ),
    "reviews.releases.permissions.withdraw_permission": Act(
        lambda s: s.as_(
            s.eli,
            lambda: permissions.withdraw_permission(
                actor=s.eli, permission=s.ready, authenticated_at=s.now, now=s.now
            ),
        ),
        ("withdraw",),
    ),
    "reviews.releases.actions.write_statement": Act(
        lambda s: s.as_(
            s.eli,
            lambda: actions.write_statement(actor=s.eli, report=s.ready, text="Fair.", now=s.now),
        ),
        ("write_statement",),
    ),
    "reviews.releases.actions.choose_not_to_release": Act(
        lambda s: s.as_(
            s.eli, lambda: actions.choose_not_to_release(actor=s.eli, report=s.ready, now=s.now)
        ),
        ("choose_not_to_release",),
    ),
    "reviews.releases.actions.release_report": Act(
        lambda s: s.as_(
            s.eli,
            lambda: actions.release_report(
                actor=s.eli,
                report=s.ready[0],
                permission=s.ready[1],
                parts=["takes_part"],
                seen=Seen(bytes(s.ready[0].digest), None),
                authenticated_at=s.now,
                now=s.now,
            ),
        ),
        ("release",),
    ),
    "reviews.releases.closings.close_reader": Act(
        lambda s: s.as_(
            s.dana,
            lambda: closings.close_reader(
                actor=s.dana,
                recipient=queries.get_recipient(actor=s.dana, recipient_id=s.ready.recipient_id),
                authenticated_at=s.now,
                now=s.now,
            ),
        ),
        ("close_release",),
    ),
    "reviews.releases.closings.close_readers": Act(
        lambda s: s.as_(
            s.ada,
            lambda: closings.close_readers(
                actor=s.ada, reader_id=None, authenticated_at=s.now, now=s.now
            ),
        ),
        ("close_release", "close_readers"),
    ),
}
