"""What an agreement asks for, cleaned into Terms."""

from datetime import date
from typing import Any

from django import forms

from reviews.agreements.terms import PARTS_TOLD, PATHWAYS, Terms, Told
from reviews.prompts.shipped import FOCUS_AREAS
from tracker.lib.dates import number_word
from tracker.lib.forms import PlainLineField
from tracker.lib.zones import zone_choices

MOST_TOLD = 3  # people who may ever be told something
LONGEST_NAME = 120
LONGEST_LINE = 200

EVERY_WEEKS = [
    (1, "Every week"),
    *((n, f"Every {number_word(n).lower()} weeks") for n in range(2, 13)),
]


class ClientNameForm(forms.Form):
    """How the client wants to be named."""

    client_name = PlainLineField(
        label="Your name, as you want to be called here",
        help_text="It is kept sealed. Only you and your clinician see it.",
        longest=LONGEST_NAME,
        empty="Enter the name you want to be called by.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OfferForm(forms.Form):
    """The first agreement, as the clinician offers it. Nothing is chosen beforehand."""

    client_name = PlainLineField(
        label="Name, as the client wants to be called",
        help_text="The client can change it when they accept. It is kept sealed.",
        longest=LONGEST_NAME,
        empty="Enter the name the client wants to be called by.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pathway = forms.ChoiceField(
        label="How this came about",
        help_text="It describes the arrangement, not what happened.",
        choices=list(PATHWAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how this came about."},
    )
    focus_areas = forms.MultipleChoiceField(
        label="Focus areas",
        help_text="They decide which prompts the client is asked. One is enough to begin.",
        choices=[(area.key, area.title) for area in FOCUS_AREAS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one focus area."},
    )
    working_on = PlainLineField(
        label="What you are working on, in one line",
        help_text="Both of you read it often. For example: saying it plainly, without softening.",
        longest=LONGEST_LINE,
        empty="Enter one line about what you are working on.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    every_weeks = forms.TypedChoiceField(
        label="How often you check in",
        choices=[("", "Choose"), *EVERY_WEEKS],
        coerce=int,
        error_messages={"required": "Choose how often you check in."},
    )
    starts_on = forms.DateField(
        label="First check-in",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Enter the day of the first check-in.",
            "invalid": "Enter the day in full, for example 2026-06-02.",
        },
    )
    wall_time = forms.TimeField(
        label="At",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Enter the time of the check-ins.",
            "invalid": "Enter the time, for example 09:30.",
        },
    )
    zone = forms.ChoiceField(
        label="In the time of",
        help_text="The time stays the same there when clocks change.",
        choices=zone_choices,
        error_messages={"invalid_choice": "Choose a place from the list."},
    )

    two_names = forms.BooleanField(
        label="A second clinician signs each report too",
        help_text="They read one version and its grounds as dates, and nothing else.",
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for number in range(1, MOST_TOLD + 1):
            self.fields[f"who_{number}"] = PlainLineField(
                label="Name and role",
                longest=LONGEST_LINE,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"parts_{number}"] = forms.MultipleChoiceField(
                label="What this person may ever be told",
                choices=list(PARTS_TOLD.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError("Choose today or a later day.")
        if (day - self.today).days > 366:
            raise forms.ValidationError("Choose a day within the coming year.")
        return day

    def clean(self) -> None:
        for number in range(1, MOST_TOLD + 1):
            who, parts = self._told(number)
            if parts and not who and f"who_{number}" not in self.errors:
                self.add_error(f"who_{number}", "Enter who this is, for example a name and a role.")
            if who and not parts and f"parts_{number}" not in self.errors:
                self.add_error(
                    f"parts_{number}", "Choose what this person may be told, or clear the name."
                )

    @property
    def told_fields(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """For the page: one group of two fields for each person."""
        return [(n, self[f"who_{n}"], self[f"parts_{n}"]) for n in range(1, MOST_TOLD + 1)]

    def terms(self) -> Terms:
        data = self.cleaned_data
        told = [self._told(number) for number in range(1, MOST_TOLD + 1)]
        return Terms(
            pathway=data["pathway"],
            focus_areas=data["focus_areas"],
            working_on=data["working_on"],
            every_weeks=data["every_weeks"],
            starts_on=data["starts_on"],
            wall_time=data["wall_time"].replace(second=0, microsecond=0),
            zone=data["zone"],
            told=[Told(who=who, parts=parts) for who, parts in told if who],
            two_names=data["two_names"],
        )

    def _told(self, number: int) -> tuple[str, list[str]]:
        data = self.cleaned_data
        return data.get(f"who_{number}", ""), data.get(f"parts_{number}", [])
