"""Reading what was asked of a second clinician, and what they answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.queries import list_clinicians, staff_name, staff_names
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements.queries import accepted_terms
from reviews.amendments.queries import is_in_error
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault
from reviews.reports import body as bodies
from reviews.reports import rules, ties
from reviews.reports.body import Body
from reviews.reports.changes import PlaceChanged, between
from reviews.reports.models import CoSignature, Report
from reviews.reports.queries import open_body


@dataclass(frozen=True, slots=True)
class CoSignatureSeen:
    """What was asked of a second clinician and what they answered."""

    id: UUID
    report_id: UUID
    cosigner_id: UUID
    cosigner: str
    state: str
    asked_at: datetime
    answered_at: datetime | None
    remark: str
    standing: str  # in the second clinician's words
    passed_on: bool
    kept_back: str  # why the client does not read it yet; the author's alone
    told_on: datetime | None  # from when on the client reads it, if nobody says otherwise


@dataclass(frozen=True, slots=True)
class CopySeen:
    """The version a co-signer was asked about: the text, and its grounds as dates and kinds."""

    cosignature: CoSignature
    asked_by: str
    body: Body
    grounds: dict[str, list[str]]  # section's key → "Session, May 8"
    rests: dict[str, list[list[str]]]  # section's key → for each paragraph
    changes: list[PlaceChanged] | None  # since the version they were asked about before


def list_cosignatures(
    *, actor: Actor, report_ids: list[UUID] | None = None, engagement_ids: list[UUID] | None = None
) -> list[CoSignatureSeen]:
    """What was asked about these versions and answered, oldest first; for their own people.

    Of engagements, also about versions that a client cannot read: an answer other than a yes is
    theirs to read once it was passed on. So is every remark.
    """
    rows = CoSignature.objects.filter(
        engagement__in=Engagement.objects.visible_to(actor).values("id")
    )
    if report_ids is not None:
        rows = rows.filter(report_id__in=report_ids)
    if engagement_ids is not None:
        rows = rows.filter(engagement_id__in=engagement_ids)
    found = list(rows.select_related("engagement", "passed_on", "kept_back").order_by("created_at"))
    vault.fetch_copies(row.id for row in found)
    names = staff_names(
        organization_id=actor.organization_id, user_ids={row.cosigner_id for row in found}
    )
    return [_cosignature(row, actor, cosigner=names.get(row.cosigner_id, "")) for row in found]


def client_reads(seen: CoSignatureSeen, *, now: datetime) -> bool:
    """Whether the client reads this answer now, as its author sees it."""
    if seen.passed_on:
        return True
    return seen.told_on is not None and seen.told_on <= now and not seen.kept_back


def list_asked(*, actor: Actor) -> list[CoSignature]:
    """Versions this clinician is asked to co-sign and has not answered."""
    if actor.role != CLINICIAN:
        return []
    return list(
        CoSignature.objects.filter(cosigner_id=actor.user_id, state=CoSignature.ASKED).order_by(
            "created_at"
        )
    )


def get_asked(*, actor: Actor, cosignature_id: UUID, locked: bool = False) -> CoSignature:
    """What this clinician is asked about. Raises NotFound, also once it is answered, and once the
    report was entered in error.

    locked  until the end of the transaction: of two who answer at once, one finds it answered.
    """
    rows = CoSignature.objects.filter(id=cosignature_id)
    found = (rows.select_for_update() if locked else rows).first()
    if found is None or not rules.is_asked(actor, found) or is_in_error(of_id=found.report_id):
        raise NotFound
    return found


def has_answered(*, actor: Actor, cosignature_id: UUID) -> bool:
    """Whether this clinician was asked about it and has answered."""
    found = CoSignature.objects.filter(id=cosignature_id, cosigner_id=actor.user_id)
    return found.exclude(state=CoSignature.ASKED).exists()


def get_cosignature(*, actor: Actor, cosignature_id: UUID) -> CoSignature:
    """What the author asked of a colleague, answered or not. Raises NotFound."""
    rows = CoSignature.objects.select_related("report", "report__engagement", "engagement")
    found = get_visible(rows, actor=actor, row_id=cosignature_id)
    if not rules.is_author(actor, found.report):
        raise NotFound
    return found


def read_copy(*, actor: Actor, cosignature_id: UUID) -> CopySeen:
    """The frozen copy, for whoever was asked; the reading enters the trail. Raises NotFound."""
    asked = get_asked(actor=actor, cosignature_id=cosignature_id)
    audit.record(
        verb="read", object_kind="report_copy", object_id=asked.id, chain=asked.engagement_id
    )
    lock = vault.copy(asked.engagement_id, copy_id=asked.id)
    copy = bodies.read_copy(vault.open_in(lock, asked, "copy"))
    return CopySeen(
        cosignature=asked,
        asked_by=staff_name(organization_id=actor.organization_id, user_id=_author(asked)),
        body=copy.body,
        grounds=copy.grounds,
        rests=copy.rests,
        changes=between(copy.earlier, copy.body) if copy.earlier else None,
    )


def possible_cosigners(*, actor: Actor, report: Report) -> list[tuple[UUID, str]]:
    """Colleagues who can be asked: (user, name). Never the author, nor whom the report is about, nor
    one with a tie the agreement or the report tells of.
    """
    tied = dict(tied_colleagues(actor=actor, report=report))
    return [(who, name) for who, name in _colleagues(actor, report) if name not in tied]


def tied_colleagues(*, actor: Actor, report: Report) -> list[tuple[str, str]]:
    """(name, why) of colleagues with a tie of line or money that the house can know of."""
    terms = accepted_terms(actor=actor, engagement_id=report.engagement_id)
    payers = [open_body(report).about.fee_payer if report.signed_at else ""]
    if terms is not None:
        payers.append(terms.fee_payer)
    found = (
        (name, ties.tie_of(name, supervision=terms.supervision if terms else "", payers=payers))
        for _, name in _colleagues(actor, report)
    )
    return [(name, why) for name, why in found if why]


def _colleagues(actor: Actor, report: Report) -> list[tuple[UUID, str]]:
    return [
        (member.user_id, member.display_name)
        for member in list_clinicians(actor=actor)
        if member.user_id not in (report.author_id, report.engagement.client_id)
    ]


def _cosignature(row: CoSignature, actor: Actor, *, cosigner: str) -> CoSignatureSeen:
    lock = vault.copy(row.engagement_id, copy_id=row.id)
    passed_on = hasattr(row, "passed_on")
    kept_back = getattr(row, "kept_back", None) if actor.role != CLIENT else None
    # A client sees the row of another answer than a yes once it is theirs to read.
    told = passed_on or actor.role != CLIENT or row.state != CoSignature.COSIGNED
    return CoSignatureSeen(
        id=row.id,
        report_id=row.report_id,
        cosigner_id=row.cosigner_id,
        cosigner=cosigner,
        state=row.state,
        asked_at=row.created_at,
        answered_at=row.answered_at,
        remark=vault.open_in(lock, row, "remark") if told else "",
        standing=vault.open_in(lock, row, "standing"),
        passed_on=passed_on,
        kept_back=vault.open_text(kept_back, "why", engagement_id=row.engagement_id)
        if kept_back
        else "",
        told_on=_told_on(row),
    )


def _told_on(row: CoSignature) -> datetime | None:
    if row.answered_at is None or row.state == CoSignature.COSIGNED:
        return None
    return row.answered_at + rules.TOLD_AFTER


def _author(asked: CoSignature) -> UUID:
    if asked.author_id is None:
        raise NotFound
    return asked.author_id
