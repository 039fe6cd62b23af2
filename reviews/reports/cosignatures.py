"""Asking a second clinician, answering, passing the answer on."""

import uuid
from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, WrongState, one_at_a_time, require_fresh
from accounts.outbox.actions import enqueue
from reviews.amendments.queries import in_error
from reviews.engagements.telling import tell
from reviews.language.report import MEASURES, review_report
from reviews.language.standing import as_it_stands
from reviews.records import vault
from reviews.reports import body as bodies
from reviews.reports import queries, rest_queries, rules
from reviews.reports.body import Body
from reviews.reports.cosignature_queries import possible_cosigners
from reviews.reports.grounds import ground_choices
from reviews.reports.models import AnswerKeptBack, CoSignature, Ground, RemarkPassedOn, Report

LONGEST_REMARK = 4_000

_ANSWERS = {
    CoSignature.COSIGNED: "cosign",
    CoSignature.CHANGES_ASKED: "ask_changes",
    CoSignature.DECLINED: "decline_cosign",
    CoSignature.STOOD_ASIDE: "stand_aside",
}


def ask_cosigner(*, actor: Actor, report: Report, cosigner_id: UUID, now: datetime) -> CoSignature:
    """Ask a colleague to read this version, with its grounds as dates and kinds.

    Raises NotAllowed unless the actor is its author and `cosigner_id` a colleague, and for a version
    entered in error; WrongState if it is no signed version or somebody is asked already.
    """
    if not rules.is_author(actor, report):
        raise NotAllowed
    if report.id in in_error(actor=actor, engagement_ids=[report.engagement_id]):
        raise NotAllowed
    if report.state != Report.SIGNED:
        raise WrongState
    if cosigner_id not in {user for user, _ in possible_cosigners(actor=actor, report=report)}:
        raise NotAllowed
    row_id = uuid.uuid4()
    lock = vault.copy(report.engagement_id, copy_id=row_id)
    vault.make_key(lock, now=now)
    body = queries.open_body(report)
    labels = {choice.of_id: choice.label for choice in ground_choices(actor=actor, report=report)}
    copy = bodies.write_copy(
        bodies.Copy(
            body=body,
            client_id=report.engagement.client_id,
            grounds=_grounds_in_words(report, labels),
            rests=_rests_in_words(report, body, labels),
            earlier=_asked_before(actor, report, cosigner_id),
        )
    )
    asked = CoSignature(
        id=row_id,
        engagement_id=report.engagement_id,
        author_id=actor.user_id,
        report=report,
        cosigner_id=cosigner_id,
        digest=report.digest,
        created_at=now,
    )
    with one_at_a_time():
        vault.insert(asked, lock, copy=copy)
    audit.record(
        verb="ask_cosigner", object_kind="report", object_id=report.id, chain=report.engagement_id
    )
    tell(
        key=f"cosign:{row_id}",
        recipient_id=cosigner_id,
        engagement=report.engagement,
        subject_id=report.id,
        now=now,
    )
    return asked


def answer_cosignature(
    *,
    actor: Actor,
    cosignature: CoSignature,
    outcome: str,
    remark: str,
    standing: str = "",
    authenticated_at: datetime,
    now: datetime,
) -> None:
    """The second clinician's one answer about this version.

    outcome   a final state of CoSignature.
    remark    in words; needed for anything but co-signing.
    standing  how they stand to author, client, employer and whoever pays; needed for co-signing.
    Raises NotFresh, NotFound for anybody else, NotReady with what the gate refuses in the remark,
    WrongState if it was answered.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not rules.is_asked(actor, cosignature):
        raise NotFound
    if outcome not in _ANSWERS:
        raise WrongState
    problems = _remark_problems(outcome, remark, standing)
    if problems:
        raise rules.NotReady(problems)
    lock = vault.copy(cosignature.engagement_id, copy_id=cosignature.id)
    client_id = bodies.read_copy(vault.open_in(lock, cosignature, "copy")).client_id
    moved = CoSignature.objects.filter(id=cosignature.id, state=CoSignature.ASKED).update(
        state=outcome,
        remark=vault.seal_in(lock, cosignature, "remark", remark) if remark else None,
        standing=vault.seal_in(lock, cosignature, "standing", standing) if standing else None,
        answered_at=now,
    )
    if not moved:
        raise WrongState
    audit.record(
        verb=_ANSWERS[outcome],
        object_kind="report",
        object_id=cosignature.report_id,
        chain=cosignature.engagement_id,
    )
    told = [cosignature.author_id]
    if outcome == CoSignature.COSIGNED:  # with both names, the client can read it
        told.append(client_id)
    for recipient_id in told:
        enqueue(
            key=f"cosign:{cosignature.id}:answered:{recipient_id}",
            kind="something_waits",
            recipient_id=recipient_id,
            organization_id=actor.organization_id,
            subject_id=cosignature.id,
            due_at=now,
        )


def pass_on_answer(*, actor: Actor, cosignature: CoSignature, now: datetime) -> None:
    """The author tells the client what the second clinician answered. Raises NotAllowed, WrongState."""
    if not rules.is_author(actor, cosignature.report) or cosignature.state == CoSignature.ASKED:
        raise NotAllowed
    with one_at_a_time():
        RemarkPassedOn.objects.create(
            engagement_id=cosignature.engagement_id,
            author_id=actor.user_id,
            cosignature=cosignature,
            created_at=now,
        )
    audit.record(
        verb="pass_on_answer",
        object_kind="report",
        object_id=cosignature.report_id,
        chain=cosignature.engagement_id,
    )
    tell(
        key=rules.told_key(cosignature.id),
        recipient_id=cosignature.report.engagement.client_id,
        engagement=cosignature.report.engagement,
        subject_id=cosignature.report_id,
        now=now,
    )


def keep_back_answer(
    *, actor: Actor, cosignature: CoSignature, why: str, now: datetime
) -> AnswerKeptBack:
    """The client does not read this answer for now, and the author says why. It can be passed on later.

    Raises NotAllowed for anybody but the author, and for a name that was given; WrongState if the
    client reads it already, or it is kept back already.
    """
    open_answer = cosignature.state not in (CoSignature.ASKED, CoSignature.COSIGNED)
    if not rules.is_author(actor, cosignature.report) or not open_answer:
        raise NotAllowed
    if rules.told_by_time(cosignature, now=now) or hasattr(cosignature, "passed_on"):
        raise WrongState
    row = AnswerKeptBack(
        engagement_id=cosignature.engagement_id,
        author_id=actor.user_id,
        cosignature=cosignature,
        created_at=now,
    )
    with one_at_a_time():
        vault.insert(row, why=why)
    audit.record(
        verb="keep_back_answer",
        object_kind="report",
        object_id=cosignature.report_id,
        chain=cosignature.engagement_id,
    )
    return row


def _asked_before(actor: Actor, report: Report, cosigner_id: UUID) -> Body | None:
    """The newest earlier version this colleague was asked about, of those that stand."""
    earlier = (
        Report.objects.filter(
            series=report.series,
            number__lt=report.number,
            state=Report.SIGNED,
            cosignatures__cosigner_id=cosigner_id,
        )
        .exclude(id__in=in_error(actor=actor, engagement_ids=[report.engagement_id]))
        .order_by("-number")
        .first()
    )
    return queries.open_body(earlier) if earlier else None


def _rests_in_words(
    report: Report, body: Body, labels: dict[UUID, str]
) -> dict[str, list[list[str]]]:
    """By section, for each paragraph what it rests on. labels: what a record is called, by its id."""
    return {
        kind: [
            [*(labels[i] for i in labels if i in rest.grounds), *([rest.words] * bool(rest.words))]
            for rest in rests
        ]
        for kind, rests in rest_queries.signed_rests(report=report, body=body).items()
    }


def _grounds_in_words(report: Report, labels: dict[UUID, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = Ground.objects.filter(section__report=report).select_related("section")
    for ground in rows.order_by("created_at"):
        if ground.of_id in labels:
            found.setdefault(ground.section.kind, []).append(labels[ground.of_id])
    return found


def _remark_problems(outcome: str, remark: str, standing: str) -> list[rules.Problem]:
    if outcome == CoSignature.COSIGNED and not standing.strip():
        sentence = (
            "Say in a few words how you stand to the author, the client, the employer and whoever "
            "pays. If one of these ties could sway you, stand aside."
        )
        return [rules.Problem("standing", sentence)]
    if outcome != CoSignature.COSIGNED and not remark.strip():
        sentence = "Write why, in a sentence or two. The author reads it."
        return [rules.Problem("remark", sentence)]
    return [
        rules.Problem(field, f"“{f.span}” cannot stand in a remark either. {f.question}", f)
        for field, words in (("remark", remark), ("standing", standing))
        for f in review_report(as_it_stands(words)).findings
        # A colleague may quote a claim to object to it; a measure has no place even then.
        if f.strength == "refuse" and f.family in MEASURES
    ]
