"""The aid beside a client's own writing: it asks, and keeps nothing. Pure."""

from reviews.language import questions
from reviews.language.features import read
from reviews.language.findings import QUESTION, Mark, Review, without_overlaps
from reviews.language.model import heaviest, load, scores
from reviews.language.reflection_rules import phrase_in
from reviews.language.report import as_review
from reviews.language.tasks import REFLECTION


def review_reflection(text: str) -> Review:
    """Words that may make an act smaller or hand it to another, in order; a page shows three."""
    reading = read(text)
    model = load(REFLECTION.name)
    marks = []
    for index, (score, features) in enumerate(scores(reading, REFLECTION, model)):
        if score >= model.question_from:
            start, end = heaviest(reading, index, features, model.clause)
            family = model.family_of(features)
            question = questions.REFLECTION[family]
            phrase = phrase_in(reading.clauses[index].text, family)
            if phrase is not None:
                family, question = phrase.family, phrase.question
            marks.append(Mark(start, end, family, QUESTION, question))
    return as_review(without_overlaps(marks), reading)
