"""Who could enter the work with a client, and when: clinicians one after another, and covers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.queries import get_organization, staff_names
from reviews.assignments.models import Cover, Handover
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen
from tracker.lib import dates

NOW, LATER, EARLIER = "now", "later", "earlier"


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's time with the work. Days are the practice's, both included."""

    who: str
    covers: bool  # for a while, between two dates
    when: str  # now | later | earlier
    first: date
    last: date | None  # None: it goes on


def list_turns(*, actor: Actor, engagement: EngagementSeen, now: datetime) -> list[Turn]:
    """Everybody who may look now, could look earlier, or will for a while; the latest first.

    A cover that was asked for and never began is none.
    """
    visible = Engagement.objects.visible_to(actor).filter(id=engagement.id).values("id")
    done = Handover.objects.filter(engagement__in=visible, state=Handover.DONE)
    covers = Cover.objects.filter(engagement__in=visible, state__in=(Cover.AGREED, Cover.OVER))
    spans: list[tuple[UUID | None, bool, datetime, datetime | None]] = []
    since = engagement.started_at or engagement.created_at
    for handover in done.order_by("settled_at"):
        spans.append((handover.author_id, False, since, handover.settled_at))
        since = handover.settled_at or since
    spans.append((engagement.clinician_id, False, since, None))
    spans += [(c.colleague_id, True, c.starts_at, c.settled_at or c.ends_at) for c in covers]

    practice = get_organization(actor=actor)
    names = staff_names(organization_id=practice.id, user_ids={id_ for id_, *_ in spans if id_})
    return [
        Turn(
            who=(person and names.get(person)) or "Somebody who has left",
            covers=for_a_while,
            when=_when(first, end, now=now),
            first=dates.local(first, zone=practice.zone).date(),
            last=dates.local(end - timedelta(seconds=1), zone=practice.zone).date()
            if end
            else None,
        )
        for person, for_a_while, first, end in sorted(spans, key=lambda s: s[2], reverse=True)
    ]


def _when(first: datetime, end: datetime | None, *, now: datetime) -> str:
    if now < first:
        return LATER
    return EARLIER if end is not None and end <= now else NOW
