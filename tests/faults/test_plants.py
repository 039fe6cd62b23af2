"""Some planted breakages are found by a small campaign; ./run faults --plants has them all."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.fire.plants import PLANTS

QUICK = ("settle_first", "enqueue_after_the_commit", "commit_at_the_end")


@pytest.fixture(scope="module")
def stage(django_db_blocker: Any) -> Iterator[Any]:
    from tests.faults.fire.planted import staged

    with django_db_blocker.unblock(), staged() as made:
        yield made


@pytest.mark.parametrize("name", ["", *QUICK])
def test_it_is_found_and_nothing_is_where_nothing_is_planted(stage: Any, name: str):
    from tests.faults.fire.planted import burn

    ground, people, begins = stage
    assert burn(PLANTS.get(name), ground, people, begins=begins)
