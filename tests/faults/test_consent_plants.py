"""Some planted leaks are found by a small run; ./run faults consent --plants has them all."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.consent.plants import PLANTS

QUICK = ("withdrawal_ignored", "kept_in_the_process", "says_gone")


@pytest.fixture(scope="module")
def ground(django_db_blocker: Any) -> Iterator[Any]:
    from tests.faults.consent.ground import staged
    from tests.faults.consent.planted import SMALL

    with django_db_blocker.unblock(), staged(rounds=SMALL.rounds) as made:
        yield made


@pytest.mark.parametrize("name", ["", *QUICK])
def test_it_is_found_and_nothing_is_where_nothing_is_planted(ground: Any, name: str):
    from tests.faults.consent.planted import find

    assert find(PLANTS.get(name), ground)
