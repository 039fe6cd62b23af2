"""The words of reminders, made at the moment of sending. They say nothing of why.

Source: docs/glossary.md, "Reminder".
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from accounts.models import Membership, Organization, User
from accounts.notices import compose
from accounts.outbox.mails import Mail
from accounts.outbox.models import Notice
from reviews.checkins.models import CheckIn
from tracker.lib.dates import zone_words


class CheckInReminder:
    """A time is coming up. Not needed once the check-in is shared, over or canceled."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        checkin = (
            CheckIn.objects.filter(id=notice.subject_id, state=CheckIn.OPEN, due_at__gt=now)
            .select_related("cadence")
            .first()
        )
        if checkin is None:
            return None
        return _mail(
            notice,
            kind="checkin_reminder",
            # Naive on purpose: a template would turn an aware time into the worker's own zone.
            at=checkin.due_at.astimezone(ZoneInfo(checkin.zone)).replace(tzinfo=None),
            zone_words=zone_words(checkin.zone),
        )


class SomethingWaits:
    """Something is waiting inside. What it is, only the page says."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        return _mail(notice, kind="something_waits")


def _mail(notice: Notice, *, kind: str, **context: object) -> Mail | None:
    if notice.organization_id is None or notice.recipient_id is None:
        return None
    organization = Organization.objects.get(id=notice.organization_id)
    user = User.objects.filter(id=notice.recipient_id, is_active=True).first()
    if user is None or not _belongs(user, organization):
        return None
    return compose(
        kind=kind,
        to=user.email,
        sender_name=organization.short_name,
        link=settings.PUBLIC_URL + reverse("account_login"),
        phone=organization.phone,
        **context,
    )


def _belongs(user: User, organization: Organization) -> bool:
    return Membership.objects.filter(user=user, organization=organization, ended_at=None).exists()
