"""What Eli shares in tests.story: a release that waits, a permission narrowed and withdrawn, and a
release that was closed for its reader.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import acting_as
from tests import sharing_story as sharing

READER = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")
WRONG = ("Noa Frey", "trustee", "Harrow & Vale", "noa@example.org")
LATER = "I would say it in other words by now."


@dataclass(frozen=True)
class Shares:
    """The ids of what Eli permitted and released."""

    permission_id: UUID  # alive, with a release that waits
    release_id: UUID
    recipient_id: UUID  # whom it is for
    closed_id: UUID  # released to somebody else, and closed by Dana
    withdrawn_id: UUID  # narrowed, then withdrawn
    statement_id: UUID  # went out with the release
    statement_kept_id: UUID  # written since


def tell_shares(cast: Any, story: Any, report_id: UUID, *, now: datetime) -> Shares:
    from reviews.releases.actions import choose_not_to_release
    from reviews.releases.queries import latest_statement
    from reviews.reports.queries import get_signed

    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        report = get_signed(actor=eli, report_id=report_id)
        choose_not_to_release(actor=eli, report=report, now=now)
    permission = sharing.permitted(cast, story.engagement_id, now=now, reader=READER)
    ended = sharing.permitted(cast, story.engagement_id, now=now, reader=READER)
    sharing.narrowed(cast, ended, "takes_part", now=now)
    sharing.withdrawn(cast, ended, now=now)
    sharing.stated(cast, report, now=now)
    release = sharing.released(cast, report, permission, now=now)
    hers = sharing.permitted(cast, story.engagement_id, now=now, reader=WRONG)
    closed = sharing.released(cast, report, hers, now=now, parts=("takes_part",))
    sharing.closed(cast, closed, now=now)
    sharing.stated(cast, report, now=now + timedelta(seconds=1), text=LATER)
    with acting_as(eli), transaction.atomic():
        kept = latest_statement(actor=eli, report_id=report_id)
    assert kept is not None
    assert release.statement_id not in (None, kept.id)
    return Shares(
        permission_id=permission.id,
        release_id=release.id,
        recipient_id=release.recipient_id,
        closed_id=closed.id,
        withdrawn_id=ended.id,
        statement_id=release.statement_id,
        statement_kept_id=kept.id,
    )
