"""The accounting of disclosures: each permission, release, opening and telling, in time order.

It rests on rows that are only added to and are sealed with the sharing key, so that it outlives the
end of the work and the erasure of its record. When a reader opened something is the client's to know.
"""

from datetime import datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor
from accounts.roles import CLIENT
from reviews.disclosures.queries import list_told
from reviews.engagements.queries import get_engagement
from reviews.releases import accounting_words, queries
from reviews.releases.accounting_words import Line
from reviews.releases.models import NoticeAcknowledgment
from reviews.reports.queries import list_reports

READ, DOWNLOAD = "read", "download"


def list_accounting(*, actor: Actor, engagement_id: UUID, verb: str, now: datetime) -> list[Line]:
    """Everything that went out or could, oldest first. The reading enters the trail.

    verb  READ or DOWNLOAD. Raises NotFound for anybody but the client and their clinician.
    """
    engagement = get_engagement(actor=actor, engagement_id=engagement_id)
    audit.record(verb=verb, object_kind="accounting", object_id=engagement.id, chain=engagement.id)
    permissions = queries.list_permissions(actor=actor, engagement_id=engagement.id, now=now)
    heads = list_reports(actor=actor, engagement_ids=[engagement.id])
    narrowed = queries.list_narrowings(actor=actor, engagement_id=engagement.id)
    lines = [
        *accounting_words.of_permissions(permissions, narrowed, now=now),
        *accounting_words.of_notices(permissions, _notices(actor, engagement.id)),
        *accounting_words.of_releases(permissions, {head.id: head for head in heads}, now=now),
        *accounting_words.of_tellings(list_told(actor=actor, engagement_id=engagement.id), now=now),
    ]
    return sorted(lines, key=lambda line: line.at)


def _notices(actor: Actor, engagement_id: UUID) -> dict[UUID, list[tuple[datetime, str]]]:
    """By release: when its reader acknowledged which notice."""
    if actor.role != CLIENT:
        return {}
    found: dict[UUID, list[tuple[datetime, str]]] = {}
    for row in NoticeAcknowledgment.objects.filter(engagement_id=engagement_id):
        found.setdefault(row.release_id, []).append((row.created_at, row.notice_version))
    return found
