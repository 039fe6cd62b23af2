"""One clock: Python and the policies see the same moment, and only tests and the demo move it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from tracker.lib import clock


def databases_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("select app.now()")
        return cursor.fetchone()[0]


def test_python_and_the_database_agree_to_the_microsecond(dana, being):
    assert clock.now() == databases_now()
    with being(dana):
        assert clock.now() == databases_now()


def test_it_is_aware_and_in_utc(db):
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.parametrize("offset", [timedelta(days=3), timedelta(days=-40), timedelta(seconds=1)])
def test_moved_it_is_moved_for_both(dana, being, offset):
    before = clock.now()
    with being(dana):
        clock.move(offset)
        assert clock.now() - before == offset
        assert databases_now() == clock.now()
    assert clock.now() - before == offset
    clock.move(timedelta(0))
    assert clock.now() == before


def test_a_move_that_is_rolled_back_is_undone(db):
    before = clock.now()
    with transaction.atomic():
        clock.move(timedelta(days=1))
        transaction.set_rollback(True)
    assert clock.now() == before
