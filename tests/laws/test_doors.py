"""Doors are a closed list: each definer function has a reason, an owner, and refuses the others."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from accounts import actions, doors, notices
from accounts.access import NotAllowed, NotFound, WrongState, acting_as_system
from accounts.doors import DOORS
from reviews.engagements.actions import open_engagement
from tests.clones import clone, inside
from tests.story import being as being_one
from tracker.lib import clock, session

# Temporary tables come last: left out, PostgreSQL would look there first.
SEARCH_PATH = ["search_path=pg_catalog, public, pg_temp"]


def wrong_functions(db: psycopg.Connection[Any]) -> Iterator[str]:
    """What is wrong with the functions of the service's schemas, one sentence each."""
    rows = db.execute(
        "select proname, pronamespace::regnamespace::text, prosecdef,"
        " pg_get_userbyid(proowner), proconfig, prorettype = 'trigger'::regtype,"
        " has_function_privilege('waymark_app', oid, 'EXECUTE'),"
        " exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) a"
        "         where a.grantee = 0)"
        " from pg_proc where pronamespace in ('app'::regnamespace, 'public'::regnamespace)"
    ).fetchall()
    definers = set()
    for name, schema, definer, owner, settings, trigger, callable_by_app, by_everybody in rows:
        if by_everybody:
            yield f"{name} can be called by everybody"
        if not definer:
            continue
        definers.add(name)
        if schema != "app" or name not in DOORS:
            yield f"{name} is not on the list of doors"
        if owner != "waymark_definer":
            yield f"{name} belongs to {owner}"
        if settings != SEARCH_PATH:
            yield f"{name} has the settings {settings}"
        if trigger and callable_by_app:
            yield f"{name} is a trigger and can be called"
    for name in sorted(DOORS.keys() - definers):
        yield f"{name} is on the list and does not exist"


def test_the_list_of_doors_is_closed(owner):
    assert list(wrong_functions(owner)) == []


def test_every_door_has_a_reason():
    assert all(len(reason) > 10 for reason in DOORS.values())


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        (
            "create function app.peek() returns int language sql security definer as 'select 1'",
            "peek is not on the list of doors",
        ),
        (
            "create function app.peek() returns int language sql as 'select 1'",
            "peek can be called by everybody",
        ),
        ("alter function app.leave() security definer", "leave is not on the list of doors"),
        ("alter function app.leave() security definer", "leave belongs to waymark_owner"),
    ],
)
def test_a_planted_door_is_found(owner, mistake, words):
    owner.execute(mistake)

    assert words in list(wrong_functions(owner))


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ("reset all", "has the settings None"),
        ("set search_path = public", "has the settings"),
        ("security invoker", "enter is on the list and does not exist"),
    ],
)
def test_a_planted_weakness_of_a_door_is_found(owner, mistake, words):
    owner.execute("set role waymark_definer")
    owner.execute(f"alter function app.enter(uuid, uuid, text) {mistake}")

    assert any(words in finding for finding in wrong_functions(owner))


def test_python_calls_no_function_that_is_not_listed_here():
    """Every app.something( in the Python code is a door or one of these harmless functions."""
    # The last two ask with the rights of whoever calls them: every row policy stands.
    harmless = {"now", "leave", "reminder_to_send", "preview_ends"} | {
        f"actor_{part}" for part in ("id", "role", "membership", "organization", "system")
    }
    called = set()
    for folder in ("accounts", "reviews", "tracker"):
        for path in Path(folder).rglob("*.py"):
            if "migrations" not in path.parts:
                called |= set(re.findall(r"app\.(\w+)\(", path.read_text()))
    called -= {"autodiscover_tasks", "task"}  # Celery's
    assert called <= DOORS.keys() | harmless


def refused(sql: str, *parameters: Any) -> bool:
    """Whether the database raises; in a savepoint of its own."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
    except DatabaseError:
        return True
    return False


STRANGERS = ("dana", "eli", "mo", "ada", "erin", "nobody", "sweep")


@pytest.mark.parametrize("who", [*STRANGERS, "outbox"])
def test_only_the_anchor_job_sees_every_chain_and_stores_anchors(story, cast, who, now):
    store = "select app.store_anchor(1, now(), '[]', '', '')"
    with acting_as_system("anchor"), transaction.atomic():
        assert doors.moved_heads()[2]
        assert not refused(store)

    with being_one(cast, who):
        assert refused("select * from app.moved_heads()")
        assert refused(store)


@pytest.mark.parametrize("who", ["dana", "eli", "mo", "ada", "erin", "nobody", "outbox"])
def test_only_the_sweep_asks_which_reminders_have_a_row(story, cast, who):
    asked = "select * from app.reminders_asked(array['a key'])"
    with acting_as_system("sweep"), transaction.atomic():
        assert not refused(asked)
    with being_one(cast, who):
        assert refused(asked)


@pytest.mark.parametrize("who", [*STRANGERS, "outbox"])
def test_only_a_link_from_a_mail_stops_mails(story, cast, who):
    stop = "select app.stop_reminders(%s)"
    with acting_as_system("stop_mails"), transaction.atomic():
        assert doors.stop_reminders(engagement_id=story.engagement_id)
        assert doors.stop_reminders(engagement_id=story.engagement_id) is None
        assert doors.stop_reminders(engagement_id=uuid.uuid4()) is None
    with being_one(cast, who):
        assert refused(stop, story.engagement_id)


@pytest.mark.parametrize("who", STRANGERS)
def test_only_a_mail_says_what_a_week_needs(story, cast, who):
    asked = "select * from app.week_to_look_at(%s, %s)"
    ids = (cast.dana.user_id, cast.dana.actor.organization_id)
    with acting_as_system("outbox"), transaction.atomic():
        assert not refused(asked, *ids)
    with being_one(cast, who):
        assert refused(asked, *ids)


@pytest.mark.parametrize("who", [*STRANGERS, "outbox"])
def test_only_a_calendar_address_shows_a_calendar(story, cast, who):
    asked = "select * from app.calendar_of('')"
    with acting_as_system("calendar"), transaction.atomic():
        assert not refused(asked)
    with being_one(cast, who):
        assert refused(asked)


@pytest.mark.parametrize("who", STRANGERS)
def test_only_the_outbox_makes_links(cast, who, ada, being, now):
    with being(ada):
        invitation = actions.invite(
            actor=ada,
            email="somebody@example.org",
            role="clinician",
            display_name="Somebody",
            introduced_to=None,
            now=now,
        )
    with acting_as_system("outbox"), transaction.atomic():
        doors.set_invitation_token(invitation_id=invitation.id, token_hash=b"right")
    with being_one(cast, who):
        assert refused("select app.set_invitation_token(%s, %s)", invitation.id, b"wrong")
    assert doors.find_invitation(token_hash=b"wrong") is None
    found = doors.find_invitation(token_hash=b"right")
    assert found is not None
    assert found.state == "open"


@pytest.mark.parametrize("who", [*STRANGERS, "outbox"])
def test_only_the_job_carries_out_resets(cast, who):
    with acting_as_system("factor_resets"), transaction.atomic():
        assert doors.apply_factor_resets() == []

    with being_one(cast, who):
        assert refused("select app.apply_factor_resets()")


@pytest.mark.parametrize("who", [*STRANGERS, "otto", "outbox"])
def test_only_an_administrator_lists_assignments(story, cast, who):
    with being_one(cast, "ada"):
        assert len(doors.list_assignments()) == 2

    if who != "ada":
        with being_one(cast, who):
            assert doors.list_assignments() == []


def open_sql(client_membership_id: uuid.UUID) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.open_engagement(%s, %s, %s)",
            [uuid.uuid4(), uuid.uuid4().hex[:7], client_membership_id],
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize("who", ["mo", "eli", "otto", "ada", "erin", "nobody", "sweep", "outbox"])
def test_only_the_clinician_a_client_was_introduced_to_opens_an_engagement(cast, eli, who):
    with being_one(cast, "dana"):
        assert open_sql(eli.membership_id) == eli.user_id

    with being_one(cast, who):
        assert open_sql(eli.membership_id) is None


def test_the_act_refuses_the_same_people(dana, mo, eli, otto, being, now):
    with being(dana):
        open_engagement(
            actor=dana, client_membership_id=eli.membership_id, client_name="Eli", now=now
        )
        with pytest.raises(NotFound):
            open_engagement(
                actor=dana, client_membership_id=otto.membership_id, client_name="Otto", now=now
            )
    with being(mo), pytest.raises(NotFound):
        open_engagement(
            actor=mo, client_membership_id=eli.membership_id, client_name="Eli", now=now
        )
    with being(eli), pytest.raises(NotAllowed):
        open_engagement(
            actor=eli, client_membership_id=eli.membership_id, client_name="Eli", now=now
        )


def test_a_second_practice_is_not_founded_and_its_person_not_made(cast):
    from accounts.models import User

    values = {
        "name": "Another",
        "short_name": "Another",
        "zone": "UTC",
        "password": "a long enough password",
        "display_name": "Somebody",
    }
    with pytest.raises(WrongState):
        actions.found_practice(email="second@example.org", **values)
    assert not User.objects.filter(email="second@example.org").exists()
    person = session.Identity(user_id=cast.erin.user_id)
    with session.identified(person), transaction.atomic():
        assert not doors.found_practice(
            organization_id=uuid.uuid4(),
            membership_id=uuid.uuid4(),
            user_id=cast.erin.user_id,
            name="Another",
            short_name="Another",
            zone="UTC",
            display_name="Erin",
        )


def test_an_invitation_opens_nothing_for_another_person(cast, ada, being, now):
    with being(ada):
        invitation = actions.invite(
            actor=ada,
            email="erin@example.org",
            role="administrator",
            display_name="Erin",
            introduced_to=None,
            now=now,
        )
    digest = notices.hash_token("the link")
    with acting_as_system("outbox"), transaction.atomic():
        doors.set_invitation_token(invitation_id=invitation.id, token_hash=digest)
    for person in (cast.otto, cast.mo):
        assert (
            doors.accept_invitation(token_hash=digest, user_id=person.user_id, zone="UTC") is None
        )
    assert doors.accept_invitation(token_hash=digest, user_id=cast.erin.user_id, zone="UTC")
    assert doors.accept_invitation(token_hash=digest, user_id=cast.erin.user_id, zone="UTC") is None


def test_signed_out_only_account_messages_are_asked_for(cast):
    sql = "select app.enqueue(%s, %s, %s, null, %s, app.now())"
    eli = cast.eli.user_id
    assert not refused(sql, "k1", "password_reset", eli, eli)
    assert not refused(sql, "k2", "account_changed", eli, eli)
    assert refused(sql, "k3", "something_waits", eli, eli)
    assert refused(sql, "k4", "checkin_reminder", eli, eli)


def role_with_a_table_of_ones_own(eli: Any) -> str:
    """The role `enter` finds when the caller has a table that looks like the memberships."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "create temp table accounts_membership on commit drop as"
            " select %s::uuid as id, %s::uuid as user_id, %s::uuid as organization_id,"
            " 'administrator'::text as role, null::timestamptz as ended_at",
            [eli.membership_id, eli.user_id, eli.organization_id],
        )
        cursor.execute("grant select on pg_temp.accounts_membership to public")
        cursor.execute("select role from app.enter(%s, %s, '')", [eli.user_id, eli.membership_id])
        found: str = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return found


def test_a_temporary_table_does_not_make_anybody_an_administrator():
    """The caller's own tables are never read by a door in place of the real ones."""
    from tests.conftest import _load_cast, _make_cast

    with clone() as copy, inside(copy.app_url):
        _make_cast()
        eli = _load_cast().eli.actor
        assert role_with_a_table_of_ones_own(eli) == "client"
        with copy.as_owner() as owner:  # planted: the path as it is easily written
            owner.execute("set role waymark_definer")
            owner.execute(
                "alter function app.enter(uuid, uuid, text) set search_path = pg_catalog, public"
            )
        assert role_with_a_table_of_ones_own(eli) == "administrator"


def test_the_role_is_the_memberships_and_never_the_callers(cast, being, eli):
    with being(eli), connection.cursor() as cursor:
        cursor.execute("select app.actor_role()")
        assert cursor.fetchone() == ("client",)
        for who, membership in (
            (cast.eli.user_id, cast.dana.actor.membership_id),
            (cast.erin.user_id, eli.membership_id),
        ):
            cursor.execute("select role from app.enter(%s, %s, '')", [who, membership])
            assert cursor.fetchone() == (None,)
            cursor.execute("select app.actor_role(), app.actor_membership()")
            assert cursor.fetchone() == (None, None)


def test_the_clock_of_a_real_practice_does_not_move(db):
    with clone() as copy, copy.as_owner() as owner, inside(copy.app_url):
        moved = clock.timedelta(days=1)
        with transaction.atomic():
            clock.move(moved)
        owner.execute("update app.clock set settable = false")
        with pytest.raises(DatabaseError), transaction.atomic():
            clock.move(moved)
        row = owner.execute("select app.now() - now()").fetchone()
        assert row == (clock.timedelta(0),)
