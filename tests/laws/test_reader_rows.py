"""What a reader's own SQL sees while a release lives, and what is left of it once it ends.

Every confidential table, counted as the application role in the reader's name. The numbers are
written by hand; a table that is not named shows nothing.
"""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access import acting_as
from tests import sharing_story as sharing
from tests.ground import acted_once
from tests.laws.tables import PROTECTED
from tracker.lib import clock

# Themselves, in the practice, with their own lines of the trail.
ALWAYS = {"accounts_membership": 1, "accounts_organization": 1}
WHILE_IT_LIVES = {
    "reviews_release": 1,
    "reviews_releasefile": 1,
    "reviews_engagementkey": 1,  # of that one copy
}
OWN = {"reviews_noticeacknowledgment": 1}  # what they have acknowledged stays theirs
NOT_COUNTED = {"accounts_auditevent"}  # their own lines, however many


@acted_once
def read(cast, story, now) -> Any:
    """Erin has read one release of Eli's; another one waits for somebody else."""
    report = sharing.signed_report(cast, story.engagement_id, now=now)
    permission = sharing.permitted(cast, story.engagement_id, now=now)
    release = sharing.released(cast, report, permission, now=now)
    other = sharing.permitted(
        cast,
        story.engagement_id,
        now=now,
        reader=("Tom Marsh", "owner", "Elsewhere", "tom@example.org"),
    )
    foreign = sharing.released(cast, report, other, now=now)
    sharing.wait_is_over()
    reader = sharing.reader_joined()
    sharing.acknowledged(reader, release.id)
    return reader, permission, release, foreign


def counted(reader: Any) -> dict[str, int]:
    found = {}
    with acting_as(reader), transaction.atomic(), connection.cursor() as cursor:
        for table in PROTECTED:
            if table not in NOT_COUNTED:
                try:
                    with transaction.atomic():
                        cursor.execute(f"select count(*) from {table}")
                        found[table] = cursor.fetchone()[0]
                except DatabaseError as error:
                    assert "permission denied" in str(error)
    return {table: count for table, count in found.items() if count}


def test_a_reader_sees_one_release_and_nothing_else(read):
    reader, *_ = read
    assert counted(reader) == ALWAYS | WHILE_IT_LIVES | OWN


def test_once_it_is_withdrawn_nothing_of_it_is_left(cast, read):
    reader, permission, *_ = read
    assert counted(reader)["reviews_release"] == 1
    sharing.withdrawn(cast, permission, now=clock.now())
    assert counted(reader) == ALWAYS | OWN


def test_once_it_has_expired_nothing_of_it_is_left(cast, read):
    reader, *_ = read
    assert counted(reader)["reviews_release"] == 1
    sharing.wait_is_over(hours=24 * 190)
    assert counted(reader) == ALWAYS | OWN


def test_without_sight_of_withdrawals_it_still_does_not_open(cast, read, owner):
    """The reader cannot see a withdrawal: a policy that looked for one would fail open."""
    reader, permission, release, _ = read
    sharing.withdrawn(cast, permission, now=clock.now())
    with acting_as(reader), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select count(*) from reviews_withdrawal")
        assert cursor.fetchone()[0] == 0
        cursor.execute(
            "select not exists (select from reviews_withdrawal w where w.permission_id = %s)",
            [permission.id],
        )
        assert cursor.fetchone()[0] is True  # what a policy of the reader's would have believed
        cursor.execute("select count(*) from app.live_releases()")
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize("which", ["own", "foreign"])
def test_a_notice_is_acknowledged_for_ones_own_living_release_alone(read, which):
    reader, _, release, foreign = read
    wanted = release if which == "own" else foreign
    sql = (
        "insert into reviews_noticeacknowledgment (id, engagement_id, author_id, created_at,"
        " release_id, notice_version) values (%s, %s, %s, app.now(), %s, 'another')"
    )
    values = [uuid.uuid4(), wanted.engagement_id, reader.user_id, wanted.id]
    with acting_as(reader), transaction.atomic(), connection.cursor() as cursor:
        if which == "own":
            cursor.execute(sql, values)
            return
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql, values)


def test_a_notice_is_acknowledged_in_nobody_elses_name(cast, read):
    reader, _, release, _ = read
    sql = (
        "insert into reviews_noticeacknowledgment (id, engagement_id, author_id, created_at,"
        " release_id, notice_version) values (%s, %s, %s, app.now(), %s, 'another')"
    )
    for who, author in ((cast.eli.actor, cast.eli.user_id), (cast.dana.actor, reader.user_id)):
        values = [uuid.uuid4(), release.engagement_id, author, release.id]
        with (
            acting_as(who),
            transaction.atomic(),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            cursor.execute(sql, values)
