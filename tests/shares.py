"""What Eli shares in tests.story: a release that waits, a permission narrowed and withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import acting_as
from tests import sharing_story as sharing

READER = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")
LATER = "I would say it in other words by now."


@dataclass(frozen=True)
class Shares:
    """The ids of what Eli permitted and released."""

    permission_id: UUID  # alive, with a release that waits
    release_id: UUID
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
    sharing.stated(cast, report, now=now + timedelta(seconds=1), text=LATER)
    with acting_as(eli), transaction.atomic():
        kept = latest_statement(actor=eli, report_id=report_id)
    assert kept is not None
    assert release.statement_id not in (None, kept.id)
    return Shares(
        permission_id=permission.id,
        release_id=release.id,
        withdrawn_id=ended.id,
        statement_id=release.statement_id,
        statement_kept_id=kept.id,
    )
