"""A rhythm in the API, phase by phase, as reviews.checkins.recurrence writes it."""

from typing import Any

from rest_framework import serializers

from reviews.checkins.recurrence import LAST, MOST_EVERY

RULES = ["weekly", "monthly_by_date", "monthly_by_weekday"]


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
