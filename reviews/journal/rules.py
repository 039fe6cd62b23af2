"""Who may write, share and read an entry."""

from accounts.access import Actor
from reviews.checkins.models import CheckIn
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.journal.models import Entry

# A reflection can be begun and shared while its check-in waits for it, and late too.
WRITABLE = frozenset({CheckIn.OPEN, CheckIn.DISCUSSED})

TRANSITIONS: dict[str, frozenset[str]] = {
    Entry.DRAFT: frozenset({Entry.SHARED}),  # or discarded, which leaves nothing
    Entry.SHARED: frozenset(),
}


def can_begin(actor: Actor, checkin: CheckIn) -> bool:
    return (
        engagement_rules.is_client(actor, checkin.engagement)
        and checkin.engagement.state == Engagement.ACTIVE
        and checkin.state in WRITABLE
    )


def can_write(actor: Actor, entry: Entry) -> bool:
    return entry.author_id == actor.user_id and entry.state == Entry.DRAFT
