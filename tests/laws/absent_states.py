"""Why a reader who read something a moment ago finds nothing: each state, told through the acts."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.access import acting_as
from reviews.releases.files import make_waiting
from tests import sharing_story as story
from tests.story import _engagement
from tracker.lib import clock


@dataclass(frozen=True)
class Open:
    """Erin can read `release`; she has read its notice. client  her browser, where there is one."""

    release: Any
    permission: Any
    report: Any
    engagement: Any
    client: Any = None


def open_one(cast: Any, engagement: Any, *, now: datetime) -> Open:
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now)
    release = story.released(cast, report, permission, now=now)
    assert make_waiting() == 1
    story.wait_is_over()
    story.acknowledged(story.reader_joined(), release.id)
    return Open(release, permission, report, engagement)


def _never(cast: Any, opened: Open) -> UUID:
    """A version that was signed and offered, and nobody was given."""
    story.withdrawn(cast, opened.permission, now=clock.now())
    return story.corrected_report(cast, opened.report, now=clock.now()).id


def _refused(cast: Any, opened: Open) -> UUID:
    from reviews.releases.actions import choose_not_to_release
    from reviews.reports.queries import get_signed

    version = _never(cast, opened)
    eli = cast.eli.actor
    with acting_as(eli):
        report = get_signed(actor=eli, report_id=version)
        choose_not_to_release(actor=eli, report=report, now=clock.now())
    return version


def _permitted_alone(cast: Any, opened: Open) -> UUID:
    story.withdrawn(cast, opened.permission, now=clock.now())
    return story.permitted(cast, opened.engagement.id, now=clock.now()).id


def _withdrawn(cast: Any, opened: Open) -> UUID:
    story.withdrawn(cast, opened.permission, now=clock.now())
    return opened.release.id


def _expired(cast: Any, opened: Open) -> UUID:
    story.wait_is_over(hours=24 * 182)
    return opened.release.id


def _narrowed(cast: Any, opened: Open) -> UUID:
    story.narrowed(cast, opened.permission, "takes_part", now=clock.now())
    return opened.release.id


def _in_error(cast: Any, opened: Open) -> UUID:
    story.entered_in_error(cast, opened.report, now=clock.now())
    return opened.release.id


def _closed(cast: Any, opened: Open) -> UUID:
    story.closed(cast, opened.release, now=clock.now())
    return opened.release.id


def _replaced(cast: Any, opened: Open) -> UUID:
    """A later version took its place, and has been withdrawn too: nothing at all is left."""
    now = story.wait_is_over(hours=story.WAIT_HOURS + 1)
    newer = story.corrected_report(cast, opened.report, now=now)
    second = story.permitted(cast, opened.engagement.id, now=now)
    story.released(cast, newer, second, now=now)
    story.withdrawn(cast, second, now=story.wait_is_over(hours=2 * story.WAIT_HOURS + 2))
    return opened.release.id


def _taken_back(cast: Any, opened: Open) -> UUID:
    """A later version, withdrawn before it could be opened; then the first one too."""
    now = story.wait_is_over(hours=story.WAIT_HOURS + 1)
    newer = story.corrected_report(cast, opened.report, now=now)
    second = story.permitted(cast, opened.engagement.id, now=now)
    later = story.released(cast, newer, second, now=now)
    story.withdrawn(cast, second, now=now)
    story.withdrawn(cast, opened.permission, now=story.wait_is_over(hours=2 * story.WAIT_HOURS + 2))
    return later.id


def _waiting(cast: Any, opened: Open) -> UUID:
    """Another client has released to the same reader, an hour ago."""
    story.withdrawn(cast, opened.permission, now=clock.now())
    now = clock.now()
    mo, otto = cast.mo.actor, cast.otto.actor
    engagement = _engagement(mo, otto, "Otto Brandt", now=now)
    report = story.signed_report(cast, engagement.engagement_id, now=now, author=mo)
    permission = story.permitted(cast, engagement.engagement_id, now=now, client=otto)
    release = story.released(cast, report, permission, now=now, client=otto)
    make_waiting()
    return release.id


def _unknown(cast: Any, opened: Open) -> UUID:
    story.withdrawn(cast, opened.permission, now=clock.now())
    return uuid.uuid4()


# Each leaves nothing to read, and says which id to ask for.
STATES: dict[str, Callable[[Any, Open], UUID]] = {
    "never": _never,
    "refused": _refused,
    "permitted, not released": _permitted_alone,
    "withdrawn": _withdrawn,
    "expired": _expired,
    "narrowed": _narrowed,
    "in error": _in_error,
    "closed, as it reached the wrong person": _closed,
    "replaced": _replaced,
    "taken back before it opened": _taken_back,
    "waiting": _waiting,
    "unknown": _unknown,
}
