"""Feedback and a reply as they are typed, cleaned."""

import uuid
from typing import Any

from django import forms

from reviews.feedback.actions import LONGEST_TEXT
from reviews.feedback.queries import ReplySeen
from reviews.feedback.words import ReplyWords
from tracker.lib.forms import PlainTextField

AREA: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false"}


class FeedbackForm(forms.Form):
    """Honest feedback; a draft may be empty, publishing asks for a text."""

    text = PlainTextField(
        label="What you want to say to the client",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, **AREA}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    page = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def typed(self) -> str:
        """What was sent, to copy from."""
        return str(self.data.get("text", ""))


class ReplyForm(forms.Form):
    """The client's reply; each part may stay empty, sending asks for one."""

    accept = PlainTextField(
        label="What I accept",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, **AREA}),
    )
    differently = PlainTextField(
        label="What I see differently",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, **AREA}),
    )
    explain = PlainTextField(
        label="What I need explained",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, **AREA}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def words(self) -> ReplyWords:
        data = self.cleaned_data
        return ReplyWords(
            accept=data["accept"], differently=data["differently"], explain=data["explain"]
        )

    def typed(self) -> str:
        """What was sent, as one text to copy from."""
        texts = [(self[name].label, self.data.get(name, "")) for name in PARTS]
        return "\n\n".join(f"{label}\n{text}" for label, text in texts if text.strip())


PARTS = ("accept", "differently", "explain")


class VersionForm(forms.Form):
    """Which version was read over before it goes out."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def initial_of_new() -> dict[str, Any]:
    return {"version": 0, "page": uuid.uuid4()}


def initial_of_reply(reply: ReplySeen | None) -> dict[str, Any]:
    """A saved draft as the form's first values; of none, empty ones."""
    words = reply.words if reply and reply.words else ReplyWords()
    parts = {name: getattr(words, name) for name in PARTS}
    return {**parts, "version": reply.version if reply else 0}
