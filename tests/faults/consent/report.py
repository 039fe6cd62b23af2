"""What a run found: a table for people, JSON for later, and one line at the end."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.consent.absences import FORMS
from tests.faults.consent.comparing import Comparison
from tests.faults.consent.intervals import BOUND, LEVEL, Difference
from tests.faults.consent.judging import ABSENT, HALF, LEAKED, UNEQUAL, WHOLE
from tests.faults.consent.options import Options
from tests.faults.consent.race import NARROWED, WITHDRAWN, Tally
from tests.faults.fire.report import commit, versions

SHOWN = 10  # lines of each kind of finding; the JSON has them all
TIME, LONGER = "not shown to take the same time", "takes longer"


@dataclass
class Report:
    """delay  the planted 2 ms, as measured against other kinds; empty: not measured.
    words  all that were looked for.
    """

    options: Options
    tally: Tally = field(default_factory=Tally)
    comparison: Comparison = field(default_factory=Comparison)
    delay: dict[str, Difference] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    in_log: list[str] = field(default_factory=list)
    not_completed: str = ""
    seconds: float = 0.0

    def look_into_log(self, log: str) -> None:
        """What the web processes wrote holds no word of anybody's text."""
        self.in_log = sorted(word for word in self.words if word in log)

    @property
    def plant_found(self) -> bool:
        return bool(self.delay) and all(found.is_longer for found in self.delay.values())

    @property
    def wrong(self) -> dict[str, list[str]]:
        """Everything that fails the run, by name; empty lists left out."""
        found = {
            LEAKED: self.tally.wrong.get(LEAKED, []),
            HALF: self.tally.wrong.get(HALF, []),
            UNEQUAL: [*self.comparison.unequal, *self.tally.wrong.get(UNEQUAL, [])],
            LONGER: self.comparison.longer,
            "words in the log": self.in_log,
            "not completed": [self.not_completed] if self.not_completed else [],
        }
        if self.options.gates_time:
            found[TIME] = self.comparison.not_equal
            if self.delay and not self.plant_found:
                found["the planted delay was not found"] = self._delays()
        if not self.not_completed and not self.tally.beside:
            found["not raced"] = ["no answer was under way while a client withdrew"]
        return {name: lines for name, lines in found.items() if lines}

    @property
    def ok(self) -> bool:
        return not self.wrong

    def table(self) -> str:
        tally, wrong = self.tally, self.tally.wrong
        rows: list[tuple[str, object]] = [
            ("rounds against a withdrawal", tally.rounds[WITHDRAWN]),
            ("rounds against a narrowing", tally.rounds[NARROWED]),
            ("rounds with an answer under way meanwhile", tally.raced),
            ("answers begun before", tally.early.total()),
            ("    the whole text", tally.early[WHOLE]),
            ("    the whole absence", tally.early[ABSENT]),
            ("    of these under way meanwhile: whole", tally.beside[WHOLE]),
            ("    of these under way meanwhile: absent", tally.beside[ABSENT]),
            ("    neither whole nor absent", len(wrong.get(HALF, []))),
            ("answers begun after", tally.late.total()),
            ("    with a word of it", len(wrong.get(LEAKED, []))),
            ("    another absence than all others", len(wrong.get(UNEQUAL, []))),
            ("answers about kinds of absence", self.comparison.asked),
            ("    not equal byte for byte", len(self.comparison.unequal)),
        ]
        lines = [f"{name:<50} {value:>8}" for name, value in rows]
        lines += ["", *self._times()]
        for name, told in self.wrong.items():
            lines += ["", f"{name} ({len(told)}):", *(f"    {line}" for line in told[:SHOWN])]
        return "\n".join(lines)

    def _times(self) -> list[str]:
        """A line for each kind: its medians, and the other kind it is farthest from."""
        if not self.comparison.times:
            return []
        kinds = list(next(iter(self.comparison.times.values())))
        head = "".join(f"{form:>11}" for form in FORMS)
        lines = [f"{'median, milliseconds':<26}{head}   farthest from (interval at {LEVEL:.0%})"]
        for kind in kinds:
            medians = "".join(f"{self.comparison.median(kind, form):>11.2f}" for form in FORMS)
            other, apart = self.comparison.apart(kind)
            lines.append(f"{kind:<26}{medians}   {other}: {apart}")
        return [*lines, *self._delays()]

    def _delays(self) -> list[str]:
        return [f"planted 2 ms, against {other}: {found}" for other, found in self.delay.items()]

    def last_line(self) -> str:
        wrong, kinds = self.tally.wrong, len(next(iter(self.comparison.times.values()), ()))
        said = (
            f"consent: seed={self.options.seed} rounds={self.tally.rounds[WITHDRAWN]}"
            f" narrowings={self.tally.rounds[NARROWED]} leaked={len(wrong.get(LEAKED, []))}"
            f" half={len(wrong.get(HALF, []))} requests={self.options.requests} kinds={kinds}"
            f" unequal={len(self.wrong.get(UNEQUAL, []))}"
            f" largest_median_difference_ms={self.comparison.largest:.2f}"
            f" plant_found={'yes' if self.plant_found else 'no'} seconds={self.seconds:.0f}"
        )
        other = [name for name in self.wrong if name not in (LEAKED, HALF, UNEQUAL)]
        return said + (f"; also {', '.join(other)}" if other else "")

    def write(self, file: Path) -> None:
        compared = self.comparison
        data: dict[str, Any] = {
            "options": vars(self.options),
            "commit": commit(),
            "versions": versions(),
            "rounds": dict(self.tally.rounds),
            "raced": self.tally.raced,
            "early": dict(self.tally.early),
            "beside": dict(self.tally.beside),
            "late": dict(self.tally.late),
            "asked": compared.asked,
            "bound_ms": BOUND,
            "level": LEVEL,
            "medians_ms": {
                form: {kind: round(compared.median(kind, form), 3) for kind in by_kind}
                for form, by_kind in compared.times.items()
            },
            "differences_ms": [
                [form, one, other, *(round(n, 3) for n in (at.median, at.low, at.high))]
                for (form, one, other), at in compared.differences.items()
            ],
            "planted_ms": {
                other: [round(n, 3) for n in (at.median, at.low, at.high)]
                for other, at in self.delay.items()
            },
            "plant_found": self.plant_found,
            "seconds": round(self.seconds, 1),
            "ok": self.ok,
            "wrong": self.wrong,
        }  # fmt: skip
        file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n")
