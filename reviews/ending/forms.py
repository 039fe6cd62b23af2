"""What is chosen and typed at the end."""

from typing import Any

from django import forms

from reviews.agreements.terms import FOLLOW_UP_MONTHS
from reviews.ending.actions import LONGEST_LINE, LONGEST_TEXT
from reviews.ending.rules import (
    CHOSEN_BY_CLINICIAN,
    HOW_ON_SCREEN,
    MONTHS_ON_SCREEN,
    refused_in_line,
)
from tracker.lib.dates import capitalized
from tracker.lib.forms import PlainLineField, PrintableTextField


class EndForm(forms.Form):
    """How the clinician says that it ended. The client's own ending asks for nothing.

    cast  the names that may stand in its line.
    """

    how = forms.ChoiceField(
        label="How it ends",
        help_text="It says how the work ended, and nothing about a person. Nobody outside reads it.",
        choices=[(how, HOW_ON_SCREEN[how]) for how in CHOSEN_BY_CLINICIAN],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ends."},
    )
    text = PlainLineField(
        label="One line, in words",
        help_text="The client reads it.",
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    months = forms.TypedMultipleChoiceField(
        label="Follow-ups after the end",
        help_text="What you agreed. The client is asked anew for each when it comes up.",
        choices=[(m, capitalized(f"{MONTHS_ON_SCREEN[m]} after")) for m in FOLLOW_UP_MONTHS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, cast: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cast = cast

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if found := refused_in_line(text, cast=self._cast):
            raise forms.ValidationError([f"“{f.span}”: {f.question}" for f in found])
        return text


class WordsForm(forms.Form):
    """The client's own words beside the closing summary."""

    text = PrintableTextField(
        label="Your own words",
        help_text="What you want to stand beside it. It is added with today's date and not changed.",
        longest=LONGEST_TEXT,
        empty="Write what you want to add.",
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )


def end_form(data: Any, *, months: list[int], cast: frozenset[str]) -> EndForm:
    """months  what the agreement lists; chosen beforehand."""
    return EndForm(data, initial={"months": months}, cast=cast)
