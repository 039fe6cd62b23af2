"""What is said later about a signed record, cleaned."""

from typing import Any

from django import forms

from reviews.amendments.actions import LONGEST_REASON, LONGEST_TEXT
from tracker.lib.forms import PlainLineField, PlainTextField

AREA: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false"}


class AddendumForm(forms.Form):
    """Something added below a signed record, and why."""

    text = PlainTextField(
        label="What you add",
        help_text="What was signed stays as it is. This stands below it, with today's date.",
        longest=LONGEST_TEXT,
        empty="Write what you want to add.",
        widget=forms.Textarea(attrs={"rows": 5, **AREA}),
    )
    reason = PlainLineField(
        label="Why it is added now",
        longest=LONGEST_REASON,
        empty="Nothing was added yet. Say in one line why it is added now.",
        widget=forms.TextInput(attrs=AREA),
    )


class InErrorForm(forms.Form):
    """Why a signed record should not have been there."""

    reason = PlainLineField(
        label="What is wrong with it",
        help_text="One line. Both of you read it in place of the text.",
        longest=LONGEST_REASON,
        empty="Nothing was changed yet. Say in one line what is wrong with it.",
        widget=forms.TextInput(attrs=AREA),
    )
