"""Who is asked, from when until when; and the words of an objection."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from accounts.fresh import FreshForm
from reviews.assignments import rules
from reviews.assignments.handovers import LONGEST_TEXT
from tracker.lib.forms import DayField, PlainLineField, PlainTextField

TYPED = "has died"


class ColleagueForm(forms.Form):
    """One of the colleagues it can be."""

    colleague = forms.ChoiceField(
        label="Colleague", error_messages={"required": "Choose a colleague."}
    )

    def __init__(self, *args: Any, colleagues: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        field.choices = [("", "Choose"), *((str(k), v) for k, v in colleagues.items())]  # type: ignore[attr-defined] # a ChoiceField's

    @property
    def colleague_id(self) -> UUID:
        return UUID(self.cleaned_data["colleague"])


class CoverForm(ColleagueForm):
    """And the two days, by the practice's calendar."""

    first = DayField(
        label="First day",
        help_text="At the earliest a day after your colleague has agreed.",
        empty="Choose a day.",
    )
    last = DayField(
        label="Last day",
        help_text="It ends by itself when this day is over.",
        empty="Choose a day.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "first" in found and "last" in found:
            problem = rules.problem_of(found["first"], found["last"], today=self._today)
            if problem:
                self.add_error("last", problem)
        return found


class CoverByCodeForm(CoverForm):
    """As an administrator asks: by the code of the assignment."""

    code = forms.ChoiceField(label="Code", error_messages={"required": "Choose a code."})

    field_order = ("code", "colleague", "first", "last")

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "Choose"), *codes]  # type: ignore[attr-defined] # a ChoiceField's
        self.fields["first"].help_text = ""


class AbsenceForm(ColleagueForm):
    """Who is away, and from when."""

    starts_on = DayField(
        label="Away from",
        help_text="The day itself is included. No reason is kept.",
        empty="Choose a day.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        field.label = "Clinician"
        field.error_messages["required"] = "Choose a clinician."


class ObjectionForm(forms.Form):
    words = PlainTextField(
        label="What you want to say about it",
        help_text="Only the clinician you work with now reads it. You need not write anything.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )


class ClosingForm(FreshForm):
    """A typed confirmation, and the password: this cannot be undone from here."""

    typed = PlainLineField(
        label=f"Type: {TYPED}",
        help_text="So that nobody does this by a slip.",
        longest=40,
        empty=f"Type the words: {TYPED}.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if typed.strip().lower() != TYPED:
            raise forms.ValidationError(f"Nothing was done yet. Type the words: {TYPED}.")
        return typed
