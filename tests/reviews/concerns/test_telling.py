"""A setback told by the client, and what the clinician notes: told once, read by both, answered."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from accounts.access import NotFound, NotFresh, Stale, WrongState, acting_as_system
from accounts.outbox.models import Notice
from accounts.queries import list_events
from reviews.concerns import actions, queries
from reviews.concerns.models import Concern
from reviews.engagements.actions import end_engagement
from reviews.engagements.queries import get_engagement
from reviews.journal.models import Entry
from reviews.journal.queries import open_draft, read_entry
from tests.concerns import SAID, SEEN, noted, told
from tests.writings import draft


def test_both_read_what_the_client_told(cast, engagement, now, being):
    concern = told(cast.eli.actor, engagement.id, now=now)
    for person in (cast.eli, cast.dana):
        with being(person.actor):
            seen = queries.read_concern(actor=person.actor, concern_id=concern.id)
            assert SAID in [answer.text for answer in seen.entry.answers]
            assert (seen.head.kind, seen.head.told_by, seen.steps) == ("setback", "client", [])


def test_nobody_else_can_tell_that_it_is_there(cast, engagement, now, being):
    concern = told(cast.eli.actor, engagement.id, now=now)
    with being(cast.dana.actor):
        assert queries.get_concern(actor=cast.dana.actor, concern_id=concern.id) == concern
    for person in (cast.mo, cast.otto, cast.ada):
        with being(person.actor):
            with pytest.raises(NotFound):
                queries.read_concern(actor=person.actor, concern_id=concern.id)
            assert not Concern.objects.exists()


def test_the_clinician_signs_what_she_noted_freshly(cast, engagement, now, being):
    entry = draft(cast.dana.actor, engagement.id, Entry.NOTED, text=SEEN, now=now)
    with being(cast.dana.actor):
        seen = open_draft(actor=cast.dana.actor, entry_id=entry.id).digest
        with pytest.raises(NotFresh):
            actions.sign_noted(
                actor=cast.dana.actor,
                entry=entry,
                seen=seen,
                authenticated_at=now - timedelta(hours=1),
                now=now,
            )
    concern = noted(cast.dana.actor, engagement.id, now=now)
    with being(cast.eli.actor):
        read = queries.read_concern(actor=cast.eli.actor, concern_id=concern.id)
        assert (read.head.kind, read.head.told_by) == ("concern", "clinician")


def test_what_was_looked_at_is_what_is_told(cast, engagement, now, being):
    entry = draft(cast.eli.actor, engagement.id, Entry.SETBACK, text=SAID, now=now)
    with being(cast.eli.actor), pytest.raises(Stale):
        actions.tell_setback(
            actor=cast.eli.actor, entry=entry, seen="other", authenticated_at=None, now=now
        )


def test_the_other_hears_that_something_waits(cast, engagement, now):
    concern = told(cast.eli.actor, engagement.id, now=now)
    with acting_as_system("outbox"), transaction.atomic():
        [notice] = Notice.objects.filter(key=f"concern:{concern.id}")
        assert (notice.recipient_id, notice.kind) == (cast.dana.user_id, "something_waits")


def test_after_the_end_it_is_not_told_and_stays_a_draft(cast, engagement, now, being):
    told(cast.eli.actor, engagement.id, now=now)
    entry = draft(cast.eli.actor, engagement.id, Entry.SETBACK, text="Again.", now=now)
    with being(cast.eli.actor):
        row = get_engagement(actor=cast.eli.actor, engagement_id=engagement.id)
        end_engagement(actor=cast.eli.actor, engagement=row, now=now)
    with being(cast.eli.actor):
        entry = Entry.objects.select_related("engagement").get(id=entry.id)
        seen = open_draft(actor=cast.eli.actor, entry_id=entry.id).digest
        with pytest.raises(WrongState):
            actions.tell_setback(
                actor=cast.eli.actor, entry=entry, seen=seen, authenticated_at=None, now=now
            )
        assert open_draft(actor=cast.eli.actor, entry_id=entry.id).has_words
        with pytest.raises(WrongState):
            actions.begin_setback(actor=cast.eli.actor, engagement=entry.engagement, now=now)


def test_the_database_takes_none_after_the_end(cast, engagement, now, being):
    concern = told(cast.eli.actor, engagement.id, now=now)
    with being(cast.eli.actor):
        row = get_engagement(actor=cast.eli.actor, engagement_id=engagement.id)
        end_engagement(actor=cast.eli.actor, engagement=row, now=now)
    with being(cast.eli.actor), pytest.raises(ProgrammingError, match="row-level security"):
        Concern.objects.create(
            engagement_id=engagement.id,
            author_id=cast.eli.user_id,
            told_by="client",
            told_on=now.date(),
            entry_id=concern.entry_id,
            created_at=now,
        )


def test_work_that_the_other_ended_in_between_keeps_the_text(cast, engagement, now, being):
    eli = cast.eli.actor
    assert told(eli, engagement.id, now=now)
    with being(eli):
        entry = draft(eli, engagement.id, Entry.SETBACK, text="Said to the end.", now=now)
        read_before = Entry.objects.select_related("engagement").get(id=entry.id)
        seen = open_draft(actor=eli, entry_id=entry.id).digest
    with being(cast.dana.actor):
        row = get_engagement(actor=cast.dana.actor, engagement_id=engagement.id)
        end_engagement(actor=cast.dana.actor, engagement=row, now=now)
    assert read_before.engagement.state == "active"
    with being(eli), pytest.raises(WrongState):
        actions.tell_setback(
            actor=eli, entry=read_before, seen=seen, authenticated_at=None, now=now
        )
    with being(eli):
        assert open_draft(actor=eli, entry_id=entry.id).has_words


def test_a_withdrawn_note_takes_no_word_more(cast, engagement, now, browser):
    concern = noted(cast.dana.actor, engagement.id, now=now)
    page, words = browser(cast.eli), {"text": "I was not at that meeting."}
    assert page.post(f"/matters/{concern.id}/", words).status_code == 302
    error = {"reason": "It was another meeting."}
    assert browser(cast.dana).post(f"/matters/{concern.id}/in-error/", error).status_code == 302
    answer = page.post(f"/matters/{concern.id}/", words)
    assert answer.status_code == 409
    assert words["text"] in answer.content.decode()


def test_reading_enters_the_trail(cast, engagement, now, being):
    concern = told(cast.eli.actor, engagement.id, now=now)
    with being(cast.dana.actor):
        queries.read_concern(actor=cast.dana.actor, concern_id=concern.id)
    with being(cast.eli.actor):
        events = list_events(chain=engagement.id, verbs=frozenset({"read"}))
        assert ("concern", concern.id) in [(e.object_kind, e.object_id) for e in events]


def test_a_note_entered_in_error_is_withdrawn_everywhere(cast, engagement, now, being, browser):
    concern = noted(cast.dana.actor, engagement.id, now=now)
    with being(cast.eli.actor):
        assert read_entry(actor=cast.eli.actor, entry_id=concern.entry_id).has_words
    page = browser(cast.dana)
    answer = page.post(f"/matters/{concern.id}/in-error/", {"reason": "It was another meeting."})
    assert answer.status_code == 302
    with being(cast.eli.actor):
        seen = queries.read_concern(actor=cast.eli.actor, concern_id=concern.id)
        assert (seen.entry, seen.error.reason) == (None, "It was another meeting.")
        assert queries.list_concerns(actor=cast.eli.actor, engagement_ids=[engagement.id])[
            0
        ].in_error
        with pytest.raises(NotFound):
            read_entry(actor=cast.eli.actor, entry_id=concern.entry_id)


def test_a_client_takes_no_words_back(cast, engagement, now, browser):
    mine = noted(cast.dana.actor, engagement.id, now=now)
    theirs = told(cast.eli.actor, engagement.id, now=now)
    assert browser(cast.dana).get(f"/matters/{mine.id}/in-error/").status_code == 200
    for person in (cast.dana, cast.eli):
        assert browser(person).get(f"/matters/{theirs.id}/in-error/").status_code == 404


def test_nobody_tells_for_the_other(cast, engagement, now, being):
    assert told(cast.eli.actor, engagement.id, now=now)
    with being(cast.dana.actor), pytest.raises(NotFound):
        actions.begin_setback(actor=cast.dana.actor, engagement=engagement, now=now)
    with being(cast.eli.actor), pytest.raises(NotFound):
        actions.begin_noted(actor=cast.eli.actor, engagement=engagement, now=now)
