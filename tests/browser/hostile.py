"""A stage on which every text that somebody types about the work is written as an attack."""

from datetime import timedelta
from typing import Any
from uuid import UUID

# Leaves whatever it may stand in, then tries to run, in a page or in a template.
ATTACK = (
    "'\"></textarea></title></style><script>alert(name)</script><img src=x onerror=alert(name)>"
)
TEMPLATES = "{{ request.user }} {% debug %} {{{name}}} ${name} #eval(name) #read(name)"
IN_A_LOG = (
    "done", "seen", "does_not_fit", "based_on", "concerns", "safety", "consultation",
    "not_for_report",
)  # fmt: skip
TOLD_OUTSIDE = ("facts", "consulted", "decision", "told_to")
UNBROKEN = "W" * 110  # a name no line can break


def attack(place: str) -> str:
    return f"{place} {ATTACK} {TEMPLATES}"


def name_like(place: str) -> str:
    """An attack as long as the name of a person or a practice can be."""
    return attack(place)[:120]


def tell(found: Any, engagement_id: UUID, *, now: Any) -> dict[str, Any]:
    """Log, feedback, reply, commitment, note, and a report a colleague is asked about; their ids."""
    from django.db import transaction

    from accounts.access import acting_as
    from reviews.amendments.actions import add_addendum
    from reviews.commitments.actions import note_step
    from reviews.reports import cosignatures
    from reviews.reports.forms import LONGEST_HEADING
    from reviews.reports.headings import publish_heading
    from reviews.reports.queries import get_signed
    from reviews.sessions.words import Agreed
    from tests import sharing_story as story
    from tests import talks

    dana, eli = found.dana.actor, found.eli.actor
    texts: dict[str, Any] = {name: attack(name) for name in IN_A_LOG}
    log = talks.log_session(
        dana, engagement_id, now=now, commitments=[Agreed(text=attack("agreed"))], **texts
    )
    given = talks.give_feedback(dana, engagement_id, now=now, session=log, text=attack("feedback"))
    replies = {name: attack(name) for name in ("accept", "differently", "explain")}
    talks.reply_to(eli, given.id, now=now, **replies)
    talks.note_privately(dana, engagement_id, now=now, text=attack("note"))
    commitment = talks.commitment_of(eli, log)
    with acting_as(eli), transaction.atomic():
        note_step(
            actor=eli, commitment=commitment, stands="under_way", text=attack("step"), now=now
        )
    with acting_as(dana), transaction.atomic():
        add_addendum(
            actor=dana,
            engagement_id=engagement_id,
            of_kind="session",
            of_id=log.id,
            reason=attack("reason"),
            text=attack("addendum"),
            now=now,
        )
    with acting_as(found.ada.actor), transaction.atomic():
        publish_heading(
            actor=found.ada.actor,
            kind="boundaries",
            heading=attack("heading")[:LONGEST_HEADING],
            guidance=attack("guidance"),
            version=0,
            now=now,
        )
    story.ABOUT.update({name: attack(name) for name in story.ABOUT})
    sections = {kind: f"{text} {attack(kind)}" for kind, text in story.TEXTS.items()}
    report = story.signed_report(found, engagement_id, now=now, **sections)
    with acting_as(dana), transaction.atomic():
        asked = cosignatures.ask_cosigner(
            actor=dana,
            report=get_signed(actor=dana, report_id=report.id),
            cosigner_id=found.mo.user_id,
            now=now,
        )
    return {
        "session": log.id, "feedback": given.id, "commitment": commitment.id, "report": report.id,
        "asked": asked.id,
    }  # fmt: skip


def tell_on(found: Any, report: Any, asked: UUID, *, now: Any) -> dict[str, Any]:
    """The answers, a statement, a permission and a release of it all to Erin; their ids."""
    from django.db import transaction

    from accounts.access import acting_as
    from reviews.engagements.queries import get_engagement
    from reviews.releases.permissions import give_permission
    from reviews.releases.terms import PermissionTerms, RecipientDetails
    from reviews.reports import corrections, cosignatures
    from reviews.reports.correction_queries import get_correction
    from reviews.reports.cosignature_queries import get_asked, get_cosignature
    from reviews.reports.queries import get_signed
    from tests import sharing_story as story
    from tests.disclosures import recorded

    dana, eli, mo = found.dana.actor, found.eli.actor, found.mo.actor
    with acting_as(mo), transaction.atomic():
        cosignatures.answer_cosignature(
            actor=mo,
            cosignature=get_asked(actor=mo, cosignature_id=asked),
            outcome="cosigned",
            remark=attack("remark"),
            standing=attack("standing"),
            authenticated_at=now,
            now=now,
        )
    with acting_as(dana), transaction.atomic():
        answered = get_cosignature(actor=dana, cosignature_id=asked)
        cosignatures.pass_on_answer(actor=dana, cosignature=answered, now=now)
    with acting_as(eli), transaction.atomic():
        version = get_signed(actor=eli, report_id=report.id)
        wish = corrections.ask_correction(
            actor=eli, report=version, words=attack("correction"), now=now
        )
    with acting_as(dana), transaction.atomic():
        corrections.answer_correction(
            actor=dana,
            correction=get_correction(actor=dana, correction_id=wish.id),
            outcome="kept",
            answer=attack("answer"),
            now=now,
        )
    texts = {name: attack(name) for name in TOLD_OUTSIDE}
    told = recorded(dana, version.engagement_id, now=now, **texts)
    story.stated(found, report, now=now, text=attack("statement"))
    terms = PermissionTerms(
        recipient=RecipientDetails(
            attack("name")[:110], attack("role"), attack("organization"), story.ERIN[3]
        ),
        discloser="Dr Dana Ruiz",
        practice="Tallow Street Practice",
        description=attack("description"),
        purpose=attack("purpose"),
        until=story.last_day(now),
        zone="America/Chicago",
        event=attack("event"),
        refusal_words=attack("refusal"),
        signed_name=attack("signed_name"),
    )
    with acting_as(eli), transaction.atomic():
        permission = give_permission(
            actor=eli,
            engagement=get_engagement(actor=eli, engagement_id=version.engagement_id),
            terms=terms,
            parts=list(story.EVERY_PART),
            authenticated_at=now,
            now=now,
        )
    release = story.released(found, report, permission, now=now)
    return {"permission": permission.id, "release": release.id, "told": told.id}


def tell_practice(found: Any, engagement_id: UUID, *, now: Any) -> dict[str, Any]:
    """Every text that an administrator's pages show, by whoever can type it: a client the name of a
    reader, who joins; an administrator colleagues, settings, headings, questions. Ids and a link.
    """
    from django.db import transaction

    from accounts import actions
    from accounts.access import acting_as
    from reviews.assignments.absences import ask_cover_by_code, note_absence
    from reviews.engagements.queries import get_engagement
    from reviews.prompts.actions import publish_questions
    from reviews.releases.closings import close_readers
    from reviews.reports.forms import LONGEST_HEADING
    from reviews.reports.headings import publish_heading
    from tests import sharing_story as story
    from tracker.lib import dates

    ada, dana, today = found.ada.actor, found.dana.actor, dates.local(now).date()
    colleague = _colleague(ada, name_like("colleague"), "colleague@example.org", now=now)
    _colleague(ada, UNBROKEN, "unbroken@example.org", now=now)
    for number, name in enumerate((name_like("reader"), UNBROKEN)):
        address = f"reader{number}@example.org"
        permission = story.permitted(
            found, engagement_id, now=now, reader=(name, "director", "Harrow & Vale", address)
        )
        report = story.signed_report(found, engagement_id, now=now, two_names=True)
        story.released(found, report, permission, now=now)
        reader = _joined(address)
    with acting_as(dana), transaction.atomic():
        code = get_engagement(actor=dana, engagement_id=engagement_id).code
    with acting_as(ada), transaction.atomic():
        settings = {
            "name": name_like("practice"),
            "phone": attack("phone")[:40],
            "hours": attack("hours")[:200],
            "complaints_to": attack("complaints")[:200],
            "crisis_lines": f"{attack('crisis')}: 988\n{UNBROKEN}: 988",
        }
        actions.change_practice_settings(actor=ada, settings=settings, now=now)
        for kind, heading in (("themes", attack("heading")), ("boundaries", UNBROKEN)):
            version = 0 if kind == "themes" else 1
            publish_heading(
                actor=ada,
                kind=kind,
                heading=heading[:LONGEST_HEADING],
                guidance=attack("guidance"),
                version=version,
                now=now,
            )
        publish_questions(
            actor=ada,
            area="responsibility",
            questions=[attack("question"), UNBROKEN],
            version=0,
            now=now,
        )
        actions.ask_factor_reset(actor=ada, user_id=colleague, now=now)
        note_absence(actor=ada, person_id=dana.user_id, starts_on=today, now=now)
        ask_cover_by_code(
            actor=ada,
            code=code,
            colleague_id=colleague,
            first=today + timedelta(days=1),
            last=today + timedelta(days=8),
            now=now,
        )
        close_readers(actor=ada, reader_id=reader, authenticated_at=now, now=now)
    return settings


def _colleague(ada: Any, name: str, address: str, *, now: Any) -> UUID:
    from django.db import transaction

    from accounts import actions
    from accounts.access import acting_as

    with acting_as(ada), transaction.atomic():
        actions.invite(
            actor=ada,
            email=address,
            role="clinician",
            display_name=name,
            introduced_to=None,
            now=now,
        )
    return _joined(address)


def _joined(address: str) -> UUID:
    """Whoever was invited at this address, in without a mail."""
    from django.db import transaction

    from accounts import actions, doors, notices
    from accounts.access import acting_as_system
    from accounts.models import Invitation
    from tests.conftest import PASSWORD, ZONE

    # In one transaction: a mail that went out meanwhile would make the link anew.
    with transaction.atomic():
        with acting_as_system("outbox"):
            invited = Invitation.objects.get(email=address)
            doors.set_invitation_token(
                invitation_id=invited.id, token_hash=notices.hash_token(f"the link of {address}")
            )
        joined = actions.accept_invitation_new(
            token=f"the link of {address}", password=PASSWORD, zone=ZONE
        )
    return joined.id
