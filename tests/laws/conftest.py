"""What the laws share: a database in which everything was acted and committed."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.clones import Clone, clone
from tests.laws.acted import Left, act_everything


@pytest.fixture(scope="session")
def acted(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Clone, Left]]:
    """A database in which the whole story was committed, and what left it meanwhile."""
    patch = pytest.MonkeyPatch()
    patch.setattr(
        "django.conf.settings.ANCHOR_LOG_FILE", tmp_path_factory.mktemp("anchors") / "anchors.log"
    )
    with django_db_blocker.unblock(), clone() as copy:
        yield copy, act_everything(copy)
    patch.undo()
