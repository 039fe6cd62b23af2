"""The writing aid: it asks, it never refuses, and it leaves owned and ordinary words alone."""

import pytest

from reviews.language.reflection import review_reflection
from tests.reviews.language.sentences import NOTICED_IN_REFLECTIONS, QUIET_REFLECTIONS


@pytest.mark.parametrize("sentence", NOTICED_IN_REFLECTIONS)
def test_asked_about(sentence):
    assert review_reflection(sentence).verdict == "question"


@pytest.mark.parametrize("sentence", QUIET_REFLECTIONS)
def test_left_alone(sentence):
    assert review_reflection(sentence).findings == ()


@pytest.mark.parametrize("sentence", NOTICED_IN_REFLECTIONS)
def test_never_refused(sentence):
    assert not review_reflection(sentence).refused


def test_the_question_fits_the_phrase():
    (finding,) = review_reflection("My hand slipped onto her knee.").findings

    assert finding.question == 'Can you say it as "I put…" or "I said…"?'
    assert finding.family == "passive_distancing"


def test_findings_come_in_the_order_of_the_text():
    pairs = zip(NOTICED_IN_REFLECTIONS, NOTICED_IN_REFLECTIONS[1:], strict=False)
    found = [review_reflection(f"{one}\n{other}").findings for one, other in pairs]

    assert any(len(findings) >= 2 for findings in found)
    for findings in found:
        starts = [finding.start for finding in findings]
        assert starts == sorted(starts)


def test_the_same_belief_is_quiet_when_it_is_dropped():
    assert review_reflection("It was only banter.").findings
    assert not review_reflection("I used to say it was only banter. It was not; I knew.").findings
