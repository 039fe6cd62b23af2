"""The database itself lets a state make the moves of the rooms' rules, and no other."""

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.access import acting_as
from tests.laws.test_states import TABLES


def test_the_database_knows_the_same_moves_as_the_rules():
    rules = {
        (model._meta.db_table, before, after)
        for model, transitions in TABLES.items()
        for before, ends in transitions.items()
        for after in ends
        if model._meta.app_label == "reviews"
    }

    with connection.cursor() as cursor:
        cursor.execute("select of_table, before, after from app.moves")
        assert set(cursor.fetchall()) == rules


def move(table, row_id, state):
    with connection.cursor() as cursor:
        cursor.execute(f"update {table} set state = %s where id = %s", [state, row_id])
        return cursor.rowcount


@pytest.mark.parametrize(("before", "after"), [("active", "proposed"), ("active", "declined")])
def test_an_engagement_does_not_go_back(engagement, dana, before, after):
    assert engagement.state == before
    with acting_as(dana):
        with pytest.raises(ProgrammingError), transaction.atomic():
            move("reviews_engagement", engagement.id, after)
        assert move("reviews_engagement", engagement.id, "ended") == 1


def test_a_shared_checkin_is_not_opened_again(shared, checkin, eli, dana):
    with acting_as(eli), pytest.raises(ProgrammingError), transaction.atomic():
        move("reviews_checkin", checkin.id, "open")
    with acting_as(dana):
        assert move("reviews_checkin", checkin.id, "discussed") == 1
