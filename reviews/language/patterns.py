"""What the patterns add to the score of each clause."""

from reviews.language.features import Reading, Task
from reviews.language.report_rules import ABOUT_ELSE, Hit, hits

_ADDS, _SURE_ADDS, _TAKES = 1.0, 3.0, 2.5


def report_hits(reading: Reading) -> list[Hit]:
    """Every rule that holds somewhere in the text and is not excused there."""
    found: list[Hit] = []
    clauses = reading.clauses
    at = 0
    while at < len(clauses):
        end = at
        while end < len(clauses) and clauses[end].sentence == clauses[at].sentence:
            end += 1
        start = clauses[at].start
        sentence = reading.folded.text[start : clauses[end - 1].end]
        found += hits(sentence, start, clauses[at:end])
        at = end
    return found


def bonuses(reading: Reading, task: Task, found: list[Hit] | None = None) -> list[float]:
    """For each clause what its best rule adds, and what a plain other subject takes away."""
    if task.name != "report":
        return [0.0] * len(reading.clauses)
    found = report_hits(reading) if found is None else found
    return [
        (-_TAKES if any(about.search(clause.text) for about in ABOUT_ELSE) else 0.0)
        + max(
            (
                _SURE_ADDS if hit.rule.sure else _ADDS
                for hit in found
                if hit.start < clause.end and clause.start < hit.end
            ),
            default=0.0,
        )
        for clause in reading.clauses
    ]
