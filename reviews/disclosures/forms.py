"""A disclosure without permission as it is typed, cleaned; signed by whoever is really there."""

from datetime import date
from typing import Any

from django import forms

from accounts.fresh import FreshForm
from reviews.disclosures.actions import LONGEST_LINE, LONGEST_TEXT
from reviews.disclosures.models import Disclosure
from reviews.disclosures.rules import GROUNDS, OUTCOMES
from tracker.lib.forms import DayField, PlainLineField, PlainTextField

AREA: dict[str, Any] = {"rows": 5, "autocomplete": "off", "spellcheck": "false"}
LINE: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false"}
NO_GROUND = "Nothing was signed yet. Choose the ground."
NO_OUTCOME = "Nothing was signed yet. Choose what you decided."


class DisclosureForm(FreshForm):
    """Ground, facts, consultation, decision, who was told; and whether the client must wait."""

    ground = forms.ChoiceField(
        label="On which ground",
        choices=list(GROUNDS.items()),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), NO_GROUND),
    )
    facts = PlainTextField(
        label="The facts",
        help_text="What you know, from whom, since when. No more than the ground needs.",
        longest=LONGEST_TEXT,
        empty="Nothing was signed yet. Write the facts.",
        widget=forms.Textarea(attrs=AREA),
    )
    consulted = PlainLineField(
        label="Whom you consulted, by role",
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs=LINE),
    )
    outcome = forms.ChoiceField(
        label="What you decided",
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), NO_OUTCOME),
    )
    decision = PlainTextField(
        label="Why",
        help_text="What was weighed, what was told or kept back, and what else could have been done.",
        longest=LONGEST_TEXT,
        empty="Nothing was signed yet. Write why you decided so.",
        widget=forms.Textarea(attrs=AREA),
    )
    told_to = PlainLineField(
        label="Who was told: a role or an authority",
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs=LINE),
    )
    told_on = DayField(label="On which day", required=False)
    why_later = PlainLineField(
        label="If the law forbids telling the client yet: why",
        help_text="Leave it empty, and the client reads this at once.",
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs=LINE),
    )
    shown_from = DayField(label="The client reads it from", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = cleaned.get("outcome") == Disclosure.TOLD
        if told and not cleaned.get("told_to") and "told_to" not in self.errors:
            self.add_error("told_to", "Nothing was signed yet. Say who was told.")
        if told and not cleaned.get("told_on") and "told_on" not in self.errors:
            self.add_error("told_on", "Nothing was signed yet. Enter the day.")
        if not told and (cleaned.get("told_to") or cleaned.get("told_on")):
            self.add_error("outcome", "Nothing was signed yet. Somebody was told, or nobody was.")
        if cleaned.get("told_on") and cleaned["told_on"] > self.today:
            self.add_error("told_on", "Nothing was signed yet. That day has not come.")
        why, day = cleaned.get("why_later"), cleaned.get("shown_from")
        if why and not day and "shown_from" not in self.errors:
            self.add_error(
                "shown_from", "Nothing was signed yet. Enter from which day it is shown."
            )
        if day and not why and "why_later" not in self.errors:
            self.add_error("why_later", "Nothing was signed yet. Say why the client must wait.")
        if day and not 0 < (day - self.today).days <= 365:
            self.add_error(
                "shown_from", "Nothing was signed yet. Choose a day after today, within a year."
            )
        return cleaned
