"""A permission and the acts on it as they are typed, cleaned. Nothing is chosen beforehand."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from accounts.fresh import FreshForm
from reviews.agreements.terms import PARTS_TOLD
from reviews.releases import rules
from reviews.releases.actions import LONGEST_STATEMENT, Seen
from reviews.releases.terms import AT_MY_REQUEST, PermissionTerms, RecipientDetails
from tracker.lib import dates
from tracker.lib.forms import (
    AddressField,
    PlainLineField,
    PlainTextField,
    PrintableLineField,
    PrintableTextField,
)

LONGEST_NAME = 120
LONGEST_LINE = 200
LONGEST_WORDS = 2_000
LONGEST_CORRECTION = 10_000
LONGEST_DAYS = 365
PURPOSES = [("request", AT_MY_REQUEST), ("other", "Another purpose, which I write down")]
INCOMPLETE = (
    "Nothing was released: the page was sent without all of it. Read it again, then decide."
)
OFF: dict[str, Any] = {"autocomplete": "off"}


class PermissionForm(FreshForm):
    """Every element of a permission. Source: docs/glossary.md, "Permission"."""

    name = PrintableLineField(
        label="Full name of the one person who may read it",
        help_text="Nobody else in their organization can open it.",
        longest=LONGEST_NAME,
        empty="Enter the name of the person who may read it.",
        widget=forms.TextInput(attrs=OFF),
    )
    role = PrintableLineField(
        label="Their role",
        help_text="For example: people director.",
        longest=LONGEST_NAME,
        empty="Enter their role, for example people director.",
        widget=forms.TextInput(attrs=OFF),
    )
    organization = PrintableLineField(
        label="Their organization",
        longest=LONGEST_NAME,
        empty="Enter the organization they work for.",
        widget=forms.TextInput(attrs=OFF),
    )
    address = AddressField(
        label="Their e-mail address",
        help_text="They get a mail there once a release can be opened. It says nothing of you.",
        empty="Enter the e-mail address of the person who may read it.",
        widget=forms.EmailInput(attrs=OFF),
    )
    parts = forms.MultipleChoiceField(
        label="What this person may read",
        help_text="Choose each part by itself, from the least to the most.",
        choices=list(PARTS_TOLD.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part, or give no permission."},
    )
    description = PlainTextField(
        label="What that is, in your own words",
        help_text="For example: how many check-ins I came to, and what I have agreed to do.",
        longest=LONGEST_WORDS,
        empty="Enter in your own words what this person may read.",
        widget=forms.Textarea(attrs={"rows": 3, **OFF}),
    )
    why = forms.ChoiceField(
        label="What it is for",
        help_text="The reader finds the purpose on every page.",
        choices=PURPOSES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is for."},
    )
    purpose = PrintableLineField(
        label="The purpose, if it is another one",
        help_text="For example: for the talk about my tasks in spring.",
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs=OFF),
    )
    until = forms.DateField(
        label="The last day it can be read",
        help_text="Six months are usual, twelve are the most. It ends by itself after that day.",
        widget=forms.DateInput(attrs={"type": "date", **OFF}, format="%Y-%m-%d"),
        error_messages={
            "required": "Enter the last day it can be read.",
            "invalid": "Enter the day in full, for example 2026-06-30.",
        },
    )
    event = PlainLineField(
        label="Something that would end it earlier",
        help_text="For example: when I leave this job. Withdraw it when that happens.",
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs=OFF),
    )
    refusal_words = PlainTextField(
        label="What your employer says happens if you say no, in their words",
        help_text="It stands beside ours and is never mixed with it. If your agreement quotes them, "
        "their words are here already: change or clear them if they do not fit this person. Nobody "
        "but you and your clinician reads it.",
        longest=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **OFF}),
    )
    signed_name = PlainLineField(
        label="Your full name, typed by you",
        help_text="It is your signature. Only you can sign this.",
        longest=LONGEST_NAME,
        empty="Type your full name to sign.",
        widget=forms.TextInput(attrs=OFF),
    )

    def __init__(
        self,
        *args: Any,
        now: datetime,
        zone: str,
        own_address: str,
        staff_addresses: frozenset[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._now, self._zone = now, zone
        self._own, self._staff = own_address.lower(), staff_addresses

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address == self._own:
            raise forms.ValidationError(
                "This is your own address. Enter the address of the person who may read it."
            )
        if address in self._staff:
            raise forms.ValidationError(
                "This is an address of the practice. A permission is for somebody outside it."
            )
        return address

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        today = dates.local(self._now, zone=self._zone).date()
        if day < today:
            raise forms.ValidationError(
                "That day has passed. Choose today or a later day; nothing else was changed."
            )
        over = (day - today).days > LONGEST_DAYS
        if over or rules.end_of_day(day, zone=self._zone) > self._now + rules.LONGEST:
            last = dates.full_day(today + timedelta(days=LONGEST_DAYS))
            raise forms.ValidationError(
                f"That is more than twelve months away. Choose {last} or an earlier day. You can "
                "give a new permission then."
            )
        return day

    def clean(self) -> None:
        data = self.cleaned_data
        other = data.get("why") == "other"
        if other and not data.get("purpose") and "purpose" not in self.errors:
            self.add_error("purpose", "Enter the purpose, or choose “At my request”.")
        if data.get("why") == "request" and data.get("purpose"):
            self.add_error(
                "purpose", "Clear this, or choose “Another purpose”: it can be one of the two."
            )

    def terms(self, *, discloser: str, practice: str, pressure_version: str) -> PermissionTerms:
        data = self.cleaned_data
        return PermissionTerms(
            recipient=RecipientDetails(
                name=data["name"],
                role=data["role"],
                organization=data["organization"],
                address=data["address"],
            ),
            discloser=discloser,
            practice=practice,
            description=data["description"],
            purpose=data["purpose"] if data["why"] == "other" else AT_MY_REQUEST,
            until=data["until"],
            zone=self._zone,
            event=data["event"],
            refusal_words=data["refusal_words"],
            signed_name=data["signed_name"],
            pressure_version=pressure_version,
        )


class NarrowForm(FreshForm):
    """What stays of a permission: fewer parts than now, and at least one."""

    parts = forms.MultipleChoiceField(
        label="What this person may still read",
        help_text="Untick what ends. It ends at once, and cannot be ticked again here.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Nothing was changed. To end all of it, withdraw the permission instead."
        },
    )

    def __init__(self, *args: Any, left: list[str], **kwargs: Any) -> None:
        super().__init__(*args, initial={"parts": left}, **kwargs)
        self._left = left
        self.fields["parts"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (part, words) for part, words in PARTS_TOLD.items() if part in left
        ]

    def clean_parts(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["parts"]
        if set(chosen) == set(self._left):
            raise forms.ValidationError("Nothing was changed. Untick at least one part first.")
        return chosen


class WithdrawForm(FreshForm):
    """The one step: no reason is asked."""


class CloseForm(FreshForm):
    """One reader of one client, closed: one button."""


class CloseReadersForm(FreshForm):
    """One account, or everybody outside, closed. Nobody is chosen beforehand."""

    EVERYBODY = "everybody"

    reader = forms.ChoiceField(
        label="For whom everything is closed",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Nothing was closed. Choose for whom."
        ),
    )

    def __init__(self, *args: Any, readers: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            *((str(user_id), words) for user_id, words in readers),
            (self.EVERYBODY, "Everybody outside the practice"),
        ]

    def reader_id(self) -> UUID | None:
        """Whose account; None for everybody."""
        chosen: str = self.cleaned_data["reader"]
        return None if chosen == self.EVERYBODY else UUID(chosen)


class ReleaseForm(FreshForm):
    """The yes to what stood on the page: which words, which parts."""

    digest = forms.RegexField(regex=r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    statement = forms.UUIDField(required=False, widget=forms.HiddenInput)
    part = forms.MultipleChoiceField(
        choices=list(PARTS_TOLD.items()), widget=forms.MultipleHiddenInput
    )

    def seen(self) -> Seen:
        statement: UUID | None = self.cleaned_data["statement"]
        return Seen(digest=bytes.fromhex(self.cleaned_data["digest"]), statement_id=statement)

    @property
    def is_incomplete(self) -> bool:
        """The page's own fields did not come back as they were sent."""
        return any(name in self.errors for name in ("digest", "statement", "part"))


class StatementForm(forms.Form):
    """The client's own words; empty takes them back."""

    text = PrintableTextField(
        label="My statement",
        help_text="It stands whole beside the report, for whoever may read it. Nobody changes it. "
        "Leave it empty to take it back.",
        longest=LONGEST_STATEMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
    )


class CorrectionForm(forms.Form):
    """A wrong fact, and what is right."""

    words = PlainTextField(
        label="Which fact is wrong, and what is right?",
        help_text="Name the place in the text. Your clinician answers in writing.",
        longest=LONGEST_CORRECTION,
        empty="Nothing was sent yet: write which fact is wrong first.",
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
