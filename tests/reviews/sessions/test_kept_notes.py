"""Process notes stay their writer's when the work goes on without them, and nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import AuditEvent
from reviews.sessions.queries import list_kept_notes
from tests import covers, handovers
from tests.reviews.assignments.test_cover import at
from tests.story import being
from tests.talks import PRIVATE_THOUGHT, note_privately


def page(client: Any, engagement_id: Any) -> Any:
    return client.get(reverse("sessions:private", args=[engagement_id]))


@pytest.fixture
def handed_over(cast: Any, story: Any, now: Any) -> Any:
    note_privately(cast.dana.actor, story.engagement_id, now=now)
    handover = handovers.propose(cast, story.engagement_id, now=now)
    for who in ("mo", "eli"):
        handovers.agree(cast, handover, now=now, who=who)
    return handover


def test_whoever_handed_over_reads_them_where_they_were(cast, story, browser, handed_over):
    dana = browser(cast.dana)
    answer = page(dana, story.engagement_id)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert PRIVATE_THOUGHT in said
    assert handed_over.code in said
    assert "Rask" not in said  # the name is not theirs to open any more
    assert "<textarea" not in said
    assert handed_over.code in dana.get(reverse("desk:people")).content.decode()
    with being(cast, "dana"):
        assert AuditEvent.objects.filter(chain_kind="process", verb="read").count() == 1


def test_they_write_no_more_of_them(cast, story, browser, handed_over):
    where = reverse("sessions:private", args=[story.engagement_id])
    assert browser(cast.dana).post(where, {"text": "More."}).status_code == 404


def test_whoever_goes_on_has_notes_of_their_own(cast, story, browser, handed_over):
    answer = page(browser(cast.mo), story.engagement_id)
    assert answer.status_code == 200
    assert PRIVATE_THOUGHT not in answer.content.decode()
    for who in ("eli", "otto", "ada"):
        assert page(browser(getattr(cast, who)), story.engagement_id).status_code == 404, who


def test_before_the_handover_nothing_is_listed(cast, story, browser, now):
    note_privately(cast.dana.actor, story.engagement_id, now=now)
    with being(cast, "dana"):
        assert list_kept_notes(actor=cast.dana.actor) == {}
    assert "<textarea" in page(browser(cast.dana), story.engagement_id).content.decode()


def test_whoever_covered_keeps_theirs(cast, story, now):
    cover = covers.ask(cast, story.engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    at(cover.starts_at + timedelta(hours=1), now)
    note_privately(cast.mo.actor, story.engagement_id, now=cover.starts_at + timedelta(hours=1))
    with being(cast, "mo"):
        assert list_kept_notes(actor=cast.mo.actor) == {}
    at(cover.ends_at, now)
    with being(cast, "mo"):
        assert list_kept_notes(actor=cast.mo.actor) == {story.engagement_id: cover.code}


def test_the_door_tells_nobody_else(cast, story, handed_over):
    found = {}
    for who in ("dana", "mo", "eli", "otto", "ada", "sweep", "outbox", "nobody"):
        with being(cast, who), connection.cursor() as cursor:
            cursor.execute("select code from app.work_of_own_notes()")
            found[who] = [row[0] for row in cursor.fetchall()]
    assert found.pop("dana") == [handed_over.code]
    assert set(map(tuple, found.values())) == {()}
