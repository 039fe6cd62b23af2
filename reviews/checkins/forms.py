"""A cadence as people choose it: up to three rhythms, a time of day, a place, an end or none."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms

from reviews.checkins.recurrence import MOST_PHASES, Phase, Phases, Rule
from reviews.checkins.recurrence_problems import problems
from reviews.checkins.recurrence_words import first_times
from reviews.checkins.rhythm_choices import OFTEN, ON, rule_of, values_of
from tracker.lib.forms import ClockField, DayField
from tracker.lib.zones import zone_choices

# The fields of each rhythm, with the sentence for one that is left empty.
PARTS = {
    "often": "Choose how often you check in.",
    "on": "Choose the day of the check-ins.",
    "starts_on": "Enter the day on which this begins.",
}
LATER = range(2, MOST_PHASES + 1)
RHYTHM_FIELDS = [  # in the order of the page
    *("often_1", "on_1", "starts_on_1", "wall_time", "zone"),
    *(f"{name}_{number}" for number in LATER for name in ("starts_on", "often", "on")),
    "ends_on",
]
MISFITS = {
    "weeks": "Choose a day of the week, or a number of months.",
    "months": "Choose which one in the month, for example the first Friday, or a number of weeks.",
}
DAY = timedelta(days=1)


def _day_field(label: str, **kwargs: Any) -> DayField:
    return DayField(label=label, empty=PARTS["starts_on"], **kwargs)


class CadenceForm(forms.Form):
    """One page without a script: the second and third rhythm may stay empty.

    A form that asks for more inherits from it. Where the rhythm fits, it gives `cadence()`. What does
    not has its sentence beside its field, and everything typed stays in the form.
    templates/reviews/checkins/_cadence_fields.html shows it.
    """

    wall_time = ClockField(label="At", empty="Enter the time of the check-ins.")
    zone = forms.ChoiceField(
        label="In the time of",
        help_text="The time stays the same there when clocks change.",
        choices=zone_choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose a place from the list."
        ),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self._cadence: tuple[Phases, time, str] | None = None
        for number in range(1, MOST_PHASES + 1):
            self._add_rhythm(number)
        self.fields["ends_on"] = _day_field(
            "Last day",
            required=False,
            help_text="No check-in comes later. Leave it empty to go on until you change it.",
        )
        self.order_fields(RHYTHM_FIELDS)

    def clean(self) -> None:
        phases = self._phases()
        if phases is None:
            return
        wall_time = self.cleaned_data["wall_time"].replace(second=0, microsecond=0)
        zone = self.cleaned_data["zone"]
        for field, sentence in problems(phases, wall_time=wall_time, zone=zone, now=self.now):
            self.add_error(field, sentence)
        if self._fits():
            self._cadence = phases, wall_time, zone

    def cadence(self) -> tuple[Phases, time, str]:
        """Phases, wall time and zone. Raises ValueError if something of it does not fit."""
        if self._cadence is None:
            raise ValueError("this form is not valid")
        return self._cadence

    @property
    def preview(self) -> str:
        """For the page: the first six days in a sentence; empty while something does not fit."""
        if self._cadence is None:
            return ""
        phases, wall_time, zone = self._cadence
        return first_times(phases, wall_time=wall_time, zone=zone)

    @property
    def later(self) -> list[dict[str, Any]]:
        """For the page: the second and third rhythm, open where something was entered."""
        groups = [{name: self[f"{name}_{number}"] for name in PARTS} for number in LATER]
        return [
            group | {"is_open": any(field.value() or field.errors for field in group.values())}
            for group in groups
        ]

    def _add_rhythm(self, number: int) -> None:
        is_first = number == 1
        self.fields[f"starts_on_{number}"] = _day_field(
            "Beginning on" if is_first else "From",
            required=is_first,
            help_text="The first check-in is on the first such day, on or after this one.",
        )
        self.fields[f"often_{number}"] = forms.ChoiceField(
            label="How often",
            choices=OFTEN,
            required=is_first,
            error_messages=dict.fromkeys(("required", "invalid_choice"), PARTS["often"]),
        )
        self.fields[f"on_{number}"] = forms.ChoiceField(
            label="On",
            choices=ON,
            required=is_first,
            error_messages=dict.fromkeys(("required", "invalid_choice"), PARTS["on"]),
        )

    def _phases(self) -> Phases | None:
        """None while something is missing or contradicts itself; then it has its error."""
        numbers = [1, *(n for n in LATER if self._has_any(n))]
        if numbers != list(range(1, len(numbers) + 1)):
            gap = f"often_{len(numbers)}"
            self.add_error(gap, "Fill in this rhythm, or clear the one after it.")
        rules = [self._rule(number) for number in numbers]
        if not self._fits():
            return None
        days = [self.cleaned_data[f"starts_on_{number}"] for number in numbers]
        last = self.cleaned_data["ends_on"]
        ends = [*days[1:], last + DAY if last else None]
        return tuple(
            Phase(rule, day, end)
            for rule, day, end in zip(rules, days, ends, strict=True)
            if rule  # always, where there is no error
        )

    def _fits(self) -> bool:
        """Whether the rhythm does, whatever else the form asks for."""
        return self.errors.keys().isdisjoint(RHYTHM_FIELDS)

    def _has_any(self, number: int) -> bool:
        names = [f"{name}_{number}" for name in PARTS]
        return any(self.cleaned_data.get(name) or name in self.errors for name in names)

    def _rule(self, number: int) -> Rule | None:
        """One rhythm's rule; what is missing in a later rhythm becomes an error here."""
        values = {name: self.cleaned_data.get(f"{name}_{number}") for name in PARTS}
        for name, value in values.items():
            if not value and f"{name}_{number}" not in self.errors:
                self.add_error(f"{name}_{number}", PARTS[name])
        if not values["often"] or not values["on"]:
            return None
        rule = rule_of(values["often"], values["on"])
        if rule is None:
            self.add_error(f"on_{number}", MISFITS[values["often"].partition("-")[0]])
        return rule


def initial_of(phases: Phases, *, wall_time: time, zone: str) -> dict[str, Any]:
    """What the form begins with, to change a cadence there is."""
    initial: dict[str, Any] = {"wall_time": wall_time, "zone": zone}
    for number, phase in enumerate(phases, start=1):
        often, on = values_of(phase.rule)
        values = {"often": often, "on": on, "starts_on": phase.starts_on}
        initial |= {f"{name}_{number}": value for name, value in values.items()}
    end = phases[-1].until
    return initial | {"ends_on": end - DAY if end else None}
