"""Nobody grants themselves a way in: asked of the database directly, past every act."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import actions
from accounts.access import acting_as_system
from tests.laws.acts import Stage, _second_administrator
from tests.story import being


def changed(sql: str, **values: Any) -> bool:
    """Whether the statement changed a row; it is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = cursor.rowcount > 0
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return found


@pytest.fixture
def second(request, cast, now) -> Any:
    return _second_administrator(Stage(request, cast, now))


@pytest.fixture
def reset(ada, cast, now, being) -> Any:
    with being(ada):
        return actions.ask_factor_reset(actor=ada, user_id=cast.mo.user_id, now=now)


CONFIRM = (
    "update accounts_factorreset set confirmed_by_id = app.actor_id(), confirmed_at = app.now(),"
    " takes_effect_at = app.now() + %(delay)s where id = %(id)s"
)
DAY = timedelta(hours=24)


def test_a_second_administrator_confirms_with_the_practices_delay(second, reset, being):
    with being(second):
        assert changed(CONFIRM, delay=DAY, id=reset.id)
        assert not changed(CONFIRM, delay=timedelta(hours=1), id=reset.id)
        assert not changed(CONFIRM, delay=-DAY, id=reset.id)
        assert not changed(
            CONFIRM.replace("app.actor_id()", "%(who)s"), delay=DAY, id=reset.id, who=uuid.uuid4()
        )


def test_whoever_asked_or_is_concerned_does_not_confirm(reset, ada, mo, being):
    for actor in (ada, mo):
        with being(actor):
            assert not changed(CONFIRM, delay=DAY, id=reset.id)
    with being(mo):
        stop = "update accounts_factorreset set stopped_at = app.now() where id = %(id)s"
        assert changed(stop, id=reset.id)


def test_one_administrator_does_not_write_a_reset_that_is_confirmed(ada, cast, being, now):
    insert = (
        "insert into accounts_factorreset (id, organization_id, user_id, asked_by_id, asked_at,"
        " confirmed_at, takes_effect_at) values (gen_random_uuid(), app.actor_organization(),"
        " %(user)s, app.actor_id(), app.now(), {0}, {0})"
    )
    with being(ada):
        assert changed(insert.format("null"), user=cast.mo.user_id)
        assert not changed(insert.format("app.now()"), user=cast.mo.user_id)


def test_an_ended_role_is_not_given_back(ada, cast, being):
    end = "update accounts_membership set ended_at = app.now() where user_id = %(user)s"
    back = "update accounts_membership set ended_at = null where user_id = %(user)s"
    with being(ada):
        assert changed(end, user=cast.mo.user_id)
        assert not changed(end, user=cast.ada.user_id)
        with connection.cursor() as cursor:
            cursor.execute(end, {"user": cast.mo.user_id})
        assert not changed(back, user=cast.mo.user_id)


def test_whoever_invites_holds_no_link(ada, being):
    insert = (
        "insert into accounts_invitation (id, organization_id, email, role, display_name,"
        " created_by_id, created_at, expires_at, token_hash) values (gen_random_uuid(),"
        " app.actor_organization(), 'x@example.org', 'clinician', 'X', app.actor_id(), app.now(),"
        " app.now() + interval '14 days', {})"
    )
    with being(ada):
        assert changed(insert.format("null"))
        assert not changed(insert.format("'\\x00'"))


def test_work_begins_by_the_clients_word_alone(offered, cast):
    begin = "update reviews_engagement set state = 'active' where id = %(id)s"
    accept = "update reviews_agreement set state = 'accepted' where id = %(id)s"
    take_back = "update reviews_agreement set state = 'withdrawn' where id = %(id)s"
    decline = "update reviews_agreement set state = 'declined' where id = %(id)s"
    sign = (
        "insert into reviews_agreementsignature (id, engagement_id, author_id, agreement_id, digest,"
        " authenticated_at, created_at) select gen_random_uuid(), engagement_id, app.actor_id(), id,"
        " digest, app.now(), app.now() from reviews_agreement where id = %(id)s"
    )
    with being(cast, "eli"):
        assert changed(begin, id=offered.engagement_id)
        assert changed(decline, id=offered.id)
        assert not changed(accept, id=offered.id)  # he has not signed
        assert changed(sign, id=offered.id)
        assert not changed(take_back, id=offered.id)
    with being(cast, "dana"):
        assert not changed(begin, id=offered.engagement_id)
        assert not changed(accept, id=offered.id)
        assert not changed(sign, id=offered.id)  # twice
        assert changed(take_back, id=offered.id)


def test_work_that_ended_does_not_begin_again(engagement, cast, now):
    from reviews.agreements.actions import end_work

    with being(cast, "eli"):
        end_work(actor=cast.eli.actor, engagement=engagement, now=now)
    again = "update reviews_engagement set state = 'active' where id = %(id)s"
    for who in ("eli", "dana"):
        with being(cast, who):
            assert not changed(again, id=engagement.id)


def test_nobody_schedules_or_reminds_somebody_else(story, cast):
    """A cadence names whom it reminds; only that client makes it, and its check-ins are its own."""
    cadence = (
        "insert into reviews_cadence (id, created_at, phases, wall_time, zone, state,"
        " author_id, client_id, organization_id, engagement_id) select gen_random_uuid(),"
        " created_at, phases, wall_time, zone, 'proposed', app.actor_id(), %(client)s,"
        " organization_id, engagement_id from reviews_cadence where engagement_id = %(id)s"
        " and state = 'live'"
    )
    checkin = (
        "insert into reviews_checkin (id, created_at, on_date, wall_time, zone, opens_at, due_at,"
        " state, why_not, cadence_id, engagement_id) select gen_random_uuid(), created_at,"
        " '2030-01-01', wall_time, zone, opens_at, due_at, 'scheduled', '', {}, engagement_id"
        " from reviews_checkin"
        " where id = %(id)s"
    )
    mine, eli, otto = story.engagement_id, cast.eli.user_id, cast.otto.user_id
    with being(cast, "eli"):
        assert changed(cadence, id=mine, client=eli)
        assert not changed(cadence, id=mine, client=otto)
        assert changed(checkin.format("cadence_id"), id=story.checkin_id)
    with being(cast, "otto"), connection.cursor() as cursor:
        cursor.execute("select id from reviews_cadence")
        ((others,),) = cursor.fetchall()
    with being(cast, "eli"):
        assert not changed(checkin.format("%(other)s"), id=story.checkin_id, other=others)
        assert not changed("update reviews_cadence set state = 'live' where state = 'proposed'")
    with being(cast, "dana"):
        assert not changed(cadence, id=mine, client=otto)
        assert not changed(checkin.format("%(other)s"), id=story.checkin_id, other=others)


def test_a_system_act_reaches_schedules_and_no_words(story):
    for name in ("sweep", "outbox", "anchor", "factor_resets", "anything"):
        with acting_as_system(name), transaction.atomic(), connection.cursor() as cursor:
            for table in (
                "entry",
                "answer",
                "addendum",
                "agreement",
                "engagement",
                "engagementkey",
            ):
                cursor.execute(f"select count(*) from reviews_{table}")
                assert cursor.fetchone() == (0,), (name, table)
