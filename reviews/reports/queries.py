"""Reading reports. A signed text is opened together with its line in the trail."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.queries import get_organization, list_clinicians, staff_name
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements.models import Agreement
from reviews.agreements.queries import accepted_terms, list_agreements
from reviews.amendments.queries import AmendmentSeen, is_in_error, list_amendments
from reviews.amendments.queries import in_error as entered_in_error
from reviews.checkins import rules as checkin_rules
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import list_checkins
from reviews.commitments.queries import list_commitments
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen, get_visible, see_engagement
from reviews.feedback.queries import list_feedback
from reviews.records import drafts, vault
from reviews.reports import body as bodies
from reviews.reports import facts, gate, rules
from reviews.reports.body import About, Body
from reviews.reports.models import CorrectionRequest, CoSignature, Ground, Report, Section
from reviews.reports.sections import SECTIONS, SectionKind
from reviews.sessions.queries import list_sessions
from tracker.lib import dates


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
class GroundChoice:
    """A record a section may rest on: a kind and a day, never its words."""

    of_kind: str
    of_id: UUID
    on: date
    label: str

    @property
    def value(self) -> str:
        return f"{self.of_kind}:{self.of_id}"


@dataclass(frozen=True, slots=True)
class SectionSeen:
    """One section of a draft. Facts have paragraphs; written ones have a text."""

    kind: SectionKind
    facts: list[str]
    text: str
    version: int
    saved_at: datetime | None
    second: str | None
    second_saved_at: datetime | None
    grounds: frozenset[UUID]


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
    def fingerprint(self) -> str:
        """The same as long as everything that would be signed is the same."""
        report, said = self.report, [s.facts or [s.text] for s in self.sections]
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
    passed_on: bool


@dataclass(frozen=True, slots=True)
class CopySeen:
    """The version a co-signer was asked about: the text, and its grounds as dates and kinds."""

    cosignature: CoSignature
    asked_by: str
    body: Body
    grounds: dict[str, list[str]]  # section's key → "Session, May 8"


@dataclass(frozen=True, slots=True)
class CorrectionSeen:
    id: UUID
    report_id: UUID
    state: str
    asked_at: datetime
    words: str
    outcome: str
    answer: str
    answered_at: datetime | None


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
    filled = _facts(actor, report, engagement, today=today)
    sections = []
    for kind in SECTIONS.values():
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
    found = list(rows.select_related("engagement", "passed_on").order_by("created_at"))
    vault.fetch_copies(row.id for row in found)
    names = {
        user_id: staff_name(organization_id=actor.organization_id, user_id=user_id)
        for user_id in {row.cosigner_id for row in found}
    }
    return [_cosignature(row, actor, cosigner=names[row.cosigner_id]) for row in found]


def list_asked(*, actor: Actor) -> list[CoSignature]:
    """Versions this clinician is asked to co-sign and has not answered."""
    if actor.role != CLINICIAN:
        return []
    return list(
        CoSignature.objects.filter(cosigner_id=actor.user_id, state=CoSignature.ASKED).order_by(
            "created_at"
        )
    )


def get_asked(*, actor: Actor, cosignature_id: UUID) -> CoSignature:
    """What this clinician is asked about. Raises NotFound, also once it is answered, and once the
    report was entered in error.
    """
    found = CoSignature.objects.filter(id=cosignature_id).first()
    if found is None or not rules.is_asked(actor, found) or is_in_error(of_id=found.report_id):
        raise NotFound
    return found


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
    body, grounds, _ = bodies.read_copy(vault.open_in(lock, asked, "copy"))
    asked_by = staff_name(organization_id=actor.organization_id, user_id=_author(asked))
    return CopySeen(cosignature=asked, asked_by=asked_by, body=body, grounds=grounds)


def list_corrections(*, actor: Actor, report_ids: list[UUID]) -> list[CorrectionSeen]:
    """What the client asked to have corrected, and the answers; oldest first."""
    rows = CorrectionRequest.objects.filter(
        report_id__in=report_ids, engagement__in=Engagement.objects.visible_to(actor).values("id")
    ).order_by("created_at")
    return [
        CorrectionSeen(
            id=row.id,
            report_id=row.report_id,
            state=row.state,
            asked_at=row.created_at,
            words=vault.open_text(row, "words", engagement_id=row.engagement_id),
            outcome=row.outcome,
            answer=vault.open_text(row, "answer", engagement_id=row.engagement_id),
            answered_at=row.answered_at,
        )
        for row in rows
    ]


def open_corrections(*, actor: Actor, engagement_ids: list[UUID]) -> list[CorrectionRequest]:
    """Requests that wait for an answer; heads, without words."""
    return list(
        CorrectionRequest.objects.filter(
            engagement_id__in=engagement_ids,
            state=CorrectionRequest.ASKED,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).order_by("created_at")
    )


def get_correction(*, actor: Actor, correction_id: UUID) -> CorrectionRequest:
    """Raises NotFound."""
    return get_visible(
        CorrectionRequest.objects.select_related("report", "engagement"),
        actor=actor,
        row_id=correction_id,
    )


def possible_cosigners(*, actor: Actor, report: Report) -> list[tuple[UUID, str]]:
    """Colleagues who can be asked: (user, name). Never the author, nor whom the report is about."""
    return [
        (member.user_id, member.display_name)
        for member in list_clinicians(actor=actor)
        if member.user_id not in (report.author_id, report.engagement.client_id)
    ]


def cast_of(*, actor: Actor, engagement: EngagementSeen) -> frozenset[str]:
    """The names that may stand in a text of this engagement: its own people and no others."""
    practice = get_organization(actor=actor)
    names = {engagement.client_name, engagement.clinician_name, practice.name, practice.short_name}
    names.update(name for _, name in ((m.id, m.display_name) for m in list_clinicians(actor=actor)))
    terms = accepted_terms(actor=actor, engagement_id=engagement.id)
    for told in terms.told if terms else []:
        names.update(part.strip() for part in told.who.split(","))
    return frozenset(name for name in names if name)


def review_draft(*, actor: Actor, draft: DraftSeen) -> list[gate.Found]:
    """What the gate finds in a draft, facts and the lines about the author included."""
    texts = {section.kind.key: section.text for section in draft.sections if section.text}
    texts.update(
        {s.kind.key: "\n\n".join(s.facts) for s in draft.sections if s.kind.facts and s.facts}
    )
    about = draft.about
    lines = (
        draft.engagement.client_name,
        about.role,
        about.licence,
        about.sources_used,
        about.sources_not_used,
        about.fee_payer,
    )
    cast = cast_of(actor=actor, engagement=draft.engagement)
    # Who gave the licence and who pays are named by their nature, here and nowhere else.
    named_here = cast | {name for name in (about.licence, about.fee_payer) if name}
    about_lines = {"about": "\n".join(line for line in lines if line)}
    return [*gate.review_texts(texts, cast=cast), *gate.review_texts(about_lines, cast=named_here)]


def problems(
    *, actor: Actor, draft: DraftSeen, found: list[gate.Found], kept: frozenset[str], today: date
) -> list[rules.Problem]:
    """Everything that keeps the draft from being signed. `kept` are questions the author decided."""
    report = draft.report
    started = draft.engagement.started_at
    listed = list(
        rules.period_problems(
            first=report.period_from,
            last=report.period_to,
            started_on=dates.local(started).date() if started else None,
            today=today,
        )
    )
    terms = accepted_terms(actor=actor, engagement_id=report.engagement_id)
    if terms is not None and terms.two_names and not report.two_names:
        sentence = "The agreement asks for a second name since this was begun. Begin a new draft."
        listed.append(rules.Problem("about", sentence))
    if not draft.about.role:
        listed.append(rules.Problem("about", "Enter your role: as what you write this report."))
    if not draft.about.sources_used:
        listed.append(rules.Problem("about", "Enter what this report rests on."))
    if not draft.about.sources_not_used:
        listed.append(
            rules.Problem("about", "Enter what you did not use, or whom you did not ask.")
        )
    if not draft.about.fee_payer:
        listed.append(rules.Problem("about", "Enter who pays for this work."))
    for section in draft.sections:
        listed.extend(_section_problems(section))
    for item in found:
        if item.refused:
            sentence = f"“{item.finding.span}” cannot stand in a report. {item.finding.question}"
            listed.append(rules.Problem(item.where, sentence, item.finding))
        elif item.key not in kept:
            sentence = f"“{item.finding.span}”: {item.finding.question}"
            listed.append(rules.Problem(item.where, sentence, item.finding))
    return listed


def _section_problems(section: SectionSeen) -> list[rules.Problem]:
    kind, found = section.kind, []
    if kind.facts:
        return []
    if section.second is not None:
        found.append(
            rules.Problem(kind.key, f"“{kind.heading}” has two versions. Choose one first.")
        )
    if kind.required and not section.text.strip():
        found.append(rules.Problem(kind.key, f"“{kind.heading}” is empty. Write it first."))
    if section.text.strip() and not section.grounds:
        found.append(
            rules.Problem(kind.key, f"“{kind.heading}” names no grounds. Choose what it rests on.")
        )
    return found


def _facts(
    actor: Actor, report: Report, engagement: EngagementSeen, *, today: date
) -> dict[str, list[str]]:
    """The facts of the period, in words; nothing before a period is set."""
    first, last = report.period_from, report.period_to
    if first is None or last is None or engagement.started_at is None:
        return {}
    ended = engagement.ended_at
    agreed = list_commitments(actor=actor, engagement_id=engagement.id, until=last)
    return {
        "takes_part": facts.taking_part(
            person=engagement.client_name,
            author=engagement.clinician_name,
            since=dates.local(engagement.started_at).date(),
            ended_on=dates.local(ended).date() if ended else None,
        ),
        "attendance": facts.attendance(
            _meetings(actor, engagement, first=first, last=min(last, today)), first=first, last=last
        ),
        "commitments": facts.commitments(
            facts.Agreed(c.text, c.agreed_on, c.due_on, c.stands_on_screen) for c in agreed
        ),
    }


def _meetings(
    actor: Actor, engagement: EngagementSeen, *, first: date, last: date
) -> list[facts.Meeting]:
    """Check-ins that were offered in the period, and whether each took place (facts.meeting).

    What nobody has settled yet is no fact: it is left out.
    """
    ids = [engagement.id]
    logs = [
        log
        for log in list_sessions(actor=actor, engagement_ids=ids)
        if log.signed_at is not None and not log.in_error
    ]
    said = {log.checkin_id: log for log in logs}
    found = (
        facts.meeting(
            on=c.on_date,
            held=c.state in checkin_rules.HELD or (c.id in said and said[c.id].held),
            missed=c.state == CheckIn.MISSED or (c.id in said and not said[c.id].held),
            why_not=c.why_not or (said[c.id].why_not if c.id in said else ""),
        )
        for c in list_checkins(actor=actor, engagement_ids=ids)
        if first <= c.on_date <= last
    )
    meetings = [meeting for meeting in found if meeting is not None]
    between = [
        facts.Meeting(log.on_date, held=True)
        for log in logs
        if log.held and log.checkin_id is None and first <= log.on_date <= last
    ]
    return sorted([*meetings, *between], key=lambda meeting: meeting.on)


def ground_choices(*, actor: Actor, report: Report) -> list[GroundChoice]:
    """Signed records of this engagement up to the period's end; never a private one."""
    ids = [report.engagement_id]
    choices = [
        GroundChoice(Ground.SESSION, log.id, log.on_date, f"Session, {dates.full_day(log.on_date)}")
        for log in list_sessions(actor=actor, engagement_ids=ids)
        if log.signed_at is not None and not log.in_error
    ]
    for said in list_feedback(actor=actor, engagement_ids=ids):
        if said.published_at is not None and not said.in_error:
            day = dates.local(said.published_at).date()
            choices.append(
                GroundChoice(Ground.FEEDBACK, said.id, day, f"Feedback, {dates.full_day(day)}")
            )
    for item in list_commitments(actor=actor, engagement_id=report.engagement_id):
        label = f"Commitment, {dates.full_day(item.agreed_on)}"
        choices.append(GroundChoice(Ground.COMMITMENT, item.id, item.agreed_on, label))
    for agreement in list_agreements(actor=actor, engagement_ids=ids):
        if agreement.state == Agreement.ACCEPTED and agreement.answered_at is not None:
            day = dates.local(agreement.answered_at).date()
            choices.append(
                GroundChoice(
                    Ground.AGREEMENT, agreement.id, day, f"Agreement, {dates.full_day(day)}"
                )
            )
    last = report.period_to
    return sorted((c for c in choices if last is None or c.on <= last), key=lambda c: c.on)


def _facts_section(kind: SectionKind, filled: list[str]) -> SectionSeen:
    return SectionSeen(kind, filled, "", 0, None, None, None, frozenset())


def _written_section(kind: SectionKind, row: Section, grounds: frozenset[UUID]) -> SectionSeen:
    return SectionSeen(
        kind=kind,
        facts=[],
        text=vault.open_text(row, "text", engagement_id=row.engagement_id),
        version=row.version,
        saved_at=row.saved_at,
        second=drafts.second_text(row),
        second_saved_at=row.second_saved_at,
        grounds=grounds,
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


def _cosignature(row: CoSignature, actor: Actor, *, cosigner: str) -> CoSignatureSeen:
    lock = vault.copy(row.engagement_id, copy_id=row.id)
    passed_on = hasattr(row, "passed_on")
    told = passed_on or actor.role != CLIENT
    return CoSignatureSeen(
        id=row.id,
        report_id=row.report_id,
        cosigner_id=row.cosigner_id,
        cosigner=cosigner,
        state=row.state,
        asked_at=row.created_at,
        answered_at=row.answered_at,
        remark=vault.open_in(lock, row, "remark") if told else "",
        passed_on=passed_on,
    )


def _author(asked: CoSignature) -> UUID:
    if asked.author_id is None:
        raise NotFound
    return asked.author_id
