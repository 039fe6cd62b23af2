"""What the two write to each other about one check-in."""

import uuid
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import NotAllowed, NotFound, WrongState
from accounts.models import AuditEvent, Notice
from reviews.checkins import actions as checkins
from reviews.checkins.queries import get_checkin
from reviews.dialogue.actions import send_message
from reviews.dialogue.models import Message
from reviews.dialogue.queries import list_unread, read_dialogue

WORDS = "I would rather talk about the second part first."


@pytest.fixture
def send(being, now):
    seconds = (timedelta(seconds=n) for n in count())

    def write(actor, checkin, text=WORDS, **changes):
        with being(actor):
            found = get_checkin(actor=actor, checkin_id=checkin.id)
            return send_message(
                actor=actor, checkin=found, text=text, now=now + next(seconds), **changes
            )

    return write


def test_both_read_what_either_wrote(send, checkin, eli, dana, being):
    send(eli, checkin)
    send(dana, checkin, "Then let us begin there.")

    for actor in (eli, dana):
        with being(actor):
            found = read_dialogue(actor=actor, checkin_id=checkin.id)
        assert [m.text for m in found.messages] == [WORDS, "Then let us begin there."]
        assert [m.is_own for m in found.messages] == [actor is eli, actor is dana]


def test_nobody_else_reads_it(send, checkin, dana, mo, otto, ada, being):
    send(dana, checkin)
    with being(dana):
        assert read_dialogue(actor=dana, checkin_id=checkin.id).messages

    for actor in (mo, otto, ada):
        with being(actor), pytest.raises(NotFound):
            read_dialogue(actor=actor, checkin_id=checkin.id)


def test_the_words_are_sealed(send, checkin, eli, being):
    message = send(eli, checkin)

    with being(eli):
        assert WORDS.encode() not in bytes(Message.objects.get(id=message.id).text)


def test_the_other_one_is_told_that_something_waits(send, checkin, eli, dana, being):
    send(eli, checkin)
    send(dana, checkin)

    for actor in (dana, eli):
        with being(actor):
            kinds = Notice.objects.filter(
                recipient_id=actor.user_id, key__startswith="message:"
            ).values_list("kind", flat=True)
            assert list(kinds) == ["something_waits"]


def test_a_form_sent_twice_is_one_message(send, checkin, eli, being):
    once = uuid.uuid4()
    send(eli, checkin, message_id=once)

    send(eli, checkin, message_id=once)

    with being(eli):
        assert Message.objects.filter(checkin_id=checkin.id).count() == 1


def test_reading_enters_the_trail_once_for_all_of_it(send, checkin, eli, dana, being):
    send(eli, checkin)
    send(eli, checkin, "And then the first.")
    with being(dana):
        read_dialogue(actor=dana, checkin_id=checkin.id)

    with being(eli):
        read = AuditEvent.objects.filter(actor=dana.user_id, verb="read", object_kind="dialogue")
        assert [event.object_id for event in read] == [checkin.id]


def test_what_was_read_is_not_new_any_more(send, checkin, eli, dana, being, engagement):
    send(eli, checkin)
    with being(dana):
        [unread] = list_unread(actor=dana, engagement_ids=[engagement.id])
        assert unread.checkin_id == checkin.id
        read_dialogue(actor=dana, checkin_id=checkin.id)

        assert list_unread(actor=dana, engagement_ids=[engagement.id]) == []
    with being(eli):
        assert list_unread(actor=eli, engagement_ids=[engagement.id]) == []


def test_a_closed_check_in_takes_no_more_words(send, checkin, eli, dana, being, now):
    send(eli, checkin)
    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        checkins.mark_discussed(actor=dana, checkin=found, now=now)
    send(eli, checkin, "After we talked.")
    with being(dana):
        checkins.close_checkin(
            actor=dana, checkin=get_checkin(actor=dana, checkin_id=checkin.id), now=now
        )

    for actor in (eli, dana):
        with pytest.raises(WrongState):
            send(actor, checkin, "Too late.")
    with being(eli):
        assert len(read_dialogue(actor=eli, checkin_id=checkin.id).messages) == 2


def test_words_for_a_check_in_one_may_not_enter_are_refused(checkin, eli, mo, being, now):
    with being(eli):
        found = get_checkin(actor=eli, checkin_id=checkin.id)
        send_message(actor=eli, checkin=found, text=WORDS, now=now)

    with being(mo), pytest.raises(NotAllowed):
        send_message(actor=mo, checkin=found, text=WORDS, now=now)


def test_three_messages_cost_as_many_questions_as_one(send, checkin, eli, dana, being):
    send(dana, checkin)
    counts = []
    for _ in range(2):
        with being(eli), CaptureQueriesContext(connection) as asked:
            read_dialogue(actor=eli, checkin_id=checkin.id)
        counts.append(len(asked))
        send(dana, checkin)
        send(dana, checkin)

    assert counts[0] == counts[1]
