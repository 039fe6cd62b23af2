"""Every kind of absence, asked for in blocks: each kind once in a block, in an order of chance.

What is compared was measured within a fraction of a second, by the same form, of the same process:
whatever else the machine does falls on all kinds alike.
"""

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from uuid import UUID

from tests.faults.consent.absences import FORMS, Absences
from tests.faults.consent.asking import Line, apart
from tests.faults.consent.intervals import Difference, difference
from tests.faults.consent.race import NotCompleted

WARM_UP = 16  # blocks that are asked and not timed
SAYS_SO_EVERY = 200  # blocks
OPEN = 200


@dataclass
class Comparison:
    """times  milliseconds by form and kind; the first of each kind stands in the first block, and on.
    unequal  answers that are not, byte for byte, what is answered about an unknown id.
    """

    times: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    asked: int = 0
    unequal: list[str] = field(default_factory=list)

    @cached_property
    def differences(self) -> dict[tuple[str, str, str], Difference]:
        """Of each two kinds, by form."""
        return {
            (form, one, other): difference(by_kind[one], by_kind[other])
            for form, by_kind in self.times.items()
            for one, other in combinations(by_kind, 2)
        }

    def between(self, form: str, one: str, other: str) -> Difference:
        """How much longer one kind takes than another."""
        found = self.differences.get((form, one, other))
        return found if found is not None else -self.differences[form, other, one]

    def apart(self, kind: str) -> tuple[str, Difference]:
        """What this kind is farthest from, and how far."""
        others = {
            f"{other}, {form}": self.between(form, kind, other)
            for form, by_kind in self.times.items()
            for other in by_kind
            if other != kind
        }
        return max(others.items(), key=lambda item: item[1].farthest)

    def median(self, kind: str, form: str) -> float:
        return statistics.median(self.times[form][kind])

    @property
    def largest(self) -> float:
        return max((abs(found.median) for found in self.differences.values()), default=0.0)

    @property
    def not_equal(self) -> list[str]:
        """Where it was not shown that two kinds take the same time."""
        return [
            f"{one} and {other}, {form}: {found} ms"
            for (form, one, other), found in self.differences.items()
            if not found.is_equal
        ]

    @property
    def longer(self) -> list[str]:
        """Where it was shown that a kind takes longer than every other."""
        return [
            f"{kind}, {form}: longer than every other"
            for form, by_kind in self.times.items()
            for kind in by_kind
            if all(self.between(form, kind, o).is_longer for o in by_kind if o != kind)
        ]


def compare(
    absences: Absences,
    ports: list[int],
    *,
    blocks: int,
    seed: str,
    kinds: Sequence[str] = (),
    forms: Sequence[str] = tuple(FORMS),
    say: Callable[[str], None] = lambda line: None,
) -> Comparison:
    """`blocks` in all, the forms and the processes in turn; the document that is open opens all along.

    Raises NotCompleted if it does not.
    """
    chance = random.Random(seed)  # noqa: S311 - a seeded run, no secret
    lines = [Line(port, absences.reader_cookies) for port in ports]
    asked = list(kinds or absences.kinds)
    made = Comparison({form: {kind: [] for kind in asked} for form in forms})
    nothing = {form: lines[0].get(FORMS[form].format(_any_id(chance))).said for form in forms}
    for number in range(-WARM_UP, blocks):
        form = forms[number % len(forms)]
        line = lines[number // len(forms) % len(lines)]
        if number % SAYS_SO_EVERY == 0:
            _is_open(absences, line)
            say(f"{number} of {blocks} blocks of {len(asked)}")
        for kind in chance.sample(asked, len(asked)):
            of_id = absences.ids.get(kind) or _any_id(chance)
            answer = line.get(FORMS[form].format(of_id))
            made.asked += 1
            if answer.said != nothing[form]:
                made.unequal.append(f"{kind}, {form}: {apart(answer.said, nothing[form])}")
            if number >= 0:
                made.times[form][kind].append(answer.milliseconds)
    _is_open(absences, lines[0])
    for line in lines:
        line.close()
    return made


def _any_id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _is_open(absences: Absences, line: Line) -> None:
    for form, path in FORMS.items():
        answer = line.get(path.format(absences.live))
        if answer.status != OPEN:
            raise NotCompleted(f"the open document did not open, {form}: {answer.status}")
