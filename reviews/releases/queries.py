"""Reading what is permitted and released, for the client and the clinician.

What a reader sees is reviews.documents' business.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.access import Actor
from accounts.queries import get_organization, list_events, opened_since
from accounts.roles import CLIENT, EMPLOYER_CONTACT
from reviews.amendments.models import Amendment
from reviews.amendments.queries import in_error_at
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault
from reviews.releases import doors, rules
from reviews.releases import terms as terms_text
from reviews.releases.doors import ReleaseTimes
from reviews.releases.models import (
    ClosedRelease,
    Narrowing,
    NotReleased,
    Permission,
    Recipient,
    Release,
    Statement,
    Withdrawal,
)
from reviews.releases.terms import PermissionTerms, RecipientDetails
from reviews.reports.models import Report

OPENING_VERBS = frozenset({"read", "download"})
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StatementSeen:
    id: UUID
    report_id: UUID
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened a release: when, and as what."""

    at: datetime
    actor_id: UUID | None
    verb: str  # read | download


@dataclass(frozen=True, slots=True)
class ReleaseSeen:
    """One release as the client and the clinician see it: never a reader's view."""

    id: UUID
    report_id: UUID
    permission_id: UUID
    recipient: RecipientDetails
    parts: list[str]
    released_at: datetime
    live_at: datetime  # its wait is over, and what held it back was taken back
    expires_at: datetime  # the instant after `until`
    until: date  # its last day, as it was signed: the client's, wherever it is read
    ended_at: datetime | None  # by withdrawal
    closed_at: datetime | None  # by the practice: it may have reached the wrong person
    state: str  # rules.release_state
    leaves_out: bool  # something that the agreement lists
    is_held: bool  # since before it could be opened: it never went out
    over_at: datetime  # the first of all that ends it; may be ahead
    openings: list[Opening]  # the client's to know

    @property
    def never_opens(self) -> bool:
        """Held back, or over before its wait was."""
        return self.is_held or self.over_at <= self.live_at


@dataclass(frozen=True, slots=True)
class PermissionSeen:
    id: UUID
    recipient_id: UUID
    terms: PermissionTerms
    terms_version: str
    parts_signed: list[str]
    parts: list[str]  # as they are now
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    state: str  # rules.permission_state
    releases: list[ReleaseSeen]

    @property
    def is_alive(self) -> bool:
        return self.state in (rules.ALIVE, rules.NARROWED)

    @property
    def texts(self) -> dict[str, str]:
        return self.terms.texts(self.terms_version)


def list_permissions(*, actor: Actor, engagement_id: UUID, now: datetime) -> list[PermissionSeen]:
    """Every permission of an engagement with its releases, newest first."""
    visible = Engagement.objects.visible_to(actor).values("id")
    rows = list(
        Permission.objects.filter(engagement_id=engagement_id, engagement__in=visible)
        .select_related("withdrawal")
        .prefetch_related(
            "narrowings", Prefetch("releases", Release.objects.select_related("closed"))
        )
        .order_by("-created_at")
    )
    openings = _openings(actor, engagement_id)
    errors = in_error_at(actor=actor, engagement_ids=[engagement_id])
    every = [release for row in rows for release in row.releases.all()]
    times = doors.release_times(engagement_id=engagement_id) if every else {}
    return [_permission(row, every, openings, errors, times, now=now) for row in rows]


def get_permission(*, actor: Actor, permission_id: UUID) -> Permission:
    """Raises NotFound."""
    return get_visible(
        Permission.objects.select_related("engagement", "recipient"),
        actor=actor,
        row_id=permission_id,
    )


def see_permission(*, actor: Actor, permission_id: UUID, now: datetime) -> PermissionSeen:
    """One permission with its words and releases. Raises NotFound."""
    row = get_permission(actor=actor, permission_id=permission_id)
    listed = list_permissions(actor=actor, engagement_id=row.engagement_id, now=now)
    return next(seen for seen in listed if seen.id == permission_id)


def list_narrowings(
    *, actor: Actor, engagement_id: UUID
) -> dict[UUID, list[tuple[datetime, list[str]]]]:
    """By permission: when it was narrowed, and to which parts, the oldest first."""
    found: dict[UUID, list[tuple[datetime, list[str]]]] = {}
    rows = Narrowing.objects.filter(
        engagement_id=engagement_id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).order_by("created_at")
    for permission_id, at, parts in rows.values_list("permission_id", "created_at", "parts"):
        found.setdefault(permission_id, []).append((at, parts))
    return found


def permitted_parts(permission: Permission) -> list[str]:
    """The parts as they are now: what every narrowing has left."""
    left = list(permission.parts)
    for narrowing in permission.narrowings.all():
        left = [part for part in left if part in narrowing.parts]
    return left


def opens_at(*, actor: Actor, permission: Permission, report: Report, now: datetime) -> datetime:
    """From when a release of this moment can be read.

    The wait runs from the first permission for this reader; the preview window, from the moment this
    version was offered.
    """
    first = (
        Permission.objects.filter(recipient_id=permission.recipient_id)
        .order_by("created_at")
        .values_list("created_at", flat=True)
        .first()
    )
    wait = timedelta(hours=get_organization(actor=actor).release_wait_hours)
    ends = doors.preview_ends(report_id=report.id)
    return max(now, (first or now) + wait, ends or now)


def has_ended(permission: Permission, *, now: datetime) -> bool:
    """By its last day, or withdrawn."""
    return permission.expires_at <= now or Withdrawal.objects.filter(permission=permission).exists()


def open_terms(permission: Permission) -> PermissionTerms:
    lock = vault.sharing(permission.engagement_id)
    return terms_text.read(vault.open_in(lock, permission, "terms"))


def list_recipients(
    *, actor: Actor, engagement_id: UUID
) -> list[tuple[Recipient, RecipientDetails]]:
    """Everybody this client has named, oldest first."""
    return [
        (row, open_details(row))
        for row in Recipient.objects.filter(
            engagement_id=engagement_id,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).order_by("created_at")
    ]


def get_recipient(*, actor: Actor, recipient_id: UUID) -> Recipient:
    """Raises NotFound."""
    rows = Recipient.objects.select_related("engagement")
    return get_visible(rows, actor=actor, row_id=recipient_id)


def open_details(recipient: Recipient) -> RecipientDetails:
    lock = vault.sharing(recipient.engagement_id)
    return terms_text.read_details(vault.open_in(lock, recipient, "details"))


def has_unclosed(*, actor: Actor, recipient: Recipient, now: datetime) -> bool:
    """Whether anything that was released to this reader can be read, or can yet become readable."""
    listed = list_permissions(actor=actor, engagement_id=recipient.engagement_id, now=now)
    return any(
        release.state in rules.NOT_OVER
        for seen in listed
        if seen.recipient_id == recipient.id
        for release in seen.releases
    )


def list_closed_unread(*, actor: Actor, engagement_ids: list[UUID]) -> list[ClosedRelease]:
    """What somebody else closed for its reader, and the actor has not opened since, oldest first."""
    in_error = Amendment.objects.filter(
        of_id=OuterRef("release__report_id"), kind=Amendment.IN_ERROR
    )
    rows = ClosedRelease.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).exclude(
        Q(author_id=actor.user_id)
        | Exists(in_error)
        | opened_since(actor=actor, object_id="release_id", since="created_at")
    )
    return list(rows.order_by("created_at", "release_id"))


def latest_statement(*, actor: Actor, report_id: UUID) -> StatementSeen | None:
    """The client's statement beside this version as it is now; None if there is none."""
    row = (
        Statement.objects.filter(
            report_id=report_id, engagement__in=Engagement.objects.visible_to(actor).values("id")
        )
        .order_by("-created_at", "-id")
        .first()
    )
    if row is None:
        return None
    text = vault.open_text(row, "text", engagement_id=row.engagement_id)
    return StatementSeen(row.id, row.report_id, text, row.created_at) if text else None


def chose_not_to_release(*, actor: Actor, report_ids: list[UUID]) -> set[UUID]:
    """Versions the client has chosen not to release, and has not released since."""
    visible = Engagement.objects.visible_to(actor).values("id")
    chosen = NotReleased.objects.filter(report_id__in=report_ids, engagement__in=visible)
    last = {row.report_id: row.created_at for row in chosen.order_by("created_at")}
    for row in Release.objects.filter(report_id__in=report_ids, engagement__in=visible):
        if row.report_id in last and row.created_at >= last[row.report_id]:
            del last[row.report_id]
    return set(last)


def _openings(actor: Actor, engagement_id: UUID) -> dict[UUID, list[Opening]]:
    """By release, oldest first: only a reader's own openings. The trail shows them to the client."""
    if actor.role != CLIENT:
        return {}
    found: dict[UUID, list[Opening]] = {}
    # By role, so that no number of other readings pushes an opening out of what is listed.
    listed = list_events(
        chain=engagement_id, verbs=OPENING_VERBS, role=EMPLOYER_CONTACT, limit=None
    )
    for event in reversed(listed):
        if event.object_kind == "release":
            found.setdefault(event.object_id, []).append(
                Opening(event.at, event.actor_id, event.verb)
            )
    return found


def _permission(
    row: Permission,
    every: list[Release],
    openings: dict[UUID, list[Opening]],
    errors: dict[UUID, datetime],  # amendments.in_error_at
    times: dict[UUID, ReleaseTimes],
    *,
    now: datetime,
) -> PermissionSeen:
    terms = open_terms(row)
    parts = permitted_parts(row)
    withdrawal = getattr(row, "withdrawal", None)
    withdrawn_at = withdrawal.created_at if withdrawal else None
    state = rules.permission_state(
        withdrawn_at=withdrawn_at, expires_at=row.expires_at, narrowed=parts != row.parts, now=now
    )
    releases = [
        ReleaseSeen(
            id=release.id,
            report_id=release.report_id,
            permission_id=row.id,
            recipient=terms.recipient,
            parts=release.parts,
            released_at=release.created_at,
            live_at=times[release.id].opens_at or release.live_at,
            expires_at=release.expires_at,
            until=terms.until,
            ended_at=withdrawn_at,
            closed_at=_closed_at(release),
            state=rules.release_state(
                permission=state,
                parts=release.parts,
                permitted=parts,
                live_at=release.live_at,
                expires_at=release.expires_at,
                replaced=_replaced_at(release, every, errors, times) <= now,
                held=times[release.id].opens_at is None,
                in_error=release.report_id in errors,
                closed=_closed_at(release) is not None,
                now=now,
            ),
            leaves_out=times[release.id].leaves_out,
            is_held=times[release.id].opens_at is None,
            over_at=min(_ended_at(release, errors), _replaced_at(release, every, errors, times)),
            openings=openings.get(release.id, []),
        )
        for release in sorted(row.releases.all(), key=lambda r: r.created_at, reverse=True)
    ]
    return PermissionSeen(
        id=row.id,
        recipient_id=row.recipient_id,
        terms=terms,
        terms_version=row.terms_version,
        parts_signed=row.parts,
        parts=parts,
        given_at=row.created_at,
        expires_at=row.expires_at,
        withdrawn_at=withdrawn_at,
        state=state,
        releases=releases,
    )


def _closed_at(release: Release) -> datetime | None:
    row = getattr(release, "closed", None)
    return row.created_at if row else None


def _ended_at(release: Release, errors: dict[UUID, datetime]) -> datetime:
    """By whichever is first of what ends one, other than a later one in its place."""
    permission = release.permission
    withdrawal = getattr(permission, "withdrawal", None)
    return min(
        permission.expires_at,
        release.expires_at,
        withdrawal.created_at if withdrawal else NEVER,
        _closed_at(release) or NEVER,
        errors.get(release.report_id, NEVER),
        *(
            narrowing.created_at
            for narrowing in permission.narrowings.all()
            if not set(release.parts) <= set(narrowing.parts)
        ),
    )


def _replaced_at(
    release: Release,
    every: list[Release],
    errors: dict[UUID, datetime],
    times: dict[UUID, ReleaseTimes],
) -> datetime:
    """From when a later one to the same reader is read in its place; may be ahead.

    One that is over before it opens takes nothing's place.
    """
    opens = (
        (other, times[other.id].opens_at)
        for other in every
        if other.recipient_id == release.recipient_id
        and other.series == release.series
        and other.created_at > release.created_at
    )
    return min(
        (at for other, at in opens if at is not None and at <= _ended_at(other, errors)),
        default=NEVER,
    )
