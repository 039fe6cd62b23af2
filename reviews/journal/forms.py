"""What the client types, cleaned."""

from django import forms

from reviews.journal.actions import LONGEST_TEXT
from tracker.lib.forms import PlainTextField


class AnswerForm(forms.Form):
    """One answer of a draft. It may be empty; it is never cut."""

    text = PlainTextField(label="What you wrote", longest=LONGEST_TEXT, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def sentences(self) -> dict[str, list[str]]:
        """The errors by field, as autosave.js shows them."""
        return {name: [str(e) for e in errors] for name, errors in self.errors.items()}


class AddendumForm(forms.Form):
    """Something added to what was shared."""

    text = PlainTextField(
        label="Add something",
        help_text="What you shared stays as it is. This is added below it, with today's date.",
        longest=LONGEST_TEXT,
        empty="Write what you want to add.",
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )
