"""Sharing in the API: read by both people, withdrawn by the client alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.releases.queries import list_permissions
from tests.reviews.releases.conftest import grow_old
from tests.sharing_story import acknowledged, reader_joined, released, wait_is_over
from tracker.lib import clock

JSON = {"Accept": "application/json"}


@pytest.fixture
def listing(engagement):
    return reverse("api:sharing", args=[engagement.id])


@pytest.fixture
def ending(permission):
    return reverse("api:withdraw", args=[permission.id])


def state(eli, engagement, being):
    with being(eli):
        return list_permissions(actor=eli, engagement_id=engagement.id, now=clock.now())[0].state


def test_with_nothing_the_list_is_empty(at_desk, listing):
    assert at_desk.get(listing, headers=JSON).json() == []


def test_both_people_read_permissions_with_their_releases(
    at_desk, browser, cast, listing, signed, permission, now
):
    release = released(cast, signed, permission, now=now, parts=("takes_part",))

    for client in (at_desk, browser(cast.dana)):
        [found] = client.get(listing, headers=JSON).json()
        assert found["id"] == str(permission.id)
        assert found["reader"]["name"] == "Erin Vale"
        assert "address" not in found["reader"]
        assert (found["state"], found["withdrawn_at"]) == ("alive", None)
        [sent] = found["releases"]
        assert (sent["id"], sent["state"]) == (str(release.id), "ahead")
        assert sent["parts"] == ["takes_part"]


def test_openings_are_the_clients_to_know(at_desk, browser, cast, listing, signed, permission, now):
    release = released(cast, signed, permission, now=now)
    wait_is_over()
    erin = reader_joined()
    acknowledged(erin, release.id)
    browser(erin).get(reverse("documents:read", args=[release.id]))

    [mine] = at_desk.get(listing, headers=JSON).json()
    [theirs] = browser(cast.dana).get(listing, headers=JSON).json()

    assert [opening["verb"] for opening in mine["releases"][0]["openings"]] == ["read"]
    assert theirs["releases"][0]["openings"] == []


def test_withdrawing_is_one_call_and_again_changes_nothing(at_desk, ending, engagement, eli, being):
    assert at_desk.post(ending, headers=JSON).status_code == 204
    assert state(eli, engagement, being) == "withdrawn"
    assert at_desk.post(ending, headers=JSON).status_code == 204


def test_withdrawing_needs_a_password_of_a_moment_ago(
    at_desk, browser, cast, ending, engagement, eli, being
):
    grow_old(at_desk)
    assert at_desk.post(ending, headers=JSON).status_code == 403
    assert browser(cast.eli).post(ending, headers=JSON).status_code == 403
    assert state(eli, engagement, being) == "alive"
    grow_old(at_desk, timedelta(minutes=-11))  # as if it had been typed just now again
    assert at_desk.post(ending, headers=JSON).status_code == 204


def test_nobody_else_reads_or_ends_anything(at_desk, browser, cast, listing, ending):
    assert at_desk.get(listing, headers=JSON).status_code == 200
    for who in (cast.mo, cast.otto, cast.ada):
        assert browser(who).get(listing, headers=JSON).status_code == 404
    for who in (cast.dana, cast.mo, cast.otto, cast.ada):
        assert browser(who).post(ending, headers=JSON).status_code == 404
    assert at_desk.post(ending, headers=JSON).status_code == 204
