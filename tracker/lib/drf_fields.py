"""Serializer fields for what people type, under the promise of tracker.lib.text; and what several
rooms answer.
"""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers

from tracker.lib.text import clean_line, clean_printable, clean_printable_line, clean_text


class PlainTextField(serializers.CharField):
    """Several lines of plain text; what cannot be kept is an error, never cut.

    longest  characters.
    """

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        kwargs.setdefault("trim_whitespace", False)
        super().__init__(**kwargs)
        self.longest = longest

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str):
            try:
                data = self.clean_words(data)
            except DjangoValidationError as error:
                raise serializers.ValidationError(error.messages) from None
        return super().run_validation(data)

    def clean_words(self, text: str) -> str:
        return clean_text(text, longest=self.longest, required=not self.allow_blank)


class PlainLineField(PlainTextField):
    """One line of plain text, under the same promise."""

    def clean_words(self, text: str) -> str:
        return clean_line(text, longest=self.longest, required=not self.allow_blank)


class PrintableTextField(PlainTextField):
    """Several lines of text that may come to stand in a PDF."""

    def clean_words(self, text: str) -> str:
        return clean_printable(text, longest=self.longest, required=not self.allow_blank)


class PrintableLineField(PlainLineField):
    """One line of text that may come to stand in a PDF."""

    def clean_words(self, text: str) -> str:
        return clean_printable_line(text, longest=self.longest, required=not self.allow_blank)


class MadeSerializer(serializers.Serializer[Any]):
    """What was made by a POST: its id."""

    id = serializers.UUIDField()
