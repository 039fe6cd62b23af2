"""What is typed about one time: another one, an extra one, why one was missed, until when to pause."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from reviews.checkins import recurrence
from reviews.checkins.words import REASONS, nobody_there
from tracker.lib.dates import capitalized
from tracker.lib.forms import ClockField, DayField, PlainTextField

LONGEST_TEXT = 2_000  # characters
AREA: dict[str, Any] = {"rows": 4, "autocomplete": "off", "spellcheck": "false"}


class TimeForm(forms.Form):
    """One day and one time of day, later than now and on a day when somebody is there.

    zone      of the check-ins, IANA. `practice_zone`, `weekdays`: when somebody is there.
    """

    on_date = DayField(label="Day", empty="Enter the day.")
    wall_time = ClockField(label="At", empty="Enter the time.")

    def __init__(
        self,
        *args: Any,
        zone: str,
        practice_zone: str,
        weekdays: list[int],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.practice_zone, self.weekdays, self.now = zone, practice_zone, weekdays, now

    def clean(self) -> None:
        day: date | None = self.cleaned_data.get("on_date")
        at: time | None = self.cleaned_data.get("wall_time")
        if day is None or at is None:
            return
        at = at.replace(second=0, microsecond=0)
        self.cleaned_data["wall_time"] = at
        due = recurrence.instant(on_date=day, wall_time=at, zone=self.zone)
        if due <= self.now:
            self.add_error("on_date", "This time has passed. Choose a later one.")
        elif sentence := nobody_there(due, zone=self.practice_zone, weekdays=self.weekdays):
            self.add_error("on_date", sentence)


class MoveForm(TimeForm):
    """Another time, and why, if one wants to say."""

    words = PlainTextField(
        label="Why",
        help_text="You need not say. The other one reads it.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )


class MissedForm(forms.Form):
    """Why a check-in did not take place."""

    why = forms.ChoiceField(
        label="Why it did not take place",
        choices=[(key, capitalized(words)) for key, words in REASONS.items()],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose one of the four."),
    )
    words = PlainTextField(
        label="In words",
        help_text="What was arranged, not whose fault it was. Both of you read it.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )


class PauseForm(forms.Form):
    """Until when. Nobody is asked why."""

    ends_on = DayField(
        label="Check-ins begin again on",
        required=False,
        help_text="Leave it empty to pause until one of you resumes.",
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now

    def clean_ends_on(self) -> date | None:
        day: date | None = self.cleaned_data["ends_on"]
        if day is None:
            return None
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        if day <= today:
            raise forms.ValidationError("Choose tomorrow or a later day.")
        if (day - today).days > 366:
            raise forms.ValidationError("Choose a day within the coming year, or leave it empty.")
        return day
