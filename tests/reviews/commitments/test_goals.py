"""A goal is set together, answered, and ended in words; several commitments belong to it."""

from datetime import timedelta

import pytest

from accounts.access import NotAllowed, NotFound, WrongState
from reviews.commitments import goals
from reviews.commitments.goal_queries import get_goal, list_goals, read_goal
from reviews.commitments.queries import list_commitments
from tests import covers
from tests.commitments import GOAL, end, propose_as, set_goal
from tests.ground import acted_once
from tracker.lib import clock


@acted_once
def goal(dana, engagement, now):
    return set_goal(dana, engagement.id, now=now)


def test_it_is_agreed_once_the_other_one_says_so(goal, eli, now, being):
    with being(eli):
        row = get_goal(actor=eli, goal_id=goal.id)
        assert not read_goal(actor=eli, goal_id=goal.id).is_agreed
        goals.answer_goal(actor=eli, goal=row, says="agrees", now=now)
        seen = read_goal(actor=eli, goal_id=goal.id)

    assert (seen.text, seen.is_agreed, seen.proposed_by_client) == (GOAL, True, False)


def test_whoever_proposed_it_does_not_answer(goal, dana, eli, now, being):
    with being(dana):
        row = get_goal(actor=dana, goal_id=goal.id)
        with pytest.raises(NotAllowed):
            goals.answer_goal(actor=dana, goal=row, says="agrees", now=now)
    with being(eli):
        goals.answer_goal(actor=eli, goal=row, says="disagrees", text="Too wide.", now=now)
        assert read_goal(actor=eli, goal_id=goal.id).answers[0].text == "Too wide."


def test_several_commitments_belong_to_it(goal, dana, eli, engagement, now, being):
    for text in ("One", "Another"):
        propose_as(dana, engagement.id, now=now, text=text, goal=goal)
    propose_as(eli, engagement.id, now=now, text="Without")
    with being(eli):
        listed = list_commitments(actor=eli, engagement_id=engagement.id)

    assert [(c.text, c.goal) for c in listed] == [("One", GOAL), ("Another", GOAL), ("Without", "")]


def test_it_ends_in_words_and_its_commitments_stay(goal, dana, eli, engagement, now, being):
    propose_as(dana, engagement.id, now=now, goal=goal)
    with being(eli):
        row = get_goal(actor=eli, goal_id=goal.id)
        goals.end_goal(actor=eli, goal=row, text="Moved to another shift.", now=now)
        seen = read_goal(actor=eli, goal_id=goal.id)
        with pytest.raises(WrongState):
            goals.end_goal(actor=eli, goal=row, text="Again.", now=now)
        with pytest.raises(WrongState):
            goals.answer_goal(actor=eli, goal=row, says="agrees", now=now)
        assert len(list_commitments(actor=eli, engagement_id=engagement.id)) == 1
        over = get_goal(actor=eli, goal_id=goal.id)
    assert (seen.end_text, seen.ended_by_client) == ("Moved to another shift.", True)
    with pytest.raises(WrongState):
        propose_as(eli, engagement.id, now=now, goal=over)


def test_after_the_end_of_the_work_none_is_set(goal, cast, eli, engagement, now, being):
    set_goal(eli, engagement.id, now=now)
    end(cast, engagement.id, now=now)
    with pytest.raises(WrongState):
        set_goal(eli, engagement.id, now=now)
    with being(eli):
        assert read_goal(actor=eli, goal_id=goal.id).text == GOAL


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_others_find_nothing(goal, cast, dana, person, now, being):
    with being(dana):
        assert list_goals(actor=dana, engagement_id=goal.engagement_id)
    other = getattr(cast, person).actor
    with being(other):
        with pytest.raises(NotFound):
            get_goal(actor=other, goal_id=goal.id)
        with pytest.raises(NotAllowed):
            goals.end_goal(actor=other, goal=goal, text="So.", now=now)
        assert list_goals(actor=other, engagement_id=goal.engagement_id) == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_costs_the_same_for_any_number(
    dana, eli, engagement, now, being, how_many, django_assert_num_queries
):
    for _ in range(how_many):
        found = set_goal(dana, engagement.id, now=now)
        with being(eli):
            row = get_goal(actor=eli, goal_id=found.id)
            goals.answer_goal(actor=eli, goal=row, says="agrees", now=now)
    with being(eli), django_assert_num_queries(3):  # goals, answers, key
        assert len(list_goals(actor=eli, engagement_id=engagement.id)) == how_many


def test_a_goal_of_other_work_is_none_here(cast, story, now, browser):
    """Mo leads Otto's work and covers Eli's: a goal of the one is no goal of the other."""
    covers.agree(cast, covers.ask(cast, story.engagement_id, now=now), now=now)
    clock.move(timedelta(days=covers.FIRST + 1))
    now = clock.now()
    goal = set_goal(cast.mo.actor, story.engagement_id, now=now)
    address = f"/api/v1/engagements/{story.others_engagement_id}/commitments/"

    sent = {"text": "One", "goal_id": str(goal.id)}
    answer = browser(cast.mo).post(address, sent, content_type="application/json")

    assert answer.status_code == 404
    assert browser(cast.mo).get(address).json() == []
