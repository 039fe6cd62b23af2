"""The table, the JSON file, and the one line at the end."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.measure import Result


def table(results: list[Result]) -> str:
    lines = [f"{'id':<20} {'ratio':>8} {'gate':>12}  {'':<8} measured | baseline"]
    for result in results:
        ratio = "-" if result.ratio is None else f"{result.ratio:.2f}"
        lines.append(
            f"{result.id:<20} {ratio:>8} {result.gate!s:>12}  {_word(result):<8} {_sides(result)}"
        )
    return "\n".join(lines)


def write_json(path: Path, results: list[Result], facts: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        asdict(result) | {"gate": str(result.gate), "ratio": result.ratio, "met": result.met}
        for result in results
    ]
    path.write_text(json.dumps(facts | {"results": rows}, indent=1, default=str) + "\n")


def summary(results: list[Result], scale: str) -> str:
    """One line: every gate by name and ratio."""
    missed = [result.id for result in results if not result.met]
    parts = [f"{result.id} {result.ratio:.2f}" for result in results if result.ratio is not None]
    verdict = f"gates missed: {', '.join(missed)}" if missed else "every gate met"
    return f"bench {scale}: {verdict} ({'; '.join(parts)})"


def _word(result: Result) -> str:
    if result.ratio is None:
        return result.note
    if str(result.gate) == "report only":
        return ""
    return "met" if result.met else "MISSED"


def _sides(result: Result) -> str:
    if result.measured is None or result.baseline is None:
        return ""
    note = f" - {result.note}" if result.note else ""
    return f"{result.measured} | {result.baseline}{note}"
