"""Which reminders a client wants, and when."""

from datetime import time

from django import forms

from reviews.reminders.queries import Plan
from reviews.reminders.steps import STEPS
from tracker.lib.dates import WEEKDAYS, clock_time
from tracker.lib.forms import ClockField

HALF = "Enter both times, or leave both empty."


class PlanForm(forms.Form):
    """The choices, within what the practice allows: its times, and days it never writes on."""

    steps = forms.MultipleChoiceField(
        label="Remind me",
        help_text="At most one mail a day and three a week. Then nothing more comes.",
        choices=[(step.name, step.in_words) for step in STEPS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one, or stop these mails with the button below."
        },
    )
    not_on = forms.TypedMultipleChoiceField(
        label="Never on", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    own_from = ClockField(label="Not before", required=False)
    own_until = ClockField(label="Not after", required=False)

    def __init__(
        self, *args: object, opens: time, closes: time, never_on: frozenset[int], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        self.opens, self.closes = opens, closes
        days = [(number, name) for number, name in WEEKDAYS.items() if number not in never_on]
        self.fields["not_on"].choices = days  # type: ignore[attr-defined] # a choice field
        names = [WEEKDAYS[number] for number in sorted(never_on)]
        if names:
            self.fields["not_on"].help_text = f"No reminder goes out on {' or '.join(names)}."
        self.fields["own_from"].help_text = (
            f"In the time zone of your check-ins, between {clock_time(opens)} and"
            f" {clock_time(closes)}. Leave both empty for all of it."
        )

    def clean_not_on(self) -> list[int]:
        days: list[int] = self.cleaned_data["not_on"]
        if len(days) == len(self.fields["not_on"].choices):  # type: ignore[attr-defined] # as above
            raise forms.ValidationError(
                "Leave at least one day, or stop these mails with the button below."
            )
        return days

    def clean(self) -> None:
        own_from, own_until = self.cleaned_data.get("own_from"), self.cleaned_data.get("own_until")
        if "own_from" in self.errors or "own_until" in self.errors:
            return
        if (own_from is None) != (own_until is None):
            self.add_error("own_from" if own_from is None else "own_until", HALF)
        elif own_from is not None and own_until is not None:
            within = (
                f"Choose a time between {clock_time(self.opens)} and {clock_time(self.closes)}."
            )
            if own_from < self.opens:
                self.add_error("own_from", within)
            if own_until > self.closes:
                self.add_error("own_until", within)
            elif own_from >= own_until:
                self.add_error("own_until", "Choose a later time than the one above.")

    def own_times(self) -> tuple[time, time] | None:
        """From and until; None for the practice's own."""
        own_from = self.cleaned_data["own_from"]
        return None if own_from is None else (own_from, self.cleaned_data["own_until"])


def initial_of(plan: Plan) -> dict[str, object]:
    return {
        "steps": sorted(plan.steps),
        "not_on": sorted(plan.not_on),
        "own_from": plan.own_from,
        "own_until": plan.own_until,
    }
