"""What the reader's one act needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.documents import actions, queries
from reviews.releases.terms import NOTICE_VERSION
from tests import sharing_story as story
from tests.laws.acts import Act, Stage


def _readable(s: Stage) -> Any:
    """Erin as the reader of a release whose wait is over, and the release."""
    report = story.signed_report(s.cast, s.engagement.id, now=s.now)
    permission = story.permitted(s.cast, s.engagement.id, now=s.now)
    release = story.released(s.cast, report, permission, now=s.now)
    s.now = story.wait_is_over()
    return story.reader_joined(), release


def _acknowledge(s: Stage) -> None:
    reader, release = s.ready
    s.as_(
        reader,
        lambda: actions.acknowledge_notice(
            actor=reader,
            release=queries.get_readable(actor=reader, release_id=release.id),
            version=NOTICE_VERSION,
            now=s.now,
        ),
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.documents.actions.acknowledge_notice": _readable
}
ACTS: dict[str, Act] = {
    "reviews.documents.actions.acknowledge_notice": Act(_acknowledge, ("acknowledge_notice",))
}
