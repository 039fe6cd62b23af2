"""Questions as people type them: one a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reviews.prompts.library import MOST_QUESTIONS, MOST_SINGLE
from reviews.prompts.shipped import FOCUS_AREAS
from tracker.lib.forms import PlainTextField

LONGEST_QUESTION = 300  # characters


class QuestionsField(PlainTextField):
    """Lines of text, each a question; cleaned into a list."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(longest=most * (LONGEST_QUESTION + 1), **kwargs)
        self.most = most

    def clean(self, value: Any) -> list[str]:  # type: ignore[override] # a list is what it is for
        lines = [line.strip() for line in super().clean(value).splitlines()]
        questions = [line for line in lines if line]
        if len(questions) > self.most:
            raise ValidationError(f"Write at most {self.most} questions, one a line.")
        for question in questions:
            if len(question) > LONGEST_QUESTION:
                raise ValidationError(
                    f"Write each question in at most {LONGEST_QUESTION} characters. "
                    f"This one is longer: {question[:60]}…"
                )
        return questions


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "spellcheck": "false"})


class AreaForm(forms.Form):
    """The questions of one focus area."""

    questions = QuestionsField(
        label="Questions, one a line",
        help_text="They are asked in this order, a few at a time.",
        most=MOST_QUESTIONS,
        empty="Write at least one question.",
        widget=_lines(14),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PreparationForm(forms.Form):
    """What is asked for one check-in."""

    focus_areas = forms.MultipleChoiceField(
        label="Focus areas for this time",
        help_text="Choose none to go on with those of your agreement.",
        choices=[(area.key, area.title) for area in FOCUS_AREAS.values()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    questions = QuestionsField(
        label="Questions for this time alone, one a line",
        help_text=f"At most {MOST_SINGLE}. They come first. Name nobody who was harmed.",
        most=MOST_SINGLE,
        required=False,
        widget=_lines(4),
    )
