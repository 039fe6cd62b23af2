"""The sentences the gate learns from and is measured on: whole, apart, and counted right."""

from itertools import combinations
from pathlib import Path

import pytest

from bench.language import unseen
from bench.language.corpus import LEARNED, Example, from_corpus, learned_digest, our_own
from reviews.language.findings import QUESTION, Finding
from reviews.language.model import load

UNSEEN = sorted((Path(unseen.__file__).parent / "unseen").glob("*.jsonl"))


@pytest.mark.parametrize("path", [*LEARNED, *UNSEEN], ids=lambda path: path.stem)
def test_each_text_is_marked_exactly(path):
    examples = from_corpus(path)

    assert {example.voice for example in examples} == {path.stem}
    assert len({example.text for example in examples}) == len(examples) >= 140
    for example in examples:
        assert (example.span is not None) == example.found, example.text
        assert example.family


def test_no_text_and_no_voice_stands_on_both_sides():
    texts = [{example.text for example in from_corpus(path)} for path in (*LEARNED, *UNSEEN)]

    assert len(LEARNED) == 15 and len(UNSEEN) == 9
    assert all(one.isdisjoint(other) for one, other in combinations(texts, 2))


def test_a_share_has_its_interval():
    """Eight of ten, worked out by hand from the formula."""
    low, high = unseen.wilson(8, 10)

    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert unseen.wilson(0, 10)[0] == 0.0
    assert unseen.wilson(10, 10)[1] == 1.0


def test_each_text_counts_once_by_the_strongest_finding():
    texts = (
        ("I would put his accountability at 7/10, and his empathy at 8/10.", True),
        ("We met on March 4.", False),
        ("We met on March 11.", False),
    )
    found = unseen.tallied(Example("x", text, None, "any", told) for text, told in texts)

    assert found[True, "any"].answers == {unseen.REFUSED: 1}
    assert found[False, "any"].answers == {unseen.LET_THROUGH: 2}
    assert found[False, "any"].share(unseen.REFUSED, unseen.ASKED) == 0


def test_the_shipped_weights_were_made_from_these_sentences():
    """`python -m bench.language check report` makes them again, which takes minutes."""
    assert load("report").about["digest"] == learned_digest()


def test_none_of_our_own_sentences_is_one_that_we_measure_on():
    own = {example.text for example in our_own("report")}
    measured = {example.text for path in UNSEEN for example in from_corpus(path)}

    assert len(own) > 1_500 and own.isdisjoint(measured)


def test_pointing_counts_what_is_shown_of_the_marked_words():
    """Marked are the signs 10 to 20: one finding shows half of them and 5 beside, one misses."""
    pointing = unseen.Pointing()
    for start, end in ((15, 25), (30, 40)):
        pointing.add((10, 20), [Finding(start, end, "", "risk", QUESTION, "")])

    assert (pointing.caught, pointing.touched) == (2, 1)
    assert (pointing.covered, pointing.spare) == ([0.5], [5])
