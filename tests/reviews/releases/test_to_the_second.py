"""A permission ends at one instant: a second before it can be used, at it and after it cannot."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.access import Actor, NotAllowed, WrongState, acting_as
from reviews.documents.queries import check_code
from reviews.releases import copy_queries, queries
from reviews.releases.doors import live_releases
from reviews.releases.models import Narrowing, Release, Withdrawal
from tests import sharing_story as told
from tests.reviews.releases.pages import count, preview, url, yes
from tracker.lib import clock

SECOND = timedelta(seconds=1)
AFTER = [timedelta(), SECOND, timedelta(days=40)]


def go_to(moment: Any) -> Any:
    """The one clock says exactly this: in one transaction time stands still."""
    clock.move(timedelta())
    clock.move(moment - clock.now())
    assert clock.now() == moment
    return moment


def live(who: Actor) -> set[Any]:
    with acting_as(who), transaction.atomic():
        return live_releases()


def test_a_second_before_its_end_it_can_be_released(cast, signed, permission, being, eli):
    told.released(cast, signed, permission, now=go_to(permission.expires_at - SECOND))

    assert count(Release, being, eli) == 1


@pytest.mark.parametrize("later", AFTER)
def test_at_its_end_and_after_it_nothing_is_released(
    cast, signed, permission, being, eli, later, monkeypatch
):
    at = go_to(permission.expires_at + later)
    with pytest.raises(WrongState):
        told.released(cast, signed, permission, now=at)

    monkeypatch.setattr(queries, "has_ended", lambda *_, **__: False)
    with pytest.raises(DatabaseError):  # without the rule, the policy asks the same instant
        told.released(cast, signed, permission, now=at)
    assert count(Release, being, eli) == 0


def test_at_its_end_the_page_says_so_and_no_word_is_lost(
    at_desk, cast, signed, permission, being, eli
):
    """Looked at a second before, sent at the second it ends."""
    told.stated(cast, signed, now=go_to(permission.expires_at - SECOND))
    shown = preview(at_desk, signed, permission, *told.EVERY_PART)
    assert "Release these words" in shown.content.decode()
    go_to(permission.expires_at)

    answer = yes(at_desk, signed, permission, *told.EVERY_PART, shown=shown)

    assert answer.status_code == 409
    assert "Nothing was released: the permission has ended." in answer.content.decode()
    assert told.STATEMENT in at_desk.get(url("statement", signed)).content.decode()
    assert count(Release, being, eli) == 0


def test_it_is_narrowed_until_a_second_before_and_not_at_its_end(cast, permission, being, eli):
    at = go_to(permission.expires_at)
    with pytest.raises(WrongState):
        told.narrowed(cast, permission, "takes_part", now=at)

    at = go_to(permission.expires_at - SECOND)
    told.narrowed(cast, permission, "takes_part", now=at)
    assert count(Narrowing, being, eli) == 1


def test_what_can_be_opened_a_second_before_cannot_at_the_end(cast, permission, release):
    told.wait_is_over()
    erin = told.reader_joined()
    with acting_as(cast.eli.actor), transaction.atomic():
        code = copy_queries.open_copy(release)["code"].replace("-", "")
    end = permission.expires_at

    go_to(end - SECOND)
    assert (live(erin), check_code(code)) == ({release.id}, "unchanged")
    go_to(end)
    assert (live(erin), check_code(code)) == (set(), "over")
    go_to(end + SECOND)
    assert (live(erin), check_code(code)) == (set(), "over")


def test_it_opens_at_the_instant_its_wait_is_over(cast, permission, release):
    told.wait_is_over()
    erin = told.reader_joined()
    for moment, opens in (
        (release.live_at - SECOND, set()),
        (release.live_at, {release.id}),
        (release.live_at + SECOND, {release.id}),
    ):
        go_to(moment)
        assert live(erin) == opens


@pytest.mark.parametrize("waits", [timedelta(hours=1), None])
def test_withdrawn_while_it_waits_it_never_opens(cast, permission, release, being, eli, waits):
    """In the middle of the wait, and in its last second."""
    at = go_to(clock.now() + waits if waits else release.live_at - SECOND)
    told.withdrawn(cast, permission, now=at)
    assert count(Withdrawal, being, eli) == 1
    with acting_as(eli), transaction.atomic():
        code = copy_queries.open_copy(release)["code"].replace("-", "")

    go_to(release.live_at + SECOND)

    assert check_code(code) == "unknown"  # it never went out


def test_a_narrowing_to_nothing_is_refused_by_rule_and_database(
    cast, permission, being, eli, monkeypatch
):
    with pytest.raises(NotAllowed):
        told.narrowed(cast, permission, now=clock.now())
    with pytest.raises(DatabaseError), acting_as(eli), transaction.atomic():
        Narrowing.objects.create(
            engagement_id=permission.engagement_id,
            author_id=eli.user_id,
            permission_id=permission.id,
            parts=[],
            authenticated_at=clock.now(),
            created_at=clock.now(),
        )
    told.narrowed(cast, permission, "takes_part", now=clock.now())
    assert count(Narrowing, being, eli) == 1
