"""What the author, the second clinician and the client type about a report, cleaned."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from accounts.fresh import FreshForm
from reviews.reports.actions import LONGEST_TEXT
from reviews.reports.body import About
from reviews.reports.cosignatures import LONGEST_REMARK
from reviews.reports.headings import LONGEST_GUIDANCE, LONGEST_HEADING
from reviews.reports.resting import LONGEST_WORDS, Rest, fingerprint
from tracker.lib.forms import (
    DayField,
    PlainLineField,
    PlainTextField,
    PrintableLineField,
    PrintableTextField,
)

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
    standing = PlainLineField(
        label="How you stand to the author, the client, the employer and whoever pays",
        help_text="For example: no tie to any of them beyond working in this practice. Needed to put "
        "your name to it; the author and the client read it.",
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    remark = PlainTextField(
        label="Your remark",
        help_text="The author reads it. It is needed for every answer but the first. The client "
        "reads it too: once the author passes it on. For every answer but the first that is two days "
        "from then at most, unless the author says why not yet. It never reaches an employer.",
        longest=LONGEST_REMARK,
        required=False,
        widget=_box(5),
    )


class KeepBackForm(forms.Form):
    """Why the client does not read a second clinician's answer yet. The author's alone."""

    why = PlainLineField(
        label="Why not yet",
        help_text="Kept with the report. Nobody but you reads it.",
        longest=LONGEST_LINE,
        empty="Write why the client does not read it yet.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
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


class HeadingForm(forms.Form):
    """How the practice calls one section of a report, and what it tells whoever writes there."""

    heading = PrintableLineField(
        label="Heading",
        help_text="It stands on every report. Left empty, it is the one Waymark brings.",
        longest=LONGEST_HEADING,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guidance = PrintableTextField(
        label="Guidance for whoever writes it",
        help_text="It stands beside the text while it is written, below the questions Waymark asks.",
        longest=LONGEST_GUIDANCE,
        required=False,
        widget=_box(5),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class RestsForm(forms.Form):
    """What each paragraph of a section rests on. Two fields a paragraph, in the order of the text.

    rests    the paragraphs as they stand, with what was said before.
    choices  (id, label) of the records the whole section rests on.
    """

    seen = forms.CharField(
        widget=forms.HiddenInput, required=False
    )  # of which paragraphs it speaks, and what was said of them

    def __init__(
        self, *args: Any, rests: list[Rest], choices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._rests = rests
        self.fields["seen"].initial = fingerprint(rests)
        for number, rest in enumerate(rests):
            if choices and len(rests) > 1:
                self.fields[f"ground-{number}"] = forms.MultipleChoiceField(
                    label="Records it rests on",
                    choices=choices,
                    required=False,
                    initial=[str(of_id) for of_id in rest.grounds],
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={
                        "invalid_choice": "One of these records was taken off this section."
                    },
                )
            self.fields[f"words-{number}"] = PlainLineField(
                label="Or in words" if choices else "In words",
                help_text="For example: what the client told you on the phone on May 8.",
                longest=LONGEST_WORDS,
                required=False,
                initial=rest.words,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def is_stale(self) -> bool:
        """What was sent speaks of other paragraphs: by its place, each field would be another's; or
        another tab has said something else of these. What stands already, sent again, is neither.
        """
        if not self.is_bound or "seen" not in self.changed_data:
            return False
        return self.changed_data != ["seen"] or self._speaks_of_more()

    def _speaks_of_more(self) -> bool:
        """Something was said of a paragraph that is not there any more."""
        said = (name for name in self.data if name.startswith(("ground-", "words-")))
        return any(self.data[name].strip() for name in said if name not in self.fields)

    def paragraphs(self) -> list[dict[str, Any]]:
        """Each with its fields, for the page."""
        return [
            {
                "text": rest.paragraph,
                "ground": self[f"ground-{n}"] if f"ground-{n}" in self.fields else None,
                "words": self[f"words-{n}"],
            }
            for n, rest in enumerate(self._rests)
        ]

    def rests(self) -> list[Rest]:
        """What was said, once the form is valid."""
        return [
            Rest(
                rest.paragraph,
                frozenset(UUID(of_id) for of_id in self.cleaned_data.get(f"ground-{n}", ())),
                self.cleaned_data[f"words-{n}"],
            )
            for n, rest in enumerate(self._rests)
        ]
