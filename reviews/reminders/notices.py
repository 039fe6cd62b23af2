"""The words of reminders, made at the moment of sending. They say nothing of why.

Everything that could stop a reminder is asked here, last. Source: docs/glossary.md, "Reminder".
"""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.models import Membership, Organization, User
from accounts.notices import compose, login_url
from accounts.outbox.mails import Later, Mail, NotNeeded
from accounts.outbox.models import Notice
from accounts.roles import CLIENT
from reviews.checkins.models import CheckIn
from reviews.ending.queries import waits_for_a_yes
from reviews.reminders import queries
from reviews.reminders.queries import ToSend
from reviews.reminders.steps import STEPS, Step, goes_at
from reviews.reminders.stop_links import stop_url
from tracker.lib.dates import WEEKDAYS, clock_time, weekday_day, zone_words

# Why a reminder was not sent: codes for the row, said in words on the client's page.
ACCOUNT_CLOSED, STOPPED, PAUSED = "account_closed", "stopped", "paused"
CALLED_OFF, MOVED, SETTLED, PAST = "called_off", "moved", "settled", "past"
SETTLED_BY = {CheckIn.CANCELED: CALLED_OFF, CheckIn.MOVED: MOVED}
# Why it waits a while longer.
QUIET = "quiet"


class CheckInReminder:
    """A time is coming up, or its form is still open."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | Later | NotNeeded:
        found, step = queries.to_send(notice=notice, now=now), _step_of(notice)
        if found is None or step is None:
            return NotNeeded(PAST)
        if why := _stops(found):
            return NotNeeded(why)
        at = goes_at(
            step,
            found.occasion,
            chosen=found.plan.steps,
            hours=found.hours,
            sent=found.sent,
            now=now,
        )
        if at is None:
            return NotNeeded(PAST)
        return Later(at, QUIET) if at > now else _reminder(found, step)


class SomethingWaits:
    """Something is waiting inside. What it is, only the page says.

    A client gets it when reminders may come too: what was said at night can wait for the morning.
    Whoever works with them gets it at once.
    """

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | Later | None:
        if notice.organization_id is None or notice.recipient_id is None:
            return None
        organization = Organization.objects.get(id=notice.organization_id)
        user = User.objects.filter(id=notice.recipient_id, is_active=True).first()
        if user is None:
            return None
        roles = _roles(user, organization)
        if not roles:
            return None
        if roles == {CLIENT}:
            at = queries.hours_for(client=user, practice=organization).opening(now)
            if at is not None and at > now:  # None: no weekday is left; it comes all the same
                return Later(at, QUIET)
        return compose(
            kind="something_waits",
            to=user.email,
            sender_name=organization.short_name,
            link=login_url(),
            phone=organization.phone,
        )


class FollowUpComes:
    """A check-in after the end waits for its client's yes; the mail is the same as any other.

    Nothing goes out once it was answered, its time has passed, or the client has stopped mails.
    """

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | Later | NotNeeded | None:
        row = waits_for_a_yes(follow_up_id=notice.subject_id, now=now)
        if row is None:
            return NotNeeded(SETTLED)
        if queries.get_plan(engagement_id=row.engagement_id).stopped_at is not None:
            return NotNeeded(STOPPED)
        return SomethingWaits.build(notice=notice, now=now)


def _step_of(notice: Notice) -> Step | None:
    """The step its key names: see reminders.actions.key_of."""
    named = notice.key.split(":")[3:4]
    return next((step for step in STEPS if [step.name] == named), None)


def _stops(found: ToSend) -> str:
    """The first reason not to send anything, or ""."""
    if not (found.is_active and found.belongs):
        return ACCOUNT_CLOSED
    if found.state not in (CheckIn.SCHEDULED, CheckIn.OPEN):
        return SETTLED_BY.get(found.state, SETTLED)
    if found.plan.stopped_at is not None:
        return STOPPED
    return PAUSED if found.pauses else ""


def _reminder(found: ToSend, step: Step) -> Mail:
    occasion, stop = found.occasion, stop_url(found.engagement_id)
    at = occasion.due_at.astimezone(ZoneInfo(occasion.zone))
    mail = compose(
        kind=_template(step),
        to=found.email,
        sender_name=found.short_name,
        link=login_url(),
        phone=found.phone,
        # In words already: a template would turn the time into the worker's own zone.
        day=weekday_day(at.date()),
        weekday=WEEKDAYS[at.weekday()],
        time=clock_time(at),
        zone_words=zone_words(occasion.zone),
        stop_link=stop,
    )
    # Mail programs offer a button of their own for it (RFC 8058).
    return replace(
        mail,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _template(step: Step) -> str:
    if step.days > 0:
        return "checkin_reminder_open"
    return "checkin_reminder_today" if step.days == 0 else "checkin_reminder"


def _roles(user: User, organization: Organization) -> set[str]:
    memberships = Membership.objects.filter(user=user, organization=organization, ended_at=None)
    return set(memberships.values_list("role", flat=True))
