"""Each check in Python between a release and a reader is taken away, and a try notices.

Where another wall holds then, the line in consent_guards.py says which: so no check stands there that
nothing depends on, and none is the only one without being known to be.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.ground import acted_once
from tests.laws.consent_guards import DATABASE, DONE, ELSEWHERE, GUARDS, KEY, ROOMS, TRIES, Line
from tests.laws.consent_tries import stage
from tests.laws.python_guards import Guard, guards_of, taken_away
from tracker.lib.crypto import CannotOpen


def found() -> dict[str, Guard]:
    """Every check in the source, by its name."""
    return {
        guard.name: guard
        for module, functions in ROOMS.items()
        for guard in guards_of(module)
        if not functions or guard.function in functions
    }


FOUND = found()


@acted_once
def s(cast: Any, engagement: Any, now: Any) -> Any:
    return stage(cast, engagement, now)


def outcome(call: Callable[[], Any]) -> str:
    """What comes of a call: DONE, who refused it, or with what. It is taken back."""
    try:
        with transaction.atomic():
            call()
            transaction.set_rollback(True)
    except DatabaseError:
        return DATABASE
    except CannotOpen:
        return KEY
    except Exception as refusal:  # noqa: BLE001 - which one it is, is what is asked
        return type(refusal).__name__
    return DONE


def test_every_check_in_the_source_has_its_line():
    assert FOUND.keys() - GUARDS.keys() - ELSEWHERE.keys() == set(), "a check without a try"
    assert (GUARDS.keys() | ELSEWHERE.keys()) - FOUND.keys() == set(), "a line without a check"
    assert {line.attempt for line in GUARDS.values()} == TRIES.keys()


@pytest.mark.parametrize("name", TRIES)
def test_with_every_check_in_place_the_right_call_is_done(s, name):
    assert outcome(TRIES[name](s).right) == DONE


@pytest.mark.parametrize("name", GUARDS)
def test_a_check_that_is_taken_away_is_missed(s, name):
    line: Line = GUARDS[name]
    wrong = TRIES[line.attempt](s).wrong
    assert outcome(wrong) == line.refused

    also = [FOUND[other] for other in line.also]
    if also:
        with taken_away(*also):
            assert outcome(wrong) == line.refused, "with the others gone, this one holds"
    with taken_away(FOUND[name], *also):
        assert outcome(wrong) == line.without
    assert line.without != line.refused
