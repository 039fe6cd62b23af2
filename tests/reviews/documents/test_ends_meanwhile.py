"""A release that ends in the middle of a request is the same absence as one that never was."""

import uuid

import pytest
from django.db import transaction

from accounts.access import NotFound, acting_as
from reviews.documents import actions, queries
from tests import sharing_story as story


def absent(client):
    answer = client.get(f"/documents/{uuid.uuid4()}/")
    return answer.status_code, answer.content


@pytest.mark.parametrize("step", ["get_readable", "has_acknowledged"])
@pytest.mark.parametrize("form", ["", "file/"])
def test_withdrawn_between_two_steps_of_a_reading_is_absent(
    reading, live, cast, monkeypatch, step, form
):
    """Before its key is fetched, and before its line in the trail is written."""
    assert reading.get(f"{live.path}{form}").status_code == 200
    nothing = absent(reading)
    before = getattr(queries, step)

    def meanwhile(**asked):
        found = before(**asked)
        story.withdrawn(cast, live.permission, now=story.wait_is_over())
        return found

    monkeypatch.setattr(queries, step, meanwhile)
    answer = reading.get(f"{live.path}{form}")

    assert (answer.status_code, answer.content) == nothing


@pytest.mark.parametrize("path", ["/documents/{}/", "/api/v1/shared/{}/"])
def test_a_text_is_answered_as_it_was_or_not_at_all(reading, live, cast, monkeypatch, path):
    """Withdrawn when the text is open already, before the state of its file is asked."""
    path = path.format(live.release.id)
    assert reading.get(path).status_code == 200
    record = queries._record

    def meanwhile(*values):
        record(*values)
        story.withdrawn(cast, live.permission, now=story.wait_is_over())

    monkeypatch.setattr(queries, "_record", meanwhile)
    answer = reading.get(path)

    nothing = reading.get(path.replace(str(live.release.id), str(uuid.uuid4())))
    assert (answer.status_code, answer.content) == (404, nothing.content)


def test_withdrawn_while_the_list_is_made_is_left_out(erin, live, cast, monkeypatch):
    assert live.path in erin.get("/documents/").content.decode()
    fetch = queries.vault.fetch_copies

    def meanwhile(ids):
        wanted = list(ids)
        story.withdrawn(cast, live.permission, now=story.wait_is_over())
        fetch(wanted)

    monkeypatch.setattr(queries.vault, "fetch_copies", meanwhile)

    assert live.path not in erin.get("/documents/").content.decode()


def test_withdrawn_while_the_notice_is_acknowledged_is_absent(live, cast):
    with acting_as(live.erin), transaction.atomic():
        release = queries.get_readable(actor=live.erin, release_id=live.release.id)
    story.withdrawn(cast, live.permission, now=story.wait_is_over())

    with acting_as(live.erin), transaction.atomic(), pytest.raises(NotFound):
        actions.acknowledge_notice(
            actor=live.erin, release=release, version="2026-11", now=story.wait_is_over()
        )
