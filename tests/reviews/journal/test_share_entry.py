"""Sharing a reflection: the first moment anybody else can tell that it exists."""

import pytest

from accounts.access import NotAllowed, NotFound, WrongState
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin
from reviews.journal.actions import discard_draft, save_answer, share_entry
from reviews.journal.queries import find_draft_for, get_draft, list_entries, open_draft, read_entry
from tests.conftest import SENTENCE


def test_dana_reads_what_eli_shared(shared, dana, being):
    with being(dana):
        seen = read_entry(actor=dana, entry_id=shared.id)

    assert seen.answers[0].text == SENTENCE


def test_the_checkin_waits_for_dana(shared, dana, checkin, being):
    with being(dana):
        assert get_checkin(actor=dana, checkin_id=checkin.id).state == CheckIn.SHARED


def test_before_sharing_dana_cannot_tell_it_exists(draft, dana, eli, engagement, checkin, being):
    with being(eli):
        assert open_draft(actor=eli, entry_id=draft.id).answers[0].text == SENTENCE

    with being(dana):
        assert list_entries(actor=dana, engagement_ids=[engagement.id]) == []
        assert get_checkin(actor=dana, checkin_id=checkin.id).state == CheckIn.OPEN
        with pytest.raises(NotFound):
            read_entry(actor=dana, entry_id=draft.id)
        with pytest.raises(NotFound):
            open_draft(actor=dana, entry_id=draft.id)


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_others_find_nothing_after_sharing(shared, dana, cast, person, being):
    with being(dana):
        assert read_entry(actor=dana, entry_id=shared.id).has_words

    stranger = getattr(cast, person).actor
    with being(stranger), pytest.raises(NotFound):
        read_entry(actor=stranger, entry_id=shared.id)


def test_an_empty_reflection_is_not_shared(draft, eli, now, being):
    with being(eli):
        entry = get_draft(actor=eli, entry_id=draft.id)
        save_answer(actor=eli, entry=entry, prompt=entry.prompts[0], text="", version=1, now=now)
        with pytest.raises(NotAllowed):
            share_entry(actor=eli, entry=entry, now=now)


def test_sharing_twice_is_refused(shared, eli, now, being):
    with being(eli), pytest.raises(WrongState):
        share_entry(actor=eli, entry=shared, now=now)


def test_writing_after_sharing_is_refused(shared, eli, now, being):
    with being(eli), pytest.raises(WrongState):
        save_answer(
            actor=eli, entry=shared, prompt=shared.prompts[0], text="Other", version=1, now=now
        )


def test_a_discarded_draft_leaves_nothing(draft, eli, checkin, now, being):
    with being(eli):
        entry = get_draft(actor=eli, entry_id=draft.id)
        discard_draft(actor=eli, entry=entry, now=now)
        assert find_draft_for(actor=eli, checkin_id=checkin.id) is None
