"""Process notes: the author's alone, under their own key and in their own trail."""

from contextlib import suppress

import pytest
from django.db import connection

from accounts.access import NotFound
from accounts.queries import list_events
from reviews.engagements.queries import get_engagement
from reviews.records import vault
from reviews.records.models import EngagementKey
from reviews.sessions.actions import write_process_note
from reviews.sessions.models import ProcessNote
from reviews.sessions.queries import list_process_notes
from tests.ground import acted_once
from tests.talks import PRIVATE_THOUGHT, log_session, note_privately
from tracker.lib.crypto import CannotOpen


@acted_once
def note(dana, engagement, now):
    return note_privately(dana, engagement.id, now=now)


def test_dana_reads_her_own(note, dana, being):
    with being(dana):
        seen = list_process_notes(actor=dana, engagement_id=note.engagement_id)

    assert [n.text for n in seen] == [PRIVATE_THOUGHT]


@pytest.mark.parametrize("person", ["eli", "mo", "otto", "ada"])
def test_nobody_else_does(note, dana, cast, person, being):
    with being(dana):
        assert ProcessNote.objects.count() == 1

    other = getattr(cast, person).actor
    with being(other):
        assert ProcessNote.objects.count() == 0
        assert not EngagementKey.objects.filter(purpose=EngagementKey.PROCESS).exists()
        with suppress(NotFound):
            assert list_process_notes(actor=other, engagement_id=note.engagement_id) == []


def test_the_engagements_own_key_does_not_open_it(note, dana, being):
    with being(dana):
        lock = vault.process(note.engagement_id, author_id=dana.user_id)
        assert vault.open_in(lock, note, "text") == PRIVATE_THOUGHT
        with pytest.raises(CannotOpen):
            vault.open_text(note, "text", engagement_id=note.engagement_id)


def test_the_key_is_not_erins_nor_elis(note, eli, being):
    with being(eli), pytest.raises(CannotOpen):
        vault.key_id(vault.process(note.engagement_id, author_id=note.author_id))


def test_the_trail_of_the_engagement_does_not_know(note, dana, eli, being):
    with being(dana):
        list_process_notes(actor=dana, engagement_id=note.engagement_id)
    with being(eli):
        events = list_events(chain=note.engagement_id)

    assert events
    assert not [e for e in events if "process" in f"{e.verb} {e.object_kind}"]


def test_the_notes_have_their_own_trail(note, dana, being):
    with being(dana):
        chain = vault.key_id(vault.process(note.engagement_id, author_id=dana.user_id))
        list_process_notes(actor=dana, engagement_id=note.engagement_id)
        with connection.cursor() as cursor:
            cursor.execute(
                "select verb, chain_kind from accounts_auditevent where chain = %s"
                " order by at, verb desc",
                [chain],
            )
            events = cursor.fetchall()

    assert events == [("write_process_note", "process"), ("read", "process")]


def test_a_client_writes_none(note, eli, now, being):
    with being(eli), pytest.raises(NotFound):
        write_process_note(
            actor=eli,
            engagement=get_engagement(actor=eli, engagement_id=note.engagement_id),
            session=None,
            text="Mine.",
            now=now,
        )


def test_a_note_of_another_persons_session_is_refused(story, dana, mo, now, being):
    others = log_session(mo, story.others_engagement_id, now=now)
    mine = log_session(dana, story.engagement_id, now=now)
    with being(dana):
        found = get_engagement(actor=dana, engagement_id=story.engagement_id)
        write_process_note(actor=dana, engagement=found, session=mine, text="Mine.", now=now)
        with pytest.raises(NotFound):
            write_process_note(actor=dana, engagement=found, session=others, text="No.", now=now)


@pytest.mark.parametrize("how_many", [1, 3])
def test_reading_costs_the_same_for_any_number(
    dana, engagement, now, being, how_many, django_assert_num_queries
):
    for _ in range(how_many):
        note_privately(dana, engagement.id, now=now)

    with being(dana), django_assert_num_queries(4):  # notes, key's id, trail, key
        assert len(list_process_notes(actor=dana, engagement_id=engagement.id)) == how_many
