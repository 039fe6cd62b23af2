"""The client's own acts about one version: a statement beside it, their no, their release.

Each is a row that is only added to; a release takes the client freshly re-authenticated.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, Stale, WrongState, require_fresh
from accounts.outbox.actions import enqueue
from reviews.amendments.queries import in_error
from reviews.engagements import rules as engagement_rules
from reviews.records import vault
from reviews.releases import copy_queries, document, doors, queries, readiness, rules
from reviews.releases.models import (
    ClosedRelease,
    NotReleased,
    Permission,
    Release,
    ReleaseFile,
    Statement,
)
from reviews.reports import queries as reports
from reviews.reports.models import Report
from tracker.lib import worker
from tracker.lib.pdf import codes

LONGEST_STATEMENT = 10_000  # characters


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood on the page when the client said yes."""

    digest: bytes  # of the report's version
    statement_id: UUID | None


def write_statement(*, actor: Actor, report: Report, text: str, now: datetime) -> None:
    """The client's own words beside this version, in place of what they wrote before.

    An empty text takes the statement back. What was released with it keeps it. Raises NotAllowed.
    """
    if not engagement_rules.is_client(actor, report.engagement):
        raise NotAllowed
    before = queries.latest_statement(actor=actor, report_id=report.id)
    if (before.text if before else "") == text:
        return
    statement = Statement(
        engagement_id=report.engagement_id,
        author_id=actor.user_id,
        report=report,
        digest=hashlib.sha256(text.encode()).digest(),
        created_at=now,
    )
    vault.insert(statement, text=text)
    audit.record(
        verb="write_statement",
        object_kind="report",
        object_id=report.id,
        chain=report.engagement_id,
    )


def choose_not_to_release(*, actor: Actor, report: Report, now: datetime) -> None:
    """The client's no to this version. Nobody asks why; it can be chosen otherwise later."""
    if not engagement_rules.is_client(actor, report.engagement):
        raise NotAllowed
    if report.id in queries.chose_not_to_release(actor=actor, report_ids=[report.id]):
        return
    NotReleased.objects.create(
        engagement_id=report.engagement_id, author_id=actor.user_id, report=report, created_at=now
    )
    audit.record(
        verb="choose_not_to_release",
        object_kind="report",
        object_id=report.id,
        chain=report.engagement_id,
    )


def release_report(
    *,
    actor: Actor,
    report: Report,
    permission: Permission,
    parts: list[str],
    seen: Seen,
    authenticated_at: datetime,
    now: datetime,
) -> Release:
    """The client's yes to this text for this reader, who can open it once the wait is over.

    Raises NotFresh; NotAllowed for anybody but the client; Stale if a newer version or another
    statement is there than the one that was shown; NotReady with what is in the way; WrongState if
    the permission has ended or the same is released already.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not engagement_rules.is_client(actor, permission.engagement):
        raise NotAllowed
    if permission.engagement_id != report.engagement_id:
        raise NotFound
    doors.hold_recipient(permission.recipient_id)
    if queries.has_ended(permission, now=now):
        raise WrongState
    statement = _as_shown(actor, report, seen)
    permitted = queries.permitted_parts(permission)
    chosen = [part for part in permitted if part in parts]
    body = reports.open_body(report)
    if not chosen or set(parts) - set(permitted) or not document.allowed(body, chosen):
        raise NotAllowed
    if chosen != [document.SMALLEST] and doors.leaves_out(report_id=report.id, parts=chosen):
        raise rules.NotReady([rules.HALF_TRUE])
    _not_twice(report, permission, chosen, statement, now=now)
    _statement_is_ready(actor, report, permission, statement)
    release = _freeze(
        actor, report, permission, chosen, statement, authenticated_at=authenticated_at, now=now
    )
    audit.record(
        verb="release", object_kind="release", object_id=release.id, chain=report.engagement_id
    )
    enqueue(
        key=f"release:{release.id}:shared",
        kind="document_shared",
        recipient_id=None,
        organization_id=actor.organization_id,
        subject_id=release.id,
        due_at=release.live_at,
    )
    ReleaseFile.objects.create(
        engagement_id=report.engagement_id,
        author_id=actor.user_id,
        release=release,
        membership_id=actor.membership_id,
        created_at=now,
    )
    transaction.on_commit(lambda: worker.tell("releases.files"), robust=True)
    return release


def _freeze(
    actor: Actor,
    report: Report,
    permission: Permission,
    parts: list[str],
    statement: queries.StatementSeen | None,
    *,
    authenticated_at: datetime,
    now: datetime,
) -> Release:
    """The copy its reader will read, under its own key."""
    live_at = queries.opens_at(actor=actor, permission=permission, report=report, now=now)
    terms = queries.open_terms(permission)
    details = terms.recipient
    known = doors.find_reader(
        recipient_id=permission.recipient_id,
        email=details.address,
        name=details.name,
        # No longer than what it leads to: a link that outlives it would tell how it ended.
        until=min(live_at + rules.INVITATION_LASTS, permission.expires_at),
    )
    if not known:
        raise rules.NotReady(
            [
                f"Nothing was released: {details.name} no longer has an account here. Your text is "
                "unchanged. Ask your practice, or give a permission to somebody else."
            ]
        )
    row_id = uuid.uuid4()
    lock = vault.copy(report.engagement_id, copy_id=row_id)
    vault.make_key(lock, now=now)
    code = codes.new_code()
    copy = copy_queries.compose_for(
        actor=actor,
        report=report,
        permission=permission,
        parts=parts,
        statement=statement,
        code=codes.format_code(code),
        now=now,
    )
    release = Release(
        id=row_id,
        engagement_id=report.engagement_id,
        author_id=actor.user_id,
        report=report,
        series=report.series,
        digest=report.digest,
        permission=permission,
        recipient_id=permission.recipient_id,
        statement_id=statement.id if statement else None,
        parts=parts,
        live_at=live_at,
        last_day=terms.until,
        expires_at=permission.expires_at,
        code_hash=copy_queries.hash_code(code),
        authenticated_at=authenticated_at,
        created_at=now,
    )
    return vault.insert(release, lock, copy=json.dumps(copy, ensure_ascii=False))


def _as_shown(actor: Actor, report: Report, seen: Seen) -> queries.StatementSeen | None:
    """The statement, if everything is still as it was shown. Raises Stale, NotAllowed."""
    if not reports.is_offered(actor=actor, report=report):
        raise NotAllowed
    if report.id in in_error(actor=actor, engagement_ids=[report.engagement_id]):
        raise WrongState
    newer = Report.objects.filter(series=report.series, number__gt=report.number)
    if bytes(report.digest or b"") != seen.digest or newer.exists():
        raise Stale
    statement = queries.latest_statement(actor=actor, report_id=report.id)
    if (statement.id if statement else None) != seen.statement_id:
        raise Stale
    return statement


def _not_twice(
    report: Report,
    permission: Permission,
    parts: list[str],
    statement: queries.StatementSeen | None,
    *,
    now: datetime,
) -> None:
    """The same words for the same reader are released once, unless they were closed since."""
    last = (
        Release.objects.filter(recipient_id=permission.recipient_id, series=report.series)
        .order_by("-created_at")
        .first()
    )
    if (
        last is not None
        and last.permission_id == permission.id
        and last.report_id == report.id
        and last.parts == parts
        and last.statement_id == (statement.id if statement else None)
        and not ClosedRelease.objects.filter(release=last).exists()
    ):
        raise WrongState


def _statement_is_ready(
    actor: Actor, report: Report, permission: Permission, statement: queries.StatementSeen | None
) -> None:
    if statement is None:
        return
    recipient = queries.open_terms(permission).recipient
    found = readiness.review_words(
        actor=actor, report=report, text=statement.text, recipient=recipient
    )
    stopped = [finding for finding in found if finding.strength == "refuse"]
    if stopped:
        raise rules.NotReady(
            [
                f"Nothing was released, and your statement is as you wrote it: “{finding.span}” is "
                f"in it. {finding.question}"
                for finding in stopped
            ]
        )
