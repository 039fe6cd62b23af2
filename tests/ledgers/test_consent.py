"""What the consent harness calls a leak, a half answer and an equal time: judged by hand here."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.browser.world import CLONE
from tests.faults.consent.asking import Answer, apart
from tests.faults.consent.intervals import Difference, difference, rank_of
from tests.faults.consent.judging import Known, verdict
from tests.faults.consent.plants import PLANTS
from tests.faults.consent.webs import PLANT, SLOW_ID
from tests.faults.consent.words import found, new_words
from tests.tracker.pdf.papers import paper
from tracker.lib.pdf.render import render

ID = "1066e5b6-fda4-4489-9e72-0175c610ac97"
WORDS = ("pezuparafuna", "zalafesividu")
TEXT = b"<p>We worked on pezuparafuna.</p><p>And on zalafesividu.</p>"
NOTHING = Answer(404, (("Date", "now"), ("Vary", "Cookie")), b"No summary.", 1.0, 1.1)
OPEN = Answer(200, (("Date", "now"),), TEXT, 1.0, 1.1)
KNOWN = Known(ID, WORDS, {"page": TEXT, "list": b"none"}, {"page": NOTHING.said})


def judged(answer: Answer, *, late: bool, form: str = "page") -> str:
    return verdict(answer, form, KNOWN, late=late)


def test_before_the_withdrawal_an_answer_is_whole_or_absent():
    assert judged(OPEN, late=False) == "whole"
    assert judged(NOTHING, late=False) == "absent"


@pytest.mark.parametrize(
    "answer",
    [
        replace(OPEN, body=TEXT[:-10]),
        replace(OPEN, cut="IncompleteRead"),
        replace(OPEN, body=TEXT + b"dropped"),
        replace(OPEN, status=500, body=b"An error."),
        replace(NOTHING, body=b"No summary. pezuparafuna"),
    ],
)
def test_all_else_is_half(answer: Answer):
    assert judged(answer, late=False) == "half"


@pytest.mark.parametrize(
    "answer",
    [
        OPEN,
        replace(OPEN, body=b"only zalafesividu is left"),
        replace(OPEN, body=b"PEZUPARAFUNA"),
        replace(NOTHING, headers=(*NOTHING.headers, ("X-Of", "zalafesividu"))),
        replace(OPEN, body=b"%PDF-1.7 that cannot be read"),
    ],
)
def test_after_the_withdrawal_one_word_is_a_leak(answer: Answer):
    assert judged(NOTHING, late=True) == "absent"
    assert judged(answer, late=True) == "leaked"


def test_after_the_withdrawal_another_absence_is_found():
    assert judged(replace(NOTHING, headers=(("Date", "later"), ("Vary", "Cookie"))), late=True)
    assert judged(replace(NOTHING, body=b"Withdrawn."), late=True) == "unequal"
    assert judged(replace(NOTHING, status=410), late=True) == "unequal"


def test_a_list_that_still_names_it_is_a_leak():
    named = replace(OPEN, body=f'<a href="/documents/{ID}/">'.encode())
    assert judged(named, late=True, form="list") == "leaked"
    assert judged(replace(OPEN, body=b"nothing"), late=True, form="list") == "absent"


def test_words_are_found_in_the_text_of_a_pdf():
    [word] = new_words(seed="a", count=1)
    pdf = render(paper(purpose=f"For the talk about {word}."))
    assert word.encode() not in pdf
    assert found(replace(OPEN, body=pdf), (word, "zalafesividu")) == [word]


def test_words_are_new_for_each_seed_and_the_same_for_one():
    assert new_words(seed="1 2", count=4) == new_words(seed="1 2", count=4)
    assert not set(new_words(seed="1 2", count=4)) & set(new_words(seed="1 3", count=4))


def test_in_what_two_answers_are_apart():
    said = apart(replace(NOTHING, body=b"No summary!").said, NOTHING.said)
    assert "headers equal" in said
    assert "b'!'" in said


@pytest.mark.parametrize(("count", "outside"), [(8, 0), (20, 3), (100, 36), (500, 220)])
def test_the_interval_of_a_median_by_the_table_of_signs(count: int, outside: int):
    """The largest r with P(at most r of n heads) within half a percent: tables of the sign test."""
    assert rank_of(count) == outside


def test_too_few_times_show_nothing():
    with pytest.raises(ValueError, match="too few"):
        rank_of(7)


def test_equal_is_shown_and_not_merely_not_refuted():
    assert Difference(0.1, -0.4, 0.6).is_equal
    assert not Difference(0.0, -1.2, 1.1).is_equal  # too blunt to say
    assert Difference(2.0, 1.4, 2.6).is_longer
    assert not Difference(2.0, 0.9, 3.1).is_longer
    assert difference([12.0] * 50, [10.0] * 50) == Difference(2.0, 2.0, 2.0)


# A plant of a process that finds nothing to take hold of would leave the product unharmed.
@pytest.mark.parametrize("name", [name for name, plant in PLANTS.items() if not plant.without])
def test_every_plant_has_something_to_break(name: str):
    planting = "import django; django.setup(); import tests.faults.consent.web_entry"
    done = subprocess.run(
        [sys.executable, "-c", planting],
        cwd=CLONE, env=os.environ | {PLANT: name, SLOW_ID: ID},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
