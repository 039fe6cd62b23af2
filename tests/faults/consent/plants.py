"""Planted breakages of silent absence. Each must be found, by the check that is there for it.

A plant is applied to the web processes by web_entry.py, or to the database of one run; never to the
product's files. `wrong` names what the run has to report (report.Report.wrong).
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.browser.world import OWNER, World
from tests.faults.consent.webs import SLOW_ID

SLOW_SECONDS = 0.002
WHOLE_AT_FIRST = 2  # so often a file is asked for before a round: its page's and the API's


@dataclass(frozen=True)
class Plant:
    """says   what is broken.
    wrong  what the run has to report.
    into_process  breaks a web process.
    without  a condition that app.live_releases() no longer asks for.
    """

    name: str
    says: str
    wrong: str
    into_process: Callable[[], None] = lambda: None
    without: str = ""

    def into_database(self, world: World) -> None:
        if self.without:
            _redefine(world, "app.live_releases", self.without, "true")


def _redefine(world: World, function: str, part: str, instead: str) -> None:
    """A door of the database with a part of it exchanged; its owner and who may call it stay."""
    with psycopg.connect(world.database_url(OWNER), autocommit=True) as owner:
        row = owner.execute("select pg_get_functiondef(%s::regproc)", [function]).fetchone()
        assert row is not None
        body = " ".join(row[0].split())
        if part not in body:
            raise ValueError(f"not planted: {part!r} is not in {function}")
        owner.execute("set role waymark_definer")
        owner.execute(body.replace(part, instead).encode())


def _two_milliseconds() -> None:
    from reviews.documents import queries

    real, slow_id = queries.get_readable, os.environ[SLOW_ID]

    def slower(*, actor: Any, release_id: Any) -> Any:
        if str(release_id) == slow_id:
            time.sleep(SLOW_SECONDS)
        return real(actor=actor, release_id=release_id)

    queries.get_readable = slower


def _says_gone() -> None:
    from accounts import errors

    real, slow_id = errors._absent, os.environ[SLOW_ID]

    def telling(request: Any) -> Any:
        answer = real(request)
        if slow_id in request.path:
            answer["X-Was"] = "here"
        return answer

    errors._absent = telling


def _kept_in_the_process() -> None:
    from reviews.documents import queries

    real, kept = queries.read_file, {}

    def kept_for_a_while(*, actor: Any, release_id: Any) -> Any:
        if release_id not in kept:
            kept[release_id] = real(actor=actor, release_id=release_id)
        return kept[release_id]

    queries.read_file = kept_for_a_while


def _cut_short() -> None:
    from reviews.documents import api, views

    real = views.pdf_response
    times: Counter[bytes] = Counter()

    def often(pdf: bytes) -> Any:
        times[pdf] += 1
        return real(pdf[: len(pdf) // 2] if times[pdf] > WHOLE_AT_FIRST else pdf)

    views.pdf_response = api.pdf_response = often


_ALL = (
    Plant(
        "two_milliseconds", "one kind of absence takes 2 ms longer", "takes longer",
        into_process=_two_milliseconds,
    ),
    Plant(
        "says_gone", "one kind of absence carries a header of its own", "unequal",
        into_process=_says_gone,
    ),
    Plant(
        "withdrawal_ignored", "the database does not ask for a withdrawal", "leaked",
        without="not exists (select from reviews_withdrawal w where w.permission_id = r.permission_id)",
    ),
    Plant(
        "narrowing_ignored", "the database does not ask for a narrowing", "leaked",
        without="not exists (select from reviews_narrowing n where n.permission_id = r.permission_id"
        " and not n.parts @> r.parts)",
    ),
    Plant(
        "kept_in_the_process", "a process keeps the file that it has read once", "leaked",
        into_process=_kept_in_the_process,
    ),
    Plant(
        "cut_short", "a file that is asked for again ends in its middle", "half",
        into_process=_cut_short,
    ),
)  # fmt: skip
PLANTS: dict[str, Plant] = {plant.name: plant for plant in _ALL}
