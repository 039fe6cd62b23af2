"""A pytest plugin that breaks the product as FIRE_PLANT says: the tests have to notice."""

import os

import pytest

from tests.faults.fire.entry import PLANT


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish() -> None:
    from tests.faults.fire.plants import PLANTS

    PLANTS[os.environ[PLANT]].apply()
