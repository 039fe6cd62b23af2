"""Sending what waits: claim, begin, hand over, settle. Any process may die at any line.

1. Claim a batch in one statement: SKIP LOCKED, and a lease that is renewed while the batch is worked
   through.
2. Begin: build the words (or learn that the reason has ended), and commit that sending begins. To
   whom it goes may be said to the server before; nothing is handed over by that.
3. Hand over to the server, under a Message-ID that is the same at every try.
4. Settle: commit how it ended, in the very transaction that begins the next one.

Killed before 2 commits, nothing was sent; the lease runs out and somebody else sends it. Killed
between the server's yes and 4, or cut off before the server answered, the mail may go out a second
time: the row says `uncertain`. That is one row at most: the next is begun when the last is settled.
Whoever comes back after their lease has run out finds another claim on the row and changes nothing.
Source: docs/architecture.md, "Outbox".
"""

import time
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.module_loading import import_string

from accounts.access import acting_as_system
from accounts.outbox import retries, rows
from accounts.outbox.channels import Channel, CutOff, Lines, Refused, Unreachable, lines
from accounts.outbox.mails import Kind, Later, Mail, NotNeeded, message_id
from accounts.outbox.models import Notice
from accounts.outbox.retries import Outcome
from tracker.lib import clock

__all__ = ["Kind", "Mail", "deliver_pending"]

log = structlog.get_logger()

BATCH = 100  # what a worker that dies holds back, for the rest of its lease
LEASE = timedelta(seconds=30)
RENEW_SECONDS = 10.0
LEASE_WHILE_SENDING = timedelta(minutes=5)  # longer than one mail takes: ten steps of EMAIL_TIMEOUT
STORE_SECONDS = 240.0  # how long a database that went away is waited for; less than that lease
STORE_AGAIN_SECONDS = 0.5
NO_MAIL_SERVER = "tracker.lib.mail.NoMailServer"
WORK_SECONDS = 240  # then the next look goes on, well before the worker's own time limit


def deliver_pending() -> None:
    """Send what is due until nothing is, or the time is up."""
    if settings.EMAIL_BACKEND == NO_MAIL_SERVER:
        return  # nothing is tried, so nothing is given up before a server is named
    with acting_as_system("outbox"), lines() as opened:
        look = Look(opened, until=time.monotonic() + WORK_SECONDS)
        while look.goes_on() and (batch := _claim()):
            look.work_through(batch)


class Look:
    """One worker's way through what is due."""

    def __init__(self, opened: Lines, *, until: float) -> None:
        self.lines, self.until = opened, until
        self.is_cut_short = False
        self.renewed_at = 0.0
        self.ended: Outcome | None = None  # of the mail before: known, and not stored yet

    def goes_on(self) -> bool:
        return not self.is_cut_short and time.monotonic() < self.until

    def work_through(self, batch: list[Notice]) -> None:
        """Give each its turn; what had none goes back, for anybody to claim."""
        self.renewed_at = time.monotonic()
        for place, notice in enumerate(batch):
            if not self.goes_on():
                break
            self._take_turn(notice, rest=batch[place + 1 :])
        self._store()
        if not self.goes_on():
            with transaction.atomic():
                rows.release(batch)

    def _take_turn(self, notice: Notice, *, rest: list[Notice]) -> None:
        notice.attempts += 1
        try:
            channel = self.lines.open(notice.channel)
            if notice.left_behind:
                self._count_before(notice)
            mail = self._begin_next(notice, channel, rest=rest)
        except Unreachable as error:
            # Nobody's fault and nobody's try: all of them wait for the next look.
            log.warning("channel_unreachable", kind=notice.channel, error=_name(error.__cause__))
            self.is_cut_short = True
        except Exception as error:  # noqa: BLE001 - one bad row must not stall the others
            log.error("notice_not_built", id=str(notice.id), kind=notice.kind, error=_name(error))
            _reconnect_if_broken()
            self._store()
            self.ended = retries.later(notice, reason=_name(error))
        else:
            self.ended = None if mail is None else _hand_over(notice, mail, channel)

    def _begin_next(self, notice: Notice, channel: Channel, *, rest: list[Notice]) -> Mail | None:
        """One commit: how the last mail ended, and that the next begins, if it is still wanted.

        The server hears to whom it goes, and answers, while the database stores this.
        """
        with transaction.atomic():
            now = clock.now()
            if time.monotonic() - self.renewed_at > RENEW_SECONDS:
                rows.renew(rest, until=now + LEASE)
                self.renewed_at = time.monotonic()
            mail = _begin(notice, after=self.ended, now=now)
            if mail is not None:
                channel.announce(mail)
        return mail

    def _count_before(self, notice: Notice) -> None:
        """Somebody died over it, or beside it: if it kills us too, that will have been counted.

        What came before is stored first, so that no mail is doubted, and sent again, for its sake.
        """
        self._store()
        with transaction.atomic():
            rows.count(notice)

    def _store(self) -> None:
        """Settle by itself. What a server has said is not forgotten while the database restarts."""
        until = time.monotonic() + STORE_SECONDS
        while self.ended is not None:
            try:
                with transaction.atomic():
                    _settle(self.ended, now=clock.now())
                self.ended = None
            except (InterfaceError, OperationalError):
                if time.monotonic() > until:
                    raise
                _reconnect_if_broken()
                time.sleep(STORE_AGAIN_SECONDS)


def _claim() -> list[Notice]:
    with transaction.atomic():
        return rows.claim(limit=BATCH, lease=LEASE, now=clock.now())


def _begin(notice: Notice, *, after: Outcome | None, now: datetime) -> Mail | None:
    """The words of one row, marked as being sent; None if nothing is to be sent.

    after  how the one before ended, which is stored with it.
    """
    if notice.attempts > retries.TRIES:
        if after is not None:
            _settle(after, now=now)
        _settle(Outcome(notice, Notice.FAILED, retries.NEVER_CAME_BACK), now=now)
        return None
    if not _settle_and_mark(after, notice, now=now):
        return None
    kind: Kind = import_string(settings.NOTICE_KINDS[notice.kind])
    answer = kind.build(notice=notice, now=now)
    if isinstance(answer, Mail):
        return answer
    _settle(_not_sent(notice, answer, now=now), now=now)
    return None


def _not_sent(notice: Notice, answer: Later | NotNeeded | None, *, now: datetime) -> Outcome:
    """What a row becomes whose kind gave no mail."""
    if isinstance(answer, Later):
        notice.attempts -= 1  # its turn has not come yet
        wait = max(answer.at - now, timedelta(seconds=1))
        return Outcome(notice, Notice.WAITING, answer.reason, wait)
    reason = notice.reason if answer is None else answer.reason
    return Outcome(notice, Notice.NOT_NEEDED, reason)


def _hand_over(notice: Notice, mail: Mail, channel: Channel) -> Outcome:
    """Speak to the server. Only a line that broke leaves it open whether it took the mail."""
    try:
        channel.send(message_id=message_id(notice.id), mail=mail)
    except CutOff:
        return retries.later(notice, reason=retries.CUT_OFF, uncertain=True)
    except Unreachable:
        return retries.later(notice, reason=retries.UNREACHABLE)
    except Refused as refused:
        waits = retries.REFUSED_FOR_GOOD if refused.is_permanent else retries.LATER
        return retries.later(notice, reason=f"refused_{refused.code}", waits=waits)
    except Exception as error:  # noqa: BLE001 - one bad row must not stall the others
        log.error("notice_not_sent", id=str(notice.id), kind=notice.kind, error=_name(error))
        return retries.later(notice, reason=_name(error))
    return Outcome(notice, Notice.SENT)


def _settle_and_mark(after: Outcome | None, notice: Notice, *, now: datetime) -> bool:
    """Both in one question. False if the row is in other hands by now."""
    until = now + LEASE_WHILE_SENDING
    has_begun, is_settled = rows.begin(notice, after=after, until=until, now=now)
    if after is not None and is_settled:
        _log(after)
    return has_begun


def _settle(outcome: Outcome, *, now: datetime) -> None:
    """Store how it ended, unless somebody else holds the row by now."""
    if rows.settle(outcome, now=now):
        _log(outcome)


def _log(outcome: Outcome) -> None:
    event = "notice_settled" if outcome.wait is None else "notice_put_off"
    notice = outcome.notice
    log.info(event, id=str(notice.id), kind=notice.kind, state=outcome.state, error=outcome.reason)


def _reconnect_if_broken() -> None:
    """A server that was restarted leaves a dead connection; nothing else would notice it here."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _name(error: BaseException | None) -> str:
    """A code for the row and the log: never a server's words, which may hold an address."""
    return type(error).__name__[:40]
