"""A release that waits while its agreement lists a concern, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.access import Actor, acting_as, acting_as_system
from accounts.outbox.delivery import deliver_pending
from accounts.outbox.models import Notice
from reviews.documents.queries import list_documents
from reviews.releases.copy_queries import open_copy
from reviews.releases.files import make_waiting
from reviews.releases.queries import list_permissions
from tests import sharing_story as story
from tests.concerns import step, told
from tracker.lib import clock

PARTS = ("takes_part", "attendance", "commitments")
# Another name at Erin's address: the same account, and a waiting period of its own.
NEW_NAME = ("Erin Vale-Moss", *story.ERIN[1:])


@dataclass(frozen=True)
class Waits:
    """Erin has joined, for a word that misleads nobody; a summary for her waits."""

    report: Any
    concern: Any
    permission: Any
    release: Any
    code: str
    erin: Actor

    @property
    def path(self) -> str:
        return f"/documents/{self.release.id}/"


def held_one(cast: Any, engagement: Any, now: Any) -> Waits:
    concern = told(cast.eli.actor, engagement.id, now=now)
    report = story.signed_report(cast, engagement.id, now=now)
    small = story.permitted(cast, engagement.id, now=now, parts=("takes_part",))
    story.released(cast, report, small, now=now)
    later = story.wait_is_over()
    erin = story.reader_joined()
    parts = (*story.EVERY_PART, "concerns")
    permission = story.permitted(cast, engagement.id, now=later, reader=NEW_NAME, parts=parts)
    release = story.released(cast, report, permission, parts=PARTS, now=later)
    assert make_waiting() > 0
    with acting_as(cast.eli.actor), transaction.atomic():
        code = open_copy(release)["code"]
    return Waits(report, concern, permission, release, code, erin)


def listed(cast: Any, concern: Any, kind: str = "listed") -> Any:
    more = {"agreed_key": "as_described"} if kind == "listed" else {}
    return step(cast.dana.actor, concern, kind, now=clock.now(), **more)


def after_the_wait() -> datetime:
    story.wait_is_over(hours=2 * story.WAIT_HOURS)
    return clock.now()


def an_hour_passes() -> None:
    passes(timedelta(hours=1))


def passes(time: timedelta) -> None:
    clock.move(clock.now() - timezone.now() + time)


def readable(waits: Waits) -> set[UUID]:
    with acting_as(waits.erin), transaction.atomic():
        return {head.id for head in list_documents(actor=waits.erin)}


def state_of(waits: Waits, who: Actor) -> Any:
    with acting_as(who), transaction.atomic():
        listed = list_permissions(
            actor=who, engagement_id=waits.release.engagement_id, now=clock.now()
        )
    return next(r for p in listed for r in p.releases if r.id == waits.release.id)


def sent_to_erin() -> list[Any]:
    """What came of a release; that a form is there, the agreement has told her."""
    deliver_pending()
    sent = [message for message in mail.outbox if message.to == [story.ERIN[3]]]
    return [message for message in sent if message.subject != "A form is available"]


def notice(waits: Waits) -> Notice:
    with acting_as_system("outbox"), transaction.atomic():
        return Notice.objects.get(key=f"release:{waits.release.id}:shared")
