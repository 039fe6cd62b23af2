"""A client's statement is asked about and never refused for its wording."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.language.report import review_report
from reviews.language.statement import review_statement
from tests.reviews.language.sentences import CAUGHT_IN_REPORTS

CAUGHT = [sentence for sentences in CAUGHT_IN_REPORTS.values() for sentence in sentences]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(CAUGHT) | st.text(max_size=40), min_size=1, max_size=4))
def test_the_same_words_are_found_and_none_is_refused(parts):
    text = " ".join(parts)
    gate, statement = review_report(text), review_statement(text)

    assert [f.span for f in statement.findings] == [f.span for f in gate.findings]
    assert {f.strength for f in statement.findings} <= {"question"}


def test_a_statement_that_would_be_refused_in_a_report_is_a_question():
    assert review_report("I am cured of it.").refused
    assert review_statement("I am cured of it.").verdict == "question"
