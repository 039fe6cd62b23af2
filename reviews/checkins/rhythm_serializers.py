"""A rhythm in the API, phase by phase, as reviews.checkins.recurrence writes it."""

from datetime import date
from typing import Any

from rest_framework import serializers

from reviews.checkins import recurrence
from reviews.checkins.recurrence import LAST, MOST_EVERY, Phases
from reviews.checkins.recurrence_problems import problems
from reviews.checkins.recurrence_words import rhythm

RULES = ["weekly", "monthly_by_date", "monthly_by_weekday"]
NOT_PHASES = (
    "Send one to three phases, each with the parts of its rule alone; each begins on the day on "
    "which the one before it ends."
)


class PhaseSerializer(serializers.Serializer[Any]):
    """One rule from a day on, up to another, which is no longer part of it."""

    rule = serializers.ChoiceField(choices=RULES)
    every = serializers.IntegerField(
        min_value=1, max_value=MOST_EVERY, help_text="Weeks, or months."
    )
    weekday = serializers.IntegerField(
        min_value=0,
        max_value=6,
        required=False,
        help_text="weekly and monthly_by_weekday; 0 is Monday.",
    )
    day = serializers.IntegerField(
        min_value=1,
        max_value=31,
        required=False,
        help_text="monthly_by_date; a shorter month takes its last day.",
    )
    nth = serializers.IntegerField(
        min_value=LAST,
        max_value=4,
        required=False,
        help_text="monthly_by_weekday; -1 is the last one of the month.",
    )
    starts_on = serializers.DateField()
    until = serializers.DateField(allow_null=True, required=False, default=None)


class NewRhythmSerializer(serializers.Serializer[Any]):
    """A rhythm to propose. Its context has `now`; errors are named as the page's form names them."""

    phases = PhaseSerializer(many=True)
    wall_time = serializers.TimeField()
    zone = serializers.CharField()

    def validate_phases(self, sent: list[dict[str, Any]]) -> Phases:
        try:
            return recurrence.read([_as_written(**phase) for phase in sent])
        except ValueError:
            raise serializers.ValidationError(NOT_PHASES) from None

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        clean = sent | {"wall_time": sent["wall_time"].replace(second=0, microsecond=0)}
        found = problems(**clean, now=self.context["now"])
        if found:
            raise serializers.ValidationError(dict(found))
        return clean


class RhythmSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    phases = PhaseSerializer(many=True)
    wall_time = serializers.TimeField()
    zone = serializers.CharField()
    in_words = serializers.SerializerMethodField()

    def get_in_words(self, cadence: Any) -> str:
        phases = recurrence.read(cadence.phases)
        return rhythm(phases, wall_time=cadence.wall_time, zone=cadence.zone)


def _as_written(*, starts_on: date, until: date | None, **parts: Any) -> dict[str, Any]:
    return parts | {"starts_on": starts_on.isoformat(), "until": until and until.isoformat()}
