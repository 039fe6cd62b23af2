"""Two tabs at the same moment, in real transactions: one release, one withdrawal, nothing twice."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts.access import NotAllowed, WrongState, acting_as
from accounts.queries import list_events
from reviews.releases import actions, permissions
from reviews.releases.actions import Seen
from reviews.releases.models import Release, ReleaseFile, Withdrawal
from reviews.releases.queries import get_permission
from reviews.reports.queries import get_signed
from tests import sharing_story as told
from tests.clones import clone, inside
from tracker.lib import clock

TABS = 3


@pytest.fixture
def world() -> Iterator[dict[str, Any]]:
    """Eli's signed report and permission, committed in a database of their own."""
    from tests.conftest import _load_cast, _make_cast
    from tests.story import _engagement

    with clone() as copy, inside(copy.app_url):
        _make_cast()
        cast = _load_cast()
        now = clock.now()
        mine = _engagement(cast.dana.actor, cast.eli.actor, "Eli Rask", now=now)
        yield {
            "url": copy.app_url,
            "eli": cast.eli.actor,
            "engagement_id": mine.engagement_id,
            "report": told.signed_report(cast, mine.engagement_id, now=now),
            "permission": told.permitted(cast, mine.engagement_id, now=now),
        }


def release(world: dict[str, Any]) -> None:
    eli, now = world["eli"], clock.now()
    report = get_signed(actor=eli, report_id=world["report"].id)
    actions.release_report(
        actor=eli,
        report=report,
        permission=get_permission(actor=eli, permission_id=world["permission"].id),
        parts=["takes_part"],
        seen=Seen(bytes(report.digest or b""), None),
        authenticated_at=now,
        now=now,
    )


def withdraw(world: dict[str, Any]) -> None:
    eli, now = world["eli"], clock.now()
    permissions.withdraw_permission(
        actor=eli,
        permission=get_permission(actor=eli, permission_id=world["permission"].id),
        authenticated_at=now,
        now=now,
    )


def at_once(world: dict[str, Any], *acts: Callable[[dict[str, Any]], None]) -> list[str]:
    """Each act in a thread and a transaction of its own; how each ended."""
    start, ended = threading.Barrier(len(acts)), []

    def run(act: Callable[[dict[str, Any]], None]) -> None:
        try:
            with inside(world["url"]):
                start.wait(timeout=20)
                with acting_as(world["eli"]), transaction.atomic():
                    act(world)
            ended.append("done")
        except (WrongState, NotAllowed) as error:
            ended.append(type(error).__name__)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ended)


def counted(world: dict[str, Any], *models: Any) -> list[int]:
    with acting_as(world["eli"]), transaction.atomic():
        return [model.objects.count() for model in models]


def lines(world: dict[str, Any], verb: str) -> int:
    with acting_as(world["eli"]), transaction.atomic():
        return len(list_events(chain=world["engagement_id"], verbs=frozenset({verb})))


def test_the_same_yes_in_three_tabs_releases_once(world):
    assert at_once(world, *[release] * TABS) == ["WrongState", "WrongState", "done"]

    assert counted(world, Release, ReleaseFile) == [1, 1]
    assert lines(world, "release") == 1


def test_withdrawing_in_three_tabs_withdraws_once(world):
    assert at_once(world, *[withdraw] * TABS) == ["done"] * TABS

    assert counted(world, Withdrawal) == [1]
    assert lines(world, "withdraw") == 1


def test_a_withdrawal_beside_a_release_leaves_nothing_open(world):
    """Whichever was first: either it was released and is withdrawn, or it was never released."""
    ended = at_once(world, release, withdraw)

    assert ended in (["done", "done"], ["WrongState", "done"])
    released, withdrawn = counted(world, Release, Withdrawal)
    assert withdrawn == 1
    assert released == ended.count("done") - 1
    assert at_once(world, release) == ["WrongState"]
