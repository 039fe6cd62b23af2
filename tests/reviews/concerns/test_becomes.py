"""What becomes of a setback or concern: words, appended, by the one whose word it is."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError

from accounts.access import NotAllowed, NotFound, WrongState
from reviews.concerns import actions, queries
from reviews.concerns.actions import NewStep
from reviews.concerns.models import ConcernStep
from tests import covers
from tests.commitments import propose_as
from tests.concerns import noted, step, told
from tests.talks import commitment_of, log_session
from tracker.lib import clock


@pytest.fixture
def concern(cast, engagement, now):
    return told(cast.eli.actor, engagement.id, now=now)


def test_the_other_says_that_they_have_read_it_once(cast, concern, now, being):
    with being(cast.dana.actor):
        found = queries.get_concern(actor=cast.dana.actor, concern_id=concern.id)
        assert queries.may_acknowledge(actor=cast.dana.actor, concern=found)
        actions.acknowledge(actor=cast.dana.actor, concern=found, now=now)
        actions.acknowledge(actor=cast.dana.actor, concern=found, now=now)
        seen = queries.read_concern(actor=cast.dana.actor, concern_id=concern.id)
        assert [s.kind for s in seen.steps] == ["read"]
        assert not queries.may_acknowledge(actor=cast.dana.actor, concern=found)
    with being(cast.eli.actor), pytest.raises(NotAllowed):
        actions.acknowledge(actor=cast.eli.actor, concern=concern, now=now)


def test_both_voices_stand_in_order(cast, concern, now):
    step(cast.dana.actor, concern, "answered", text="I take both seriously.", now=now)
    later = now + timedelta(seconds=30)
    step(cast.eli.actor, concern, "answered", text="I do not know yet.", now=later)


def test_a_changed_plan_may_name_a_commitment(cast, engagement, concern, now, being):
    commitment = commitment_of(cast.eli.actor, log_session(cast.dana.actor, engagement.id, now=now))
    step(cast.dana.actor, concern, "changed_plan", commitment_id=commitment.id, now=now)
    with being(cast.eli.actor):
        [seen] = queries.read_concern(actor=cast.eli.actor, concern_id=concern.id).steps
        assert (seen.kind, seen.commitment_id) == ("changed_plan", commitment.id)
    with pytest.raises(NotFound):
        step(cast.dana.actor, concern, "changed_plan", commitment_id=concern.id, now=now)


def test_a_commitment_of_other_work_is_none_here(cast, story, now):
    """Mo leads Otto's work and covers Eli's."""
    covers.agree(cast, covers.ask(cast, story.engagement_id, now=now), now=now)
    clock.move(timedelta(days=covers.FIRST + 1))
    now = clock.now()
    other = propose_as(cast.mo.actor, story.engagement_id, now=now)
    concern = told(cast.otto.actor, story.others_engagement_id, now=now)

    with pytest.raises(NotFound):
        step(cast.mo.actor, concern, "changed_plan", commitment_id=other.id, now=now)


@pytest.mark.parametrize("kind", ["changed_plan", "listed", "not_listed", "closed"])
def test_only_the_clinician_says_these(cast, concern, kind, now, being):
    key = {"agreed_key": "as_described"} if kind == "listed" else {}
    assert step(cast.dana.actor, concern, kind, now=now, **key).kind == kind
    with pytest.raises(NotAllowed):
        step(cast.eli.actor, concern, kind, now=now, **key)
    with being(cast.eli.actor), pytest.raises(ProgrammingError, match="row-level security"):
        ConcernStep.objects.create(
            engagement_id=concern.engagement_id,
            author_id=cast.eli.user_id,
            concern_id=concern.id,
            kind=kind,
            on_date=now.date(),
            text=b"sealed",
            created_at=now,
            **key,
        )


def test_what_the_agreement_lists_is_chosen_from_it(cast, concern, now, being):
    assert step(cast.dana.actor, concern, "listed", agreed_key="as_described", now=now)
    with pytest.raises(NotAllowed):
        step(cast.dana.actor, concern, "listed", agreed_key="boundary_not_kept", now=now)
    with pytest.raises(NotAllowed):
        step(cast.dana.actor, concern, "listed", now=now)


def test_the_last_word_on_the_list_counts(cast, engagement, concern, now, being):
    def listed():
        with being(cast.eli.actor):
            heads = queries.list_concerns(actor=cast.eli.actor, engagement_ids=[engagement.id])
            return heads[0].listed

    assert not listed()
    step(cast.dana.actor, concern, "listed", agreed_key="as_described", now=now)
    assert listed()
    step(cast.dana.actor, concern, "not_listed", now=now + timedelta(minutes=1))
    assert not listed()


def test_closed_once_and_nobody_is_cut_off(cast, concern, now):
    step(cast.dana.actor, concern, "closed", now=now)
    with pytest.raises(WrongState):
        step(cast.dana.actor, concern, "closed", now=now)
    with pytest.raises(WrongState):
        step(cast.dana.actor, concern, "changed_plan", now=now)
    assert step(cast.eli.actor, concern, "answered", now=now)


def test_an_empty_word_says_nothing(cast, concern, now):
    assert step(cast.dana.actor, concern, "answered", now=now)
    with pytest.raises(NotAllowed):
        step(cast.dana.actor, concern, "answered", text="  ", now=now)


def test_a_stranger_adds_nothing(cast, concern, now, being):
    with being(cast.mo.actor), pytest.raises(NotAllowed):
        actions.add_step(
            actor=cast.mo.actor, concern=concern, new=NewStep("answered", "Words."), now=now
        )


def test_what_waits_for_each_of_the_two(cast, engagement, concern, now, being):
    ids = [engagement.id]
    with being(cast.dana.actor):
        assert [n.id for n in queries.unacknowledged(actor=cast.dana.actor, engagement_ids=ids)]
    step(cast.dana.actor, concern, "answered", now=now)
    with being(cast.dana.actor):
        assert not queries.unacknowledged(actor=cast.dana.actor, engagement_ids=ids)
    note = noted(cast.dana.actor, engagement.id, now=now)
    with being(cast.eli.actor):
        new = queries.list_new(actor=cast.eli.actor, engagement_ids=ids)
        assert {(n.id, n.is_step) for n in new} == {(concern.id, True), (note.id, False)}
        queries.read_concern(actor=cast.eli.actor, concern_id=concern.id)
        queries.read_concern(actor=cast.eli.actor, concern_id=note.id)
        assert not queries.list_new(actor=cast.eli.actor, engagement_ids=ids)
