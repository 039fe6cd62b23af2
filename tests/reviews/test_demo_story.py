"""The demonstration is made by calling the acts as each person at that time, and is whole."""

import pytest
from django.db import connection

from reviews.demo import story


def test_it_changes_nothing_where_a_practice_exists(cast):
    lines = []

    assert story.tell_the_story(say=lines.append) is False

    assert lines == []


@pytest.mark.parametrize("table", ["accounts_shownmail"])
def test_no_mail_is_shown_outside_the_demo(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        assert cursor.fetchone()[0] == 0
