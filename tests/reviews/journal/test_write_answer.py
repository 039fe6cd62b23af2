"""Beginning a reflection, saving, two texts of one prompt, choosing, discarding, adding."""

import uuid
from datetime import timedelta

import pytest

from accounts.access import NotAllowed, NotFound, WrongState
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.journal.actions import (
    add_addendum,
    begin_reflection,
    choose_text,
    discard_draft,
    save_answer,
    share_entry,
)
from reviews.journal.models import Answer, Entry
from reviews.journal.queries import get_draft, open_draft, read_entry
from reviews.records.second_texts import BETWEEN
from tests.conftest import SENTENCE
from tests.ground import acted_once
from tracker.lib.forms import OpenPage


def save(eli, entry, now, *, text, version, page=None, which=0):
    return save_answer(
        actor=eli,
        entry=entry,
        prompt=entry.prompts[which],
        text=text,
        version=version,
        page=page,
        now=now,
    )


def answer(eli, entry, which=0):
    return open_draft(actor=eli, entry_id=entry.id).answers[which]


# --- beginning ------------------------------------------------------------------------------------


def test_beginning_twice_goes_on_with_the_same_one(draft, checkin, eli, being, now):
    with being(eli):
        found = get_checkin(actor=eli, checkin_id=checkin.id)
        again = begin_reflection(actor=eli, checkin=found, focus_areas=["responsibility"], now=now)
    assert again.id == draft.id
    assert again.prompts == draft.prompts


@pytest.mark.parametrize("who", ["dana", "mo", "ada"])
def test_only_the_client_begins(draft, checkin, cast, being, now, who):
    actor = getattr(cast, who).actor
    with being(actor), pytest.raises(NotFound):
        begin_reflection(actor=actor, checkin=checkin, focus_areas=["responsibility"], now=now)


def test_another_client_begins_nothing(checkin, eli, otto, being, now):
    with being(eli):
        found = get_checkin(actor=eli, checkin_id=checkin.id)
    with being(otto), pytest.raises(WrongState):
        begin_reflection(actor=otto, checkin=found, focus_areas=["responsibility"], now=now)


def test_a_check_in_ahead_takes_none(draft, engagement, eli, being, now):
    with being(eli):
        listed = list_checkins(actor=eli, engagement_ids=[engagement.id])
        ahead = next(c for c in listed if c.state == CheckIn.SCHEDULED)
        found = get_checkin(actor=eli, checkin_id=ahead.id)
        with pytest.raises(WrongState):
            begin_reflection(actor=eli, checkin=found, focus_areas=["responsibility"], now=now)


# --- saving ---------------------------------------------------------------------------------------


def test_a_save_is_found_again_word_for_word(draft, eli, being, now):
    words = "Zeile eins\n\n“two” – ü 🙂"
    with being(eli):
        saved = save(eli, draft, now, text=words, version=1)
        assert (saved.version, saved.conflict) == (2, False)
        assert answer(eli, draft).text == words


def test_saving_the_same_again_changes_nothing(draft, eli, being, now):
    with being(eli):
        for version in (1, 0, 7):
            saved = save(eli, draft, now + timedelta(hours=1), text=SENTENCE, version=version)
            assert (saved.version, saved.saved_at, saved.conflict) == (1, now, False)
        assert answer(eli, draft).second is None


def test_a_text_can_be_emptied(draft, eli, being, now):
    with being(eli):
        assert save(eli, draft, now, text="", version=1).version == 2
        assert answer(eli, draft).text == ""


def test_a_prompt_that_was_not_asked_is_not_answered(draft, eli, being, now):
    other = "setbacks.1"
    with being(eli), pytest.raises(NotFound):
        save_answer(actor=eli, entry=draft, prompt=other, text="x", version=0, now=now)


@pytest.mark.parametrize("who", ["dana", "mo", "otto", "ada"])
def test_nobody_else_saves(draft, cast, being, now, who):
    actor = getattr(cast, who).actor
    with being(cast.eli.actor):
        save(cast.eli.actor, draft, now, text="Mine", version=1)
    with being(actor), pytest.raises(WrongState):
        save(actor, draft, now, text="Theirs", version=2)
    with being(cast.eli.actor):
        assert answer(cast.eli.actor, draft).text == "Mine"


def test_a_save_that_meets_a_shared_entry_is_refused(draft, eli, being, now):
    """The other tab has shared it; this one still holds the row as a draft."""
    with being(eli):
        save(eli, draft, now, text="Before", version=1)
        share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=draft.id), now=now)
        assert draft.state == Entry.DRAFT
        with pytest.raises(WrongState):
            save(eli, draft, now, text="After", version=2)
        assert read_entry(actor=eli, entry_id=draft.id).answers[0].text == "Before"


# --- two texts ------------------------------------------------------------------------------------


@acted_once
def two(draft, eli, being, now):
    """Another tab wrote a second text from an old version."""
    with being(eli):
        save(eli, draft, now, text="In the first tab", version=1)
        saved = save(
            eli, draft, now, text="In the second tab", version=1, page=OpenPage(uuid.uuid4())
        )
        assert (saved.version, saved.conflict) == (2, True)
    return draft


def test_both_texts_are_kept(two, eli, being):
    with being(eli):
        seen = answer(eli, two)
    assert (seen.text, seen.second) == ("In the first tab", "In the second tab")


def test_neither_text_is_lost_when_a_third_comes(two, eli, being, now):
    with being(eli):
        save(eli, two, now, text="In a third", version=0, page=OpenPage(uuid.uuid4()))
        seen = answer(eli, two)
    assert seen.text == "In the first tab"
    assert seen.second is not None
    assert "In the second tab" in seen.second
    assert "In a third" in seen.second


def test_a_page_that_types_on_replaces_its_own_second_text(draft, eli, being, now):
    page = OpenPage(uuid.uuid4())
    with being(eli):
        save(eli, draft, now, text="Saved", version=1)
        for words in ("T", "Typ", "Typing"):
            assert save(eli, draft, now, text=words, version=1, page=page).conflict
        assert answer(eli, draft).second == "Typing"


@pytest.mark.parametrize(
    ("pick", "text"),
    [
        ("here", "In the second tab"),
        ("there", "In the first tab"),
        ("both", f"In the first tab{BETWEEN}In the second tab"),
    ],
)
def test_the_client_chooses(two, eli, being, now, pick, text):
    with being(eli):
        version = choose_text(actor=eli, entry=two, prompt=two.prompts[0], pick=pick, now=now)
        seen = answer(eli, two)
    assert (seen.text, seen.second, seen.version) == (text, None, version)


def test_there_is_nothing_to_choose_twice_or_otherwise(two, eli, being, now):
    def choose(pick):
        choose_text(actor=eli, entry=two, prompt=two.prompts[0], pick=pick, now=now)

    with being(eli):
        with pytest.raises(WrongState):
            choose("neither")
        choose("here")
        with pytest.raises(WrongState):
            choose("here")


def test_nothing_is_shared_while_two_texts_wait(two, eli, being, now):
    with being(eli):
        entry = get_draft(actor=eli, entry_id=two.id)
        with pytest.raises(NotAllowed):
            share_entry(actor=eli, entry=entry, now=now)
        choose_text(actor=eli, entry=entry, prompt=entry.prompts[0], pick="both", now=now)
        share_entry(actor=eli, entry=entry, now=now)


# --- discarding and adding ------------------------------------------------------------------------


def test_a_discarded_draft_leaves_no_row(draft, eli, being, now):
    with being(eli):
        discard_draft(actor=eli, entry=draft, now=now)
        assert not Entry.objects.filter(id=draft.id).exists()
        assert not Answer.objects.filter(entry_id=draft.id).exists()


def test_what_was_shared_is_not_discarded(shared, eli, dana, being, now):
    with being(eli):
        shared.refresh_from_db()
        with pytest.raises(WrongState):
            discard_draft(actor=eli, entry=shared, now=now)
    with being(dana):
        assert read_entry(actor=dana, entry_id=shared.id).has_words


def test_an_addition_stands_beside_what_was_shared(shared, eli, dana, being, now):
    with being(eli):
        shared.refresh_from_db()
        add_addendum(actor=eli, entry=shared, text="And one more thing.", now=now)
    with being(dana):
        seen = read_entry(actor=dana, entry_id=shared.id)
    assert seen.answers[0].text == SENTENCE
    assert seen.addenda == [(now, "And one more thing.")]


@pytest.mark.parametrize("who", ["dana", "mo", "otto", "ada"])
def test_nobody_else_adds(shared, cast, being, now, who):
    with being(cast.eli.actor):
        shared.refresh_from_db()
        add_addendum(actor=cast.eli.actor, entry=shared, text="Mine", now=now)
    actor = getattr(cast, who).actor
    with being(actor), pytest.raises(NotAllowed):
        add_addendum(actor=actor, entry=shared, text="Theirs", now=now)


def test_a_draft_takes_no_addition(draft, eli, being, now):
    with being(eli), pytest.raises(NotAllowed):
        add_addendum(actor=eli, entry=draft, text="Too early", now=now)
