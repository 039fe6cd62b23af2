"""The client's own statement: asked about, never refused for its wording. Pure."""

from dataclasses import replace

from reviews.language.features import read
from reviews.language.findings import QUESTION, Review
from reviews.language.report import as_review, report_marks
from reviews.language.standing import Standing


def review_statement(text: Standing) -> Review:
    """What the gate would stop in a report, as questions: the words stay the client's."""
    reading = read(text)
    return as_review([replace(mark, strength=QUESTION) for mark in report_marks(reading)], reading)
