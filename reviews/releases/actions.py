"""The client's own acts: naming a reader, permitting, narrowing, withdrawing, releasing.

Only the client makes them, freshly re-authenticated; each is a row that is only added to.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, Stale, WrongState, require_fresh
from accounts.outbox.actions import enqueue
from reviews.agreements.terms import PARTS_TOLD
from reviews.amendments.queries import in_error
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.language.names import review_names
from reviews.language.report import review_line
from reviews.records import vault
from reviews.releases import document, doors, queries, rules
from reviews.releases import terms as terms_text
from reviews.releases.models import (
    Narrowing,
    NotReleased,
    Permission,
    Recipient,
    Release,
    ReleaseFile,
    Statement,
    Withdrawal,
)
from reviews.releases.terms import PermissionTerms, RecipientDetails
from reviews.reports import queries as reports
from reviews.reports.models import Report
from tracker.lib import worker
from tracker.lib.pdf import codes

LONGEST_STATEMENT = 10_000  # characters
INVITATION_LASTS = timedelta(days=30)  # from when the release can be read


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood on the page when the client said yes."""

    digest: bytes  # of the report's version
    statement_id: UUID | None


def give_permission(
    *,
    actor: Actor,
    engagement: Engagement,
    terms: PermissionTerms,
    parts: list[str],
    authenticated_at: datetime,
    now: datetime,
) -> Permission:
    """The client's permission for one reader. It releases nothing.

    terms.until  its last day, in terms.zone; at most 12 months away.
    Raises NotFresh, NotAllowed for anybody but the client and for parts or days that do not exist,
    NotReady where the gate refuses a word that would stand beside the report.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not engagement_rules.is_client(actor, engagement):
        raise NotAllowed
    expires_at = rules.end_of_day(terms.until, zone=terms.zone)
    if not parts or set(parts) - set(PARTS_TOLD) or not now < expires_at <= now + rules.LONGEST:
        raise NotAllowed
    _words_are_ready(terms)
    lock = vault.sharing(engagement.id)
    vault.make_key(lock, now=now)
    recipient = _recipient(actor, engagement, terms.recipient, now=now)
    permission = Permission(
        engagement=engagement,
        author_id=actor.user_id,
        recipient=recipient,
        parts=[part for part in PARTS_TOLD if part in parts],
        terms_version=terms_text.VERSION,
        expires_at=expires_at,
        authenticated_at=authenticated_at,
        created_at=now,
    )
    vault.insert(permission, lock, terms=terms_text.write(terms))
    _record("permit", "permission", permission.id, engagement.id)
    return permission


def narrow_permission(
    *,
    actor: Actor,
    permission: Permission,
    parts: list[str],
    authenticated_at: datetime,
    now: datetime,
) -> None:
    """From now on fewer parts; what was released with more of them can no longer be opened.

    Raises NotFresh, NotAllowed unless they are fewer, WrongState if it has ended.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    _only_its_client(actor, permission)
    doors.hold_recipient(permission.recipient_id)
    _still_alive(permission, now=now)
    left = queries.permitted_parts(permission)
    chosen = [part for part in left if part in parts]
    if not chosen or len(chosen) != len(set(parts)) or len(chosen) == len(left):
        raise NotAllowed
    Narrowing.objects.create(
        engagement_id=permission.engagement_id,
        author_id=actor.user_id,
        permission=permission,
        parts=chosen,
        authenticated_at=authenticated_at,
        created_at=now,
    )
    _record("narrow", "permission", permission.id, permission.engagement_id)


def withdraw_permission(
    *, actor: Actor, permission: Permission, authenticated_at: datetime, now: datetime
) -> None:
    """End it, at once and without a reason. A second time changes nothing.

    Raises NotFresh, NotAllowed for anybody but its client.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    _only_its_client(actor, permission)
    doors.hold_recipient(permission.recipient_id)
    try:
        with transaction.atomic():
            Withdrawal.objects.create(
                engagement_id=permission.engagement_id,
                author_id=actor.user_id,
                permission=permission,
                authenticated_at=authenticated_at,
                created_at=now,
            )
    except IntegrityError:  # it was withdrawn already, here or in another tab
        return
    _record("withdraw", "permission", permission.id, permission.engagement_id)


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
    _record("write_statement", "report", report.id, report.engagement_id)


def choose_not_to_release(*, actor: Actor, report: Report, now: datetime) -> None:
    """The client's no to this version. Nobody asks why; it can be chosen otherwise later."""
    if not engagement_rules.is_client(actor, report.engagement):
        raise NotAllowed
    if report.id in queries.chose_not_to_release(actor=actor, report_ids=[report.id]):
        return
    NotReleased.objects.create(
        engagement_id=report.engagement_id, author_id=actor.user_id, report=report, created_at=now
    )
    _record("choose_not_to_release", "report", report.id, report.engagement_id)


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
    _only_its_client(actor, permission)
    if permission.engagement_id != report.engagement_id:
        raise NotFound
    doors.hold_recipient(permission.recipient_id)
    _still_alive(permission, now=now)
    statement = _as_shown(actor, report, seen)
    permitted = queries.permitted_parts(permission)
    chosen = [part for part in permitted if part in parts]
    body = reports.open_body(report)
    if not chosen or set(parts) - set(permitted) or not document.allowed(body, chosen):
        raise NotAllowed
    _not_twice(report, permission, chosen, statement, now=now)
    _statement_is_ready(actor, report, permission, statement)
    release = _freeze(
        actor, report, permission, chosen, statement, authenticated_at=authenticated_at, now=now
    )
    _record("release", "release", release.id, report.engagement_id)
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
    live_at = queries.opens_at(actor=actor, permission=permission, now=now)
    details = queries.open_terms(permission).recipient
    known = doors.find_reader(
        recipient_id=permission.recipient_id,
        email=details.address,
        name=details.name,
        # No longer than what it leads to: a link that outlives it would tell how it ended.
        until=min(live_at + INVITATION_LASTS, permission.expires_at),
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
    copy = queries.compose_for(
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
        expires_at=permission.expires_at,
        code_hash=queries.hash_code(code),
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
    """The same words for the same reader are released once."""
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
    ):
        raise WrongState


def _words_are_ready(terms: PermissionTerms) -> None:
    """Purpose and reader stand on the document: they pass the gate like its sections do."""
    details = terms.recipient
    cast = frozenset((details.name, details.role, details.organization, terms.signed_name))
    lines = (terms.purpose, details.name, details.role, details.organization)
    found = [
        finding
        for line in lines
        for finding in (*review_line(line).findings, *review_names(line, cast=cast).findings)
        if finding.strength == "refuse"
    ]
    if found:
        raise rules.NotReady(
            [
                f"Nothing was signed, and what you typed is still here: “{finding.span}” cannot "
                f"stand beside a report. {finding.question}"
                for finding in found
            ]
        )


def _statement_is_ready(
    actor: Actor, report: Report, permission: Permission, statement: queries.StatementSeen | None
) -> None:
    if statement is None:
        return
    recipient = queries.open_terms(permission).recipient
    found = queries.review_words(
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


def _recipient(
    actor: Actor, engagement: Engagement, details: RecipientDetails, *, now: datetime
) -> Recipient:
    """The reader of this name and address, named before or new.

    Another name at an address that was named before is another reader, whose wait begins now: what
    is on the document is never read on the strength of a permission for somebody else.
    """
    doors.hold_recipient(engagement.id)  # two tabs name one reader once
    for row, known in queries.list_recipients(actor=actor, engagement_id=engagement.id):
        if _who(known) == _who(details):
            return row
    recipient = Recipient(engagement=engagement, author_id=actor.user_id, created_at=now)
    lock = vault.sharing(engagement.id)
    return vault.insert(recipient, lock, details=terms_text.write_details(details))


def _who(details: RecipientDetails) -> tuple[str, str]:
    return " ".join(details.name.split()).casefold(), details.address.lower()


def _only_its_client(actor: Actor, permission: Permission) -> None:
    if not engagement_rules.is_client(actor, permission.engagement):
        raise NotAllowed


def _still_alive(permission: Permission, *, now: datetime) -> None:
    if permission.expires_at <= now or Withdrawal.objects.filter(permission=permission).exists():
        raise WrongState


def _record(verb: str, kind: str, object_id: UUID, chain: UUID) -> None:
    audit.record(verb=verb, object_kind=kind, object_id=object_id, chain=chain)
