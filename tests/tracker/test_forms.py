"""Fields of plain text: what cannot be kept is an error, and nothing is cut or dropped."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from tracker.lib.forms import AddressField, PlainLineField, PlainTextField


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
