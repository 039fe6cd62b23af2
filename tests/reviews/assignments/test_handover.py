"""A handover: the client hears first, may object, and nothing opens before it is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access import NotAllowed, NotFound, WrongState, acting_as_system
from accounts.models import Membership
from accounts.outbox.models import Notice
from reviews.assignments import handover_queries as queries
from reviews.assignments import handovers
from reviews.assignments.models import Handover
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement
from reviews.sessions.models import ProcessNote
from reviews.sessions.queries import list_process_notes
from tests import covers
from tests.handovers import agree, object_to, propose, sweep, take_back
from tests.reviews.assignments.test_cover import TABLES, at, rows_of
from tests.story import being
from tests.talks import give_feedback, log_session, note_privately

NOTHING = dict.fromkeys(TABLES, 0)
WEEK = timedelta(days=7)


@pytest.fixture
def told(cast: Any, story: Any, now: Any) -> Any:
    log_session(cast.dana.actor, story.engagement_id, now=now)
    give_feedback(cast.dana.actor, story.engagement_id, now=now)
    note_privately(cast.dana.actor, story.engagement_id, now=now)
    return story


@pytest.fixture
def proposed(cast: Any, told: Any, now: Any) -> Any:
    return propose(cast, told.engagement_id, now=now)


def clinician_of(cast: Any, story: Any) -> Any:
    with being(cast, "eli"):
        return Engagement.objects.get(id=story.engagement_id).clinician_id


def test_the_client_and_the_colleague_say_yes_and_it_is_done(cast, told, proposed, now):
    before = rows_of(cast, "dana", told.engagement_id)
    assert agree(cast, proposed, now=now) == Handover.PROPOSED
    assert rows_of(cast, "mo", told.engagement_id) == NOTHING
    assert agree(cast, proposed, now=now, who="eli") == Handover.DONE
    assert clinician_of(cast, told) == cast.mo.user_id
    after = rows_of(cast, "mo", told.engagement_id)
    assert {t: n for t, n in after.items() if t != "engagementkey"} == {
        t: n for t, n in before.items() if t != "engagementkey"
    }
    assert rows_of(cast, "dana", told.engagement_id) == NOTHING | {"engagementkey": 1}
    with being(cast, "ada"):
        eli = Membership.objects.get(user_id=cast.eli.user_id)
        assert eli.introduced_to_id == cast.mo.actor.membership_id


def test_texts_keep_their_writer_and_process_notes_their_only_reader(cast, told, proposed, now):
    agree(cast, proposed, now=now)
    agree(cast, proposed, now=now, who="eli")
    with being(cast, "mo"), connection.cursor() as cursor:
        cursor.execute("select distinct author_id from reviews_sessionlog where state = 'signed'")
        assert cursor.fetchall() == [(cast.dana.user_id,)]
        assert not ProcessNote.objects.exists()
    with being(cast, "dana"):
        (note,) = list_process_notes(actor=cast.dana.actor, engagement_id=told.engagement_id)
        assert note.text
        with pytest.raises(NotFound):
            get_engagement(actor=cast.dana.actor, engagement_id=told.engagement_id)


def test_without_a_word_of_the_client_it_waits_for_the_practices_days(cast, told, proposed, now):
    agree(cast, proposed, now=now)
    at(now + WEEK - timedelta(seconds=1), now)
    sweep()
    assert clinician_of(cast, told) == cast.dana.user_id
    assert rows_of(cast, "mo", told.engagement_id) == NOTHING
    at(now + WEEK, now)
    sweep()
    assert clinician_of(cast, told) == cast.mo.user_id
    assert all(rows_of(cast, "mo", told.engagement_id).values())


def test_time_alone_does_nothing_without_the_colleagues_yes(cast, told, proposed, now):
    at(now + 2 * WEEK, now)
    sweep()
    assert clinician_of(cast, told) == cast.dana.user_id
    agree(cast, proposed, now=now + 2 * WEEK)  # whoever says yes last, the time has passed
    assert clinician_of(cast, told) == cast.mo.user_id


def test_while_the_client_objects_nothing_opens_and_nobody_new_knows(cast, told, proposed, now):
    agree(cast, proposed, now=now)
    object_to(cast, proposed, "I would rather wait until you are back.", now=now)
    at(now + 3 * WEEK, now)
    sweep()
    assert clinician_of(cast, told) == cast.dana.user_id
    assert rows_of(cast, "mo", told.engagement_id) == NOTHING
    with being(cast, "mo"), connection.cursor() as cursor:
        for table in ("handover", "objection"):
            cursor.execute(f"select count(*) from reviews_{table}")
            assert cursor.fetchone() == (0,), table
    with being(cast, "dana"):
        words = queries.read_objection(actor=cast.dana.actor, handover_id=proposed.id)
        assert words == "I would rather wait until you are back."
    with being(cast, "ada"), connection.cursor() as cursor:
        cursor.execute("select state, code from app.list_changes()")
        assert cursor.fetchall() == [(Handover.OBJECTED, proposed.code)]
        cursor.execute("select count(*) from reviews_objection")
        assert cursor.fetchone() == (0,)
    with acting_as_system("outbox"):
        told_people = set(
            Notice.objects.filter(key__contains=":objected:").values_list("recipient_id", flat=True)
        )
    assert told_people == {cast.ada.user_id}


def test_an_objection_taken_back_gives_the_whole_time_again(cast, told, proposed, now):
    agree(cast, proposed, now=now)
    object_to(cast, proposed, "", now=now)
    at(now + WEEK, now)
    take_back(cast, proposed, now=now + WEEK)
    sweep()
    assert clinician_of(cast, told) == cast.dana.user_id
    at(now + 2 * WEEK, now)
    sweep()
    assert clinician_of(cast, told) == cast.mo.user_id


def test_whoever_took_over_never_reads_an_objection(cast, told, proposed, now):
    object_to(cast, proposed, "About them.", now=now)
    take_back(cast, proposed, now=now)
    agree(cast, proposed, now=now)
    assert agree(cast, proposed, now=now, who="eli") == Handover.DONE
    for who, count in (("mo", 0), ("eli", 1)):
        with being(cast, who), connection.cursor() as cursor:
            cursor.execute("select count(*) from reviews_objection")
            assert cursor.fetchone() == (count,), who


def test_each_word_is_its_own_persons(cast, told, proposed, now):
    """Past every act: the door by itself, for everybody and every word."""
    may = {
        ("mo", "yes"): "proposed",
        ("mo", "no"): "declined",
        ("eli", "yes"): "proposed",
        ("eli", "object"): "objected",
        ("dana", "withdraw"): "withdrawn",
    }
    found = {}
    for who in ("mo", "eli", "dana", "otto", "ada", "sweep", "outbox", "nobody"):
        for word in ("yes", "no", "object", "take_back", "withdraw", "anything"):
            with being(cast, who), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select app.answer_handover(%s, %s)", [proposed.id, word])
                found[who, word] = cursor.fetchone()[0]
                transaction.set_rollback(True)
    assert {key: state for key, state in found.items() if state is not None} == may


def test_it_is_refused_to_others_and_while_texts_are_unsigned(cast, told, now):
    with being(cast, "dana"):
        mine = get_engagement(actor=cast.dana.actor, engagement_id=told.engagement_id)
    for who in ("mo", "eli", "ada"):
        actor = getattr(cast, who).actor
        with being(cast, who), pytest.raises(NotAllowed):
            handovers.propose_handover(
                actor=actor, engagement=mine, colleague_id=cast.mo.user_id, now=now
            )
    log_session(cast.dana.actor, told.engagement_id, now=now, sign=False)
    with pytest.raises(WrongState):
        propose(cast, told.engagement_id, now=now)


def test_the_proposal_can_be_withdrawn_and_declined(cast, told, proposed, now):
    with being(cast, "dana"):
        row = queries.get_handover(actor=cast.dana.actor, handover_id=proposed.id)
        handovers.withdraw_handover(actor=cast.dana.actor, handover=row, now=now)
    with pytest.raises(WrongState):
        agree(cast, proposed, now=now)
    again = propose(cast, told.engagement_id, now=now)
    with being(cast, "mo"):
        row = queries.get_handover(actor=cast.mo.actor, handover_id=again.id)
        handovers.decline_handover(actor=cast.mo.actor, handover=row, now=now)
    at(now + 2 * WEEK, now)
    sweep()
    assert clinician_of(cast, told) == cast.dana.user_id


def test_a_cover_ends_with_the_handover(cast, told, proposed, now):
    cover = covers.ask(cast, told.engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    agree(cast, proposed, now=now)
    agree(cast, proposed, now=now, who="eli")
    at(cover.ends_at + timedelta(days=1), now)
    assert all(rows_of(cast, "mo", told.engagement_id).values())
    with being(cast, "eli"):
        mine = Engagement.objects.get(id=told.engagement_id)
        assert (mine.clinician_id, mine.covered_by_id) == (cast.mo.user_id, None)


def test_only_the_sweep_does_what_is_due(cast, told, proposed, now):
    for who in ("mo", "dana", "eli", "ada", "outbox"):
        with being(cast, who), pytest.raises(DatabaseError), transaction.atomic():
            handovers.hand_over_due()
