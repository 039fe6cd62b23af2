"""How a commitment stands: said by either of the two, in words."""

from datetime import timedelta

import pytest

from accounts.access import NotAllowed, NotFound
from accounts.queries import list_events
from reviews.commitments.actions import note_step
from reviews.commitments.models import CommitmentStep
from reviews.commitments.queries import get_commitment, list_commitments, read_commitment
from reviews.commitments.words import STANDS_ON_SCREEN
from reviews.sessions.words import Agreed
from tests.ground import acted_once
from tests.talks import COMMITMENT, commitment_of, log_session


@acted_once
def commitment(dana, eli, engagement, now):
    return commitment_of(eli, log_session(dana, engagement.id, now=now))


def note(actor, commitment, now, stands="under_way", text=""):
    return note_step(actor=actor, commitment=commitment, stands=stands, text=text, now=now)


def test_at_first_nothing_is_said(commitment, eli, being):
    with being(eli):
        seen = read_commitment(actor=eli, commitment_id=commitment.id)

    assert (seen.text, seen.stands, seen.stands_on_screen) == (COMMITMENT, "", "nothing said yet")


def test_both_may_say_and_the_last_word_counts(commitment, dana, eli, now, being):
    with being(eli):
        note(eli, commitment, now, text="Twice this week.")
    with being(dana):
        found = get_commitment(actor=dana, commitment_id=commitment.id)
        note(dana, found, now + timedelta(minutes=1), stands="done")
        seen = read_commitment(actor=dana, commitment_id=commitment.id)

    assert seen.stands_on_screen == "done"
    assert [(s.by_client, s.text) for s in seen.steps] == [(True, "Twice this week."), (False, "")]


def test_it_enters_the_trail(commitment, eli, now, being):
    with being(eli):
        note(eli, commitment, now)
        events = list_events(chain=commitment.engagement_id, verbs=frozenset({"note_step"}))

    assert [(e.object_kind, e.object_id) for e in events] == [("commitment", commitment.id)]


def test_what_was_said_is_read_with_a_line_in_the_trail(commitment, eli, now, being):
    with being(eli):
        note(eli, commitment, now, text="Twice this week.")
        [listed] = list_commitments(actor=eli, engagement_id=commitment.engagement_id)
        before = len(list_events(chain=commitment.engagement_id, verbs=frozenset({"read"})))
        seen = read_commitment(actor=eli, commitment_id=commitment.id)
        after = list_events(chain=commitment.engagement_id, verbs=frozenset({"read"}))

    assert (listed.stands, listed.steps[0].text) == ("under_way", "")
    assert seen.steps[0].text == "Twice this week."
    assert len(after) == before + 1
    assert after[0].object_id == commitment.id


def test_only_known_words(commitment, eli, now, being):
    assert STANDS_ON_SCREEN.keys() == {value for value, _ in CommitmentStep.STANDS}
    with being(eli):
        with pytest.raises(NotAllowed):
            note(eli, commitment, now, stands="perfect")
        note(eli, commitment, now, stands="not_taken_up")


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_others_find_nothing(commitment, dana, cast, person, now, being):
    with being(dana):
        assert read_commitment(actor=dana, commitment_id=commitment.id)

    other = getattr(cast, person).actor
    with being(other):
        with pytest.raises(NotFound):
            get_commitment(actor=other, commitment_id=commitment.id)
        with pytest.raises(NotAllowed):
            note(other, commitment, now)
        assert list_commitments(actor=other, engagement_id=commitment.engagement_id) == []


def test_as_it_stood_on_a_day(commitment, dana, eli, engagement, now, being):
    later = now + timedelta(days=3)
    log_session(
        dana, engagement.id, now=now, on_date=later.date(), commitments=[Agreed(text="A later one")]
    )
    with being(eli):
        note(eli, commitment, now)
        note(eli, commitment, later, stands="done")
        then = list_commitments(
            actor=eli, engagement_id=engagement.id, until=(now + timedelta(days=1)).date()
        )
        by_now = list_commitments(actor=eli, engagement_id=engagement.id)

    assert [(c.text, c.stands) for c in then] == [(COMMITMENT, "under_way")]
    assert [(c.text, c.stands) for c in by_now] == [(COMMITMENT, "done"), ("A later one", "")]


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_costs_the_same_for_any_number(
    dana, eli, engagement, now, being, how_many, django_assert_num_queries
):
    for _ in range(how_many):
        session = log_session(dana, engagement.id, now=now)
        found = commitment_of(eli, session)
        with being(eli):
            note(eli, found, now, text="Words.")

    with being(eli), django_assert_num_queries(5):  # commitments, in error, steps, answers, key
        listed = list_commitments(actor=eli, engagement_id=engagement.id)
    assert len(listed) == how_many
