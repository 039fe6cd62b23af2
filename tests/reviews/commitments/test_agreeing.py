"""Proposing, answering, carrying over, changing and letting go: rows are added, nothing is edited."""

from datetime import timedelta

import pytest

from accounts.access import NotAllowed, NotFound, WrongState
from accounts.queries import list_events
from reviews.commitments import actions
from reviews.commitments.actions import NewCommitment
from reviews.commitments.queries import get_commitment, list_commitments, read_commitment
from tests.commitments import PROPOSED, WHY, end, propose_as, set_goal
from tests.ground import acted_once
from tests.talks import commitment_of, log_session


@acted_once
def proposed(dana, engagement, now):
    return propose_as(dana, engagement.id, now=now)


@acted_once
def agreed(dana, eli, engagement, now):
    return commitment_of(eli, log_session(dana, engagement.id, now=now))


def row_of(actor, commitment):
    return get_commitment(actor=actor, commitment_id=commitment.id)


def seen_by(actor, commitment):
    return read_commitment(actor=actor, commitment_id=commitment.id)


def say(actor, commitment, now, says="agrees", text="", **more):
    return actions.answer(
        actor=actor, commitment=row_of(actor, commitment), says=says, text=text, now=now, **more
    )


# --- proposed and answered ------------------------------------------------------------------------


def test_it_counts_as_agreed_once_the_other_one_says_so(proposed, dana, eli, now, being):
    with being(dana):
        assert seen_by(dana, proposed).agreement_on_screen == "proposed, not answered yet"
    with being(eli):
        say(eli, proposed, now + timedelta(days=1))
        seen = seen_by(eli, proposed)

    assert (seen.text, seen.is_agreed) == (PROPOSED, True)
    assert seen.agreed_on == (now + timedelta(days=1)).date()
    assert [(a.by_client, a.says, a.text) for a in seen.answers] == [(True, "agrees", "")]


def test_what_the_client_proposes_the_clinician_answers(dana, eli, engagement, now, being):
    proposed = propose_as(eli, engagement.id, now=now)
    with being(dana):
        say(dana, proposed, now, "disagrees", WHY)
        assert seen_by(dana, proposed).agreement == "clinician_disagrees"
        say(dana, proposed, now + timedelta(minutes=1))
        assert seen_by(dana, proposed).is_agreed


def test_the_clinician_says_yes_for_nobody(proposed, agreed, dana, eli, now, being):
    with being(dana):
        for commitment in (proposed, agreed):
            for says, text in (("agrees", ""), ("disagrees", WHY)):
                with pytest.raises(NotAllowed):
                    say(dana, commitment, now, says, text)
    with being(eli):
        say(eli, proposed, now)


@pytest.mark.parametrize("person", ["dana", "eli"])
def test_that_the_client_could_not_answer_is_said_by_either(proposed, cast, now, being, person):
    actor, again = getattr(cast, person).actor, (now + timedelta(days=7)).date()
    with being(actor):
        say(actor, proposed, now, "could_not", "Too much today.", ask_again_on=again)
        seen = seen_by(actor, proposed)

    assert seen.agreement_on_screen == "the client could not answer yet"
    assert (seen.answers[0].text, seen.answers[0].ask_again_on) == ("Too much today.", again)


def test_one_may_disagree_afterwards_with_what_was_agreed_in_a_session(agreed, eli, now, being):
    with being(eli):
        assert seen_by(eli, agreed).is_agreed
        say(eli, agreed, now, "disagrees", WHY)
        [listed] = list_commitments(actor=eli, engagement_id=agreed.engagement_id)

    assert listed.agreement_on_screen == "the client did not agree, and says why"
    assert listed.answers[0].text == ""  # the why is no label of lists
    assert listed.told_why == ""


def test_why_is_told_where_the_client_chose_so(agreed, eli, dana, now, being):
    with being(eli):
        say(eli, agreed, now, "disagrees", WHY, may_be_told=True)
    with being(dana):
        [listed] = list_commitments(actor=dana, engagement_id=agreed.engagement_id)
        assert listed.told_why == WHY
    with being(eli):
        say(eli, agreed, now + timedelta(minutes=1))
        [listed] = list_commitments(actor=eli, engagement_id=agreed.engagement_id)
        assert (listed.is_agreed, listed.told_why) == (True, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"says": "agrees", "text": "But."},
        {"says": "disagrees"},
        {"says": "could_not", "text": "Not today."},
        {"says": "agrees", "may_be_told": True},
        {"says": "perhaps", "text": "Well."},
    ],
)
def test_an_answer_has_what_it_needs_and_no_more(proposed, eli, now, being, wrong):
    with being(eli):
        with pytest.raises(NotAllowed):
            say(eli, proposed, now, **wrong)
        say(eli, proposed, now)


# --- carried over, changed, let go ----------------------------------------------------------------


def test_carried_over_it_has_another_day_and_the_reason(agreed, eli, now, being):
    day = (now + timedelta(days=14)).date()
    with being(eli):
        actions.carry_over(
            actor=eli, commitment=row_of(eli, agreed), due_on=day, reason="Ill.", now=now
        )
        seen = seen_by(eli, agreed)

    assert (seen.stands, seen.due_on, seen.steps[0].text) == ("carried_over", day, "Ill.")
    assert seen.stands_on_screen.startswith("carried over to ")


def test_another_one_takes_its_place_and_both_stay_readable(agreed, dana, eli, now, being):
    with being(eli):
        new = actions.change(
            actor=eli,
            commitment=row_of(eli, agreed),
            item=NewCommitment(text="Asks twice"),
            reason="Once was not heard.",
            now=now,
        )
    with being(dana):
        before, after = seen_by(dana, agreed), seen_by(dana, new)

    assert (before.stands_on_screen, before.replaced_by) == ("changed", new.id)
    assert before.steps[0].text == "Once was not heard."
    assert (after.replaces_id, after.agreement) == (agreed.id, "proposed")


def test_let_go_it_takes_nothing_more(agreed, eli, now, being):
    with being(eli):
        row = row_of(eli, agreed)
        actions.let_go(actor=eli, commitment=row, reason="The office is closed.", now=now)
        assert seen_by(eli, agreed).stands_on_screen == "let go"
        day = (now + timedelta(days=1)).date()
        about = {"actor": eli, "commitment": row, "now": now}
        for act in (
            lambda: actions.note_step(**about, stands="done", text=""),
            lambda: actions.carry_over(**about, due_on=day, reason="So."),
            lambda: actions.change(**about, item=NewCommitment(text="X"), reason="So."),
            lambda: actions.let_go(**about, reason="Again."),
            lambda: actions.answer(**about, says="agrees"),
        ):
            with pytest.raises(WrongState):
                act()
        assert len(seen_by(eli, agreed).story) == 1


def test_a_day_that_has_passed_is_none(agreed, eli, now, being):
    gone = (now - timedelta(days=1)).date()
    with being(eli):
        row = row_of(eli, agreed)
        with pytest.raises(NotAllowed):
            actions.carry_over(actor=eli, commitment=row, due_on=gone, reason="So.", now=now)
        actions.carry_over(actor=eli, commitment=row, due_on=now.date(), reason="So.", now=now)
    with pytest.raises(NotAllowed):
        propose_as(eli, agreed.engagement_id, now=now, due_on=gone)


# --- steps elsewhere ------------------------------------------------------------------------------


def test_of_a_step_elsewhere_only_attendance_is_said(dana, eli, engagement, now, being):
    group = propose_as(dana, engagement.id, now=now, outside="group", text="Goes to the group")
    with being(eli):
        row = row_of(eli, group)
        with pytest.raises(NotAllowed):
            actions.note_step(actor=eli, commitment=row, stands="done", text="We spoke.", now=now)
        about = {"actor": eli, "commitment": row, "attended": True}
        with pytest.raises(NotAllowed):
            tomorrow = now.date() + timedelta(days=1)
            actions.note_attendance(**about, on_day=tomorrow, now=now)
        actions.note_attendance(**about, on_day=now.date(), now=now)
        seen = seen_by(eli, group)

    assert seen.stands_on_screen.startswith("attended on ")
    assert seen.steps[0].text == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"outside": "group", "carried_by": "support"},
        {"outside": "retreat"},
        {"outside": "public_accounts"},
        {"outside": "group", "prepared": True},
        {"carried_by": "colleague"},
    ],
)
def test_what_does_not_fit_is_not_kept(dana, engagement, now, fields):
    days = {"prepare_on": now.date(), "debrief_on": now.date()}
    propose_as(dana, engagement.id, now=now, outside="public_accounts", **days)
    wrong = dict(fields)
    if wrong.pop("prepared", False):
        wrong |= days
    with pytest.raises(NotAllowed):
        propose_as(dana, engagement.id, now=now, **wrong)


# --- who, when ------------------------------------------------------------------------------------


def test_after_the_end_of_the_work_nothing_is_added(proposed, cast, eli, now, being):
    with being(eli):
        say(eli, proposed, now)
    end(cast, proposed.engagement_id, now=now)
    with being(eli):
        with pytest.raises(WrongState):
            say(eli, proposed, now)
        with pytest.raises(WrongState):
            actions.note_step(
                actor=eli, commitment=row_of(eli, proposed), stands="done", text="", now=now
            )
        assert seen_by(eli, proposed).is_agreed
    with pytest.raises(WrongState):
        propose_as(eli, proposed.engagement_id, now=now)


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_others_can_do_nothing(proposed, cast, dana, person, now, being):
    other = getattr(cast, person).actor
    with being(dana):
        row = row_of(dana, proposed)
    with being(other):
        with pytest.raises(NotFound):
            row_of(other, proposed)
        with pytest.raises(NotAllowed):
            actions.let_go(actor=other, commitment=row, reason="So.", now=now)


def test_every_act_enters_the_trail(proposed, eli, now, being):
    with being(eli):
        say(eli, proposed, now)
        day = (now + timedelta(days=1)).date()
        row = row_of(eli, proposed)
        actions.carry_over(actor=eli, commitment=row, due_on=day, reason="So.", now=now)
        actions.let_go(actor=eli, commitment=row, reason="So.", now=now)
        verbs = frozenset({"propose", "answer", "carry_over", "let_go"})
        events = list_events(chain=proposed.engagement_id, verbs=verbs)

    assert {e.verb for e in events} == verbs
    assert {e.object_id for e in events} == {proposed.id}


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_costs_the_same_for_any_number(
    dana, eli, engagement, now, being, how_many, django_assert_num_queries
):
    goal = set_goal(dana, engagement.id, now=now)
    for _ in range(how_many):
        found = propose_as(dana, engagement.id, now=now, goal=goal)
        with being(eli):
            say(eli, found, now, "disagrees", WHY, may_be_told=True)

    with being(eli), django_assert_num_queries(5):  # commitments, in error, steps, answers, key
        listed = list_commitments(actor=eli, engagement_id=engagement.id)
    assert [c.told_why for c in listed] == [WHY] * how_many
