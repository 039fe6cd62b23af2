"""What an agreement asks for, cleaned into Terms."""

from datetime import datetime
from typing import Any

from django import forms

from reviews.agreements.terms import PARTS_TOLD, PATHWAYS, Terms, Told
from reviews.checkins.forms import RHYTHM_FIELDS, CadenceForm
from reviews.prompts.shipped import FOCUS_AREAS
from tracker.lib.forms import PlainLineField

MOST_TOLD = 3  # people who may ever be told something
LONGEST_NAME = 120
LONGEST_LINE = 200
BEFORE_RHYTHM = ["client_name", "pathway", "focus_areas", "working_on"]  # on the page


class ClientNameForm(forms.Form):
    """How the client wants to be named."""

    client_name = PlainLineField(
        label="Your name, as you want to be called here",
        help_text="It is kept sealed. Only you and your clinician see it.",
        longest=LONGEST_NAME,
        empty="Enter the name you want to be called by.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OfferForm(CadenceForm):
    """The first agreement, as the clinician offers it. Nothing is chosen beforehand.

    is_preview  only the first times are to be shown: what is missing elsewhere may come later.
    """

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
    two_names = forms.BooleanField(
        label="A second clinician signs each report too",
        help_text="They read one version and its grounds as dates, and nothing else.",
        required=False,
    )

    def __init__(self, *args: Any, now: datetime, is_preview: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, now=now, **kwargs)
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
        self.order_fields([*BEFORE_RHYTHM, *RHYTHM_FIELDS])
        if is_preview:
            for name in self.fields.keys() - set(RHYTHM_FIELDS):
                self.fields[name].required = False

    def clean(self) -> None:
        super().clean()
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
        phases, wall_time, zone = self.cadence()
        told = [self._told(number) for number in range(1, MOST_TOLD + 1)]
        return Terms(
            pathway=data["pathway"],
            focus_areas=data["focus_areas"],
            working_on=data["working_on"],
            phases=phases,
            wall_time=wall_time,
            zone=zone,
            told=[Told(who=who, parts=parts) for who, parts in told if who],
            two_names=data["two_names"],
        )

    def _told(self, number: int) -> tuple[str, list[str]]:
        data = self.cleaned_data
        return data.get(f"who_{number}", ""), data.get(f"parts_{number}", [])
