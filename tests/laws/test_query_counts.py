"""Lists ask the same number of questions for one row as for three."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.access import Actor, acting_as
from reviews.desk import queries as desk
from reviews.engagements.queries import list_engagements, see_engagement
from tests.clones import Clone, clone, inside
from tests.conftest import _actor, _join, _load_cast, _make_cast
from tests.story import _engagement, _reflection, tell_story
from tracker.lib import clock

# Read → how many queries, whether there are one or three engagements.
PINNED: dict[str, int] = {
    "today": 8,
    "people": 8,
    "list_engagements": 3,
    "your_page": 9,
    "timeline": 5,
}


def read(name: str, cast: Any, story: Any) -> Callable[[], Any]:
    dana, eli, now = cast.dana.actor, cast.eli.actor, clock.now()
    if name == "timeline":
        seen = see_engagement(actor=dana, engagement_id=story.engagement_id)
        return lambda: desk.timeline(actor=dana, engagement=seen, now=now)
    return {
        "today": lambda: desk.today(actor=dana, now=now),
        "people": lambda: desk.people(actor=dana),
        "list_engagements": lambda: list_engagements(actor=dana),
        "your_page": lambda: desk.your_page(actor=eli, now=now),
    }[name]


@contextmanager
def in_it(copy: Clone, actor: Actor) -> Iterator[None]:
    with inside(copy.app_url), acting_as(actor), transaction.atomic():
        yield


def counts(copy: Clone, cast: Any, story: Any) -> dict[str, int]:
    found = {}
    for name in PINNED:
        actor = cast.eli.actor if name == "your_page" else cast.dana.actor
        with in_it(copy, actor):
            act = read(name, cast, story)
            with acting_as(actor):  # keys unwrapped before are forgotten
                with CaptureQueriesContext(connection) as queries:
                    act()
                found[name] = len(queries)
    return found


def grow(copy: Clone, cast: Any) -> None:
    """Two more clients of Dana's with a shared reflection each, and two more of Eli's."""
    from accounts.models import Membership
    from reviews.agreements.models import Agreement

    eli, now = cast.eli.actor, clock.now()
    with acting_as(cast.ada.actor), transaction.atomic():
        dana = Membership.objects.get(user_id=cast.dana.user_id)
    for name in ("una", "vic"):
        email = f"{name}@example.org"
        _join(cast.ada.actor, email=email, role="client", introduced_to=dana)
        agreement = _engagement(cast.dana.actor, _actor(email), name.title(), now=now)
        _reflection(_actor(email), agreement, 0, now=now)
    with acting_as(eli), transaction.atomic():
        agreement = Agreement.objects.select_related("engagement").get()
    for which in (2, 3):
        _reflection(eli, agreement, which, now=now)


def test_three_rows_ask_no_more_than_one():
    with clone() as copy:
        with inside(copy.app_url):
            _make_cast()
            cast = _load_cast()
            story = tell_story(cast, now=clock.now())
        assert counts(copy, cast, story) == PINNED
        with inside(copy.app_url):
            grow(copy, cast)
        with in_it(copy, cast.dana.actor):
            assert len(desk.people(actor=cast.dana.actor)[0]) == 3
        assert counts(copy, cast, story) == PINNED


def test_a_question_for_each_row_is_seen(story, cast, monkeypatch):
    """Planted: a list that looks every engagement up again asks once more for each."""
    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        with CaptureQueriesContext(connection) as before:
            rows = list_engagements(actor=dana)
        with CaptureQueriesContext(connection) as planted:
            for row in list_engagements(actor=dana):
                see_engagement(actor=dana, engagement_id=row.id)
    assert rows
    assert len(planted) > len(before)
