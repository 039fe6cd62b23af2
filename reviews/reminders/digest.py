"""The week's mail to a clinician: how many things of which kind need a look. No names, no codes.

Source: docs/glossary.md, "Mail on Mondays".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from accounts.models import Membership, Organization
from accounts.notices import compose, login_url
from accounts.outbox.mails import Mail, NotNeeded
from accounts.outbox.models import Notice
from accounts.roles import CLINICIAN
from tracker.lib.dates import number_word

KIND = "week_to_look_at"
MONDAY = 0
FROM, UNTIL = time(8), time(12)  # a sweep that comes later leaves it until next week
# kind → said of one, and of several
LINES = {
    "to_read": ("thing to read", "things to read"),
    "to_settle": ("past time to settle", "past times to settle"),
    "to_answer": ("request for another time to answer", "requests for another time to answer"),
    "to_ring": ("person to ring: a mail did not arrive", "people to ring: mails did not arrive"),
}


@dataclass(frozen=True, slots=True)
class Week:
    """One mail that may be due: to whom, at which practice, and its key."""

    user_id: UUID
    organization_id: UUID
    membership_id: UUID
    key: str


def weeks_due(*, now: datetime) -> Iterator[Week]:
    """Clinicians for whom it is Monday morning where they are, and who want it. For the sweep."""
    rows = Membership.objects.filter(
        role=CLINICIAN, ended_at=None, user__is_active=True, user__weekly_mail=True
    ).select_related("user")
    for row in rows:
        here = now.astimezone(ZoneInfo(row.user.zone))
        if here.weekday() == MONDAY and FROM <= here.time() < UNTIL:
            year, week, _ = here.isocalendar()
            key = f"week:{row.id}:{year}-{week:02}"
            yield Week(row.user_id, row.organization_id, row.id, key)


class WeekToLookAt:
    """Nothing is sent in a week that needs nothing."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | NotNeeded:
        member = (
            Membership.objects.filter(
                id=notice.subject_id, ended_at=None, user__is_active=True, user__weekly_mail=True
            )
            .select_related("user")
            .first()
        )
        if member is None:
            return NotNeeded("not_wanted")
        lines = _lines(clinician_id=member.user_id, organization_id=member.organization_id)
        if not lines:
            return NotNeeded("nothing")
        organization = Organization.objects.get(id=member.organization_id)
        return compose(
            kind=KIND,
            to=member.user.email,
            sender_name=organization.short_name,
            link=login_url(),
            lines=lines,
        )


def _lines(*, clinician_id: UUID, organization_id: UUID) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, how_many from app.week_to_look_at(%s, %s)",
            [clinician_id, organization_id],
        )
        found = dict(cursor.fetchall())
    return [
        f"{number_word(found[kind])} {one if found[kind] == 1 else several}"
        for kind, (one, several) in LINES.items()
        if kind in found
    ]
