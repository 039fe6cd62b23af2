"""Whatever the text: offsets point at the words, nothing raises, nothing depends on the moment."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.language.clauses import split
from reviews.language.folding import fold
from reviews.language.names import review_names
from reviews.language.reflection import review_reflection
from reviews.language.report import review_report
from reviews.language.statement import review_statement
from tests.reviews.language.sentences import CAUGHT_IN_REPORTS, LOOK_ALIKES, NOTICED_IN_REFLECTIONS

CAUGHT = [sentence for sentences in CAUGHT_IN_REPORTS.values() for sentence in sentences]
ODD = st.text(alphabet="aZ 1/10%★●▓👍🏻\u200b\u202e\u0301İß½⑧Ⅷﬁоа…“”'()-—.!?;:,\n\t\r\ud800\x00")
TEXTS = st.lists(
    st.sampled_from([*CAUGHT, *LOOK_ALIKES, *NOTICED_IN_REFLECTIONS]) | ODD | st.text(max_size=60),
    max_size=5,
).map(" ".join)


def names_without_cast(text):
    return review_names(text, cast=frozenset())


REVIEWS = [review_report, review_statement, review_reflection, names_without_cast]


@pytest.mark.parametrize("review", REVIEWS)
@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_findings_point_at_the_words_in_order(review, text):
    findings = review(text).findings

    at = 0
    for finding in findings:
        assert text[finding.start : finding.end] == finding.span
        assert finding.span.strip() == finding.span != ""
        assert finding.start >= at, "findings overlap or are out of order"
        at = finding.end
        assert finding.strength in ("refuse", "question")
        assert finding.question.endswith((".", "?", ")")) and "!" not in finding.question


@pytest.mark.parametrize("review", REVIEWS)
@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_the_same_text_is_read_the_same_twice(review, text):
    assert review(text) == review(text)


@settings(max_examples=80, deadline=None)
@given(ODD | st.text())
def test_folding_keeps_the_way_back(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.cased) == len(folded.places) == len(folded.ends)
    assert list(folded.places) == sorted(folded.places)
    for place, end in zip(folded.places, folded.ends, strict=True):
        assert 0 <= place < end <= len(text)


@settings(max_examples=80, deadline=None)
@given(ODD | st.sampled_from(LOOK_ALIKES))
def test_folding_twice_changes_nothing_more(text):
    once = fold(text).text

    assert fold(once).text.replace(" ", "") == once.replace(" ", "")


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_clauses_lie_in_order_inside_the_text(text):
    folded = fold(text)

    at = 0
    for clause in split(folded):
        assert at <= clause.start < clause.end <= len(folded.text)
        assert folded.text[clause.start : clause.end] == clause.text
        at = clause.end


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("７／１０", "7/10"),
        ("8 ∕ 10", "8 / 10"),
        ("r\u200bi\u00adsk", "risk"),
        ("rеhаb", "rehab"),
        ("a l o w risk", "a low risk"),
        ("**low** _risk_", "low risk"),
        ("⑧ of ⑩", "8 of 10"),
        ("½", "1/2"),
        ("⭐⭐☆", "★★★"),
        ("🟩🟩⬜", "■■■"),
        ("naïve", "naive"),
        ("“I’m”", '"i\'m"'),
    ],
)
def test_what_is_read_in_odd_signs(typed, read):
    assert fold(typed).text == read


@pytest.mark.parametrize("review", REVIEWS)
@pytest.mark.parametrize(
    "text",
    [
        "He attended seven of nine meetings and told me so. " * 2_000,
        "a " * 50_000,
        "(" * 50_000,
        '"' * 50_000,
        "not " * 25_000,
        "1/10 " * 20_000,
        "Aa " * 30_000,
        "★ " * 30_000,
        "word" * 25_000,
    ],
    ids=[
        "report",
        "letters",
        "brackets",
        "quotes",
        "nots",
        "fractions",
        "capitals",
        "stars",
        "one",
    ],
)
def test_long_texts_of_any_kind_are_read_in_seconds(review, text):
    start = time.process_time()
    review(text[:20_000])

    assert time.process_time() - start < 12
