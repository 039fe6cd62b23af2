"""What is typed about a commitment or a goal. A sentence that refuses says first what became of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from reviews.commitments.actions import LONGEST_LINE, LONGEST_TEXT, NewCommitment
from reviews.commitments.models import Commitment, CommitmentAnswer, Goal
from reviews.commitments.rules import SAID
from reviews.commitments.words import OUTSIDE_ON_SCREEN, STANDS_ON_SCREEN
from tracker.lib.dates import capitalized
from tracker.lib.forms import (
    DAY_IN_FULL,
    DayField,
    PlainTextField,
    PrintableLineField,
    PrintableTextField,
)

NOT_SAVED = "Nothing was saved yet. "
AREA: dict[str, Any] = {"rows": 4, "autocomplete": "off", "spellcheck": "false"}
LINE: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false"}
NO_WORDS_HERE = (
    "Nothing was saved yet. Of a step elsewhere only the day is said, and whether it was attended. "
    "What is said there stays there."
)


BOTH_DAYS = "Enter the day. What is heard there is prepared, and talked over afterwards."
YOUR_ANSWERS = {
    CommitmentAnswer.AGREES: "I agree",
    CommitmentAnswer.DISAGREES: "I do not agree",
    CommitmentAnswer.COULD_NOT: "I cannot answer yet",
}
OF_THE_CLIENT = {CommitmentAnswer.COULD_NOT: "The client could not answer yet"}
CLINICIANS = {
    CommitmentAnswer.AGREES: "I agree",
    CommitmentAnswer.DISAGREES: "I do not agree",
} | OF_THE_CLIENT


def _sentence(words: str) -> dict[str, str]:
    return dict.fromkeys(("required", "invalid_choice"), NOT_SAVED + words)


def _day(label: str, *, required: bool = False, help_text: str = "") -> DayField:
    return DayField(
        label=label,
        required=required,
        empty=f"{NOT_SAVED}Enter the day.",
        invalid=NOT_SAVED + DAY_IN_FULL,
        help_text=help_text,
    )


class FromTodayForm(forms.Form):
    """A form with days ahead. today  in the zone of the request; `ahead` names their fields."""

    ahead: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> None:
        for name in self.ahead:
            day = self.cleaned_data.get(name)
            if day is not None and day < self.today:
                self.add_error(
                    name, f"{NOT_SAVED}This day has passed. Choose today or a later one."
                )


class StepForm(forms.Form):
    """One word on how it stands, and more if there is more to say."""

    stands = forms.ChoiceField(
        label="How it stands",
        choices=[(key, capitalized(STANDS_ON_SCREEN[key])) for key in SAID],
        widget=forms.RadioSelect,
        error_messages=_sentence("Choose how it stands."),
    )
    text = PlainTextField(
        label="In your own words",
        help_text="What was done, what got in the way, what is different now.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )


class AttendanceForm(FromTodayForm):
    """The day, and whether the client was there. It takes no words."""

    attended = forms.ChoiceField(
        label="Attended",
        choices=[("attended", "Attended"), ("not_attended", "Not attended")],
        widget=forms.RadioSelect,
        error_messages=_sentence("Choose one of the two."),
    )
    on_day = _day("Day", required=True)

    def clean(self) -> None:
        if self.data.get("text", "").strip():
            self.add_error(None, NO_WORDS_HERE)

    def clean_on_day(self) -> date:
        day: date = self.cleaned_data["on_day"]
        if day > self.today:
            raise forms.ValidationError(f"{NOT_SAVED}This day is still to come.")
        return day


class NewForm(FromTodayForm):
    """A commitment as it is proposed.

    goals  those that can be chosen: set and not ended.
    """

    ahead = ("due_on", "prepare_on", "debrief_on")
    text = PrintableLineField(
        label="What is to be done",
        help_text="One line. Name nobody who was harmed, and ask nothing of them.",
        longest=LONGEST_LINE,
        empty=f"{NOT_SAVED}Say what is to be done.",
        widget=forms.TextInput(attrs=LINE),
    )
    carried_by = forms.ChoiceField(
        label="Who carries it",
        widget=forms.RadioSelect,
        error_messages=_sentence("Choose who carries it."),
    )
    due_on = _day("By when", help_text="Leave it empty if no day is named.")
    goal = forms.ChoiceField(label="Goal", error_messages=_sentence("Choose a goal from the list."))
    outside = forms.ChoiceField(
        label="A step elsewhere",
        help_text="Of a step elsewhere only attendance is said here, never what is talked about.",
        choices=[("", "No"), *((k, capitalized(words)) for k, words in OUTSIDE_ON_SCREEN.items())],
        error_messages=_sentence("Choose from the list."),
    )
    prepare_on = _day("Prepared on")
    debrief_on = _day("Talked over on")
    told = forms.ChoiceField(
        label="In a report",
        help_text="A 12-step meeting, counseling for couples and a residential stay always stay "
        "between the two of you. No report states them.",
        choices=[
            ("may_be_told", "A report may state it, and how it stands"),
            ("between_us", "It stays between the two of you"),
        ],
        initial="may_be_told",
        widget=forms.RadioSelect,
        error_messages=_sentence("Choose whether a report may state it."),
    )

    def __init__(
        self, *args: Any, goals: list[tuple[UUID, str]], to_client: bool, other: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        client, clinician = ("You", other) if to_client else (other, "You")
        carried_by = self.fields["carried_by"]
        carried_by.choices = [  # type: ignore[attr-defined] # a ChoiceField's
            (Commitment.CLIENT, client),
            (Commitment.CLINICIAN, clinician),
            (Commitment.SUPPORT, "A support at work"),
        ]
        of_whom = "you" if to_client else other
        carried_by.help_text = (
            f"A support at work asks something of {of_whom}: a door that stays open, a handover in "
            "the open office. Nothing here may ask anything of anybody who was harmed."
        )
        goal = self.fields["goal"]
        goal.required = False
        goal.choices = [("", "No goal"), *((str(i), text) for i, text in goals)]  # type: ignore[attr-defined]
        self.fields["outside"].required = False

    def clean(self) -> None:
        super().clean()
        outside = self.cleaned_data.get("outside")
        prepare, debrief = self.cleaned_data.get("prepare_on"), self.cleaned_data.get("debrief_on")
        if outside and self.cleaned_data.get("carried_by") not in (None, Commitment.CLIENT):
            self.add_error("carried_by", f"{NOT_SAVED}The client carries a step elsewhere.")
        if outside == Commitment.PUBLIC_ACCOUNTS:
            for name in ("prepare_on", "debrief_on"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, NOT_SAVED + BOTH_DAYS)
            if prepare and debrief and debrief < prepare:
                self.add_error("debrief_on", f"{NOT_SAVED}This day comes before the preparation.")
        elif prepare or debrief:
            name = "prepare_on" if prepare else "debrief_on"
            self.add_error(name, f"{NOT_SAVED}These two days belong to public accounts alone.")

    def item(self, goal: Goal | None) -> NewCommitment:
        data = self.cleaned_data
        return NewCommitment(
            text=data["text"],
            due_on=data["due_on"],
            goal=goal,
            carried_by=data["carried_by"],
            outside=data["outside"],
            prepare_on=data["prepare_on"],
            debrief_on=data["debrief_on"],
            between_us=data["told"] == "between_us",
        )


def _reason(help_text: str) -> PlainTextField:
    return PlainTextField(
        label="Why",
        help_text=help_text,
        longest=LONGEST_TEXT,
        empty=f"{NOT_SAVED}Say why.",
        widget=forms.Textarea(attrs=AREA),
    )


class ChangeForm(NewForm):
    """Another commitment in the place of one, and why."""

    reason = _reason("Both of you read it. The commitment of before stays readable.")


class LaterForm(FromTodayForm):
    """Another day, and why."""

    ahead = ("due_on",)
    due_on = _day("By when now", required=True)
    reason = _reason("Both of you read it.")


class LetGoForm(forms.Form):
    """Why it is not worked for any more."""

    reason = _reason("Both of you read it. What was said before stays readable.")


class GoalForm(forms.Form):
    """A goal, in one line."""

    text = PrintableLineField(
        label="The goal",
        help_text="One line, in plain words. Name nobody who was harmed.",
        longest=LONGEST_LINE,
        empty=f"{NOT_SAVED}Say what the goal is.",
        widget=forms.TextInput(attrs=LINE),
    )


class GoalEndForm(forms.Form):
    """How it went, in words."""

    words = PlainTextField(
        label="How it ended",
        help_text="What came of it, and what did not. Its commitments stay as they are.",
        longest=LONGEST_TEXT,
        empty=f"{NOT_SAVED}Say how it ended.",
        widget=forms.Textarea(attrs=AREA),
    )


class AnswerForm(FromTodayForm):
    """Yes, no and why, or that the client could not answer: why, and when they are asked again.

    says       the answers that this person can give, in the order of the page.
    may_tell   the client is asked whether a report may state why; of a commitment alone.
    """

    ahead = ("ask_again_on",)
    says = forms.ChoiceField(
        label="The answer", widget=forms.RadioSelect, error_messages=_sentence("Choose an answer.")
    )
    text = PrintableTextField(
        label="Why",
        help_text="Not needed for a yes.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )
    ask_again_on = _day("Asked again on", help_text="Only where no answer could be given yet.")
    may_be_told = forms.BooleanField(
        label="A report may state why I do not agree, in these words",
        help_text="Without this, a report says that you did not agree, and nothing of why.",
        required=False,
    )
    known = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(
        self, *args: Any, to_client: bool, only_for_client: bool, may_tell: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        words = YOUR_ANSWERS if to_client else OF_THE_CLIENT if only_for_client else CLINICIANS
        self.fields["says"].choices = list(words.items())  # type: ignore[attr-defined]
        if words is OF_THE_CLIENT:
            self.fields["text"].help_text = ""
        if not (to_client and may_tell):
            del self.fields["may_be_told"]

    def clean(self) -> None:
        super().clean()
        says, text = self.cleaned_data.get("says"), self.cleaned_data.get("text")
        day, told = self.cleaned_data.get("ask_again_on"), self.cleaned_data.get("may_be_told")
        if says in (None, "") or "text" in self.errors:
            return
        if says == CommitmentAnswer.AGREES and text:
            self.add_error(
                "text", f"{NOT_SAVED}A yes needs no why. Clear this, or answer otherwise."
            )
        elif says != CommitmentAnswer.AGREES and not text:
            self.add_error("text", f"{NOT_SAVED}Say why.")
        could_not = says == CommitmentAnswer.COULD_NOT
        if could_not and day is None and "ask_again_on" not in self.errors:
            self.add_error("ask_again_on", f"{NOT_SAVED}Enter the day of asking again.")
        elif day is not None and not could_not:
            self.add_error(
                "ask_again_on", f"{NOT_SAVED}This answer is not asked again. Clear the day."
            )
        if told and says != CommitmentAnswer.DISAGREES:
            self.add_error("may_be_told", f"{NOT_SAVED}Only a no has a why for a report.")
