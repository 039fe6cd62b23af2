"""From a signed report to a reader who has joined, told through the acts.

One function a step, each as the person whose step it is: `signed_report`, `permitted`, `released`,
`wait_is_over`, `reader_joined`. Erin is the reader unless a step names another.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import mail
from django.db import transaction

from accounts import actions as joining
from accounts.access import Actor, acting_as
from accounts.models import User
from accounts.outbox.delivery import deliver_pending
from tests.talks import log_session
from tracker.lib import clock, dates, session

PASSWORD = "a long enough password"
ZONE = "America/Chicago"  # the cast's, and their practice's
THEMES = "We worked on listening, on asking before acting, and on naming one's own part."
SEEN = (
    "On several days I saw him stop and ask before he answered. What he does at work I know only "
    "from his own telling."
)
HARD = "A no is still hard to hear: in our last session he explained himself at length after one."
BOUNDARIES = "The workplace could agree with him on one person to whom he can turn."
STATEMENT = "I have read this. I would add that I still find the second question hard."
TEXTS = {"themes": THEMES, "seen": SEEN, "hard": HARD, "boundaries": BOUNDARIES}
ABOUT = {
    "role": "Clinical psychologist",
    "licence": "License PSY 20417",
    "sources_used": "Our sessions, and what was agreed in them.",
    "sources_not_used": "Nobody at the workplace was asked.",
    "fee_payer": "He pays for it himself.",
}
STAND_ALONE = frozenset({"takes_part", "attendance", "commitments", "themes", "boundaries"})
EVERY_PART = ("takes_part", "attendance", "commitments", "themes", "summary", "boundaries")
STANDING = "No tie to any of them beyond working in this practice."
ERIN = ("Erin Vale", "people director", "Harrow & Vale", "erin@example.org")
PURPOSE = "For the talk about his tasks in spring."
# An hour more than anybody waits, unless a practice has chosen otherwise: 48 hours from the first
# permission, five working days from the offer. Made on a Saturday, those are over nine days later.
WAIT_HOURS = 9 * 24 + 1
WAIT = timedelta(hours=WAIT_HOURS)


def signed_report(
    cast: Any,
    engagement_id: UUID,
    *,
    now: datetime,
    author: Actor | None = None,
    two_names: bool = False,
    **texts: str,
) -> Any:
    """A version signed by its author and, where the agreement asks for two names, by Mo."""
    from reviews.engagements.queries import get_engagement
    from reviews.reports import actions
    from reviews.reports.queries import get_signed

    author = author or cast.dana.actor
    log = log_session(author, engagement_id, now=now)
    with acting_as(author), transaction.atomic():
        engagement = get_engagement(actor=author, engagement_id=engagement_id)
        draft = actions.begin_report(actor=author, engagement=engagement, now=now)
    write_draft(author, draft.id, ground=("session", log.id), now=now, **texts)
    sign_draft(author, draft.id, now=now)
    if two_names:
        cosigned(author, draft.id, cast.mo.actor, now=now)
    with acting_as(author), transaction.atomic():
        return get_signed(actor=author, report_id=draft.id)


def write_draft(
    author: Actor,
    report_id: UUID,
    *,
    ground: tuple[str, UUID],
    now: datetime,
    stated: tuple[UUID, ...] = (),
    **texts: str,
) -> None:
    """Every section of a draft with its words and its ground, and who writes it.

    stated  ids of what ran off course that the section about it rests on.
    """
    from reviews.reports import actions
    from reviews.reports.body import About
    from reviews.reports.queries import get_draft, open_draft

    with acting_as(author), transaction.atomic():
        report = get_draft(actor=author, report_id=report_id)
        actions.prepare_report(actor=author, report=report, now=now)
        actions.set_about(
            actor=author,
            report=report,
            first=report.period_from,
            last=report.period_to,
            about=About(**ABOUT),
            version=report.version,
            now=now,
        )
        opened = open_draft(actor=author, report_id=report_id, today=dates.local(now).date())
        for kind, text in {**TEXTS, **texts}.items():
            actions.save_section(
                actor=author,
                report=report,
                kind=kind,
                text=text,
                version=opened.section(kind).version,
                now=now,
            )
            chosen = {ground} if text else set()
            if kind == "concerns":
                chosen |= {("concern", of_id) for of_id in stated}
            actions.set_grounds(actor=author, report=report, kind=kind, chosen=chosen, now=now)


def sign_draft(author: Actor, report_id: UUID, *, now: datetime) -> None:
    """Signed; what the gate only asks about, the author keeps."""
    from reviews.reports.actions import sign_report
    from reviews.reports.queries import get_draft, open_draft
    from reviews.reports.readiness import review_draft

    with acting_as(author), transaction.atomic():
        draft = open_draft(actor=author, report_id=report_id, today=dates.local(now).date())
        found = review_draft(actor=author, draft=draft)
        sign_report(
            actor=author,
            report=get_draft(actor=author, report_id=report_id),
            kept=frozenset(item.key for item in found if not item.refused),
            stand_alone=STAND_ALONE,
            authenticated_at=now,
            now=now,
        )


def cosigned(author: Actor, report_id: UUID, colleague: Actor, *, now: datetime) -> None:
    """A colleague is asked about a signed version, and puts their name to it."""
    from reviews.reports import cosignatures
    from reviews.reports.cosignature_queries import get_asked
    from reviews.reports.models import CoSignature
    from reviews.reports.queries import get_signed

    with acting_as(author), transaction.atomic():
        asked = cosignatures.ask_cosigner(
            actor=author,
            report=get_signed(actor=author, report_id=report_id),
            cosigner_id=colleague.user_id,
            now=now,
        )
    with acting_as(colleague), transaction.atomic():
        cosignatures.answer_cosignature(
            actor=colleague,
            cosignature=get_asked(actor=colleague, cosignature_id=asked.id),
            outcome=CoSignature.COSIGNED,
            remark="",
            standing=STANDING,
            authenticated_at=now,
            now=now,
        )


def corrected_report(
    cast: Any, report: Any, *, now: datetime, stated: tuple[UUID, ...] = (), **texts: str
) -> Any:
    """The next version of a report, signed anew by its author; release it, and it takes the place."""
    from reviews.reports import actions
    from reviews.reports.models import Ground
    from reviews.reports.queries import get_signed

    author = cast.dana.actor
    with acting_as(author), transaction.atomic():
        before = get_signed(actor=author, report_id=report.id)
        ground = Ground.objects.filter(section__report=before).first()
        draft = actions.begin_version(actor=author, report=before, now=now)
    assert ground is not None
    rests_on = (ground.of_kind, ground.of_id)
    write_draft(author, draft.id, ground=rests_on, stated=stated, now=now, **texts)
    sign_draft(author, draft.id, now=now)
    with acting_as(author), transaction.atomic():
        return get_signed(actor=author, report_id=draft.id)


def permitted(
    cast: Any,
    engagement_id: UUID,
    *,
    now: datetime,
    client: Actor | None = None,
    parts: tuple[str, ...] = EVERY_PART,
    days: int = 180,
    reader: tuple[str, str, str, str] = ERIN,
    purpose: str = "",
    zone: str = ZONE,
) -> Any:
    """The client's permission for one reader: (name, role, organization, address)."""
    from reviews.engagements.queries import get_engagement
    from reviews.releases.permissions import give_permission
    from reviews.releases.terms import PermissionTerms, RecipientDetails

    client = client or cast.eli.actor
    terms = PermissionTerms(
        recipient=RecipientDetails(*reader),
        discloser="Dr Dana Ruiz",
        practice="Tallow Street Practice",
        description="How the work goes, and what was agreed.",
        purpose=purpose or PURPOSE,
        until=last_day(now, days=days, zone=zone),
        zone=zone,
        event="",
        refusal_words="",
        signed_name="Eli Rask",
    )
    with acting_as(client), transaction.atomic():
        return give_permission(
            actor=client,
            engagement=get_engagement(actor=client, engagement_id=engagement_id),
            terms=terms,
            parts=list(parts),
            authenticated_at=now,
            now=now,
        )


def last_day(now: datetime, *, days: int = 180, zone: str = ZONE) -> date:
    """By the client's calendar."""
    return dates.local(now + timedelta(days=days), zone=zone).date()


def stated(cast: Any, report: Any, *, now: datetime, text: str = STATEMENT) -> None:
    """The client's own words beside a version."""
    from reviews.releases.actions import write_statement
    from reviews.reports.queries import get_signed

    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        found = get_signed(actor=eli, report_id=report.id)
        write_statement(actor=eli, report=found, text=text, now=now)


def released(
    cast: Any,
    report: Any,
    permission: Any,
    *,
    now: datetime,
    client: Actor | None = None,
    parts: tuple[str, ...] | None = None,
) -> Any:
    """The client's yes to this version, with the statement as it is; all that is permitted."""
    from reviews.releases.actions import Seen, release_report
    from reviews.releases.queries import get_permission, latest_statement
    from reviews.reports.queries import get_signed

    client = client or cast.eli.actor
    with acting_as(client), transaction.atomic():
        version = get_signed(actor=client, report_id=report.id)
        statement = latest_statement(actor=client, report_id=report.id)
        return release_report(
            actor=client,
            report=version,
            permission=get_permission(actor=client, permission_id=permission.id),
            parts=list(parts or permission.parts),
            seen=Seen(bytes(version.digest), statement.id if statement else None),
            authenticated_at=now,
            now=now,
        )


def narrowed(cast: Any, permission: Any, *parts: str, now: datetime) -> None:
    from reviews.releases.permissions import narrow_permission
    from reviews.releases.queries import get_permission

    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        found = get_permission(actor=eli, permission_id=permission.id)
        narrow_permission(
            actor=eli, permission=found, parts=list(parts), authenticated_at=now, now=now
        )


def withdrawn(cast: Any, permission: Any, *, now: datetime) -> None:
    from reviews.releases.permissions import withdraw_permission
    from reviews.releases.queries import get_permission

    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        found = get_permission(actor=eli, permission_id=permission.id)
        withdraw_permission(actor=eli, permission=found, authenticated_at=now, now=now)


def closed(cast: Any, given: Any, *, now: datetime) -> None:
    """Dana closes what was released to this reader: it reached the wrong person.

    given  a release or a permission to them.
    """
    from reviews.releases.closings import close_reader
    from reviews.releases.queries import get_recipient

    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        found = get_recipient(actor=dana, recipient_id=given.recipient_id)
        close_reader(actor=dana, recipient=found, authenticated_at=now, now=now)


def entered_in_error(cast: Any, report: Any, *, now: datetime) -> None:
    from reviews.amendments.actions import mark_in_error

    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        mark_in_error(
            actor=dana,
            engagement_id=report.engagement_id,
            of_kind="report",
            of_id=report.id,
            reason="It is about somebody else.",
            now=now,
        )


def wait_is_over(*, hours: float = WAIT_HOURS) -> datetime:
    """The one clock goes on, by hours from real time; what it says then."""
    clock.move(timedelta(hours=hours))
    return clock.now()


def reader_joined(address: str = ERIN[3]) -> Actor:
    """Whoever was invited at `address` joins by the link of the mail, once the wait is over."""
    token = link_in_mail(address).split("/")[4]
    known = User.objects.filter(email=address).first()
    if known is not None:
        joining.accept_invitation_known(token=token, user=known)
    else:
        known = joining.accept_invitation_new(token=token, password=PASSWORD, zone="UTC")
    return member(known.id)


def link_in_mail(address: str) -> str:
    """Sends what is due; the link of the last mail to `address`."""
    deliver_pending()
    sent = [message for message in mail.outbox if message.to == [address]]
    found = re.search(r"https?://\S+/join/\S+/", str(sent[-1].body))
    assert found, sent[-1].body
    return found[0]


def member(user_id: UUID) -> Actor:
    """The person in the membership they have."""
    from accounts.queries import list_memberships

    with session.identified(session.Identity(user_id=user_id)), transaction.atomic():
        found = list_memberships(user_id=user_id)[0]
    return Actor(user_id, found.id, found.organization_id, found.role)


def acknowledged(reader: Actor, release_id: UUID) -> None:
    """The reader has read the notice."""
    from reviews.documents.actions import acknowledge_notice
    from reviews.documents.queries import get_readable
    from reviews.releases.terms import NOTICE_VERSION

    with acting_as(reader), transaction.atomic():
        release = get_readable(actor=reader, release_id=release_id)
        acknowledge_notice(actor=reader, release=release, version=NOTICE_VERSION, now=clock.now())
