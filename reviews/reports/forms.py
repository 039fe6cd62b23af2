"""What the author, the second clinician and the client type about a report, cleaned."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.fresh import FreshForm
from reviews.reports.actions import LONGEST_TEXT
from reviews.reports.body import About
from reviews.reports.cosignatures import LONGEST_REMARK
from tracker.lib.forms import DayField, PlainTextField, PrintableLineField, PrintableTextField

LONGEST_LINE = 200  # characters: role, licence, who pays
LONGEST_SOURCES = 2_000
LONGEST_ANSWER = 4_000

OUTCOMES = {
    "cosigned": "I put my name to this version",
    "changes_asked": "I ask for changes first",
    "declined": "I do not put my name to it",
    "stood_aside": "I stand aside, because I have a tie that could sway me",
}
CORRECTION_OUTCOMES = {
    "corrected": "I correct it, in a new version that is signed anew",
    "kept": "I keep the words, and say why",
}


def _line(label: str, hint: str) -> PrintableLineField:
    return PrintableLineField(
        label=label,
        help_text=hint,
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "spellcheck": "false"})


class SectionForm(forms.Form):
    """One section of a draft. It may be empty; it is never cut."""

    text = PrintableTextField(label="What you wrote", longest=LONGEST_TEXT, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def sentences(self) -> dict[str, list[str]]:
        """The errors by field, as autosave.js shows them."""
        return {name: [str(e) for e in errors] for name, errors in self.errors.items()}


class AboutForm(forms.Form):
    """Period, and who writes from what. A draft may leave any of it open; a signature may not."""

    first = DayField(
        label="First day of the period",
        help_text="The day the work began, or a later one.",
        required=False,
    )
    last = DayField(
        label="Last day of the period",
        help_text="Today or earlier. The facts are counted up to it.",
        required=False,
    )
    role = _line("Your role", "As what you write this. You write in one role only.")
    licence = _line("Your licence or registration", "As the people who read it could check it.")
    sources_used = PrintableTextField(
        label="What this rests on",
        help_text="For example: check-ins in person, what the client told you, signed records.",
        longest=LONGEST_SOURCES,
        required=False,
        widget=_box(4),
    )
    sources_not_used = PrintableTextField(
        label="What you did not use, or whom you did not ask",
        help_text="For example: you did not speak with colleagues and saw no file of a complaint.",
        longest=LONGEST_SOURCES,
        required=False,
        widget=_box(4),
    )
    fee_payer = _line("Who pays for this work", "Readers may weigh it. Say it plainly.")
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def about(self) -> About:
        data = self.cleaned_data
        return About(
            role=data["role"],
            licence=data["licence"],
            sources_used=data["sources_used"],
            sources_not_used=data["sources_not_used"],
            fee_payer=data["fee_payer"],
        )


class SignForm(FreshForm):
    """The author's signature. Nothing is chosen beforehand.

    alone  (part, label) of what could be read without the rest.
    """

    stand_alone = forms.MultipleChoiceField(
        label="Parts that do not mislead when they are read without the others",
        help_text="Choose only those. The client can share a part alone only where you say so "
        "here; everything together can always be shared. A half-true summary is worse than none.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these parts is not in this report."},
    )

    def __init__(self, *args: Any, alone: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(alone)
        field = self.fields["stand_alone"]
        field.choices = choices  # type: ignore[attr-defined] # a MultipleChoiceField
        if not choices:
            del self.fields["stand_alone"]


class AskForm(forms.Form):
    """Which colleague is asked to read a version."""

    cosigner = forms.ChoiceField(
        label="Whom do you ask?",
        help_text="Somebody who has no tie to you, the client or the employer beyond working here.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whom you ask.",
            "invalid_choice": "Choose one of the colleagues listed here.",
        },
    )

    def __init__(self, *args: Any, colleagues: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cosigner"].choices = list(colleagues)  # type: ignore[attr-defined] # as above


class SecondForm(FreshForm):
    """A second clinician's one answer about one version."""

    outcome = forms.ChoiceField(
        label="Your answer",
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the four answers."},
    )
    remark = PlainTextField(
        label="Your remark",
        help_text="The author reads it. It is needed for every answer but the first. It never "
        "reaches an employer.",
        longest=LONGEST_REMARK,
        required=False,
        widget=_box(5),
    )


class CorrectionForm(forms.Form):
    """The author's answer to a request for a correction of facts."""

    outcome = forms.ChoiceField(
        label="Your answer",
        choices=list(CORRECTION_OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you correct it or keep the words."},
    )
    answer = PlainTextField(
        label="In writing",
        help_text="The client reads it. What will be changed, or why the words stay.",
        longest=LONGEST_ANSWER,
        empty="Write your answer. The client reads it.",
        widget=_box(5),
    )
