"""Sending what waits: claim, send, mark. Any process may die at any line.

1. Claim a batch in one statement: SKIP LOCKED, a lease, one more attempt.
2. For each: build the words (or learn that the reason has ended), and commit that sending begins.
3. Speak to the server, under a Message-ID that is the same at every try.
4. Commit that it was taken.

Killed before 2 commits, nothing was sent and the lease runs out. Killed between 3 and 4, the mail
may go out a second time: the row says `uncertain`. Source: docs/architecture.md, "Outbox".
"""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string

from accounts.access import acting_as_system
from accounts.outbox.models import Notice
from tracker.lib import clock

log = structlog.get_logger()

BATCH = 20
LEASE = timedelta(minutes=5)
BACKOFF_MINUTES = (1, 5, 15, 60, 240, 720, 1440)  # after the last one it is given up


@dataclass(frozen=True, slots=True)
class Mail:
    """One message, ready to go: neutral in every header and word."""

    to: str
    sender_name: str
    subject: str
    text: str
    html: str


class Kind(Protocol):
    """Who writes one kind of message; named in settings.NOTICE_KINDS."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        """The mail, or None if its reason has ended. Asked at the moment of sending."""


def deliver_pending() -> int:
    """Send what is due until nothing is. Returns how many messages were settled."""
    settled = 0
    with acting_as_system("outbox"):
        while batch := _claim():
            for notice in batch:
                settled += _deliver(notice)
    return settled


def _claim() -> list[Notice]:
    with transaction.atomic():
        now = clock.now()
        # A lease that ran out after the server was spoken to leaves its outcome unknown.
        due = Notice.objects.filter(
            Q(leased_until=None) | Q(leased_until__lte=now), state=Notice.WAITING, due_at__lte=now
        )
        ids = list(
            due.order_by("due_at", "id")
            .select_for_update(skip_locked=True)
            .values_list("id", flat=True)[:BATCH]
        )
        Notice.objects.filter(id__in=ids, sending_at__isnull=False).update(uncertain=True)
        Notice.objects.filter(id__in=ids).update(
            leased_until=now + LEASE, attempts=F("attempts") + 1
        )
        return list(Notice.objects.filter(id__in=ids).order_by("due_at", "id"))


def _deliver(notice: Notice) -> int:
    try:
        with transaction.atomic():
            now = clock.now()
            if not _still_ours(notice, now=now):
                return 0
            kind: Kind = import_string(settings.NOTICE_KINDS[notice.kind])
            mail = kind.build(notice=notice, now=now)
            if mail is None:
                return _settle(notice, state=Notice.NOT_NEEDED, now=now)
            Notice.objects.filter(id=notice.id).update(sending_at=now)
        _send(notice, mail)
    except (OSError, smtplib.SMTPException) as error:
        return _put_off(notice, reason=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - one bad row must not stall the others
        log.error(
            "notice_not_built", id=str(notice.id), kind=notice.kind, error=type(error).__name__
        )
        return _put_off(notice, reason=type(error).__name__)
    with transaction.atomic():
        return _settle(notice, state=Notice.SENT, now=clock.now())


def _still_ours(notice: Notice, *, now: datetime) -> bool:
    """Whether this claim holds, with a whole lease from here.

    A slow server can keep a batch longer than its lease; by then another process may have claimed
    the rest, and sending it here as well would write to people twice.
    """
    held = Notice.objects.filter(
        id=notice.id,
        state=Notice.WAITING,
        attempts=notice.attempts,
        leased_until=notice.leased_until,
    )
    return bool(held.update(leased_until=now + LEASE))


def _send(notice: Notice, mail: Mail) -> None:
    domain = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=f'"{mail.sender_name}" <{settings.DEFAULT_FROM_EMAIL}>',
        to=[mail.to],
        headers={"Message-ID": f"<{notice.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(mail.html, "text/html")
    message.send()


def _settle(notice: Notice, *, state: str, now: datetime) -> int:
    changed = Notice.objects.filter(id=notice.id, state=Notice.WAITING).update(
        state=state, settled_at=now, leased_until=None, sending_at=None
    )
    log.info("notice_settled", id=str(notice.id), kind=notice.kind, state=state)
    return changed


def _put_off(notice: Notice, *, reason: str) -> int:
    """Later again, or given up. A refused send was not taken: nothing is uncertain about it."""
    with transaction.atomic():
        now = clock.now()
        if notice.attempts > len(BACKOFF_MINUTES):
            return _settle(notice, state=Notice.FAILED, now=now)
        later = now + timedelta(minutes=BACKOFF_MINUTES[notice.attempts - 1])
        Notice.objects.filter(id=notice.id).update(
            due_at=later, leased_until=None, sending_at=None, reason=reason[:40]
        )
    log.warning("notice_put_off", id=str(notice.id), kind=notice.kind, error=reason)
    return 0
