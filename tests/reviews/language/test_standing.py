"""The text as it will stand: what the gates read is what is signed and printed, wherever lines end."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.language.names import review_names
from reviews.language.report import review_report
from reviews.language.standing import as_it_stands, paragraphs
from tests.reviews.language.sentences import CAUGHT_IN_REPORTS

CAUGHT = [sentence for sentences in CAUGHT_IN_REPORTS.values() for sentence in sentences]
LINE_ENDS = ["\n", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "  \n\t"]
LEAD = "We met at the times that were agreed and spoke about the weeks before. It went on."


def test_an_empty_line_parts_and_a_single_line_end_does_not():
    assert paragraphs("One\nline.\n\n\n Two\t lines. \n\n\n\n") == ["One line.", "Two lines."]
    assert as_it_stands("One\nline.\n\n\nTwo.") == "One line.\n\nTwo."
    assert as_it_stands(" \n ") == ""


@given(st.text(alphabet="ab. \n\t\r\x85\u2028\u2029") | st.text())
def test_twice_is_as_once_and_no_word_is_lost(text):
    stands = as_it_stands(text)
    assert as_it_stands(stands) == stands
    assert stands.split() == text.split()
    assert "\n\n".join(paragraphs(text)) == stands


@pytest.mark.parametrize("end", LINE_ENDS)
def test_a_refused_sentence_is_refused_wherever_a_line_ends_in_it(end):
    for sentence in CAUGHT:
        words = sentence.split(" ")
        assert "" not in words
        for at in range(1, len(words)):
            typed = " ".join(words[:at]) + end + " ".join(words[at:])
            assert as_it_stands(typed) == sentence, repr(typed)


def test_a_text_pasted_from_a_mail_is_refused_like_any_other():
    for sentence in CAUGHT:
        for width in (40, 60, 72):
            mail = textwrap.fill(f"{LEAD} {sentence}", width, break_on_hyphens=False)
            assert "\n" in mail
            assert review_report(as_it_stands(mail)) == review_report(f"{LEAD} {sentence}")


@pytest.mark.parametrize(
    "typed", ["I spoke about it with\nSmithers and others.", "We named\nMs\nOkonkwo once."]
)
def test_a_name_is_refused_where_a_line_ends_before_it(typed):
    stands = as_it_stands(typed)
    (finding,) = review_names(stands, cast=frozenset()).findings
    assert finding.strength == "refuse"
    assert stands[finding.start : finding.end] == finding.span
