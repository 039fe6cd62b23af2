"""The report gate: what it must refuse, what it must leave alone, and what excuses what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.language.report import review_report
from tests.reviews.language.sentences import (
    CAUGHT_IN_REPORTS,
    LIMIT_THEN_CLAIM,
    LOOK_ALIKES,
    PASSING_REPORTS,
)

CAUGHT = [sentence for sentences in CAUGHT_IN_REPORTS.values() for sentence in sentences]
# The words of decisions: a report of facts alone, as a practice would write it.
FAIR = (
    "Seven check-ins were offered between 2 March and 1 June, and six were held; one was moved. "
    "She wrote an account of the evening and read it aloud. What is still hard: she looks for "
    "praise when the talk becomes difficult. On 4 May she remarked on a colleague's clothes and "
    "told me the next day. I did not speak to anyone at her workplace. "
    "This report does not guarantee, predict or certify anything."
)


@pytest.mark.parametrize("sentence", CAUGHT)
def test_refused(sentence):
    assert review_report(sentence).verdict == "refuse"


@pytest.mark.parametrize("sentence", LOOK_ALIKES)
def test_refused_in_look_alike_signs(sentence):
    assert review_report(sentence).verdict == "refuse"


@pytest.mark.parametrize("sentence", PASSING_REPORTS)
def test_passes(sentence):
    assert review_report(sentence).findings == ()


def test_a_fair_report_passes():
    assert review_report(FAIR).verdict == "pass"


@pytest.mark.parametrize(("text", "claim"), LIMIT_THEN_CLAIM)
def test_a_limit_excuses_its_own_clause_only(text, claim):
    review = review_report(text)

    assert review.refused
    start = text.index(claim)
    assert any(f.start < start + len(claim) and start < f.end for f in review.findings)


@pytest.mark.parametrize(("text", "claim"), LIMIT_THEN_CLAIM)
def test_the_limit_itself_is_not_pointed_at(text, claim):
    ends_before_claim = text.index(claim) // 2

    assert all(finding.start >= ends_before_claim for finding in review_report(text).findings)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Empathy: 8/10.", "rating"),
        ("She presents a low risk of repeating it.", "risk"),
        ("He is not a danger to the trainees.", "risk-denial"),
        ("Status: amber.", "light"),
        ("The HCR-20 was repeated in May.", "instrument"),
        ("Honesty: ★★★☆☆", "bar-star-emoji"),
        ("I would give her a B for honesty.", "grade"),
        ("She is in the 80th percentile for insight.", "rank"),
        ("I certify that she has changed.", "certificate"),
    ],
)
def test_the_family_says_what_it_is_about(text, family):
    assert family in {finding.family for finding in review_report(text).findings}


def test_the_finding_points_at_the_words():
    text = "Seven check-ins were held. I would put her openness at 6/10, and the plan is unchanged."

    (finding,) = review_report(text).findings

    assert "6/10" in finding.span
    assert "check-ins" not in finding.span and "plan" not in finding.span


@pytest.mark.parametrize("sentence", CAUGHT[::3])
def test_a_caught_sentence_stays_caught_among_fair_ones(sentence):
    review = review_report(f"{FAIR} {sentence} The next report is due in September.")

    assert review.verdict != "pass"
    where = len(FAIR)
    assert any(finding.end > where for finding in review.findings)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CAUGHT), st.lists(st.sampled_from(PASSING_REPORTS), max_size=3))
def test_fair_sentences_before_do_not_hide_a_drawn_or_numbered_claim(sentence, before):
    text = " ".join([*before, "Empathy: 8/10.", sentence])

    assert review_report(text).refused


def test_softer_words_are_asked_about_and_not_refused():
    review = review_report("His blaming has gone down by half.")

    assert review.verdict in ("question", "refuse")


def test_nothing_to_read_is_nothing_to_find():
    for text in ("", " \n\t ", "…", "\u200b\u202e"):
        assert review_report(text).findings == ()


CALM = "he was calm and kept to what was agreed with every colleague on most mornings "
CLAIM = "and he presents a low risk of repeating the conduct."


def test_a_claim_across_the_cut_of_a_sentence_without_an_end_is_refused():
    """Wherever the cut falls: in the claim, before it, behind it, once or twice."""
    lengths = [n for n in range(600, 1_700, 4) if (CALM * 40)[n - 1] != " "]
    assert review_report(CALM + CLAIM).refused
    assert [n for n in lengths if not review_report(f"{(CALM * 40)[:n]} {CLAIM}").refused] == []
