"""`review_language report|reflection`: read JSON lines, print what the gate or the aid finds.

Each line is {"id", "text"}; each answer {"id", "verdict", "findings"}, in the same order, with
offsets in characters of the text; of a report, of the text as it would stand, where a single line end
is a space. A line that cannot be read is named on the error stream, the
others go on, and the exit code is 1. Nothing is kept, and no database is asked.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reviews.language.findings import Review
from reviews.language.reflection import review_reflection
from reviews.language.report import review_report
from reviews.language.standing import as_it_stands

KINDS: dict[str, Callable[[str], Review]] = {
    "report": lambda text: review_report(as_it_stands(text)),
    "reflection": review_reflection,
}


class Command(BaseCommand):
    help = "Review JSON lines of texts: which words a report refuses, or a reflection is asked of."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS))

    def handle(self, *args: Any, **options: Any) -> None:
        review = KINDS[options["kind"]]
        unread = 0
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if not line.strip():
                continue
            try:
                row = _row(line)
            except ValueError as error:
                unread += 1
                self.stderr.write(f"Line {number} was left out: {error}")
                continue
            self.stdout.write(_answer(row["id"], review(row["text"])))
        if unread:
            sys.exit(1)


def _row(line: bytes) -> dict[str, Any]:
    """Raises ValueError, whose words say what is wrong with the line."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8.") from None
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('it has no "text" of words.')
    if "id" not in row:
        raise ValueError('it has no "id".')
    return row


def _answer(name: Any, review: Review) -> str:
    findings = [asdict(finding) for finding in review.findings]
    answer = {"id": name, "verdict": review.verdict, "findings": findings}
    try:
        words = json.dumps(answer, ensure_ascii=False)
        words.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair: only escaped can it be written
        words = json.dumps(answer)
    return words
