"""The settings of a practice, as an administrator sends them."""

from collections.abc import Sequence
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import SenderNameField, zone_field
from tracker.lib.dates import WEEKDAYS
from tracker.lib.forms import ClockField, PlainLineField, PlainTextField

FOLLOW_UP_MONTHS = (3, 6, 12)  # as an agreement can name them
CRISIS_LINES_AT_MOST = 6


def _weekdays_field(
    *, label: str, required: bool, help_text: str = ""
) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        help_text=help_text,
        required=required,
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day."},
    )


class PracticeForm(forms.Form):
    name = PlainLineField(
        label="Name of the practice", longest=120, empty="Enter the name of the practice."
    )
    short_name = SenderNameField()
    phone = PlainLineField(
        label="Phone",
        longest=40,
        required=False,
        help_text="Shown to people who cannot sign in or whose invitation has ended.",
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    hours = PlainLineField(
        label="When somebody answers",
        longest=200,
        required=False,
        help_text="For example: weekdays, 9 am to 5 pm.",
    )
    zone = zone_field(label="Time zone of the practice")
    crisis_lines = PlainTextField(
        label="Crisis lines",
        longest=600,
        required=False,
        help_text="One a line: where, a colon, the number. For example: US and Canada: 988",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    complaints_to = PlainLineField(
        label="Where to complain",
        longest=200,
        required=False,
        help_text="Clients find it among the limits of confidentiality.",
    )
    records_kept_years = forms.IntegerField(
        label="Years that records are kept", min_value=5, max_value=30
    )
    reset_delay_hours = forms.IntegerField(
        label="Hours before a factor reset takes effect",
        min_value=24,
        max_value=168,
        help_text="Long enough for the person to see the mail and stop it.",
    )
    release_wait_hours = forms.IntegerField(
        label="Waiting time before a first summary can be opened, in hours",
        min_value=24,
        max_value=336,
        help_text="From a client's first signature for a recipient. The client can still take it"
        " back meanwhile, and nobody has read it.",
    )
    preview_days = forms.IntegerField(
        label="Working days a client has to read a report before anybody else can",
        min_value=2,
        max_value=20,
        help_text="Monday to Friday, from when a version is offered to its client. Counts for what is"
        " signed from now on.",
    )

    mail_from = ClockField(label="Reminders go out from", help_text="In the client's own time.")
    mail_until = ClockField(
        label="Reminders go out until", help_text="Never before 8 AM or after 9 PM."
    )
    mail_not_on = _weekdays_field(
        label="No reminders on", required=False, help_text="A client can add days of their own."
    )
    there_from = ClockField(
        label="Somebody is there from", help_text="In the time zone of the practice."
    )
    there_until = ClockField(label="Somebody is there until")
    there_on = _weekdays_field(
        label="Somebody is there on",
        required=True,
        help_text="A client who asks to be rung is told when a person will next see it.",
    )
    move_notice_hours = forms.IntegerField(
        label="Hours before a check-in until which a client can ask to move it",
        min_value=0,
        max_value=168,
    )
    look_after_days = forms.IntegerField(
        label="Days after an unsettled check-in until its clinician is asked to look",
        min_value=1,
        max_value=29,
    )
    cover_looks_after_days = forms.IntegerField(
        label="Days until whoever covers is asked, too", min_value=2, max_value=30
    )
    handover_wait_days = forms.IntegerField(
        label="Days a client has to object before another clinician takes over",
        min_value=3,
        max_value=60,
    )
    drafts_kept_days = forms.IntegerField(
        label="Days that unsent texts are kept after the work has ended",
        min_value=14,
        max_value=180,
        help_text="Also where no work was begun. Their writer is told a week before they go.",
    )

    cooling_off_hours = forms.IntegerField(
        label="Hours between an offer and a client’s signature, where an employer asks for it",
        min_value=0,
        max_value=168,
        help_text="Time to think, and to ask somebody. Zero is none.",
    )
    follow_up_months = forms.TypedMultipleChoiceField(
        label="Usual follow-ups after the end of work",
        required=False,
        coerce=int,
        choices=[(months, f"After {months} months") for months in FOLLOW_UP_MONTHS],
        widget=forms.CheckboxSelectMultiple,
        help_text="Shown where an agreement is offered. There nothing is chosen beforehand, and each"
        " follow-up takes the client’s own yes.",
    )
    complaints_person_id = forms.TypedChoiceField(
        label="Whom a client can ask for who is not their clinician",
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text="They learn whom to ring and nothing else. A client’s own clinicians never learn"
        " of it: for their clients it goes to the administrators, as it does where nobody is"
        " named.",
    )

    def __init__(self, *args: Any, staff: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["complaints_person_id"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            ("", "Nobody: it goes to the administrators"),
            *((str(membership_id), name) for membership_id, name in staff),
        ]

    def clean_mail_from(self) -> time:
        at: time = self.cleaned_data["mail_from"]
        if at < time(8):
            raise ValidationError("Choose 8 AM or later.")
        return at

    def clean_mail_until(self) -> time:
        at: time = self.cleaned_data["mail_until"]
        if at > time(21):
            raise ValidationError("Choose 9 PM or earlier.")
        return at

    def clean_mail_not_on(self) -> list[int]:
        days = self.cleaned_data["mail_not_on"]
        if len(days) == 7:
            raise ValidationError("Leave at least one day, or no reminder could ever go out.")
        return list(days)

    def clean(self) -> None:
        self._in_order("mail_from", "mail_until", "Choose a later time than the one above.")
        self._in_order("there_from", "there_until", "Choose a later time than the one above.")
        self._in_order(
            "look_after_days", "cover_looks_after_days", "Choose more days than the ones above."
        )

    def _in_order(self, first: str, second: str, sentence: str) -> None:
        a, b = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if a is not None and b is not None and a >= b:
            self.add_error(second, sentence)

    def clean_crisis_lines(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["crisis_lines"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > CRISIS_LINES_AT_MOST:
            raise ValidationError(f"Name at most {CRISIS_LINES_AT_MOST} lines.")
        for line in lines:
            place, colon, number = line.partition(":")
            if not (colon and place.strip() and any(sign.isdigit() for sign in number)):
                raise ValidationError(
                    f"Write each line as a place, a colon and a number. This one is not: {line}"
                )
        return "\n".join(lines)
