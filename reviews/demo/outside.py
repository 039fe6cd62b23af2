"""What is told outside without a permission: decided and signed by Dr Voss, read by the client."""

from dataclasses import replace

from accounts.outbox.delivery import deliver_pending
from reviews.demo.stage import Stage
from reviews.disclosures.actions import NewDisclosure, record_disclosure
from reviews.disclosures.queries import list_unread, read_disclosure
from tracker.lib import clock, dates


def is_told(stage: Stage, key: str, new: NewDisclosure) -> None:
    """On the day on which somebody was told; the client is told that something waits."""
    now = clock.now()
    with stage.being("voss") as voss:
        record_disclosure(
            actor=voss,
            engagement=stage.engagement_with(key),
            new=replace(new, told_on=dates.local(now).date()),
            authenticated_at=now,
            now=now,
        )
    deliver_pending()


def reads_of_it(stage: Stage, key: str) -> None:
    with stage.being(key) as client:
        for head in list_unread(actor=client, engagement_ids=[stage.engagement_of(key).id]):
            read_disclosure(actor=client, disclosure_id=head.id, now=clock.now())
