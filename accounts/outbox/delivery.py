"""Sending what waits: claim, send, mark. Any process may die at any line.

1. Claim a batch in one statement: SKIP LOCKED, a lease, one more attempt.
2. For each: build the words (or learn that the reason has ended), and commit that sending begins.
3. Speak to the server, under a Message-ID that is the same at every try.
4. Commit that it was taken.

Killed before 2 commits, nothing was sent and the lease runs out. Killed between 3 and 4, or cut off
before the server answered, the mail may go out a second time: the row says `uncertain`. Whoever
comes back after their lease has run out finds another attempt on the row and changes nothing.
Source: docs/architecture.md, "Outbox".
"""

import contextlib
import smtplib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.module_loading import import_string

from accounts.access import acting_as_system
from accounts.outbox.models import Notice
from tracker.lib import clock

log = structlog.get_logger()

BATCH = 20
LEASE = timedelta(minutes=5)  # longer than one mail can take: about ten steps of EMAIL_TIMEOUT
BACKOFF_MINUTES = (1, 5, 15, 60, 240, 720, 1440)  # after the last one it is given up
TRIES = len(BACKOFF_MINUTES) + 1
NO_MAIL_SERVER = "tracker.lib.mail.NoMailServer"
WORK_SECONDS = 240  # then the next look goes on, well before the worker's own time limit


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


class CutOff(Exception):
    """The connection broke while the mail was handed over: it may have been taken."""


def deliver_pending() -> int:
    """Send what is due until nothing is, or the time is up. Returns how many were settled."""
    if settings.EMAIL_BACKEND == NO_MAIL_SERVER:
        return 0  # nothing is tried, so nothing is given up before a server is named
    settled = 0
    until = time.monotonic() + WORK_SECONDS
    with acting_as_system("outbox"):
        while time.monotonic() < until and (batch := _claim()):
            for notice in batch:
                settled += _deliver(notice)
    return settled


def _claim() -> list[Notice]:
    with transaction.atomic():
        now = clock.now()
        due = Notice.objects.filter(
            Q(leased_until=None) | Q(leased_until__lte=now), state=Notice.WAITING, due_at__lte=now
        )
        ids = list(
            due.order_by("due_at", "id")
            .select_for_update(skip_locked=True)
            .values_list("id", flat=True)[:BATCH]
        )
        # A lease that ran out after the server was spoken to leaves its outcome unknown.
        Notice.objects.filter(id__in=ids, sending_at__isnull=False).update(uncertain=True)
        Notice.objects.filter(id__in=ids).update(
            leased_until=now + LEASE, attempts=F("attempts") + 1
        )
        return list(Notice.objects.filter(id__in=ids).order_by("due_at", "id"))


def _deliver(notice: Notice) -> int:
    """Settle one claimed row or put it off. Gives 1 if it was settled, by this attempt."""
    try:
        with transaction.atomic():
            now = clock.now()
            # Mails before it in the batch may have been slow: its own lease begins here.
            if not _mine(notice).update(leased_until=now + LEASE):
                return 0
            if notice.attempts > TRIES:  # every process that tried it has died of it
                return _settle(notice, state=Notice.FAILED, reason="never came back")
            kind: Kind = import_string(settings.NOTICE_KINDS[notice.kind])
            mail = kind.build(notice=notice, now=now)
            if mail is None:
                return _settle(notice, state=Notice.NOT_NEEDED)
            _mine(notice).update(sending_at=now)
        _send(notice, mail)
    except CutOff as error:
        return _put_off(notice, reason=_name(error.__cause__), uncertain=True)
    except (OSError, smtplib.SMTPException) as error:
        return _put_off(notice, reason=_name(error))
    except Exception as error:  # noqa: BLE001 - one bad row must not stall the others
        log.error("notice_not_built", id=str(notice.id), kind=notice.kind, error=_name(error))
        return _put_off(notice, reason=_name(error))
    with transaction.atomic():
        return _settle(notice, state=Notice.SENT)


def _send(notice: Notice, mail: Mail) -> None:
    """Raises CutOff if the mail may have been taken; any other error means that it was not."""
    domain = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((mail.sender_name, address)),
        to=[mail.to],
        headers={"Message-ID": f"<{notice.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(mail.html, "text/html")
    server = get_connection()
    server.open()
    try:
        server.send_messages([message])
    except smtplib.SMTPServerDisconnected as error:
        raise CutOff from error
    except smtplib.SMTPException:
        raise  # the server has said no
    except OSError as error:
        raise CutOff from error
    finally:
        # It has been taken, or not; a goodbye that fails changes nothing about it.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()


def _mine(notice: Notice) -> QuerySet[Notice]:
    """The row, unless somebody else has claimed it since, or settled it."""
    return Notice.objects.filter(id=notice.id, state=Notice.WAITING, attempts=notice.attempts)


def _settle(notice: Notice, *, state: str, reason: str = "") -> int:
    changed = _mine(notice).update(
        state=state, settled_at=clock.now(), leased_until=None, sending_at=None, reason=reason
    )
    if changed:
        log.info("notice_settled", id=str(notice.id), kind=notice.kind, state=state)
    return changed


def _put_off(notice: Notice, *, reason: str, uncertain: bool = False) -> int:
    """Later again, or given up."""
    with transaction.atomic():
        if uncertain:
            _mine(notice).update(uncertain=True)
        if notice.attempts >= TRIES:
            return _settle(notice, state=Notice.FAILED, reason=reason)
        later = clock.now() + timedelta(minutes=BACKOFF_MINUTES[notice.attempts - 1])
        _mine(notice).update(due_at=later, leased_until=None, sending_at=None, reason=reason)
    log.warning("notice_put_off", id=str(notice.id), kind=notice.kind, error=reason)
    return 0


def _name(error: BaseException | None) -> str:
    """A code for the row and the log: never a server's words, which may hold an address."""
    return type(error).__name__[:40]
