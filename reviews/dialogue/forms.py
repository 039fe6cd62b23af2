"""A message, cleaned."""

from django import forms

from reviews.dialogue.actions import LONGEST_TEXT
from tracker.lib.forms import PlainTextField


class MessageForm(forms.Form):
    """One text, and the id its page gave it, so that sent twice it is one message."""

    text = PlainTextField(
        label="Write about this check-in",
        longest=LONGEST_TEXT,
        empty="Enter what you want to say.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )
    message_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
