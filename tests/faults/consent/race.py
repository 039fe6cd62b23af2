"""One round: four readers ask both processes without a pause, and meanwhile the client ends it."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle

from tests.agreeing import PASSWORD
from tests.browser.world import World
from tests.faults.consent.asking import Answer, Line, Said, apart
from tests.faults.consent.judging import (
    ABSENT,
    EVERY_FORM,
    FORMS,
    LISTS,
    WHOLE,
    Known,
    still,
    told,
    verdict,
)
from tests.faults.consent.stage import NARROWED_TO, Pair, Shared, share
from tests.faults.consent.words import found
from tests.faults.fire.visitor import Visitor

WITHDRAWN, NARROWED = "withdrawn", "narrowed"
READERS_A_PROCESS = 2
LONGEST_PAUSE = 0.06  # seconds that they read before the client acts
NOBODY_KNOWS = "00000000-0000-4000-8000-{:012x}"
ROUND_SECONDS = 120


class NotCompleted(Exception):
    """The run itself could not go on: what it would report means nothing."""


@dataclass
class Tally:
    """What the answers of all rounds were; `wrong` has a line for each that may not be."""

    rounds: Counter[str] = field(default_factory=Counter)  # by act
    early: Counter[str] = field(default_factory=Counter)  # asked before, by verdict
    beside: Counter[str] = field(default_factory=Counter)  # of these: while the act was under way
    late: Counter[str] = field(default_factory=Counter)  # asked after
    raced: int = 0  # rounds in which at least one answer was under way with the act
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, line: str) -> None:
        self.wrong.setdefault(kind, []).append(line)


@dataclass
class Act:
    """The client's one step; times of time.perf_counter(), 0 while it has not begun or ended."""

    sent_at: float = 0.0
    answered_at: float = 0.0


class Reader(threading.Thread):
    """Asks form after form until each was asked once more after the act was answered."""

    def __init__(self, line: Line, release_id: str, forms: list[str], act: Act) -> None:
        super().__init__(daemon=True)
        self.answers: list[tuple[str, Answer]] = []
        self.reads = threading.Event()
        self.problem: Exception | None = None
        self._line, self._id, self._forms, self._act = line, release_id, forms, act

    def run(self) -> None:
        left = set(self._forms)
        try:
            for form in cycle(self._forms):
                answer = self._line.get(EVERY_FORM[form].format(self._id))
                self.answers.append((form, answer))
                self.reads.set()
                if 0 < self._act.answered_at < answer.began:
                    left.discard(form)
                    if not left:
                        return
        except Exception as problem:  # noqa: BLE001 - the round says it
            self.problem = problem
        finally:
            self._line.close()
            self.reads.set()


def run_round(
    world: World, pair: Pair, ports: list[int], act: str, *, seed: str, tally: Tally
) -> tuple[str, ...]:
    """The words that were looked for.

    Raises NotCompleted if the document did not open before, or the act was not done.
    """
    chance = random.Random(seed)  # noqa: S311 - a seeded run, no secret
    shared = share(world, pair, seed=seed)
    known = _known(pair, shared, ports)
    client = Visitor(chance.choice(ports), pair.client_cookies)
    client.token = client.get("/token/").data["token"]
    acting, readers = Act(), []
    for port in ports * READERS_A_PROCESS:
        forms = chance.sample(list(EVERY_FORM), len(EVERY_FORM))
        line = Line(port, pair.reader_cookies)
        readers.append(Reader(line, known.release_id, forms, acting))
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.reads.wait(ROUND_SECONDS)
    time.sleep(chance.uniform(0, LONGEST_PAUSE))
    try:
        _end(client, act, shared, acting)
    finally:
        acting.answered_at = acting.answered_at or time.perf_counter()
        for reader in readers:
            reader.join(ROUND_SECONDS)
    for reader in readers:
        if reader.problem or reader.is_alive():
            raise NotCompleted(f"a reader in round {seed}: {reader.problem or 'no answer'}")
    tally.rounds[act] += 1
    _judge(readers, known, acting, tally, seed=f"{seed} {act}")
    return known.words


def _end(client: Visitor, act: str, shared: Shared, acting: Act) -> None:
    """By the client's own form, freshly signed in again."""
    path, fields = f"/sharing/{shared.permission_id}/withdraw/", {"password": PASSWORD}
    if act == NARROWED:
        path = f"/sharing/{shared.permission_id}/fewer/"
        fields |= {"parts": list(NARROWED_TO)}  # type: ignore[dict-item] # a list of them
    acting.sent_at = time.perf_counter()
    answer = client.post(path, fields)
    if answer.status != HTTPStatus.FOUND:
        raise NotCompleted(f"{act}: {answer.status} {answer.body[:800]}")
    acting.answered_at = time.perf_counter()


def _known(pair: Pair, shared: Shared, ports: list[int]) -> Known:
    """Asked of both processes: it is open, it is the same, and it holds every word looked for."""
    release_id = str(shared.release_id)
    whole: dict[str, bytes] = {}
    absent: dict[str, Said] = {}
    for port in ports:
        line = Line(port, pair.reader_cookies)
        for form, path in EVERY_FORM.items():
            answer = line.get(path.format(release_id))
            missing = [] if form in LISTS else set(shared.words) - set(found(answer, shared.words))
            unlisted = form in LISTS and release_id.encode() not in answer.body
            if answer.status != HTTPStatus.OK or missing or unlisted:
                raise NotCompleted(f"{form} was not open: {answer.status}, missing {missing}")
            if whole.setdefault(form, still(answer.body)) != still(answer.body):
                raise NotCompleted(f"{form} differs between the two processes")
        for form, path in FORMS.items():
            nothing = line.get(path.format(NOBODY_KNOWS.format(port)))
            if absent.setdefault(form, nothing.said) != nothing.said:
                told_apart = apart(nothing.said, absent[form])
                raise NotCompleted(f"{form} is absent otherwise in the other process: {told_apart}")
        line.close()
    return Known(release_id, shared.words, whole, absent)


def _judge(readers: list[Reader], known: Known, act: Act, tally: Tally, *, seed: str) -> None:
    raced = False
    for form, answer in (each for reader in readers for each in reader.answers):
        late = answer.began > act.answered_at
        said = verdict(answer, form, known, late=late)
        (tally.late if late else tally.early)[said] += 1
        if not late and answer.ended > act.sent_at:
            tally.beside[said] += 1
            raced = True
        if said not in (WHOLE, ABSENT):
            tally.note(said, f"{seed}: {told(answer, form, known)}")
    tally.raced += raced
