"""What is typed on the pages of a progress review, cleaned."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reviews.progress.actions import LONGEST_TEXT
from reviews.progress.models import ReviewRemark
from reviews.progress.themes import THEMES
from tracker.lib.forms import DayField, PlainTextField

AREA: dict[str, Any] = {"rows": 4, "autocomplete": "off", "spellcheck": "false"}


class OpenForm(forms.Form):
    """The day a review is for."""

    on_date = DayField(label="The day it is for", empty="Enter the day.")


class NextForm(forms.Form):
    """The day the two look again."""

    next_on = DayField(label="Look again on", empty="Enter the day.")

    def __init__(self, *args: Any, after: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._after = after

    def clean_next_on(self) -> date:
        return _after(self.cleaned_data["next_on"], self._after, "the day of this review")


class WithoutForm(forms.Form):
    """Why the client could not answer, and when they are asked again."""

    why = PlainTextField(
        label="Why the client could not answer",
        help_text="In plain words, without a judgment. The client can read it.",
        longest=LONGEST_TEXT,
        empty="Write why.",
        widget=forms.Textarea(attrs=AREA),
    )
    again_on = DayField(label="Ask again on", empty="Enter the day.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_again_on(self) -> date:
        return _after(self.cleaned_data["again_on"], self._today, "today")


class RemarkForm(forms.Form):
    """What one of the two says to the other's part."""

    theme = forms.ChoiceField(
        label="About",
        required=False,
        choices=[("", "The whole part"), *((theme.key, theme.title) for theme in THEMES.values())],
    )
    stands = forms.ChoiceField(
        label="How you see it",
        choices=[(ReviewRemark.AGREES, "I agree"), (ReviewRemark.DIFFERS, "I see it differently")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you see it."},
    )
    text = PlainTextField(
        label="Why", longest=LONGEST_TEXT, empty="Write why.", widget=forms.Textarea(attrs=AREA)
    )


def _after(day: date, other: date, called: str) -> date:
    if day <= other:
        raise ValidationError(f"Enter a day after {called}.")
    return day
