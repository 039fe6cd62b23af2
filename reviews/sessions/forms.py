"""A session log as its author types it, cleaned into SessionFields; and a process note."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from accounts.fresh import FreshForm
from reviews.commitments.actions import LONGEST_LINE
from reviews.sessions.actions import LONGEST_TEXT, SessionFields
from reviews.sessions.queries import SessionSeen
from reviews.sessions.rules import FORMATS_ON_SCREEN, REASONS_ON_SCREEN
from reviews.sessions.words import Agreed, Words
from tracker.lib.dates import capitalized
from tracker.lib.forms import DayField, PlainTextField, PrintableLineField

ROWS = 3  # for commitments, at first
MOST_ROWS = 12
HELD = "held"
BACK_AT_MOST = 366  # days
AREA: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false"}

# The rest of the log, behind "More, if it is needed": what helps beside each box.
MORE: dict[str, tuple[str, str]] = {
    "seen": (
        "Something you saw in the room",
        "Described, not interpreted: what a camera would have caught.",
    ),
    "does_not_fit": (
        "Something that does not fit the picture so far",
        "Look for it on purpose, also when things go well.",
    ),
    "based_on": (
        "What this is based on",
        "Said by the client, seen by you, or known from somewhere else?",
    ),
    "concerns": (
        "Concerns under the agreement",
        "What the agreement lists, and who is told of it.",
    ),
    "safety": ("Safety", "Was it asked about, and what follows?"),
    "consultation": ("Consultation", "With whom, about what, and what you took from it."),
    "not_for_report": (
        "What should not be put in a report",
        "For you, later. The client reads this too once it is signed.",
    ),
}
NO_DAY = "Your text is still here, but not saved: enter the day."
WRONG_DAY = "Your text is still here, but not saved: enter the day as 2026-06-02."
MINUTES_ERROR = "Your text is still here, but not saved: enter the minutes, from 1 to 600."


class SessionForm(forms.Form):
    """One log. Short by default; a draft may be incomplete, signing says what is missing.

    today    in the zone of the request. `rows` of commitments: one more than are filled.
    typed_into  names of fields that were typed into and not saved.
    """

    on_date = DayField(label="Day", empty=NO_DAY, invalid=WRONG_DAY)
    held = forms.ChoiceField(
        label="Was it held?",
        choices=[
            (HELD, "It was held"),
            *((key, f"Not held: {words}") for key, words in REASONS_ON_SCREEN.items()),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Your text is still here, but not saved: choose whether it was held."
        },
    )
    minutes = forms.IntegerField(
        label="Minutes",
        required=False,
        min_value=1,
        max_value=600,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), MINUTES_ERROR),
    )
    format = forms.ChoiceField(
        label="How you met",
        required=False,
        choices=[
            ("", "Choose"),
            *((key, capitalized(words)) for key, words in FORMATS_ON_SCREEN.items()),
        ],
    )
    done = PlainTextField(
        label="What was done",
        help_text="Enough to know it again in a year. What was worked on, and what the client said "
        "they did since last time.",
        longest=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, **AREA}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    page = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, today: date, typed_into: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.typed_into = today, typed_into
        for name, (label, hint) in MORE.items():
            self.fields[name] = PlainTextField(
                label=label,
                help_text=hint,
                longest=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, **AREA}),
            )
        for number in range(1, self._rows() + 1):
            self.fields[f"commitment_{number}"] = PrintableLineField(
                label="What",
                longest=LONGEST_LINE,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"due_{number}"] = DayField(
                label="By when", required=False, invalid=WRONG_DAY
            )

    @property
    def commitment_fields(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(n, self[f"commitment_{n}"], self[f"due_{n}"]) for n in range(1, self._rows() + 1)]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    @property
    def more_is_open(self) -> bool:
        return any(self[name].value() or self[name].errors for name in MORE)

    def clean_on_date(self) -> date:
        day: date = self.cleaned_data["on_date"]
        if not 0 <= (self.today - day).days <= BACK_AT_MOST:
            raise forms.ValidationError(
                "Your text is still here, but not saved: choose today or a day of the past year."
            )
        return day

    def clean(self) -> None:
        day = self.cleaned_data.get("on_date")
        for number in range(1, self._rows() + 1):
            text = self.cleaned_data.get(f"commitment_{number}")
            due = self.cleaned_data.get(f"due_{number}")
            if due and not text and f"commitment_{number}" not in self.errors:
                self.add_error(
                    f"commitment_{number}",
                    "Your text is still here, but not saved: say what was agreed, or clear the day.",
                )
            if due and day and due < day:
                self.add_error(
                    f"due_{number}",
                    "Your text is still here, but not saved: choose the day you met, or a later one.",
                )

    def session_fields(self) -> SessionFields:
        data = self.cleaned_data
        is_held = data["held"] == HELD
        items = [
            Agreed(text=data[f"commitment_{n}"], due_on=data[f"due_{n}"])
            for n in range(1, self._rows() + 1)
            if data[f"commitment_{n}"]
        ]
        return SessionFields(
            on_date=data["on_date"],
            held=is_held,
            why_not="" if is_held else data["held"],
            minutes=data["minutes"] if is_held else None,
            format=data["format"] if is_held else "",
            words=Words(
                done=data["done"], commitments=items, **{name: data[name] for name in MORE}
            ),
        )

    def typed(self) -> str:
        """Everything that was sent, as one text to copy from."""
        parts = [("done", "What was done"), *((name, MORE[name][0]) for name in MORE)]
        texts = [(label, self.data.get(name, "")) for name, label in parts]
        items = [self.data.get(f"commitment_{n}", "") for n in range(1, self._rows() + 1)]
        texts.append(("Agreed", "\n".join(item for item in items if item)))
        return "\n\n".join(f"{label}\n{text}" for label, text in texts if text.strip())

    def _rows(self) -> int:
        numbers = range(1, MOST_ROWS + 1)
        if self.is_bound:
            sent = [n for n in numbers if f"commitment_{n}" in self.data]
            return max([ROWS, *sent])
        names = {*self.typed_into, *(name for name, value in self.initial.items() if value)}
        filled = [n for n in numbers if f"commitment_{n}" in names]
        return min(max([ROWS, *(n + 1 for n in filled)]), MOST_ROWS)


def initial_of(seen: SessionSeen) -> dict[str, Any]:
    """A saved draft as the form's first values."""
    words = seen.words or Words()
    values: dict[str, Any] = {name: getattr(words, name) for name in ("done", *MORE)}
    for number, item in enumerate(words.commitments, start=1):
        values[f"commitment_{number}"] = item.text
        values[f"due_{number}"] = item.due_on
    return {
        **values,
        "on_date": seen.head.on_date,
        "held": HELD if seen.head.held else seen.head.why_not,
        "minutes": seen.head.minutes,
        "format": seen.head.format,
        "version": seen.version,
    }


def initial_of_new(*, on_date: date) -> dict[str, Any]:
    """The first values of a new log: nothing is chosen but the day."""
    return {"on_date": on_date, "version": 0, "page": uuid.uuid4()}


class SignForm(FreshForm):
    """Signing what was read over, by whoever is really there."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ProcessNoteForm(forms.Form):
    """A note for its author alone."""

    text = PlainTextField(
        label="What only you should read",
        longest=LONGEST_TEXT,
        empty="Nothing was saved yet: this is empty.",
        widget=forms.Textarea(attrs={"rows": 8, **AREA}),
    )
