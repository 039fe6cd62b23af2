"""What becomes of a setback or concern, as it is said, cleaned."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.fresh import FreshForm
from reviews.concerns.actions import LONGEST_TEXT
from reviews.concerns.doors import AgreedForm
from reviews.concerns.models import ConcernStep
from reviews.concerns.noted import Noted
from reviews.concerns.rules import measures_in
from tracker.lib.forms import DayField, PlainTextField

AREA: dict[str, Any] = {"rows": 5, "autocomplete": "off", "spellcheck": "false"}
KINDS = [
    (ConcernStep.ANSWERED, "An answer"),
    (ConcernStep.CHANGED_PLAN, "The plan changes"),
    (ConcernStep.LISTED, "It is one that the agreement lists"),
    (ConcernStep.NOT_LISTED, "It is none that the agreement lists, looked at again"),
    (ConcernStep.CLOSED, "It is closed"),
]
EMPTY = "Nothing was added yet. Write it in a sentence or two."


class AnswerForm(forms.Form):
    """The client's answer."""

    text = PlainTextField(
        label="What you want to say about it",
        longest=LONGEST_TEXT,
        empty=EMPTY,
        widget=forms.Textarea(attrs=AREA),
    )


class StepForm(forms.Form):
    """The clinician's word on what becomes of it.

    listed       (key, words) of the concerns the agreement lists; without any, that is no choice.
    commitments  (id, line) of what was agreed to be done.
    closed       then what closing ends is not offered. Sent all the same it is no mistake of typing:
                 a page from before, which the act refuses (actions.add_step).
    """

    kind = forms.ChoiceField(
        label="What you add",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Nothing was added yet. Choose what you add.",
            "invalid_choice": "Nothing was added yet. Choose what you add.",
        },
    )
    text = PlainTextField(
        label="In your own words",
        help_text="The client reads it. Nobody who was harmed is named or described.",
        longest=LONGEST_TEXT,
        empty=EMPTY,
        widget=forms.Textarea(attrs=AREA),
    )
    agreed_key = forms.ChoiceField(
        label="Which of those the agreement lists",
        help_text="Only if it is one of them.",
        required=False,
    )
    commitment = forms.ChoiceField(
        label="Which commitment it is about",
        help_text="Only if the plan changes in what was agreed.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        listed: list[tuple[str, str]],
        commitments: list[tuple[str, str]],
        closed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        not_offered = set() if listed else {ConcernStep.LISTED, ConcernStep.NOT_LISTED}
        if closed and not self.is_bound:
            not_offered |= {ConcernStep.CHANGED_PLAN, ConcernStep.CLOSED}
        kind: Any = self.fields["kind"]
        kind.choices = [choice for choice in KINDS if choice[0] not in not_offered]
        self._choose("agreed_key", listed)
        self._choose("commitment", [] if closed and not self.is_bound else commitments)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == ConcernStep.LISTED and not cleaned.get("agreed_key"):
            self.add_error("agreed_key", "Nothing was added yet. Choose which one it is.")
        if kind != ConcernStep.LISTED:
            cleaned["agreed_key"] = ""
        if kind != ConcernStep.CHANGED_PLAN:
            cleaned["commitment"] = ""
        return cleaned

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = [("", "None of them"), *choices]


NOT_REPORTED = "Nothing was handed over yet."


class ReportForm(forms.Form):
    """What an employer contact reports: one agreed concern and its day. There is no room for words.

    offered  what is agreed; (key, words) of each concern are `choices`.
    """

    key = forms.ChoiceField(
        label="What happened",
        widget=forms.RadioSelect,
        error_messages={"required": f"{NOT_REPORTED} Choose what happened."},
    )
    on = DayField(
        label="On which day",
        empty=f"{NOT_REPORTED} Enter the day.",
        invalid=f"{NOT_REPORTED} Enter the day in full, for example 2026-06-02.",
    )

    def __init__(
        self, *args: Any, offered: AgreedForm, choices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        key: Any = self.fields["key"]
        key.choices = choices
        self.fields["on"].widget.attrs |= {
            "min": offered.agreed_on.isoformat(),
            "max": offered.today.isoformat(),
        }

    @property
    def not_agreed(self) -> bool:
        """Something else was sent than the form offers: that is no mistake of typing."""
        return self.has_error("key", "invalid_choice")

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > self.offered.today:
            raise ValidationError(f"{NOT_REPORTED} Enter a day that has come.")
        if day < self.offered.agreed_on:
            raise ValidationError(f"{NOT_REPORTED} Enter a day since this was agreed.")
        return day


class SecondNoteForm(FreshForm):
    """What a second clinician notes, signed: what was done apart from what was said about it."""

    seen = PlainTextField(
        label="Conduct seen or heard",
        help_text="What was done or said, as you saw it or were told, by whom, and how you know.",
        longest=LONGEST_TEXT,
        empty="Nothing was sent yet. Write what you saw or heard, in a sentence or two.",
        widget=forms.Textarea(attrs=AREA),
    )
    voiced = PlainTextField(
        label="Understanding voiced",
        help_text="What has the client said about it? Keep this apart from what was done.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )

    def clean_seen(self) -> str:
        return _without_measures(self.cleaned_data["seen"])

    def clean_voiced(self) -> str:
        return _without_measures(self.cleaned_data["voiced"])

    @property
    def noted(self) -> Noted:
        return Noted(self.cleaned_data["seen"], self.cleaned_data["voiced"])


def _without_measures(text: str) -> str:
    found = measures_in(text)
    if found:
        raise ValidationError(found)
    return text
