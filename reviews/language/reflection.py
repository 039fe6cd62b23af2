"""The aid beside a client's own writing: it asks, and keeps nothing. Pure."""

from reviews.language import questions
from reviews.language.clauses import Clause
from reviews.language.features import Reading, read
from reviews.language.findings import QUESTION, Mark, Review, without_overlaps
from reviews.language.model import Model, heaviest, load, scores
from reviews.language.reflection_rules import Phrase, is_disowned, phrase_in
from reviews.language.report import as_review
from reviews.language.tasks import REFLECTION

# What a clause with a set phrase must weigh by itself: its neighbors may be of the same kind, and the
# model, which has learned from longer texts, then takes them for a thought that is looked at.
ALONE = 1.5


def review_reflection(text: str) -> Review:
    """Words that may make an act smaller or hand it to another, in order; a page shows three."""
    reading = read(text)
    model = load(REFLECTION.name)
    marks = []
    for index, (score, features) in enumerate(scores(reading, REFLECTION, model)):
        family = model.family_of(features)
        phrase = phrase_in(reading.clauses[index].text, family)
        if score >= model.question_from:
            start, end = heaviest(reading, index, features, model.clause)
        elif phrase is not None and _counts_alone(reading, index, model):
            start, end = _place_of(phrase, reading.clauses[index])
        else:
            continue
        question = questions.REFLECTION[family]
        if phrase is not None:
            family, question = phrase.family, phrase.question
        marks.append(Mark(start, end, family, QUESTION, question))
    return as_review(without_overlaps(marks), reading)


def _place_of(phrase: Phrase, clause: Clause) -> tuple[int, int]:
    """Where the set phrase stands, in folded text."""
    found = phrase.pattern.search(clause.text)
    if found is None:
        return clause.start, clause.end
    return clause.start + found.start(), clause.start + found.end()


def _counts_alone(reading: Reading, index: int, model: Model) -> bool:
    """Whether this clause would be asked about with nothing beside it, and nothing takes it back."""
    beside = reading.clauses[max(0, index - 1) : index + 2]
    if is_disowned(" ".join(clause.text for clause in beside)):
        return False
    alone = scores(read(reading.clauses[index].text), REFLECTION, model)
    return any(score >= ALONE for score, _ in alone)
