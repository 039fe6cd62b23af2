"""The comparison of the fire harness finds what it is there for, and nothing else."""

import uuid
from dataclasses import replace

import pytest

from tests.faults.fire.ledgers import (
    Due,
    Findings,
    Promise,
    Row,
    Struck,
    Taken,
    compare,
    missing,
    twice,
)

SUBJECT, ID = uuid.uuid4(), uuid.uuid4()
TO = "fire1@example.org"
DUE = Due(SUBJECT, TO)
ROW = Row(ID, SUBJECT, TO, "sent", uncertain=False)
FIRST = Taken(f"<{ID}@localhost>", TO, at=100.0)
AGAIN = replace(FIRST, at=400.0)
KILLED = Struck("worker", began=100.2, ended=100.2)


def found(due=(DUE,), taken=(FIRST,), rows=(ROW,), struck=()) -> Findings:
    return compare(due=due, taken=taken, rows=rows, struck=struck)


def wrong(findings: Findings) -> dict[str, int]:
    return {name: len(lines) for name, lines in findings.wrong.items() if lines}


def test_one_mail_for_one_reason_is_right():
    assert wrong(found()) == {}
    assert found().uncertain == 0


@pytest.mark.parametrize("state", ["waiting", "failed", "not_needed"])
def test_due_and_never_taken_is_lost(state):
    assert wrong(found(taken=(), rows=(replace(ROW, state=state),))) == {"lost": 1}


def test_due_without_any_row_is_lost():
    assert wrong(found(taken=(), rows=())) == {"lost": 1}


def test_said_to_be_sent_and_never_taken_is_lost_and_wrongly_believed():
    assert wrong(found(taken=())) == {"lost": 1, "only_believed": 1}


def test_taken_and_not_believed_is_found():
    assert wrong(found(rows=(replace(ROW, state="failed"),))) == {"not_believed": 1}


def test_taken_again_at_a_kill_is_uncertain_if_the_row_says_so():
    findings = found(taken=(FIRST, AGAIN), rows=(replace(ROW, uncertain=True),), struck=(KILLED,))
    assert wrong(findings) == {}
    assert findings.uncertain == 1


@pytest.mark.parametrize(
    ("uncertain", "struck"),
    [
        (False, [KILLED]),  # the product does not know of it
        (True, []),  # nothing was killed
        (True, [replace(KILLED, target="web")]),  # nothing that sends
        (True, [replace(KILLED, began=300.0, ended=300.0)]),  # long after the server's yes
        (True, [replace(KILLED, began=50.0, ended=51.0)]),  # long before it
    ],
)
def test_taken_again_without_all_three_signs_is_doubled(uncertain, struck):
    findings = found(taken=(FIRST, AGAIN), rows=(replace(ROW, uncertain=uncertain),), struck=struck)
    assert wrong(findings) == {"doubled": 1}
    assert findings.uncertain == 0


def test_each_further_time_counts():
    third = replace(FIRST, at=700.0)
    findings = found(
        taken=(FIRST, AGAIN, third), rows=(replace(ROW, uncertain=True),), struck=(KILLED,)
    )
    assert (findings.uncertain, len(findings.doubled)) == (1, 1)


def test_two_messages_for_one_reason_are_doubled():
    other = replace(ROW, id=uuid.uuid4())
    second = Taken(f"<{other.id}@localhost>", TO, at=130.0)
    assert wrong(found(taken=(FIRST, second), rows=(ROW, other))) == {"doubled": 1}


def test_a_mail_under_an_id_no_row_has_is_doubled():
    stranger = replace(FIRST, message_id="<20261128.1@localhost>")
    assert wrong(found(taken=(FIRST, stranger))) == {"doubled": 1}


def test_a_mail_whose_reason_had_ended_is_unwanted():
    assert wrong(found(due=(replace(DUE, wanted=False),))) == {"unwanted": 1}
    unsent = replace(ROW, state="not_needed")
    assert wrong(found(due=(replace(DUE, wanted=False),), taken=(), rows=(unsent,))) == {}


def test_a_mail_to_another_address_is_misdirected():
    elsewhere = replace(FIRST, address="fire2@example.org")
    assert wrong(found(taken=(elsewhere,))) == {"misdirected": 1}
    assert wrong(found(due=(), rows=(replace(ROW, address=""),), taken=(elsewhere,))) == {}


def test_the_last_promise_about_a_thing_has_to_be_kept_byte_for_byte():
    promised = [Promise("section 1", "half"), Promise("section 1", "whole"), Promise("two", "x")]
    assert missing(promised, {"section 1": "whole", "two": "x", "more": "y"}) == []
    assert missing(promised, {"section 1": "half", "two": "x"}) == ["section 1: another text"]
    assert missing(promised, {"section 1": "whole "}) == ["section 1: another text", "two: absent"]


def test_what_is_there_twice_is_named():
    assert twice(["a", "b", "a"]) == ["a"]
    assert twice(["a", "b"]) == []
