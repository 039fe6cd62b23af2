"""Reading reports. A signed text is opened together with its line in the trail."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.queries import staff_name
from accounts.roles import CLIENT
from reviews.amendments.queries import AmendmentSeen, list_amendments
from reviews.amendments.queries import in_error as entered_in_error
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen, get_visible, see_engagement
from reviews.journal.grounds import GroundChoice
from reviews.language.standing import Standing, as_it_stands, paragraphs
from reviews.records import drafts, vault
from reviews.reports import body as bodies
from reviews.reports import filling, rest_queries, rules
from reviews.reports.body import About, Body
from reviews.reports.grounds import ground_choices
from reviews.reports.heading_queries import current_headings
from reviews.reports.models import CoSignature, Ground, Report, Section
from reviews.reports.resting import Rest, resting
from reviews.reports.sections import SectionKind


@dataclass(frozen=True, slots=True)
class ReportHead:
    """One version without its words: for lists."""

    id: UUID
    engagement_id: UUID
    author_id: UUID | None
    series: UUID
    number: int
    state: str
    period_from: date | None
    period_to: date | None
    created_at: datetime
    signed_at: datetime | None
    two_names: bool
    in_error: bool
    replaced: bool  # a later version of it has been signed


@dataclass(frozen=True, slots=True)
class SectionSeen:
    """One section of a draft. Facts are given line by line; written ones have a text."""

    kind: SectionKind
    facts: list[str]
    text: str
    version: int
    saved_at: datetime | None
    second: str | None
    second_saved_at: datetime | None
    grounds: frozenset[UUID]
    rests: list[Rest]  # what each of its paragraphs rests on

    @property
    def standing(self) -> Standing:
        """As it will stand: what is shown, what the gate reads and what is signed."""
        return as_it_stands("\n\n".join(self.facts) if self.kind.facts else self.text)

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.standing)


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """A draft with its words: the author's alone."""

    report: Report
    engagement: EngagementSeen
    about: About
    sections: list[SectionSeen]
    choices: list[GroundChoice]

    def section(self, key: str) -> SectionSeen:
        """Raises NotFound for a key that is no written section."""
        for section in self.sections:
            if section.kind.key == key and not section.kind.facts:
                return section
        raise NotFound

    @property
    def texts(self) -> dict[str, Standing]:
        """Each section as it will stand, by its key: what a finding of the gate points into."""
        return {s.kind.key: s.standing for s in self.sections if s.standing}

    @property
    def fingerprint(self) -> str:
        """The same as long as headings, facts, words and period of what would be signed are."""
        report = self.report
        said = [[s.kind.heading, *(s.facts or [s.text])] for s in self.sections]
        period = [str(report.period_from), str(report.period_to)]
        whole = json.dumps([period, bodies.write_about(self.about), said])
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    about: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A signed version with its words."""

    head: ReportHead
    body: Body | None  # None: entered in error, and withdrawn from view
    digest: bytes
    signers: list[Signer]
    amendments: list[AmendmentSeen]

    @property
    def addenda(self) -> list[AmendmentSeen]:
        return [said for said in self.amendments if not said.is_in_error]

    @property
    def error(self) -> AmendmentSeen | None:
        """The word that it was entered in error."""
        return next((said for said in self.amendments if said.is_in_error), None)


def get_report(*, actor: Actor, report_id: UUID) -> Report:
    """One version the actor may see. Raises NotFound."""
    return get_visible(Report.objects.select_related("engagement"), actor=actor, row_id=report_id)


def get_draft(*, actor: Actor, report_id: UUID) -> Report:
    """The author's own draft. Raises NotFound."""
    report = get_report(actor=actor, report_id=report_id)
    if not rules.can_write(actor, report):
        raise NotFound
    return report


def get_own(*, actor: Actor, report_id: UUID) -> Report:
    """The author's own version, draft or signed. Raises NotFound."""
    report = get_report(actor=actor, report_id=report_id)
    if not rules.is_author(actor, report):
        raise NotFound
    return report


def is_own_draft(*, actor: Actor, report_id: UUID) -> bool:
    """Whether it is the actor's own and not signed yet. Raises NotFound for what nobody may see."""
    return rules.can_write(actor, get_report(actor=actor, report_id=report_id))


def get_own_signed(*, actor: Actor, report_id: UUID) -> Report:
    """The author's own signed version. Raises NotFound."""
    report = get_own(actor=actor, report_id=report_id)
    if report.state != Report.SIGNED:
        raise NotFound
    return report


def get_signed(*, actor: Actor, report_id: UUID) -> Report:
    """A signed version, for both of the engagement's people. Raises NotFound, also for a draft,
    and for the client before both names are on it where two were agreed.
    """
    report = get_report(actor=actor, report_id=report_id)
    if report.state != Report.SIGNED:
        raise NotFound
    if actor.role == CLIENT and not is_offered(actor=actor, report=report):
        raise NotFound
    return report


def list_reports(*, actor: Actor, engagement_ids: list[UUID]) -> list[ReportHead]:
    """Every version the actor may see, newest first. Four queries, however many."""
    reports = list(
        Report.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).order_by("-created_at", "-number")
    )
    withdrawn = entered_in_error(actor=actor, engagement_ids=engagement_ids)
    return [_head(report, reports, withdrawn) for report in reports]


def list_versions(*, actor: Actor, report_id: UUID) -> list[ReportHead]:
    """Every version of one report the actor may see, oldest first. Raises NotFound."""
    report = get_report(actor=actor, report_id=report_id)
    heads = list_reports(actor=actor, engagement_ids=[report.engagement_id])
    return sorted((h for h in heads if h.series == report.series), key=lambda h: h.number)


def open_draft(*, actor: Actor, report_id: UUID, today: date) -> DraftSeen:
    """The author's own draft with its words and what its facts are today. Raises NotFound."""
    report = get_draft(actor=actor, report_id=report_id)
    engagement = see_engagement(actor=actor, engagement_id=report.engagement_id)
    rows = {section.kind: section for section in Section.objects.filter(report=report)}
    grounds: dict[UUID, set[UUID]] = {}
    for ground in Ground.objects.filter(section__report=report):
        grounds.setdefault(ground.section_id, set()).add(ground.of_id)
    filled = filling.fill(actor=actor, report=report, engagement=engagement, today=today)
    sections = []
    for kind in current_headings(actor=actor).sections.values():
        row = rows.get(kind.key)
        if kind.facts or row is None:
            sections.append(_facts_section(kind, filled.get(kind.key, [])))
        else:
            sections.append(_written_section(kind, row, frozenset(grounds.get(row.id, ()))))
    return DraftSeen(
        report=report,
        engagement=engagement,
        about=bodies.read_about(
            vault.open_text(report, "about", engagement_id=report.engagement_id)
        ),
        sections=sections,
        choices=ground_choices(actor=actor, report=report),
    )


def read_report(*, actor: Actor, report_id: UUID) -> ReportSeen:
    """A signed version with its words; the reading enters the trail. Raises NotFound."""
    report = get_signed(actor=actor, report_id=report_id)
    audit.record(verb="read", object_kind="report", object_id=report.id, chain=report.engagement_id)
    return see_report(actor=actor, report=report)


def see_report(*, actor: Actor, report: Report) -> ReportSeen:
    """The words of a signed version. Callers record the reading."""
    withdrawn = entered_in_error(actor=actor, engagement_ids=[report.engagement_id])
    versions = list(Report.objects.filter(series=report.series))
    body = None
    if report.id not in withdrawn:
        body = open_body(report)
    amendments = list_amendments(actor=actor, of_ids=[report.id])
    return ReportSeen(
        head=_head(report, versions, withdrawn),
        body=body,
        digest=bytes(report.digest or b""),
        signers=signers(report, body) if body else [],
        amendments=amendments.get(report.id, []),
    )


def open_body(report: Report) -> Body:
    """What was signed."""
    return bodies.read(vault.open_text(report, "body", engagement_id=report.engagement_id))


def signers(report: Report, body: Body) -> list[Signer]:
    """The author, and the second name where there is one."""
    if report.signed_at is None:
        return []
    about = ", ".join(part for part in (body.about.role, body.about.licence) if part)
    found = [Signer(body.author, about, report.signed_at)]
    second = CoSignature.objects.filter(report=report, state=CoSignature.COSIGNED).first()
    if second is not None and second.answered_at is not None:
        name = staff_name(
            organization_id=report.engagement.organization_id, user_id=second.cosigner_id
        )
        found.append(
            Signer(name, "Has read this version as a second clinician", second.answered_at)
        )
    return found


def is_offered(*, actor: Actor, report: Report) -> bool:
    """Whether the client can read this version: signed, by two where two were agreed."""
    if report.state != Report.SIGNED:
        return False
    if not report.two_names:
        return True
    return CoSignature.objects.filter(report=report, state=CoSignature.COSIGNED).exists()


def _facts_section(kind: SectionKind, filled: list[str]) -> SectionSeen:
    return SectionSeen(kind, filled, "", 0, None, None, None, frozenset(), [])


def _written_section(kind: SectionKind, row: Section, grounds: frozenset[UUID]) -> SectionSeen:
    text = vault.open_text(row, "text", engagement_id=row.engagement_id)
    return SectionSeen(
        kind=kind,
        facts=[],
        text=text,
        version=row.version,
        saved_at=row.saved_at,
        second=drafts.second_text(row),
        second_saved_at=row.second_saved_at,
        grounds=grounds,
        rests=resting(text, kept=rest_queries.kept_rests(row), of_section=grounds),
    )


def _head(report: Report, versions: list[Report], withdrawn: set[UUID]) -> ReportHead:
    return ReportHead(
        id=report.id,
        engagement_id=report.engagement_id,
        author_id=report.author_id,
        series=report.series,
        number=report.number,
        state=report.state,
        period_from=report.period_from,
        period_to=report.period_to,
        created_at=report.created_at,
        signed_at=report.signed_at,
        two_names=report.two_names,
        in_error=report.id in withdrawn,
        replaced=any(
            v.series == report.series and v.number > report.number and v.state == Report.SIGNED
            for v in versions
        ),
    )
