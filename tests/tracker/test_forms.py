"""Fields of plain text: what cannot be kept is an error, and nothing is cut or dropped."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from rest_framework.exceptions import ValidationError as ApiValidationError

from tracker.lib import drf_fields
from tracker.lib.forms import (
    AddressField,
    PlainLineField,
    PlainTextField,
    PrintableLineField,
    PrintableTextField,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  words  ", "words"),
        ("two\r\nlines", "two\nlines"),
        ("tab\there", "tab\there"),
        ("naïve 😀 שלום", "naïve 😀 שלום"),
        ("x" * 20, "x" * 20),
    ],
)
def test_text_is_kept_whole(typed, kept):
    assert PlainTextField(longest=20).clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "   ", "x" * 21, "a\x00b", "a\x07b", "a\u202eb", "a\u2069b", None]
)
def test_what_cannot_be_kept_is_an_error(typed):
    assert PlainTextField(longest=20).clean("words") == "words"

    with pytest.raises(ValidationError):
        PlainTextField(longest=20).clean(typed)


def test_an_empty_optional_field_is_empty():
    assert PlainTextField(longest=20, required=False).clean("  ") == ""


def test_a_line_is_one_line():
    assert PlainLineField(longest=20).clean("one line") == "one line"

    with pytest.raises(ValidationError, match="one line"):
        PlainLineField(longest=20).clean("two\nlines")


def test_an_empty_field_says_what_to_enter():
    with pytest.raises(ValidationError, match="Enter the name"):
        PlainLineField(longest=20, empty="Enter the name.").clean(" ")


@pytest.mark.parametrize("typed", ["nobody", "a@b", "a b@example.org", "a\x00@example.org", ""])
def test_an_address_is_whole(typed):
    assert AddressField().clean(" Eli@Example.org ") == "eli@example.org"

    with pytest.raises(ValidationError):
        AddressField().clean(typed)


def test_what_was_typed_stands_in_the_page_again():
    class OneField(forms.Form):
        words = PlainLineField(longest=5)

    form = OneField({"words": "too long by far"})

    assert not form.is_valid()
    assert 'value="too long by far"' in str(form["words"])


CANNOT = r"this sign cannot be printed: 😀 \(at position 3\)"


def test_what_may_reach_paper_can_be_printed():
    assert PlainTextField(longest=20).clean("a 😀") == "a 😀"

    assert PrintableTextField(longest=20).clean(" two\nlines ") == "two\nlines"
    assert PrintableLineField(longest=20).clean(" one line ") == "one line"
    for field in (PrintableTextField(longest=20), PrintableLineField(longest=20)):
        with pytest.raises(ValidationError, match=CANNOT):
            field.clean("a 😀")
        with pytest.raises(ValidationError):
            field.clean("x" * 21)
    with pytest.raises(ValidationError, match="one line"):
        PrintableLineField(longest=20).clean("two\nlines")
    assert PrintableTextField(longest=20, required=False).clean("") == ""


def test_the_api_asks_the_same():
    text = drf_fields.PrintableTextField(longest=20)
    line = drf_fields.PrintableLineField(longest=20)

    assert drf_fields.PlainTextField(longest=20).run_validation("a 😀") == "a 😀"
    assert text.run_validation(" two\nlines ") == "two\nlines"
    assert line.run_validation(" one line ") == "one line"
    for field in (text, line):
        with pytest.raises(ApiValidationError, match=CANNOT):
            field.run_validation("a 😀")
    with pytest.raises(ApiValidationError, match="one line"):
        line.run_validation("two\nlines")
