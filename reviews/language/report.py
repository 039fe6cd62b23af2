"""The gate every word of a report passes before it can be signed. Pure."""

from reviews.language import questions
from reviews.language.features import Reading, read
from reviews.language.findings import QUESTION, REFUSE, Finding, Mark, Review, without_overlaps
from reviews.language.model import heaviest, load, scores
from reviews.language.patterns import bonuses, report_hits
from reviews.language.report_rules import RULES, Hit
from reviews.language.standing import Standing
from reviews.language.tasks import REPORT

# Nobody can override a refusal, and the model alone knows little of a few words: below SHORT it
# asks at most, below TOO_SHORT it says nothing.
SHORT, TOO_SHORT = 7, 4  # words of a clause
# Families that measure a person; the others claim something about them.
MEASURES = frozenset(
    {"rating", "percent", "multiple", "grade", "rank", "light", "instrument", "bar-star-emoji"}
)


def review_report(text: Standing) -> Review:
    """What a report may not say (refuse) and what its author should look at again (question)."""
    return as_review(report_marks(reading := read(text)), reading)


def review_line(text: Standing) -> Review:
    """The gate for a line beside a report, such as a purpose or a role: what form alone decides.

    The model has learned from sentences, and knows too little of a few words.
    """
    return as_review(report_marks(reading := read(text), form_alone=True), reading)


def report_marks(reading: Reading, *, form_alone: bool = False) -> list[Mark]:
    """Findings in folded text. A clause weighs what the model says and what its rules add."""
    model = load(REPORT.name)
    found = report_hits(reading)
    added = bonuses(reading, REPORT, found)
    marks: list[Mark] = []
    for index, (score, features) in enumerate(scores(reading, REPORT, model)):
        clause = reading.clauses[index]
        total = score + added[index]
        here = [hit for hit in found if hit.start < clause.end and clause.start < hit.end]
        sure = any(hit.rule.sure for hit in here)
        if total < model.question_from and not sure:
            continue
        words = len(reading.tokens[index])
        if not here and (form_alone or words < TOO_SHORT):
            continue
        soft = all(hit.rule.strength == QUESTION for hit in here) if here else words < SHORT
        strength = REFUSE if (sure or total >= model.refuse_from) and not soft else QUESTION
        if here:
            best = _best(here)
            start, end, family = best.start, best.end, best.rule.family
        else:
            start, end = heaviest(reading, index, features, model.clause)
            family = model.family_of(features)
        marks.append(Mark(start, end, family, strength, questions.REPORT[family]))
    return without_overlaps(marks)


def _best(hits: list[Hit]) -> Hit:
    """The hit to point at: a sure one, then the one whose rule stands first."""
    return max(hits, key=lambda hit: (hit.rule.sure, -RULES.index(hit.rule)))


def as_review(marks: list[Mark], reading: Reading) -> Review:
    """Marks in folded text as findings in the text that was given."""
    findings = []
    for mark in marks:
        start, end = reading.folded.back(mark.start, mark.end)
        if start < end:
            span = reading.folded.original[start:end]
            findings.append(Finding(start, end, span, mark.family, mark.strength, mark.question))
    return Review(tuple(findings))
