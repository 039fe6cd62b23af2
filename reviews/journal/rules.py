"""Who may write, share and read an entry."""

from datetime import datetime

from accounts.access import Actor
from accounts.roles import CLIENT
from reviews.checkins.models import CheckIn
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.journal.definitions import Writing
from reviews.journal.models import Entry
from reviews.language.findings import Finding
from reviews.language.names import review_names
from reviews.language.report import review_report
from reviews.language.standing import as_it_stands

# A reflection can be begun for these, early enough; after its time it is late, and welcome all the
# same. A moved one leads to its new time; one that was not needed or canceled takes none, but what
# was begun for it stays, and can be shared.
WRITABLE = frozenset({CheckIn.OPEN, CheckIn.DISCUSSED, CheckIn.CLOSED, CheckIn.MISSED})

TRANSITIONS: dict[str, frozenset[str]] = {
    Entry.DRAFT: frozenset({Entry.SHARED}),  # or discarded, which leaves nothing
    Entry.SHARED: frozenset(),
}


class NotReady(Exception):
    """Nothing was added; `problems` say in sentences what the gate refuses."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def found_in(text: str, writing: Writing, *, cast: frozenset[str]) -> list[Finding]:
    """What the report gate finds in words of a kind that passes it, as they will stand; [] for others.

    cast  names that may stand in it, where it is nameless.
    """
    if not writing.gated:
        return []
    stands = as_it_stands(text)
    names = review_names(stands, cast=cast).findings if writing.nameless else ()
    return [*review_report(stands).findings, *names]


def can_begin(actor: Actor, checkin: CheckIn, *, now: datetime) -> bool:
    return (
        engagement_rules.is_client(actor, checkin.engagement)
        and checkin.engagement.state == Engagement.ACTIVE
        and takes_reflection(checkin, now=now)
    )


def can_begin_writing(actor: Actor, engagement: Engagement, writing: Writing) -> bool:
    """Whether the actor writes this kind in this engagement at all; the room asks about its state."""
    if actor.role != writing.role:
        return False
    if actor.role == CLIENT:
        return engagement_rules.is_client(actor, engagement)
    return engagement_rules.is_clinician(actor, engagement)


def takes_reflection(checkin: CheckIn, *, now: datetime) -> bool:
    """From the week before it on, whatever became of it but what WRITABLE leaves out."""
    if checkin.state == CheckIn.SCHEDULED:
        return checkin.opens_at <= now  # whether or not the sweep has been there
    return checkin.state in WRITABLE


def is_late(entry: Entry, checkin: CheckIn) -> bool:
    """Shared after the time of its check-in; `checkin` is that, or what it was moved to."""
    return entry.shared_at is not None and entry.shared_at > checkin.due_at


def can_write(actor: Actor, entry: Entry) -> bool:
    return entry.author_id == actor.user_id and entry.state == Entry.DRAFT
