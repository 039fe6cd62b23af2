"""What is typed before anything is agreed."""

from django import forms

from reviews.agreements.forms import LONGEST_NAME
from reviews.suitability.actions import LONGEST_TEXT
from tracker.lib.forms import PlainLineField, PlainTextField


class OpenForm(forms.Form):
    """With whom."""

    client_name = PlainLineField(
        label="Name, as the client wants to be called",
        help_text="The client can change it when they accept an agreement. It is kept sealed.",
        longest=LONGEST_NAME,
        empty="Enter the name the client wants to be called by.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReferralForm(forms.Form):
    """Where other help is."""

    referral = PlainTextField(
        label="Where other help is",
        help_text="To whom you refer, and how to reach them. The client reads it. Leave out why.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )
