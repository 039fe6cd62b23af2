"""Feedback and the reply to it: drafts are their writer's alone, and both lock."""

import pytest

from accounts.access import NotAllowed, NotFound, Stale, WrongState
from accounts.queries import list_events
from reviews.engagements.queries import get_engagement
from reviews.feedback import actions
from reviews.feedback.queries import (
    find_reply,
    get_feedback_draft,
    get_own_feedback,
    get_published,
    list_feedback,
    open_feedback_draft,
    read_feedback,
)
from reviews.feedback.words import ReplyWords
from tests.ground import acted_once
from tests.talks import FEEDBACK, give_feedback, log_session, reply_to


@acted_once
def draft(dana, engagement, now):
    return give_feedback(dana, engagement.id, now=now, publish=False)


@acted_once
def published(dana, engagement, now):
    return give_feedback(dana, engagement.id, now=now)


def test_eli_reads_what_was_published(published, eli, being):
    with being(eli):
        seen = read_feedback(actor=eli, feedback_id=published.id)
        events = list_events(chain=published.engagement_id, verbs=frozenset({"publish", "read"}))

    assert (seen.text, seen.reply) == (FEEDBACK, None)
    assert [(e.verb, e.object_kind) for e in events] == [
        ("read", "feedback"),
        ("publish", "feedback"),
    ]


def test_before_that_eli_cannot_tell_it_exists(draft, dana, eli, engagement, being):
    with being(dana):
        assert open_feedback_draft(actor=dana, feedback_id=draft.id).text == FEEDBACK

    with being(eli):
        assert list_feedback(actor=eli, engagement_ids=[engagement.id]) == []
        for reading in (read_feedback, open_feedback_draft):
            with pytest.raises(NotFound):
                reading(actor=eli, feedback_id=draft.id)


def test_dana_reads_a_reply_once_it_is_sent(published, dana, eli, now, being):
    reply_to(eli, published.id, now=now, send=False, differently="I was tired.")
    with being(eli):
        seen = read_feedback(actor=eli, feedback_id=published.id)
        assert seen.reply.words.differently == "I was tired."
    with being(dana):
        assert read_feedback(actor=dana, feedback_id=published.id).reply is None
        heads = list_feedback(actor=dana, engagement_ids=[published.engagement_id])
        assert heads[0].reply_sent_at is None

    with being(eli):
        feedback = get_published(actor=eli, feedback_id=published.id)
        actions.send_reply(actor=eli, feedback=feedback, version=1, now=now)
    with being(dana):
        seen = read_feedback(actor=dana, feedback_id=published.id)
        heads = list_feedback(actor=dana, engagement_ids=[published.engagement_id])
    assert seen.reply.words.differently == "I was tired."
    assert heads[0].reply_sent_at == now


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_others_find_nothing(published, dana, cast, person, being):
    with being(dana):
        assert read_feedback(actor=dana, feedback_id=published.id).text

    other = getattr(cast, person).actor
    with being(other):
        with pytest.raises(NotFound):
            read_feedback(actor=other, feedback_id=published.id)
        assert list_feedback(actor=other, engagement_ids=[published.engagement_id]) == []


def test_a_stale_save_writes_nothing(draft, dana, now, being):
    with being(dana):
        row = get_feedback_draft(actor=dana, feedback_id=draft.id)
        save = {"actor": dana, "feedback": row, "version": 1, "now": now}
        assert actions.save_feedback(text="First.", **save) == 2
        with pytest.raises(Stale):
            actions.save_feedback(text="Second.", **save)
        assert actions.save_feedback(text="First.", **save) == 2
        with pytest.raises(Stale):
            actions.publish_feedback(actor=dana, feedback=row, version=1, now=now)
        actions.publish_feedback(actor=dana, feedback=row, version=2, now=now)
        assert read_feedback(actor=dana, feedback_id=draft.id).text == "First."


def test_publishing_needs_a_text(draft, dana, now, being):
    with being(dana):
        row = get_feedback_draft(actor=dana, feedback_id=draft.id)
        actions.save_feedback(actor=dana, feedback=row, text=" ", version=1, now=now)
        with pytest.raises(NotAllowed):
            actions.publish_feedback(actor=dana, feedback=row, version=2, now=now)


def test_published_feedback_stays(published, dana, now, being):
    with being(dana):
        row = get_own_feedback(actor=dana, feedback_id=published.id)
        with pytest.raises(WrongState):
            actions.save_feedback(actor=dana, feedback=row, text="Other", version=1, now=now)
        with pytest.raises(WrongState):
            actions.discard_feedback(actor=dana, feedback=row, now=now)
        with pytest.raises(WrongState):
            actions.publish_feedback(actor=dana, feedback=row, version=1, now=now)


def test_a_discarded_draft_leaves_nothing(draft, dana, engagement, now, being):
    with being(dana):
        actions.discard_feedback(actor=dana, feedback=draft, now=now)
        assert list_feedback(actor=dana, engagement_ids=[engagement.id]) == []


def test_a_client_gives_none(published, eli, now, being):
    with being(eli), pytest.raises(NotFound):
        actions.begin_feedback(
            actor=eli,
            engagement=get_engagement(actor=eli, engagement_id=published.engagement_id),
            session=None,
            text="Mine.",
            now=now,
        )


def test_it_may_be_about_a_signed_session(dana, engagement, now):
    signed = log_session(dana, engagement.id, now=now)
    unsigned = log_session(dana, engagement.id, now=now, sign=False)

    assert give_feedback(dana, engagement.id, now=now, session=signed).session_id == signed.id
    with pytest.raises(NotFound):
        give_feedback(dana, engagement.id, now=now, session=unsigned)


def test_a_stale_reply_writes_nothing(published, eli, now, being):
    reply_to(eli, published.id, now=now, send=False, accept="First.")
    with being(eli):
        feedback = get_published(actor=eli, feedback_id=published.id)
        save = {"actor": eli, "feedback": feedback, "now": now}
        with pytest.raises(Stale):
            actions.save_reply(fields=ReplyWords(accept="Second."), version=0, **save)
        assert actions.save_reply(fields=ReplyWords(accept="First."), version=0, **save) == 1
        assert actions.save_reply(fields=ReplyWords(explain="Why?"), version=1, **save) == 2
        with pytest.raises(Stale):
            actions.send_reply(version=1, **save)
        actions.send_reply(version=2, **save)


def test_sending_needs_one_of_three(published, eli, now, being):
    reply_to(eli, published.id, now=now, send=False, accept=" ")
    with being(eli):
        feedback = get_published(actor=eli, feedback_id=published.id)
        send = {"actor": eli, "feedback": feedback, "now": now}
        with pytest.raises(NotAllowed):
            actions.send_reply(version=1, **send)
        actions.save_reply(fields=ReplyWords(explain="Why?"), version=1, **send)
        actions.send_reply(version=2, **send)
        with pytest.raises(WrongState):
            actions.send_reply(version=2, **send)
        with pytest.raises(WrongState):
            actions.save_reply(fields=ReplyWords(accept="More"), version=2, **send)


def test_the_clinician_writes_no_reply(published, dana, eli, now, being):
    with being(dana):
        feedback = get_published(actor=dana, feedback_id=published.id)
        with pytest.raises(NotFound):
            actions.save_reply(
                actor=dana, feedback=feedback, fields=ReplyWords(accept="x"), version=0, now=now
            )
        with pytest.raises(NotFound):
            actions.send_reply(actor=dana, feedback=feedback, version=1, now=now)
        assert find_reply(actor=dana, feedback=feedback) is None
    assert reply_to(eli, published.id, now=now).state == "sent"


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_costs_the_same_for_any_number(
    dana, eli, engagement, now, being, how_many, django_assert_num_queries
):
    for _ in range(how_many):
        reply_to(eli, give_feedback(dana, engagement.id, now=now).id, now=now)

    with being(dana), django_assert_num_queries(3):  # feedback, replies, in error
        listed = list_feedback(actor=dana, engagement_ids=[engagement.id])
    assert len(listed) == how_many
