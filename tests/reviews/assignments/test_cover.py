"""A cover opens by the colleague's yes, a day after the client was told, and closes by the clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access import NotAllowed, NotFound, WrongState, acting_as_system
from accounts.outbox.models import Notice
from reviews.assignments import actions, queries
from reviews.assignments.models import Cover
from reviews.checkins.queries import list_checkins
from reviews.desk.person_page import see_person
from reviews.engagements import rules
from reviews.engagements.models import Engagement, EngagementGrant
from reviews.engagements.queries import get_engagement
from reviews.journal.queries import read_entry
from tests.covers import FIRST, LAST, agree, ask, day, end, seen_by
from tests.story import being as being_one
from tests.talks import give_feedback, log_session, note_privately
from tracker.lib import clock

SECOND = timedelta(seconds=1)
# Everything behind an engagement that its clinician reads, and Mo must not outside a cover.
TABLES = (
    "engagement",
    "engagementgrant",
    "engagementkey",
    "agreement",
    "limitsacknowledgment",
    "cadence",
    "checkin",
    "entry",
    "answer",
    "sessionlog",
    "feedback",
)


@pytest.fixture
def told(cast: Any, story: Any, now: Any) -> Any:
    """Dana's signed and unsigned texts, and a note of her own."""
    dana = cast.dana.actor
    log_session(dana, story.engagement_id, now=now)
    log_session(dana, story.engagement_id, now=now, sign=False)
    give_feedback(dana, story.engagement_id, now=now)
    give_feedback(dana, story.engagement_id, now=now, publish=False)
    note_privately(dana, story.engagement_id, now=now)
    return story


@pytest.fixture
def asked(cast: Any, told: Any, now: Any) -> Any:
    return ask(cast, told.engagement_id, now=now)


@pytest.fixture
def agreed(cast: Any, asked: Any, now: Any) -> Any:
    assert agree(cast, asked, now=now) == Cover.AGREED
    return seen_by(cast, "dana", asked)


def rows_of(cast: Any, who: str, engagement_id: Any) -> dict[str, int]:
    """How many rows of the engagement the database alone shows them, by table."""
    found = {}
    with being_one(cast, who), connection.cursor() as cursor:
        for table in TABLES:
            column = {"engagement": "id", "engagementgrant": "content_object_id"}.get(
                table, "engagement_id"
            )
            sql = f"select count(*) from reviews_{table} where {column} = %s"
            cursor.execute(sql, [engagement_id])
            found[table] = cursor.fetchone()[0]
    return found


def at(moment: Any, now: Any) -> None:
    clock.move(moment - now)


def test_the_database_opens_and_closes_it_to_the_second(cast, told, agreed, now):
    nothing = dict.fromkeys(TABLES, 0)
    assert rows_of(cast, "mo", told.engagement_id) == nothing
    at(agreed.starts_at - SECOND, now)
    assert rows_of(cast, "mo", told.engagement_id) == nothing
    at(agreed.starts_at, now)
    during = rows_of(cast, "mo", told.engagement_id)
    assert all(during.values()), during
    at(agreed.ends_at - SECOND, now)
    assert rows_of(cast, "mo", told.engagement_id) == during
    at(agreed.ends_at, now)
    assert rows_of(cast, "mo", told.engagement_id) == nothing
    assert all(rows_of(cast, "dana", told.engagement_id).values())


def test_python_asks_the_clock_too(cast, told, agreed, now):
    """The first gate by itself: with the policy of grants gone, the query still says no."""
    at(agreed.starts_at, now)
    with being_one(cast, "mo"):
        get_engagement(actor=cast.mo.actor, engagement_id=told.engagement_id)
        query = str(Engagement.objects.visible_to(cast.mo.actor).query)
    assert query.count("app.now()") == 2
    at(agreed.ends_at, now)
    with being_one(cast, "mo"), pytest.raises(NotFound):
        get_engagement(actor=cast.mo.actor, engagement_id=told.engagement_id)


def test_whoever_covers_reads_and_works_as_the_clinician(cast, told, agreed, now):
    mo = cast.mo.actor
    at(agreed.starts_at, now)
    later = agreed.starts_at
    with being_one(cast, "mo"):
        page = see_person(actor=mo, engagement_id=told.engagement_id, now=later)
        assert page.engagement.short_name == "Eli R."
        read_entry(actor=mo, entry_id=told.shared_id)
    logged = log_session(mo, told.engagement_id, now=later)
    with being_one(cast, "eli"):
        from reviews.sessions.queries import read_session

        assert read_session(actor=cast.eli.actor, session_id=logged.id).author_id == mo.user_id


def test_unsigned_texts_and_process_notes_stay_with_their_writer(cast, told, agreed, now):
    """Not before, not during, not after; by the database alone."""
    drafts = (
        "select count(*) from reviews_sessionlog where state = 'draft'",
        "select count(*) from reviews_feedback where state = 'draft'",
        "select count(*) from reviews_processnote",
        "select count(*) from reviews_engagementkey where purpose = 'process'",
    )
    moments = (now, agreed.starts_at, agreed.ends_at - SECOND, agreed.ends_at)
    for moment in moments:
        at(moment, now)
        for sql in drafts:
            with being_one(cast, "dana"), connection.cursor() as cursor:
                cursor.execute(sql)
                assert cursor.fetchone() == (1,), sql
            with being_one(cast, "mo"), connection.cursor() as cursor:
                cursor.execute(sql)
                assert cursor.fetchone() == (0,), sql


def test_the_client_is_told_a_day_before_it_begins(cast, told, now):
    today = ask(cast, told.engagement_id, now=now, first=0)
    agree(cast, today, now=now)
    row = seen_by(cast, "eli", today)
    assert row is not None
    assert row.starts_at == now + timedelta(days=1)
    key = f"cover:{today.id}:agreed:{cast.eli.user_id}"
    with acting_as_system("outbox"):
        assert Notice.objects.filter(key=key, kind="something_waits", due_at=now).exists()
    with being_one(cast, "eli"):
        seen = queries.open_cover(actor=cast.eli.actor, engagement_id=told.engagement_id, now=now)
        assert seen is not None
        assert (seen.colleague, seen.last) == ("Dr Mo Lindgren", day(cast, LAST, now=now))


def test_before_they_agree_a_colleague_knows_a_code_and_two_dates(cast, told, asked, now):
    with being_one(cast, "mo"):
        (seen,) = queries.covers_asked(actor=cast.mo.actor, now=now)
        assert (seen.asked_by, seen.first) == ("Dr Dana Ruiz", day(cast, FIRST, now=now))
        assert not list_checkins(actor=cast.mo.actor, engagement_ids=[told.engagement_id])
    assert rows_of(cast, "mo", told.engagement_id) == dict.fromkeys(TABLES, 0)
    assert seen_by(cast, "otto", asked) is None
    assert seen_by(cast, "ada", asked) is None


@pytest.mark.parametrize("who", ["mo", "dana"])
def test_either_clinician_ends_it_and_it_closes_at_once(cast, told, agreed, now, who):
    at(agreed.starts_at, now)
    assert all(rows_of(cast, "mo", told.engagement_id).values())
    end(cast, agreed, now=agreed.starts_at, who=who)
    assert rows_of(cast, "mo", told.engagement_id) == dict.fromkeys(TABLES, 0)
    row = seen_by(cast, "dana", agreed)
    assert row is not None
    assert row.state == Cover.OVER
    with being_one(cast, "dana"):
        engagement = Engagement.objects.get(id=told.engagement_id)
        assert (engagement.covered_by_id, engagement.covered_until) == (None, None)
    again = ask(cast, told.engagement_id, now=agreed.starts_at, first=4)  # and another can follow
    assert again.state == Cover.ASKED


def test_taken_back_before_it_begins_it_never_opens(cast, told, agreed, now):
    end(cast, agreed, now=now, who="dana")
    at(agreed.starts_at, now)
    assert rows_of(cast, "mo", told.engagement_id) == dict.fromkeys(TABLES, 0)


def test_a_colleague_may_say_no(cast, told, asked, now):
    with being_one(cast, "mo"):
        found = queries.get_cover(actor=cast.mo.actor, cover_id=asked.id)
        actions.decline_cover(actor=cast.mo.actor, cover=found, now=now)
    with pytest.raises(NotFound):
        agree(cast, asked, now=now)
    row = seen_by(cast, "dana", asked)
    assert row is not None
    assert row.state == Cover.DECLINED
    with acting_as_system("outbox"):
        key = f"cover:{asked.id}:declined:{cast.dana.user_id}"
        assert Notice.objects.filter(key=key).exists()


def test_nobody_says_yes_for_the_colleague(cast, told, asked, now):
    for who in ("dana", "eli"):
        with pytest.raises(WrongState):
            agree(cast, asked, now=now, who=who)
    for who in ("otto", "ada"):
        with pytest.raises(NotFound):
            agree(cast, asked, now=now, who=who)
    for who in ("dana", "eli", "otto", "ada", "sweep", "outbox", "nobody"):
        with being_one(cast, who), connection.cursor() as cursor:
            cursor.execute("select app.answer_cover(%s, true)", [asked.id])
            assert cursor.fetchone() == (None,), who
    assert agree(cast, asked, now=now) == Cover.AGREED


def test_a_yes_that_comes_too_late_opens_nothing(cast, told, asked, now):
    at(asked.ends_at - timedelta(hours=23), now)  # a day after being told, it is over
    with pytest.raises(WrongState):
        agree(cast, asked, now=now)
    assert rows_of(cast, "mo", told.engagement_id) == dict.fromkeys(TABLES, 0)


def test_only_the_clinician_asks_and_only_a_colleague_is_asked(cast, told, now):
    days = {"first": day(cast, FIRST, now=now), "last": day(cast, LAST, now=now)}
    with being_one(cast, "dana"):
        mine = get_engagement(actor=cast.dana.actor, engagement_id=told.engagement_id)
        for who in (cast.dana, cast.eli, cast.ada, cast.otto):
            with pytest.raises(NotAllowed):
                actions.ask_cover(
                    actor=cast.dana.actor,
                    engagement=mine,
                    colleague_id=who.user_id,
                    now=now,
                    **days,
                )
    for who in ("eli", "mo"):
        actor = getattr(cast, who).actor
        with being_one(cast, who), pytest.raises(NotAllowed):
            actions.ask_cover(
                actor=actor, engagement=mine, colleague_id=cast.mo.user_id, now=now, **days
            )


def test_whoever_covers_hands_nothing_on_and_ends_no_work(cast, told, agreed, now):
    at(agreed.starts_at, now)
    with being_one(cast, "mo"):
        mine = get_engagement(actor=cast.mo.actor, engagement_id=told.engagement_id)
        assert rules.is_clinician(cast.mo.actor, mine)
        assert not rules.is_own_clinician(cast.mo.actor, mine)
        assert not rules.can_end(cast.mo.actor, mine)


def test_two_covers_are_not_open_at_once(cast, told, asked, now):
    with pytest.raises(WrongState):
        ask(cast, told.engagement_id, now=now)


@pytest.mark.parametrize(("first", "last"), [(-1, 5), (5, 4), (0, 0), (1, 200)])
def test_bad_days_are_refused(cast, told, now, first, last):
    with pytest.raises(NotAllowed):
        ask(cast, told.engagement_id, now=now, first=first, last=last)


def test_the_sweep_tidies_up_what_the_clock_has_closed(cast, told, agreed, now):
    at(agreed.ends_at, now)
    with acting_as_system("sweep"):
        actions.settle_covers()
    row = seen_by(cast, "dana", agreed)
    assert row is not None
    assert (row.state, row.settled_at) == (Cover.OVER, agreed.ends_at)
    with being_one(cast, "dana"):
        assert Engagement.objects.get(id=told.engagement_id).covered_by_id is None
    for who in ("mo", "dana", "ada"):
        with being_one(cast, who), pytest.raises(DatabaseError), transaction.atomic():
            actions.settle_covers()


def test_a_grant_is_written_by_nobody(cast, told, agreed, now):
    at(agreed.starts_at, now)
    for who in ("mo", "dana", "eli", "ada"):
        for change in ({"ends_at": None}, {"starts_at": None}):
            with being_one(cast, who), pytest.raises(DatabaseError), transaction.atomic():
                EngagementGrant.objects.update(**change)


def test_what_comes_meanwhile_is_told_to_both(cast, told, agreed, now):
    with being_one(cast, "eli"):
        mine = get_engagement(actor=cast.eli.actor, engagement_id=told.engagement_id)
    both = [cast.dana.user_id, cast.mo.user_id]
    assert rules.clinicians_at(mine, now=agreed.starts_at) == both
    assert rules.clinicians_at(mine, now=agreed.starts_at - SECOND) == both[:1]
    assert rules.clinicians_at(mine, now=agreed.ends_at) == both[:1]
