"""The pages about who works with a client ask no more questions for three rows than for one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access import acting_as
from accounts.models import Membership
from reviews.assignments.absences import note_absence
from reviews.assignments.handover_queries import get_handover
from reviews.assignments.handovers import agree_to_handover
from tests import covers, handovers
from tests.conftest import _actor, _join, until_tuesday_morning
from tests.story import _engagement, being
from tests.talks import note_privately
from tracker.lib import clock

# Page → (who opens it, how many queries, those of session and frame included; what each row says).
PINNED: dict[str, tuple[str, int, str]] = {
    "desk:today": ("mo", 52, "asks you to cover"),
    "assignments:away": ("ada", 14, "Back at work<"),
    "desk:access_record": ("eli", 29, "Earlier, for a while"),
    "desk:people": ("dana", 36, '<a class="code"'),
}


@pytest.fixture(autouse=True)
def _tuesday(cast: Any) -> None:
    """Before any story: which check-ins are near two days later depends on the hour."""
    clock.move(until_tuesday_morning(datetime.now(UTC)))


def ask(cast: Any, browser: Any, *, rows: int) -> dict[str, int]:
    found = {}
    for name, (who, _, words) in PINNED.items():
        client = browser(getattr(cast, who))
        client.get(reverse(name))  # the first page of a session asks more
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse(name)).content.decode()
        assert page.count(words) == rows, name
        found[name] = len(queries)
    return found


def begin_with(cast: Any, name: str) -> Any:
    """Work of Dana's with somebody new, who was introduced to her."""
    with acting_as(cast.ada.actor), transaction.atomic():
        dana = Membership.objects.get(user_id=cast.dana.user_id)
    email = f"{name}@example.org"
    _join(cast.ada.actor, email=email, role="client", introduced_to=dana)
    client = _actor(email)
    return client, _engagement(cast.dana.actor, client, name.title(), now=clock.now())


def one_of_each(cast: Any, elis: Any, number: int) -> None:
    """A cover and a handover asked for, notes of work handed over, a cover that is over, an absence."""
    now = clock.now()
    _, asked = begin_with(cast, f"una{number}")
    covers.ask(cast, asked.engagement_id, now=now)
    handovers.propose(cast, asked.engagement_id, now=now)

    client, given = begin_with(cast, f"vic{number}")
    note_privately(cast.dana.actor, given.engagement_id, now=now)
    handover = handovers.propose(cast, given.engagement_id, now=now)
    handovers.agree(cast, handover, now=now)
    with acting_as(client), transaction.atomic():
        row = get_handover(actor=client, handover_id=handover.id)
        agree_to_handover(actor=client, handover=row, now=now)

    _join(cast.ada.actor, email=f"wil{number}@example.org", role="clinician", display_name="Wil")
    with being(cast, "ada"):
        note_absence(
            actor=cast.ada.actor,
            person_id=_actor(f"wil{number}@example.org").user_id,
            starts_on=covers.day(cast, 0, now=now),
            now=now,
        )

    cover = covers.ask(cast, elis.engagement_id, now=now, first=1, last=9)
    covers.agree(cast, cover, now=now)
    clock.move(clock.now() - datetime.now(UTC) + timedelta(days=2))
    covers.end(cast, cover, now=clock.now())


def test_three_rows_ask_no_more_than_one(cast, story, browser):
    pinned = {name: count for name, (_, count, _) in PINNED.items()}
    one_of_each(cast, story, 1)
    assert ask(cast, browser, rows=1) == pinned
    for number in (2, 3):
        one_of_each(cast, story, number)
    assert ask(cast, browser, rows=3) == pinned
