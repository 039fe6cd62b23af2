"""What people type is kept as they typed it, or refused with what happened to it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.lib.text import clean_line, clean_printable, clean_printable_line, clean_text


def test_words_are_kept_as_they_are():
    text = "First line.\n\n\tIndented, with “quotes”, émojis 🙂 and a\u00a0space."
    assert clean_text(text, longest=200) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_are_made_one_kind(end):
    assert clean_text(f"one{end}two", longest=20) == "one\ntwo"


def test_outer_white_space_goes():
    assert clean_text("  \n words \n ", longest=20) == "words"


def test_the_longest_text_is_kept_and_one_more_is_refused():
    assert len(clean_text("é" * 20_000, longest=20_000)) == 20_000
    with pytest.raises(ValidationError, match="longer than 20,000 characters"):
        clean_text("é" * 20_001, longest=20_000)


def test_an_empty_text_is_refused_only_where_one_is_needed():
    assert clean_text("  ", longest=9, required=False) == ""
    with pytest.raises(ValidationError, match="this is empty"):
        clean_text(" \n ", longest=9)


@pytest.mark.parametrize(
    "sign",
    [
        "\0",
        "\x01",
        "\x0b",
        "\x1b",
        "\x7f",
        "\x85",
        "\ud800",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
    ],
)
def test_hidden_and_reordering_characters_are_refused_with_their_place(sign):
    assert clean_text("abcdef", longest=9) == "abcdef"
    with pytest.raises(ValidationError) as caught:
        clean_text(f"abc{sign}def", longest=9)
    message = caught.value.messages[0]
    assert message.startswith("Your text is still here, but not saved")
    assert f"U+{ord(sign):04X}, at position 4" in message


@pytest.mark.parametrize("text", ["مرحبا", "שלום", "Zürich", "日本語", "a\u200db", "e\u0301"])
def test_languages_and_joined_signs_are_kept(text):
    assert clean_text(text, longest=20) == text


def test_a_line_is_one_line():
    assert clean_line(" one line ", longest=20) == "one line"
    with pytest.raises(ValidationError, match="must be one line"):
        clean_line("one\ntwo", longest=20)


@pytest.mark.parametrize("end", ["\u2028", "\u2029"])
def test_a_line_end_of_another_kind_is_one_too(end):
    with pytest.raises(ValidationError, match="must be one line"):
        clean_line(f"one{end}two", longest=20)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text):
    try:
        once = clean_text(text, longest=60, required=False)
    except ValidationError as error:
        assert error.messages[0].startswith("Your text is still here")
        return
    assert clean_text(once, longest=60, required=False) == once
    assert "\0" not in once
    assert "\r" not in once


@pytest.mark.parametrize(
    ("text", "shown", "position"),
    [
        ("words words😀", "😀", 12),
        ("語", "語", 1),
        ("two\r\nlines \ue000", "U+E000", 11),
        ("  a tag \U000e0041", "U+E0041", 7),
    ],
)
def test_a_sign_that_cannot_be_printed_is_refused_where_it_could_reach_paper(text, shown, position):
    assert clean_printable("words, “quoted” – ŋ é", longest=50) == "words, “quoted” – ŋ é"
    with pytest.raises(ValidationError) as caught:
        clean_printable(text, longest=50)
    assert caught.value.messages == [
        "Your text is still here, but not saved: this sign cannot be printed: "
        f"{shown} (at position {position}). Remove it or write it in words."
    ]


def test_a_printable_text_keeps_the_promise_of_every_text():
    assert clean_printable("  \n", longest=9, required=False) == ""
    for refused in ("", "x" * 10, "a\0b", "a\u202eb"):
        with pytest.raises(ValidationError):
            clean_printable(refused, longest=9)
    assert clean_printable_line(" one line ", longest=20) == "one line"
    for refused in ("one\ntwo", "😀"):
        with pytest.raises(ValidationError, match="Your text is still here, but not saved"):
            clean_printable_line(refused, longest=20)
