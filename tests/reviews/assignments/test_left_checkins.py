"""A check-in nobody has settled: after some days its clinician is asked, later whoever covers too.

Source: the practice's settings `look_after_days` and `cover_looks_after_days`.
"""

from datetime import timedelta
from typing import Any

import pytest

from accounts.queries import get_organization
from reviews.checkins.actions import mark_not_needed
from reviews.checkins.queries import get_checkin
from reviews.desk.queries import today
from tests import covers
from tests.reviews.assignments.test_cover import at
from tests.story import being
from tracker.lib import clock

SECOND = timedelta(seconds=1)


@pytest.fixture
def due_at(cast: Any, story: Any, now: Any) -> Any:
    """When the check-in was that is left; Mo covers long before it and long after it."""
    cover = covers.ask(cast, story.engagement_id, now=now, first=1, last=60)
    covers.agree(cast, cover, now=now)
    with being(cast, "dana"):
        found = get_checkin(actor=cast.dana.actor, checkin_id=story.checkin_id)
    assert covers.seen_by(cast, "dana", cover).starts_at < found.due_at
    return found.due_at


def asked(cast: Any, who: str, checkin_id: Any) -> bool:
    """Whether Today asks them what became of it."""
    actor = getattr(cast, who).actor
    with being(cast, who):
        return checkin_id in {c.id for c in today(actor=actor, now=clock.now()).to_settle}


def both(cast: Any, story: Any) -> tuple[bool, bool]:
    return asked(cast, "dana", story.checkin_id), asked(cast, "mo", story.checkin_id)


def test_first_the_clinician_is_asked_and_days_later_whoever_covers_too(cast, story, due_at, now):
    with being(cast, "dana"):
        practice = get_organization(actor=cast.dana.actor)
    own = due_at + timedelta(days=practice.look_after_days)
    covering = due_at + timedelta(days=practice.cover_looks_after_days)
    found = {}
    for moment in (own - SECOND, own, covering - SECOND, covering):
        at(moment, now)
        found[moment] = both(cast, story)
    assert list(found.values()) == [(False, False), (True, False), (True, False), (True, True)]


def test_the_practice_says_how_long(cast, story, due_at, now):
    from accounts.actions import change_practice_settings

    with being(cast, "ada"):
        change_practice_settings(
            actor=cast.ada.actor,
            settings={"look_after_days": 2, "cover_looks_after_days": 20},
            now=now,
        )
    at(due_at + timedelta(days=2), now)
    assert both(cast, story) == (True, False)
    at(due_at + timedelta(days=20) - SECOND, now)
    assert both(cast, story) == (True, False)
    at(due_at + timedelta(days=20), now)
    assert both(cast, story) == (True, True)


def test_once_one_of_them_has_settled_it_nobody_is_asked(cast, story, due_at, now):
    at(due_at + timedelta(days=10), now)
    assert both(cast, story) == (True, True)
    with being(cast, "mo"):
        found = get_checkin(actor=cast.mo.actor, checkin_id=story.checkin_id)
        mark_not_needed(actor=cast.mo.actor, checkin=found, now=clock.now())
    assert both(cast, story) == (False, False)


def test_after_the_cover_it_is_the_clinicians_alone(cast, story, due_at, now):
    at(now + timedelta(days=62), now)
    assert both(cast, story) == (True, False)
