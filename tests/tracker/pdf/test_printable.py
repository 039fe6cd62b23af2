"""What is refused when it is written is exactly what could not be printed."""

import json
import random
import time
import unicodedata

import pytest
import typst
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.tracker.pdf.papers import paper
from tests.tracker.pdf.reading import letters, words
from tracker.lib.pdf import render as module
from tracker.lib.pdf.printable import PRINTED_AS, _signs, first_unprintable
from tracker.lib.pdf.render import CannotRender, render
from tracker.lib.text import clean_printable

# The two fonts as the template sets them, on a small page.
PAGE = b"""#set document(title: "t", date: datetime(year: 2026, month: 1, day: 1))
#set page(width: 60mm, height: 40mm, margin: 3mm)
#set text(font: ("Source Serif Pro", "Source Sans Pro"), fallback: false, lang: "en")
#heading(level: 1)[t]
#let words = json(bytes(sys.inputs.data))
#par(words)
#par(text(font: ("Source Sans Pro", "Source Serif Pro"), weight: 600, words))"""


def printed(text, **how):
    """The page with `text`, or None when it cannot be made."""
    how = how or {"format": "pdf", "pdf_standards": ["a-2a", "ua-1"]}
    data = json.dumps(text.translate(PRINTED_AS))
    try:
        return module._compiler()[1].compile(input=PAGE, sys_inputs={"data": data}, **how)
    except typst.TypstError:
        return None


def seen(text):
    return printed(text, format="png", ppi=72)


def accepted(text):
    try:
        clean_printable(text, longest=1000, required=False)
    except ValidationError:
        return False
    return True


PLANES = st.one_of(
    st.characters(max_codepoint=0x24F),
    st.characters(min_codepoint=0x250, max_codepoint=0x58F),
    st.characters(min_codepoint=0x1D00, max_codepoint=0x2BFF),
    st.characters(min_codepoint=0x2C00, max_codepoint=0xFFFF),
    st.characters(min_codepoint=0x1F000, max_codepoint=0x1FBFF),
    st.characters(min_codepoint=0x10000),
)


@settings(max_examples=250, deadline=None)
@given(st.text(PLANES, max_size=12))
@example("fi fl ffi 1/2 --")
@example("e\u0301\u0323 \u0301 o\u0308\u0304")
@example("\u2011\u033a\u2196\u0313")
def test_what_is_accepted_can_be_printed_in_every_place(text):
    if not accepted(text):
        return
    kept = clean_printable(text, longest=1000, required=False)
    assert printed(kept) is not None


@settings(max_examples=250, deadline=None)
@given(PLANES)
@example("😀")
@example("語")
@example("ש")
@example("\ue000")
@example("\U000e0041")
@example("\ufffe")
@example("\u061c")
def test_what_is_refused_could_not_be_printed_or_would_not_be_seen(sign):
    found = first_unprintable(f"a{sign}b")
    if found is None or unicodedata.category(sign) in ("Cc", "Mc"):
        # Controls are refused before. Vowel signs of other scripts come out on a dotted circle.
        return
    assert found == (1, sign)
    assert printed(f"a{sign}b") is None or seen(f"a{sign}b") == seen("ab")


def test_every_sign_of_the_fonts_can_be_printed():
    signs = sorted(_signs())
    assert len(signs) > 1300

    assert first_unprintable("".join(signs)) is None
    assert printed(" ".join(signs)) is not None


def test_letters_and_marks_of_both_families_can_be_mixed():
    chance = random.Random(20260710)  # noqa: S311 - where to look, not a secret
    signs = sorted(_signs() - {"\ufeff"})
    marks = [sign for sign in signs if unicodedata.combining(sign)]
    for _ in range(300):
        text = "".join(chance.choice(chance.choice((signs, marks))) for _ in range(6))
        assert first_unprintable(text) is None
        assert printed(text) is not None, [hex(ord(sign)) for sign in text]


@pytest.mark.parametrize(
    "text",
    [
        "Zürich, Łódź, Škoda, Ñuñoa, Ōsaka, Þórr, ŋ",
        "Ελλάδα, Україна, Việt Nam",
        "“quotes” ‘and’ «more» – — … • · † § ¶ © € £ ₹ № ½ → ← ✓ ☐",
        "e\u0301 decomposed, no\u2011break, thin\u2009space, soft\u00adhyphen, join\u200der",
        "line\nline\tafter a tab",
        "",
    ],
)
def test_ordinary_writing_is_printable(text):
    assert first_unprintable(text) is None
    made = unicodedata.normalize("NFC", words(render(paper(sections=[], notice=text))))
    assert letters(unicodedata.normalize("NFC", text.translate(PRINTED_AS))) in letters(made)


@pytest.mark.parametrize(
    "sign", ["😀", "語", "あ", "한", "ש", "م", "ก", "\ue000", "❤", "𝒳", "\ufffd"]
)
def test_a_sign_without_a_font_is_named_with_its_place(sign):
    assert first_unprintable("words and words") is None
    assert first_unprintable(f"words {sign} and {sign}") == (6, sign)

    with pytest.raises(CannotRender):
        render(paper(person=f"words {sign}"))


def test_signs_that_hide_leave_nothing_in_the_file():
    hidden = "".join(
        map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0F, 0xFEFF))
    )
    made = render(paper(person=f"E{hidden}li R."))

    text = words(made)
    assert "Eli R." in text
    assert not set(hidden) & set(text)
    assert made == render(paper(person="Eli R."))


def test_a_long_text_takes_no_time():
    text = "Ordinary words, “quoted” – and counted. " * 2500
    first_unprintable(text)
    start = time.perf_counter()

    assert first_unprintable(text) is None

    assert time.perf_counter() - start < 0.5  # seconds; about 0.002 on an idle machine
