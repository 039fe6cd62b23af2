"""The faults of a campaign: a seeded order of them, and how each is done."""

import random
import signal
import time
from dataclasses import dataclass

from tests.faults.fire.house import POSTGRES, VALKEY, House
from tests.faults.fire.ledgers import Struck
from tests.faults.fire.steps import BEAT, WEB, WORKER

KILL, KILL_CHILD, STOP, INTERRUPT = "kill -9", "kill -9 of a child", "SIGQUIT", "SIGINT"
FREEZE, EMPTY, WIPE = "freeze", "FLUSHALL", "kill -9, restarted empty"
# How often each comes in one round through the deck.
DECK = {
    (WORKER, KILL): 4, (WORKER, KILL_CHILD): 3, (WORKER, STOP): 2, (WORKER, INTERRUPT): 1,
    (WORKER, FREEZE): 1,
    (POSTGRES, KILL): 2, (POSTGRES, KILL_CHILD): 1, (POSTGRES, STOP): 2, (POSTGRES, INTERRUPT): 1,
    (POSTGRES, FREEZE): 1,
    (WEB, KILL): 3, (WEB, KILL_CHILD): 2, (WEB, STOP): 1, (WEB, FREEZE): 1,
    (BEAT, KILL): 1, (BEAT, INTERRUPT): 1, (BEAT, FREEZE): 1,
    (VALKEY, KILL): 1, (VALKEY, EMPTY): 2, (VALKEY, WIPE): 1, (VALKEY, FREEZE): 1,
}  # fmt: skip
SIGNALS = {STOP: signal.SIGQUIT, INTERRUPT: signal.SIGINT}
STAYS = {KILL_CHILD, FREEZE, EMPTY}  # nothing has to be started again
# Seconds from the appearing of a wave to the strike: from its sweep to its last mail.
EARLIEST, LATEST = 0.3, 3.0
LONGEST_PAUSE = 1.0  # before the supervisor starts it again
FREEZES_FOR = (1.0, 10.0)


@dataclass(frozen=True)
class Fault:
    """One entry of the schedule; all in seconds. `number` picks a child."""

    target: str
    kind: str
    after: float
    pause: float
    frozen_for: float
    number: int

    @property
    def name(self) -> str:
        return f"{self.target}: {self.kind}"


def schedule(*, seed: int, kills: int, longest_freeze: float = FREEZES_FOR[1]) -> list[Fault]:
    """`kills` faults; the same for the same seed. Each round of the deck holds every kind."""
    chance = random.Random(f"faults {seed}")  # noqa: S311 - a seeded run, no secret
    cards: list[tuple[str, str]] = []
    while len(cards) < kills:
        deck = [card for card, often in DECK.items() for _ in range(often)]
        chance.shuffle(deck)
        cards += deck
    return [
        Fault(
            target=target,
            kind=kind,
            after=chance.uniform(EARLIEST, LATEST),
            pause=chance.uniform(0, LONGEST_PAUSE),
            frozen_for=chance.uniform(FREEZES_FOR[0], longest_freeze),
            number=chance.randrange(100),
        )
        for target, kind in cards[:kills]
    ]


def strike(house: House, fault: Fault) -> Struck:
    """Do it, pause, and start again what it ended."""
    began = time.time()
    match fault.kind:
        case "kill -9":
            house.kill(fault.target)
        case "kill -9 of a child":
            house.kill_child(fault.target, number=fault.number)
        case "SIGQUIT" | "SIGINT":
            house.stop(fault.target, SIGNALS[fault.kind])
        case "freeze":
            house.freeze(fault.target)
            time.sleep(fault.frozen_for)
            house.thaw(fault.target)
        case "FLUSHALL":
            house.empty_broker()
        case _:
            house.wipe_broker()
    struck = Struck(target=fault.target, began=began, ended=time.time())
    if fault.kind not in STAYS:
        time.sleep(fault.pause)
        house.start(fault.target)
    return struck
