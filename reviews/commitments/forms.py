"""How a commitment stands, as it is said."""

from django import forms

from reviews.commitments.actions import LONGEST_TEXT
from reviews.commitments.rules import STANDS_ON_SCREEN
from tracker.lib.dates import capitalized
from tracker.lib.forms import PlainTextField


class StepForm(forms.Form):
    """One word on how it stands, and more if there is more to say."""

    stands = forms.ChoiceField(
        label="How it stands",
        choices=[(key, capitalized(words)) for key, words in STANDS_ON_SCREEN.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Nothing was saved yet. Choose how it stands.",
            "invalid_choice": "Nothing was saved yet. Choose how it stands.",
        },
    )
    text = PlainTextField(
        label="In your own words",
        help_text="What was done, what got in the way, what is different now.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
