"""Workers of a parallel run: which tests stay together, and a database for each worker.

pytest-xdist asks the hooks of `tests/conftest.py`, which ask here.
"""

import os

from xdist.scheduler import LoadFileScheduling

from tests.clones import database_of, drop, make, renamed

# The last of these asks what the others have looked at.
PAGES = "tests/browser/test_pages"
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_MAINTENANCE_URL")


class ByFile(LoadFileScheduling):
    """A file stays with one worker, in which what its module shares is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return PAGES if file.startswith(PAGES) else file


def environment(worker: str) -> dict[str, str]:
    """A database for a worker, named after it, and what points Django there.

    It stays after the run, as the database of a single process does, and is made anew by the next.
    """
    owner_url = os.environ["DATABASE_OWNER_URL"]
    name = f"{database_of(owner_url)}_{worker}"
    drop(owner_url, name)
    make(owner_url, name, template=database_of(os.environ["TEST_TEMPLATE_URL"]))
    return {address: renamed(os.environ[address], name) for address in ADDRESSES}
