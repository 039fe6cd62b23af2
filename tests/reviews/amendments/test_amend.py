"""What is said later about a signed record, and withdrawing one from view."""

import pytest

from accounts.access import NotAllowed, NotFound, WrongState
from accounts.outbox.models import Notice
from accounts.queries import list_events
from reviews.amendments.actions import add_addendum, mark_in_error
from reviews.amendments.queries import in_error, list_amendments
from reviews.commitments.queries import get_commitment, list_commitments
from reviews.feedback.queries import list_feedback, read_feedback
from reviews.sessions.queries import list_sessions, read_session
from tests.ground import acted_once
from tests.talks import DONE, commitment_of, give_feedback, log_session, reply_to

REASON = "It was written under the wrong day."


@acted_once
def session(dana, engagement, now):
    return log_session(dana, engagement.id, now=now)


def add(actor, record, kind, now, **changes):
    return add_addendum(
        **{
            "actor": actor,
            "engagement_id": record.engagement_id,
            "of_kind": kind,
            "of_id": record.id,
            "reason": REASON,
            "text": "We also spoke of the move.",
            "now": now,
            **changes,
        }
    )


def withdraw(actor, record, kind, now):
    return mark_in_error(
        actor=actor,
        engagement_id=record.engagement_id,
        of_kind=kind,
        of_id=record.id,
        reason=REASON,
        now=now,
    )


def test_an_addendum_stands_below_what_was_signed(session, dana, eli, now, being):
    with being(dana):
        add(dana, session, "session", now)
    with being(eli):
        seen = read_session(actor=eli, session_id=session.id)

    assert seen.words.done == DONE
    assert [(a.reason, a.text) for a in seen.addenda] == [(REASON, "We also spoke of the move.")]


def test_it_enters_the_trail_and_the_other_person_is_told(session, dana, eli, now, being):
    with being(dana):
        amendment = add(dana, session, "session", now)
    with being(eli):
        events = list_events(chain=session.engagement_id, verbs=frozenset({"add_to"}))
        keys = set(Notice.objects.values_list("key", flat=True))

    assert [(e.object_kind, e.object_id) for e in events] == [("session", session.id)]
    assert f"amendment:{amendment.id}:{eli.user_id}" in keys


def test_entered_in_error_withdraws_the_words(session, dana, eli, now, being):
    commitment = commitment_of(eli, session)
    with being(dana):
        withdraw(dana, session, "session", now)
    with being(eli):
        seen = read_session(actor=eli, session_id=session.id)
        heads = list_sessions(actor=eli, engagement_ids=[session.engagement_id])
        assert list_commitments(actor=eli, engagement_id=session.engagement_id) == []
        with pytest.raises(NotFound):
            get_commitment(actor=eli, commitment_id=commitment.id)

    assert (seen.words, seen.error.reason) == (None, REASON)
    assert [head.in_error for head in heads] == [True]


def test_it_is_said_once_and_nothing_is_added_after(session, dana, now, being):
    with being(dana):
        withdraw(dana, session, "session", now)
        with pytest.raises(WrongState):
            withdraw(dana, session, "session", now)
        with pytest.raises(WrongState):
            add(dana, session, "session", now)


def test_a_log_entered_in_error_leaves_room_for_the_right_one(
    dana, engagement, checkin, now, being
):
    wrong = log_session(dana, engagement.id, now=now, checkin_id=checkin.id)
    with being(dana):
        withdraw(dana, wrong, "session", now)

    right = log_session(dana, engagement.id, now=now, checkin_id=checkin.id)
    with being(dana):
        assert in_error(actor=dana, engagement_ids=[engagement.id]) == {wrong.id}
        assert read_session(actor=dana, session_id=right.id).words


def test_only_its_own_author_may(session, dana, eli, now, being):
    with being(eli):
        with pytest.raises(NotAllowed):
            add(eli, session, "session", now)
        with pytest.raises(NotAllowed):
            withdraw(eli, session, "session", now)
    with being(dana):
        add(dana, session, "session", now)


def test_a_draft_is_changed_instead(dana, engagement, now, being):
    draft = log_session(dana, engagement.id, now=now, sign=False)

    with being(dana), pytest.raises(NotAllowed):
        add(dana, draft, "session", now)


def test_one_kind_is_not_taken_for_another(session, dana, now, being):
    with being(dana):
        with pytest.raises(NotAllowed):
            add(dana, session, "feedback", now)
        add(dana, session, "session", now)


def test_the_record_and_the_engagement_belong_together(story, dana, mo, now, being):
    record = log_session(dana, story.engagement_id, now=now)
    with being(mo):
        with pytest.raises(NotAllowed):
            add(mo, record, "session", now, engagement_id=story.others_engagement_id)
        with pytest.raises(NotFound):
            add(mo, record, "session", now)
    with being(dana):
        add(dana, record, "session", now)


def test_feedback_and_reply_have_theirs(dana, eli, engagement, now, being):
    feedback = give_feedback(dana, engagement.id, now=now)
    reply = reply_to(eli, feedback.id, now=now)
    with being(dana):
        add(dana, feedback, "feedback", now)
        with pytest.raises(NotAllowed):
            add(dana, reply, "reply", now)
    with being(eli):
        withdraw(eli, reply, "reply", now)
        seen = read_feedback(actor=eli, feedback_id=feedback.id)

    assert len(seen.addenda) == 1
    assert (seen.reply.words, seen.reply.error.reason) == (None, REASON)


def test_feedback_in_error_is_listed_without_words(dana, eli, engagement, now, being):
    feedback = give_feedback(dana, engagement.id, now=now)
    with being(dana):
        withdraw(dana, feedback, "feedback", now)
    with being(eli):
        assert read_feedback(actor=eli, feedback_id=feedback.id).text is None
        heads = list_feedback(actor=eli, engagement_ids=[engagement.id])
    assert [head.in_error for head in heads] == [True]
    with pytest.raises(WrongState):
        reply_to(eli, feedback.id, now=now)


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_others_find_nothing(session, dana, cast, person, now, being):
    with being(dana):
        add(dana, session, "session", now)
        assert list_amendments(actor=dana, of_ids=[session.id])

    other = getattr(cast, person).actor
    with being(other):
        assert list_amendments(actor=other, of_ids=[session.id]) == {}
        with pytest.raises(NotFound):
            add(other, session, "session", now)
