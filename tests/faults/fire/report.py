"""What a campaign found: a table for people, JSON for later, and one line at the end."""

import json
import platform
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.browser.world import CLONE
from tests.faults.fire.ledgers import Findings
from tests.faults.fire.options import Options

VERSIONS = ("django", "celery", "psycopg", "gunicorn", "redis")
SHOWN = 10  # lines of each kind of finding; the JSON has them all


@dataclass
class Report:
    """Counts, and whatever may not be there. `findings` None: the run did not get that far."""

    options: Options
    findings: Findings | None = None
    due: int = 0
    taken: int = 0
    promised: int = 0
    refused: int = 0  # requests that were not answered and sent again
    missing: list[str] = field(default_factory=list)  # promised and not stored
    twice: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)  # what verify_audit says if it is not whole
    unexpected: list[str] = field(default_factory=list)
    not_completed: str = ""
    kills: Counter[str] = field(default_factory=Counter)  # random faults, by target and kind
    steps: list[str] = field(default_factory=list)  # forced
    not_reached: list[str] = field(default_factory=list)  # steps at which nothing died
    restarted: Counter[str] = field(default_factory=Counter)  # ended by themselves
    rounds: int = 0  # times the clock was moved at the end
    seconds: float = 0.0

    @property
    def faults(self) -> int:
        return self.kills.total() + len(self.steps)

    @property
    def wrong(self) -> dict[str, list[str]]:
        """Everything that fails the run, by name; empty lists left out."""
        found = {} if self.findings is None else self.findings.wrong
        found |= {
            "not stored": self.missing,
            "stored twice": self.twice,
            "half objects": self.half,
            "the trail": self.trail,
            "unexpected answers": self.unexpected,
            "steps that were not reached": self.not_reached,
        }
        if self.findings is not None and self.findings.uncertain > self.faults:
            found["uncertain"] = [f"{self.findings.uncertain} with {self.faults} faults"]
        if self.not_completed:
            found["not completed"] = [self.not_completed]
        return {name: lines for name, lines in found.items() if lines}

    @property
    def ok(self) -> bool:
        return self.findings is not None and not self.wrong

    def table(self) -> str:
        found = self.findings or Findings()
        rows: list[tuple[str, object]] = [
            ("reminders and notices due", self.due),
            ("taken by the mail server", self.taken),
            ("lost", len(found.lost)),
            ("doubled", len(found.doubled)),
            ("uncertain (taken, killed before the record)", found.uncertain),
            ("sent although the reason had ended", len(found.unwanted)),
            ("the product says sent, the server never took it", len(found.only_believed)),
            ("taken, the product says it was not sent", len(found.not_believed)),
            ("submissions promised", self.promised),
            ("requests sent again", self.refused),
            ("submissions not stored byte for byte", len(self.missing)),
            ("stored twice", len(self.twice)),
            ("half objects", len(self.half)),
            ("random faults", self.kills.total()),
            ("named steps", len(self.steps)),
        ]
        lines = [f"{name:<50} {value:>7}" for name, value in rows]
        lines += [f"    {name:<46} {count:>7}" for name, count in sorted(self.kills.items())]
        for name, wrong in self.wrong.items():
            lines += ["", f"{name} ({len(wrong)}):", *(f"    {line}" for line in wrong[:SHOWN])]
        return "\n".join(lines)

    def last_line(self) -> str:
        found = self.findings or Findings()
        said = (
            f"seed {self.options.seed}: lost {len(found.lost)}, doubled {len(found.doubled)},"
            f" uncertain {found.uncertain}, kills {self.kills.total()}+{len(self.steps)} steps,"
            f" {self.seconds:.0f} s"
        )
        other = [name for name in self.wrong if name not in ("lost", "doubled")]
        return said + (f"; also {', '.join(other)}" if other else "")

    def write(self, file: Path) -> None:
        found = self.findings or Findings()
        data: dict[str, Any] = {
            "options": vars(self.options),
            "commit": commit(),
            "versions": versions(),
            "due": self.due,
            "taken": self.taken,
            "uncertain": found.uncertain,
            "counts": {name: len(lines) for name, lines in found.wrong.items()},
            "promised": self.promised,
            "refused": self.refused,
            "kills": dict(self.kills),
            "steps": self.steps,
            "restarted": dict(self.restarted),
            "rounds": self.rounds,
            "seconds": round(self.seconds, 1),
            "ok": self.ok,
            "wrong": self.wrong,
        }  # fmt: skip
        file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def versions() -> dict[str, str]:
    return {"python": platform.python_version()} | {name: version(name) for name in VERSIONS}


def commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=CLONE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip()
