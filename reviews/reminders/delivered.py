"""What went out to a person, when, and what became of it: their own rows, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.access import Actor
from accounts.outbox import retries
from accounts.outbox.models import Notice
from reviews.reminders import notices
from tracker.lib import dates

KEPT = timedelta(days=90)  # how far back the page looks
MOST = 60

# What is addressed to a person. A document or a form goes to whoever is its reader at the moment of
# sending: such a row names nobody, and stands on nobody's page (releases.actions, agreements.actions).
KINDS = {
    "checkin_reminder": "A reminder of a time",
    "something_waits": "That something is waiting",
    "follow_up": "That something is waiting",
    "password_reset": "A link to choose a new password",
    "account_changed": "That how you sign in has changed",
}
NOT_SENT = {
    notices.STOPPED: "Not sent: you had stopped these mails.",
    notices.PAUSED: "Not sent: your check-ins were paused.",
    notices.CALLED_OFF: "Not sent: the time was called off.",
    notices.MOVED: "Not sent: the time was moved.",
    notices.SETTLED: "Not sent: it was not needed anymore.",
    notices.PAST: "Not sent: it came too late to help, or you did not want it then.",
    notices.ACCOUNT_CLOSED: "Not sent: your account was closed.",
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mail: when, what, and what became of it."""

    at: datetime
    what: str
    became: str
    failed: bool


def list_deliveries(*, actor: Actor, now: datetime) -> list[Delivery]:
    """The actor's own mails of the last months, newest first."""
    rows = Notice.objects.filter(recipient_id=actor.user_id, due_at__gt=now - KEPT)
    return [_seen(row, now=now) for row in rows.order_by("-due_at", "id")[:MOST]]


def _seen(row: Notice, *, now: datetime) -> Delivery:
    return Delivery(
        at=row.settled_at or row.due_at,
        what=KINDS.get(row.kind, "A mail"),
        became=_became(row, now=now),
        failed=row.state == Notice.FAILED,
    )


def _became(row: Notice, *, now: datetime) -> str:
    if row.state == Notice.SENT:
        return "Sent, perhaps twice: the line broke." if row.uncertain else "Sent."
    if row.state == Notice.NOT_NEEDED:
        return NOT_SENT.get(row.reason, "Not sent: it was not needed anymore.")
    why = _trouble(row.reason)
    if row.state == Notice.FAILED:
        return f"Not delivered. {why} It was given up. Your clinician is asked to ring you."
    when = dates.local(row.due_at)
    until = f"{dates.weekday_day(when)}, {dates.clock_time(when)}" if row.due_at > now else "soon"
    return f"{why} It is tried again {until}." if why else f"It goes out {until}."


def _trouble(reason: str) -> str:
    if reason.startswith("refused"):
        return "The mail server refused it."
    return {
        retries.BOUNCED: "It came back.",
        retries.UNREACHABLE: "The mail server could not be reached.",
        retries.CUT_OFF: "The line to the mail server broke.",
    }.get(reason, "" if reason in ("", notices.QUIET) else "Something went wrong on our side.")
