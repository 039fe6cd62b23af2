"""Nobody but the client, and only freshly, makes a permission, a narrowing, a withdrawal, a release.

Two guards stand on each: the rule in Python and the row policy. Each is taken away in turn, and the
other still refuses; with both gone the act goes through, so that the test can fail.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import errors

from accounts.access import NotAllowed, NotFresh, acting_as
from reviews.releases import actions, permissions
from reviews.releases.actions import Seen
from reviews.releases.models import Narrowing, Permission, Release, Withdrawal
from tests import sharing_story as told
from tests.clones import clone, inside
from tests.ground import acted_once
from tracker.lib import clock
from tracker.lib.crypto import CannotOpen

TABLES = ("permission", "narrowing", "withdrawal", "release", "recipient", "statement")
NEVER_CHANGED = (*(f"reviews_{name}" for name in TABLES), "reviews_notreleased")


def give(actor: Any, s: Any, at: Any, now: Any) -> None:
    terms = told_terms(s)
    permissions.give_permission(
        actor=actor,
        engagement=s["permission"].engagement,
        terms=terms,
        parts=["takes_part"],
        authenticated_at=at,
        now=now,
    )


def narrow(actor: Any, s: Any, at: Any, now: Any) -> None:
    permissions.narrow_permission(
        actor=actor, permission=s["permission"], parts=["takes_part"], authenticated_at=at, now=now
    )


def withdraw(actor: Any, s: Any, at: Any, now: Any) -> None:
    permissions.withdraw_permission(
        actor=actor, permission=s["permission"], authenticated_at=at, now=now
    )


def release(actor: Any, s: Any, at: Any, now: Any) -> None:
    actions.release_report(
        actor=actor,
        report=s["report"],
        permission=s["permission"],
        parts=["takes_part"],
        seen=Seen(bytes(s["report"].digest), None),
        authenticated_at=at,
        now=now,
    )


Act = Callable[[Any, Any, Any, Any], None]
ACTS: dict[str, tuple[Act, Any]] = {
    "permission": (give, Permission),
    "narrowing": (narrow, Narrowing),
    "withdrawal": (withdraw, Withdrawal),
    "release": (release, Release),
}
OTHERS = ("dana", "mo", "otto", "ada")


def told_terms(s: Any) -> Any:
    from reviews.releases.queries import open_terms

    with acting_as(s["eli"]), transaction.atomic():
        return open_terms(s["permission"])


def stage(cast: Any, engagement_id: Any, now: Any) -> dict[str, Any]:
    """Eli's report and permission, as he has read them."""
    from reviews.releases.queries import get_permission
    from reviews.reports.queries import get_signed

    eli = cast.eli.actor
    signed = told.signed_report(cast, engagement_id, now=now)
    permission = told.permitted(cast, engagement_id, now=now)
    with acting_as(eli), transaction.atomic():
        return {
            "eli": eli,
            "report": get_signed(actor=eli, report_id=signed.id),
            "permission": get_permission(actor=eli, permission_id=permission.id),
        }


@acted_once
def s(cast: Any, engagement: Any, now: Any) -> dict[str, Any]:
    return stage(cast, engagement.id, now)


@contextmanager
def tried(actor: Any) -> Iterator[None]:
    """Be that person for one try, whose outcome is taken back."""
    with acting_as(actor), transaction.atomic():
        yield
        transaction.set_rollback(True)


def does(actor: Any, act: Act, model: Any, s: Any, at: Any, now: Any) -> bool:
    """Whether the act makes a row, at least in the eyes of the database."""
    with tried(actor):
        before = model.objects.count()
        act(actor, s, at, now)
        return bool(model.objects.count() > before)


def without_rule(patch: pytest.MonkeyPatch) -> None:
    """The rule in Python says yes to everybody, and takes every proof for fresh."""
    patch.setattr("reviews.engagements.rules.is_client", lambda actor, engagement: True)
    for acts in ("actions", "permissions"):
        patch.setattr(f"reviews.releases.{acts}.require_fresh", lambda **_: None)


# --- the rule alone, the policy alone -------------------------------------------------------------


@pytest.mark.parametrize("name", ACTS)
def test_the_act_is_the_clients_alone(cast, s, now, name):
    act, model = ACTS[name]
    assert does(s["eli"], act, model, s, now, now)

    for who in OTHERS:
        with pytest.raises(NotAllowed), tried(getattr(cast, who).actor):
            act(getattr(cast, who).actor, s, now, now)


@pytest.mark.parametrize("name", ACTS)
def test_the_act_needs_a_proof_of_a_moment_ago(s, now, name):
    act, model = ACTS[name]
    assert does(s["eli"], act, model, s, now - timedelta(minutes=9), now)

    for at in (now - timedelta(minutes=11), now + timedelta(minutes=2)):
        with pytest.raises(NotFresh), tried(s["eli"]):
            act(s["eli"], s, at, now)


@pytest.mark.parametrize("name", ACTS)
def test_without_the_rule_the_database_still_refuses(cast, s, now, monkeypatch, name):
    act, model = ACTS[name]
    without_rule(monkeypatch)
    assert does(s["eli"], act, model, s, now, now)

    for who in OTHERS:
        with pytest.raises((DatabaseError, CannotOpen)), tried(getattr(cast, who).actor):
            act(getattr(cast, who).actor, s, now, now)
    with pytest.raises(DatabaseError) as refused, tried(cast.dana.actor):
        act(cast.dana.actor, s, now, now)
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege | errors.RaiseException)


@pytest.mark.parametrize("name", ACTS)
def test_without_the_rule_the_database_still_asks_for_a_fresh_proof(s, now, monkeypatch, name):
    act, model = ACTS[name]
    without_rule(monkeypatch)
    assert does(s["eli"], act, model, s, now - timedelta(minutes=9), now)

    for at in (now - timedelta(minutes=11), now + timedelta(minutes=2)):
        with pytest.raises(DatabaseError) as refused, tried(s["eli"]):
            act(s["eli"], s, at, now)
        assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


def test_without_the_policies_the_rule_still_refuses_and_without_both_nobody_does():
    """In a database of its own, whose owner has opened every table of this room."""
    from tests.conftest import _load_cast, _make_cast
    from tests.story import _engagement

    with clone() as copy, inside(copy.app_url), copy.as_owner() as owner:
        _make_cast()
        cast = _load_cast()
        now = clock.now()
        eli, dana = cast.eli.actor, cast.dana.actor
        agreement = _engagement(dana, eli, "Eli Rask", now=now)
        s = stage(cast, agreement.engagement_id, now)
        for table in TABLES:
            owner.execute(
                f"create policy hole on reviews_{table} for all to waymark_app"
                " using (true) with check (true)"
            )
        stale = now - timedelta(minutes=11)
        for act, model in ACTS.values():
            assert does(eli, act, model, s, now, now)
            for who in OTHERS:
                with pytest.raises(NotAllowed), tried(getattr(cast, who).actor):
                    act(getattr(cast, who).actor, s, now, now)
            with pytest.raises(NotFresh), tried(eli):
                act(eli, s, stale, now)
        with pytest.MonkeyPatch.context() as patch:
            without_rule(patch)
            for name in ("permission", "narrowing", "withdrawal"):
                act, model = ACTS[name]
                assert does(dana, act, model, s, now, now), f"{name}: a third guard nobody counted"
                assert does(eli, act, model, s, stale, now)
            # A release has a third: the door that finds its reader is open to the client alone.
            with pytest.raises(DatabaseError) as refused, tried(dana):
                release(dana, s, now, now)
            assert "only the client names a reader" in str(refused.value)
            assert does(eli, release, Release, s, stale, now)


# --- rows are only added to -----------------------------------------------------------------------


def test_no_row_is_changed_or_removed_by_anybody(cast, s, now):
    told.stated(cast, s["report"], now=now)
    told.released(cast, s["report"], s["permission"], now=now, parts=("takes_part",))
    told.narrowed(cast, s["permission"], "takes_part", now=now)
    told.withdrawn(cast, s["permission"], now=now)
    with acting_as(s["eli"]), transaction.atomic():
        actions.choose_not_to_release(actor=s["eli"], report=s["report"], now=now)
    for table in NEVER_CHANGED:
        with acting_as(s["eli"]), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone()[0], table
    for who in ("eli", *OTHERS):
        for table in NEVER_CHANGED:
            for sql in (f"update {table} set created_at = created_at", f"delete from {table}"):
                with pytest.raises(DatabaseError) as refused, tried(getattr(cast, who).actor):
                    connection.cursor().execute(sql)
                assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege), sql
