"""Form fields for what people type: tracker.lib.text's promise, with errors beside the field."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
    validate_email,
)
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tracker.lib.text import clean_line, clean_printable, clean_printable_line, clean_text

# What a page's script changes between two clicks, and what is never kept in any form.
NOT_SAID = re.compile(r"-version$|-page$|password")
DAY_IN_FULL = "Enter the day in full, for example 2026-06-02."
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # a slip in the year becomes a sentence


class PlainTextField(forms.CharField):
    """Several lines of plain text. Nothing is cut or dropped: what cannot be kept is an error.

    longest  characters.
    empty    the sentence shown when a required field was left empty.
    """

    widget = forms.Textarea

    def __init__(self, *, longest: int, empty: str = "", **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.longest, self.empty = longest, empty
        # The hidden-character error of clean_text says where the character is; Django's does not.
        self.validators = [
            v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)
        ]

    def clean(self, value: Any) -> str:
        text = "" if value is None else str(value)
        if self.required and self.empty and not text.strip():
            raise ValidationError(self.empty)
        cleaned = self.clean_words(text)
        self.run_validators(cleaned)
        return cleaned

    def clean_words(self, text: str) -> str:
        return clean_text(text, longest=self.longest, required=self.required)


class PlainLineField(PlainTextField):
    """One line of plain text, under the same promise."""

    widget = forms.TextInput  # type: ignore[assignment] # narrower than the base's

    def clean_words(self, text: str) -> str:
        return clean_line(text, longest=self.longest, required=self.required)


class PrintableTextField(PlainTextField):
    """Several lines of text that may come to stand in a PDF."""

    def clean_words(self, text: str) -> str:
        return clean_printable(text, longest=self.longest, required=self.required)


class PrintableLineField(PlainLineField):
    """One line of text that may come to stand in a PDF."""

    def clean_words(self, text: str) -> str:
        return clean_printable_line(text, longest=self.longest, required=self.required)


class AddressField(PlainLineField):
    """One e-mail address, in small letters."""

    widget = forms.EmailInput  # type: ignore[assignment] # narrower than the base's

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty", "Enter an e-mail address.")
        super().__init__(longest=254, **kwargs)

    def clean_words(self, text: str) -> str:
        address = super().clean_words(text).lower()
        if not address and not self.required:
            return address
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(
                "Enter an e-mail address in full, for example name@example.org."
            ) from None
        return address


class DayField(forms.DateField):
    """A day, picked or typed, from EARLIEST to LATEST.

    empty, invalid  the sentences for a required one that was left empty, and for what is no such day.
    """

    def __init__(self, *, empty: str = "", invalid: str = DAY_IN_FULL, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": empty, "invalid": invalid},
            validators=[MinValueValidator(EARLIEST, invalid), MaxValueValidator(LATEST, invalid)],
            **kwargs,
        )


class ClockField(forms.TimeField):
    """A time of day, in hours and minutes. `empty` as in DayField."""

    def __init__(self, *, empty: str = "Enter a time.", **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"required": empty, "invalid": "Enter the time, for example 09:30."},
            **kwargs,
        )


@dataclass(frozen=True, slots=True)
class OpenPage:
    """The open page that saves a text.

    nth  grows with each of its saves, so that one that arrives late is known as an earlier one.
    """

    id: UUID
    nth: int = 0


def open_page(value: str | None) -> OpenPage | None:
    """What a page calls itself: its id, and where it has a script also ".", and the number of this
    save. One that names itself badly is one without a name.
    """
    name, _, nth = (value or "").partition(".")
    try:
        return OpenPage(UUID(name), nth=int(nth) if re.fullmatch(r"\d{1,15}", nth) else 0)
    except ValueError:
        return None


def sending(request: HttpRequest, *, who: UUID) -> UUID | None:
    """An id for the row a form makes: the same when one page sends the same words again.

    Every page that is shown draws a form token of its own, so that the same words in a form that was
    opened anew are another row. None for what comes without a token; the API has a sending of its
    own (tracker.lib.drf).
    """
    if not request.POST.get("csrfmiddlewaretoken"):
        return None
    said = sorted((n, values) for n, values in request.POST.lists() if not NOT_SAID.search(n))
    return id_of([str(who), request.path, said])


def id_of(sent: list[Any]) -> UUID:
    """The same id for the same sending, which nobody outside can work out."""
    said = json.dumps(sent, sort_keys=True)
    digest = salted_hmac("waymark.sending", said, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)
