"""What is typed and sent, cleaned."""

from typing import Any

from django import forms

from accounts.fresh import FreshForm
from reviews.journal.actions import LONGEST_TEXT
from tracker.lib.forms import PlainTextField
from tracker.lib.text import printable


class WordsForm(forms.Form):
    """Words of an entry, or below it.

    printed  of a kind that is (definitions.Writing.printed).
    """

    def __init__(self, *args: Any, printed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._printed = printed

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return printable(text) if self._printed else text


class AnswerForm(WordsForm):
    """One answer of a draft. It may be empty; it is never cut."""

    text = PlainTextField(label="What you wrote", longest=LONGEST_TEXT, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def sentences(self) -> dict[str, list[str]]:
        """The errors by field, as autosave.js shows them."""
        return {name: [str(e) for e in errors] for name, errors in self.errors.items()}


class HandOverForm(forms.Form):
    """Handing over what was looked at: `seen` is EntrySeen.digest of it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SignatureForm(FreshForm):
    """The same as a signature, by whoever is really there."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class AddendumForm(WordsForm):
    """Something added to what was shared."""

    text = PlainTextField(
        label="Add something",
        help_text="What stands there stays as it is. This is added below it, with today's date.",
        longest=LONGEST_TEXT,
        empty="Write what you want to add.",
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )
