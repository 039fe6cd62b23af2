"""What the gate, as it is shipped, does to texts whose writers saw neither its rules nor its corpus.

Each text counts once, whichever clause is found: refused, asked about, or let through. Intervals are
Wilson's, at 95 %. Nothing of these texts is shown, so that nobody tunes to them.
"""

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path

from bench.language.corpus import Example, from_corpus
from reviews.language.findings import REFUSE, Finding
from reviews.language.model import WEIGHTS, load
from reviews.language.report import review_report
from reviews.language.standing import Standing
from reviews.language.tasks import REPORT

UNSEEN = Path(__file__).parent / "unseen"
CAUGHT, REFUSED_WRONGLY, ASKED_WRONGLY = 0.80, 0.02, 0.06  # the gate: docs/language.md
TWO_PAGES = 6_000  # characters
REFUSED, ASKED, LET_THROUGH = "refused", "asked", "let through"


@dataclass(slots=True)
class Tally:
    """What became of texts of one kind."""

    answers: Counter[str] = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return self.answers.total()

    def share(self, *answers: str) -> float:
        return sum(self.answers[answer] for answer in answers) / self.n

    def line(self, *answers: str) -> str:
        low, high = wilson(sum(self.answers[answer] for answer in answers), self.n)
        return f"{self.share(*answers):6.1%} of {self.n:3} ({low:.1%} to {high:.1%})"


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The interval of a share at 95 %. Source: Wilson 1927, the score interval."""
    z, share = 1.96, hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(slots=True)
class Pointing:
    """How the findings of caught texts lie to the words that their writers marked."""

    caught: int = 0
    touched: int = 0
    covered: list[float] = field(default_factory=list)  # what share of the marked words is shown
    spare: list[int] = field(default_factory=list)  # characters shown that were not marked

    def add(self, marked: tuple[int, int], findings: Sequence[Finding]) -> None:
        start, end = marked
        shared = {one: min(end, one.end) - max(start, one.start) for one in findings}
        self.caught += 1
        best = max(shared, key=lambda one: shared[one])
        if shared[best] > 0:
            self.touched += 1
            self.covered.append(shared[best] / (end - start))
            self.spare.append(best.end - best.start - shared[best])

    def line(self) -> str:
        low, high = wilson(self.touched, self.caught)
        return (
            f"{self.touched / self.caught:6.1%} of {self.caught} ({low:.1%} to {high:.1%});"
            f" of the marked words {statistics.mean(self.covered):.0%} are shown,"
            f" and {statistics.median(self.spare):.0f} characters beside them (median)"
        )


def tallied(
    examples: Iterable[Example], pointing: Pointing | None = None
) -> dict[tuple[bool, str], Tally]:
    """By whether something should be found, and by family; `pointing` is told of each text caught."""
    found: dict[tuple[bool, str], Tally] = {}
    for example in examples:
        # As it was written, not as it would stand: the marks point into it.
        findings = review_report(Standing(example.text)).findings
        strengths = {finding.strength for finding in findings}
        tally = found.setdefault((example.found, example.family), Tally())
        tally.answers[REFUSED if REFUSE in strengths else ASKED if strengths else LET_THROUGH] += 1
        if pointing is not None and findings and example.span:
            pointing.add(example.span, findings)
    return found


def together(tallies: Iterable[Tally]) -> Tally:
    return Tally(sum((tally.answers for tally in tallies), Counter()))


def measure() -> int:
    """Prints the table and one line of summary; 0 if the gate is met."""
    examples = [one for path in sorted(UNSEEN.glob("*.jsonl")) for one in from_corpus(path)]
    pointing = Pointing()
    families = tallied(examples, pointing)
    told = together(tally for (found, _), tally in families.items() if found)
    fair = together(tally for (found, _), tally in families.items() if not found)
    print("to be found: refused or asked about")
    for (found, family), tally in sorted(families.items()):
        if found:
            print(f"  {family:16} {tally.line(REFUSED, ASKED)}")
    print("to be let through: found all the same")
    for (found, family), tally in sorted(families.items()):
        if not found:
            print(f"  {family:16} {tally.line(REFUSED, ASKED)}")
    print(f"caught            {told.line(REFUSED, ASKED)}, refused {told.line(REFUSED)}")
    print(f"refused wrongly   {fair.line(REFUSED)}")
    print(f"asked wrongly     {fair.line(ASKED)}")
    print(f"at the words      {pointing.line()}")
    print(f"weights           {_weights()}")
    met = (
        told.share(REFUSED, ASKED) >= CAUGHT
        and fair.share(REFUSED) <= REFUSED_WRONGLY
        and fair.share(ASKED) <= ASKED_WRONGLY
    )
    print(
        f"language: unseen={len(examples)} caught={told.share(REFUSED, ASKED):.3f}"
        f" refused_wrongly={fair.share(REFUSED):.3f} asked_wrongly={fair.share(ASKED):.3f}"
        f" two_pages_ms={_two_pages(examples):.0f} gate={'met' if met else 'not met'}"
    )
    return 0 if met else 1


def _weights() -> str:
    about = load(REPORT.name).about
    size = (WEIGHTS / f"{REPORT.name}.json").stat().st_size
    return f"{size / 1e6:.1f} MB; license: {about['license']}; made by: {about['made_by']}"


def _two_pages(examples: list[Example]) -> float:
    """Milliseconds of processor time for a fair report of two pages, the median of nine.

    A machine that does other work at the same time makes the hour longer, not the reading.
    """
    text = " ".join(example.text for example in examples if not example.found)[:TWO_PAGES]
    spent = []
    for _ in range(9):
        start = time.process_time()
        review_report(Standing(text))
        spent.append(time.process_time() - start)
    return 1000 * statistics.median(spent)
