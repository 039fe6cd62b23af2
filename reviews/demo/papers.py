"""Reports, permissions and releases of the demonstration, through the acts of each person."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from reviews.agreements.queries import current_terms
from reviews.demo.stage import PRACTICE, ZONE, Stage, persona
from reviews.documents.actions import acknowledge_notice
from reviews.documents.queries import get_readable, list_documents, read_document
from reviews.documents.queries import read_file as take_file
from reviews.releases.actions import Seen, release_report, write_statement
from reviews.releases.files import make_waiting
from reviews.releases.permissions import give_permission, narrow_permission, withdraw_permission
from reviews.releases.queries import get_permission, latest_statement
from reviews.releases.terms import PRESSURE_VERSION, PermissionTerms, RecipientDetails
from reviews.reports import cosignature_queries, grounds, readiness
from reviews.reports import queries as reports
from reviews.reports.actions import (
    begin_report,
    begin_version,
    prepare_report,
    save_section,
    set_about,
    set_grounds,
    sign_report,
)
from reviews.reports.body import About
from reviews.reports.cosignatures import answer_cosignature, ask_cosigner, pass_on_answer
from reviews.reports.models import CoSignature, Ground, Report
from reviews.reports.rules import NotReady
from tracker.lib import clock, dates

GROUNDS = 4  # of each kind, the latest
RESTS_ON = {
    "themes": (Ground.AGREEMENT, Ground.SESSION),
    "seen": (Ground.SESSION, Ground.FEEDBACK),
    "hard": (Ground.SESSION, Ground.FEEDBACK),
    "concerns": (Ground.CONCERN,),
    "boundaries": (Ground.SESSION,),
}
STAND_ALONE = frozenset({"attendance", "commitments", "boundaries"})


@dataclass(frozen=True, slots=True)
class Reader:
    """The one person outside whom a client names."""

    name: str
    role: str
    organization: str
    address: str


def write(stage: Stage, key: str, *, about: About, texts: dict[str, str]) -> UUID:
    """A draft about the time so far, each section with its grounds."""
    with stage.being("voss") as voss:
        report = begin_report(actor=voss, engagement=stage.engagement_with(key), now=clock.now())
    _fill(stage, report, about=about, texts=texts)
    return report.id


def write_again(stage: Stage, report_id: UUID, *, about: About, texts: dict[str, str]) -> UUID:
    """A new version of a signed report."""
    with stage.being("voss") as voss:
        signed = reports.get_report(actor=voss, report_id=report_id)
        report = begin_version(actor=voss, report=signed, now=clock.now())
    _fill(stage, report, about=about, texts=texts)
    return report.id


def rewrite(stage: Stage, report_id: UUID, texts: dict[str, str]) -> None:
    """Other words in a draft."""
    with stage.being("voss") as voss:
        report = reports.get_draft(actor=voss, report_id=report_id)
        draft = reports.open_draft(actor=voss, report_id=report_id, today=_today())
        for kind, text in texts.items():
            version = draft.section(kind).version
            save_section(
                actor=voss, report=report, kind=kind, text=text, version=version, now=clock.now()
            )


def sign(stage: Stage, report_id: UUID, *, stand_alone: frozenset[str] = STAND_ALONE) -> None:
    """The author has read every question of the gate, and keeps the words. Raises NotReady.

    stand_alone  parts that do not mislead without the others: the client may choose among them.
    """
    now = clock.now()
    with stage.being("voss") as voss:
        report = reports.get_draft(actor=voss, report_id=report_id)
        draft = reports.open_draft(actor=voss, report_id=report_id, today=_today())
        found = readiness.review_draft(actor=voss, draft=draft)
        sign_report(
            actor=voss,
            report=report,
            kept=frozenset(item.key for item in found if not item.refused),
            stand_alone=stand_alone,
            authenticated_at=now,
            now=now,
        )


def try_to_sign(stage: Stage, report_id: UUID) -> None:
    """The gate refuses this one; if it did not, the story would be untrue."""
    try:
        sign(stage, report_id)
    except NotReady:
        return
    raise RuntimeError("the gate has let the first draft through")


STANDING = "I work in the same practice, have no part in the fees, and know nobody at the employer."


def ask(stage: Stage, report_id: UUID) -> None:
    """Dr Halloran is asked for the second name."""
    with stage.being("voss") as voss:
        report = reports.get_signed(actor=voss, report_id=report_id)
        halloran = stage.people["halloran"].user_id
        ask_cosigner(actor=voss, report=report, cosigner_id=halloran, now=clock.now())


def answer(stage: Stage, *, outcome: str, remark: str = "") -> None:
    """Dr Halloran reads what he was asked about, and answers."""
    now = clock.now()
    with stage.being("halloran") as halloran:
        asked = cosignature_queries.list_asked(actor=halloran)[0]
        cosignature_queries.read_copy(actor=halloran, cosignature_id=asked.id)
        answer_cosignature(
            actor=halloran,
            cosignature=asked,
            outcome=outcome,
            remark=remark,
            standing=STANDING if outcome == CoSignature.COSIGNED else "",
            authenticated_at=now,
            now=now,
        )


def pass_on(stage: Stage, report_id: UUID) -> None:
    """Dr Voss reads the answer, and tells the client."""
    with stage.being("voss") as voss:
        asked = CoSignature.objects.select_related("report__engagement").get(report_id=report_id)
        pass_on_answer(actor=voss, cosignature=asked, now=clock.now())


def permit(
    stage: Stage, key: str, reader: Reader, *, parts: list[str], about: str, days: int
) -> UUID:
    """The client's permission, at their own request. It releases nothing."""
    now = clock.now()
    until = (now + timedelta(days=days)).astimezone(ZoneInfo(ZONE)).date()
    with stage.being(key) as client:
        engagement = stage.engagement_of(key)
        agreed = current_terms(actor=client, engagement_id=engagement.id)
        asked_for = agreed.employer if agreed else None
        terms = PermissionTerms(
            recipient=RecipientDetails(
                reader.name, reader.role, reader.organization, reader.address
            ),
            discloser=persona("voss").name,
            practice=PRACTICE,
            description=about,
            purpose="At my request",
            until=until,
            zone=ZONE,
            event="",
            refusal_words=asked_for.refusal_words if asked_for else "",
            signed_name=persona(key).name,
            pressure_version=PRESSURE_VERSION if agreed and agreed.is_mandated else "",
        )
        permission = give_permission(
            actor=client,
            engagement=engagement,
            terms=terms,
            parts=parts,
            authenticated_at=now,
            now=now,
        )
    return permission.id


def look(stage: Stage, key: str, report_id: UUID) -> None:
    """The client reads the report, and decides nothing yet."""
    with stage.being(key) as client:
        reports.read_report(actor=client, report_id=report_id)


def state(stage: Stage, key: str, report_id: UUID, text: str) -> None:
    """The client reads the report, and writes beside it."""
    with stage.being(key) as client:
        reports.read_report(actor=client, report_id=report_id)
        report = reports.get_signed(actor=client, report_id=report_id)
        write_statement(actor=client, report=report, text=text, now=clock.now())


def release(
    stage: Stage, key: str, report_id: UUID, permission_id: UUID, *, parts: list[str]
) -> None:
    """The client's yes to the exact text; then the job makes the PDF."""
    now = clock.now()
    with stage.being(key) as client:
        reports.read_report(actor=client, report_id=report_id)
        report = reports.get_signed(actor=client, report_id=report_id)
        statement = latest_statement(actor=client, report_id=report_id)
        release_report(
            actor=client,
            report=report,
            permission=get_permission(actor=client, permission_id=permission_id),
            parts=parts,
            seen=Seen(bytes(report.digest or b""), statement.id if statement else None),
            authenticated_at=now,
            now=now,
        )
    make_waiting()


def narrow(stage: Stage, key: str, permission_id: UUID, *, parts: list[str]) -> None:
    now = clock.now()
    with stage.being(key) as client:
        permission = get_permission(actor=client, permission_id=permission_id)
        narrow_permission(
            actor=client, permission=permission, parts=parts, authenticated_at=now, now=now
        )


def withdraw(stage: Stage, key: str, permission_id: UUID) -> None:
    now = clock.now()
    with stage.being(key) as client:
        permission = get_permission(actor=client, permission_id=permission_id)
        withdraw_permission(actor=client, permission=permission, authenticated_at=now, now=now)


def read(stage: Stage, reader: str, *, as_pdf: bool = False) -> None:
    """The reader follows the mail, acknowledges the notice, and reads what is there."""
    if reader not in stage.people:
        stage.follow_invitation(reader)
    with stage.being(reader) as actor:
        for head in list_documents(actor=actor):
            seen = read_document(actor=actor, release_id=head.id)
            if seen.document is None:
                acknowledge_notice(
                    actor=actor,
                    release=get_readable(actor=actor, release_id=head.id),
                    version=seen.notice_version,
                    now=clock.now(),
                )
                stage.move_to(clock.now() + timedelta(minutes=3))
                read_document(actor=actor, release_id=head.id)
            if as_pdf:
                stage.move_to(clock.now() + timedelta(minutes=9))
                take_file(actor=actor, release_id=head.id)


def _fill(stage: Stage, report: Report, *, about: About, texts: dict[str, str]) -> None:
    now = clock.now()
    with stage.being("voss") as voss:
        prepare_report(actor=voss, report=report, now=now)
        set_about(
            actor=voss,
            report=report,
            first=report.period_from,
            last=_today(),
            about=about,
            version=report.version,
            now=now,
        )
        report = reports.get_draft(actor=voss, report_id=report.id)
        choices = grounds.ground_choices(actor=voss, report=report)
        for kind in texts:
            chosen = {
                (choice.of_kind, choice.of_id)
                for of_kind in RESTS_ON[kind]
                for choice in [c for c in choices if c.of_kind == of_kind][-GROUNDS:]
            }
            set_grounds(actor=voss, report=report, kind=kind, chosen=chosen, now=now)
    rewrite(stage, report.id, texts)


def _today() -> date:
    return dates.local(clock.now()).date()
