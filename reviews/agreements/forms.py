"""What an agreement asks for, cleaned into Terms; and the client's signature."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms

from accounts.fresh import FreshForm
from reviews.agreements.terms import (
    FOLLOW_UP_MONTHS,
    LISTED,
    MANDATED,
    PARTS_TOLD,
    PATHWAYS,
    REVIEW_MONTHS,
    Employer,
    Listed,
    Terms,
    Told,
)
from reviews.checkins.forms import RHYTHM_FIELDS, CadenceForm
from reviews.checkins.recurrence import Phases
from reviews.prompts.shipped import FOCUS_AREAS
from tracker.lib import dates
from tracker.lib.forms import (
    AddressField,
    DayField,
    PlainLineField,
    PlainTextField,
    PrintableLineField,
)

MOST_TOLD = 3  # people who may ever be told something
LONGEST_NAME = 120
LONGEST_LINE = 200
LONGEST_WORDS = 600
OFF = {"autocomplete": "off"}
AREA: dict[str, Any] = {"rows": 3, "autocomplete": "off", "spellcheck": "false"}
BEFORE_RHYTHM = ["client_name", "pathway", "focus_areas", "working_on"]  # on the page
# The employer’s part: all of it where an employer asks for it, nothing of it elsewhere.
EMPLOYER_PART = {
    "contact": "Enter who at the employer’s is meant, for example a name and a role.",
    "organization": "Enter the employer.",
    "address": "Enter the e-mail address of the employer’s contact.",
    "refusal_words": "Enter what the employer says happens on a no, in the employer’s own words.",
    "voluntariness": "Enter a note on how free this choice is, in your own words.",
    "advice_offered_on": "Enter the day on which you offered independent advice.",
}
NOT_MANDATED = (
    "This stands only in an agreement that an employer asks for. Clear it, or choose that pathway."
)


# What is asked for: the name of the button that was pressed.
PREVIEW = "preview"  # only the first times are to be shown: what is missing may come later
CHANGE = "change"  # back from looking it over
LOOK = "look"  # everything but the signature
SIGN = "sign"


def step_of(sent: Mapping[str, Any]) -> str:
    return next((step for step in (PREVIEW, CHANGE, LOOK) if step in sent), SIGN)


def _words(label: str, *, help_text: str = "") -> PlainTextField:
    return PlainTextField(
        label=label,
        help_text=help_text,
        longest=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )


def _line(label: str) -> PlainLineField:
    return PlainLineField(
        label=label, longest=LONGEST_LINE, required=False, widget=forms.TextInput(attrs=OFF)
    )


def _name_field(*, label: str, help_text: str, empty: str) -> PrintableLineField:
    """The client's name, which stands on every paper that goes out."""
    return PrintableLineField(
        label=label,
        help_text=help_text,
        longest=LONGEST_NAME,
        empty=empty,
        widget=forms.TextInput(attrs=OFF),
    )


def _usual_in_words(months: Sequence[int]) -> str:
    said = ", ".join(f"after {number} months" for number in sorted(months))
    return f"Usual in this practice: {said}."


class AcceptForm(FreshForm):
    """The client's signature: how they want to be named, under the text that stood on the page."""

    client_name = _name_field(
        label="Your name, as you want to be called here",
        help_text="It is kept sealed. Only you and your clinician see it.",
        empty="Enter the name you want to be called by.",
    )
    seen = forms.RegexField(regex=re.compile(r"\A[0-9a-f]{64}\Z"), widget=forms.HiddenInput)

    @property
    def digest(self) -> bytes:
        """After is_valid(): of the text that stood on the page."""
        return bytes.fromhex(self.cleaned_data["seen"])


class AgreementForm(FreshForm, CadenceForm):
    """A version of the agreement, as the clinician signs and offers it. Nothing is chosen beforehand.

    step   what is asked for: a signature, unless said otherwise.
    usual  months of this practice's usual follow-ups: said beside the field, chosen for nobody.
    live   the rhythm that runs (phases, wall time, zone): it stays unless another is asked for.
    """

    pathway = forms.ChoiceField(
        label="How this came about",
        help_text="It describes the arrangement, not what happened.",
        choices=list(PATHWAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how this came about."},
    )
    accountability = _words(
        "What accountability already happened",
        help_text="For example: a written warning. This work takes the place of none of it.",
    )
    contact = _line("The employer’s contact, name and role")
    organization = _line("The employer")
    address = AddressField(
        label="The contact's e-mail address",
        help_text="If they may report something, they hear there that a form waits, once the "
        "client has signed. Nothing else is sent there by this agreement.",
        required=False,
        widget=forms.EmailInput(attrs=OFF),
    )
    refusal_words = _words(
        "What the employer says happens on a no",
        help_text="In the employer’s own words. They stand as a quotation, apart from ours.",
    )
    voluntariness = _words(
        "Your note on how free this choice is", help_text="In your own words. The client reads it."
    )
    advice_offered_on = DayField(
        label="Independent advice was offered on",
        help_text="A lawyer or a union. Only that it was offered is noted, not what came of it.",
        required=False,
    )
    focus_areas = forms.MultipleChoiceField(
        label="Focus areas",
        help_text="They decide which prompts the client is asked. One is enough to begin.",
        choices=[(area.key, area.title) for area in FOCUS_AREAS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one focus area."},
    )
    working_on = PlainLineField(
        label="What you are working on, in one line",
        help_text="Both of you read it often. For example: saying it plainly, without softening.",
        longest=LONGEST_LINE,
        empty="Enter one line about what you are working on.",
        widget=forms.TextInput(attrs=OFF),
    )
    beyond = _words(
        "What this work does not do, and who helps with it",
        help_text="For example: psychotherapy, legal advice, a group.",
    )
    review_months = forms.TypedChoiceField(
        label="How often the two of you review progress",
        help_text="Each of you writes a part. Where nothing is agreed, three months count; you can "
        "choose another day each time.",
        choices=[("", "Not agreed"), *REVIEW_MONTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select,
    )
    two_names = forms.BooleanField(
        label="A second clinician signs each report too",
        help_text="They read one version and its grounds as dates, and nothing else.",
        required=False,
    )
    listed = forms.MultipleChoiceField(
        label="What a summary may not leave out",
        choices=list(LISTED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    described = _words(
        "The description of such a setback",
        help_text="In words both of you understand alike. Nobody is described in it.",
    )
    by_contact = forms.MultipleChoiceField(
        label="What the employer’s contact may report",
        help_text="They get a form for it: the concern and its day. It has no room for words, names "
        "nobody, and shows nothing back.",
        choices=list(LISTED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    follow_up_months = forms.TypedMultipleChoiceField(
        label="Follow-ups after the end",
        help_text="Each one needs a yes of its own when it comes.",
        choices=[(months, f"After {months} months") for months in FOLLOW_UP_MONTHS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    supervision = _words(
        "Supervision and cover", help_text="Who supervises your work, and who covers for you."
    )
    fee_payer = _words("Who pays", help_text="And that paying buys no say in what is written.")
    other_rhythm = forms.BooleanField(label="Agree on another rhythm", required=False)

    def __init__(
        self,
        *args: Any,
        step: str = SIGN,
        live: tuple[Phases, time, str] | None = None,
        usual: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if usual:
            follow_ups = self.fields["follow_up_months"]
            follow_ups.help_text = f"{follow_ups.help_text} {_usual_in_words(usual)}"
        self._step, self._live = step, live
        for number in range(1, MOST_TOLD + 1):
            self.fields[f"who_{number}"] = _line("Name and role")
            self.fields[f"parts_{number}"] = forms.MultipleChoiceField(
                label="What this person may ever be told",
                choices=list(PARTS_TOLD.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if live is None:
            del self.fields["other_rhythm"]
        self.order_fields([*BEFORE_RHYTHM, "other_rhythm", *RHYTHM_FIELDS])
        if self._keeps_rhythm:
            for name in RHYTHM_FIELDS:
                self.fields[name].required = False
        if self._is_unfinished:
            for name in self.fields.keys() - set(RHYTHM_FIELDS):
                self.fields[name].required = False
        elif step == LOOK and "password" in self.fields:
            self.fields["password"].required = False

    def full_clean(self) -> None:
        asked = self.fields.get("password") if self._step != SIGN else None
        super().full_clean()
        if asked is not None:
            self.fields["password"] = asked

    def clean_password(self) -> str:
        return super().clean_password() if self._step == SIGN else ""

    def clean(self) -> None:
        if self._keeps_rhythm:
            for name in RHYTHM_FIELDS:
                self.errors.pop(name, None)
        else:
            super().clean()
        for number in range(1, MOST_TOLD + 1):
            who, parts = self._told(number)
            if parts and not who:
                self._say(f"who_{number}", "Enter who this is, for example a name and a role.")
            if who and not parts:
                self._say(
                    f"parts_{number}", "Choose what this person may be told, or clear the name."
                )
        if not self._is_unfinished:
            self._clean_employer()
            self._clean_listed()

    @property
    def told_fields(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """For the page: one group of two fields for each person."""
        return [(n, self[f"who_{n}"], self[f"parts_{n}"]) for n in range(1, MOST_TOLD + 1)]

    @property
    def employer_fields(self) -> list[forms.BoundField]:
        """For the page, in their order."""
        return [self[name] for name in EMPLOYER_PART]

    @property
    def employer_is_open(self) -> bool:
        """Something of the employer’s part was typed, or is asked for."""
        typed = any(field.value() or field.errors for field in self.employer_fields)
        return typed or self["pathway"].value() in MANDATED

    @property
    def rhythm_is_open(self) -> bool:
        return not self._keeps_rhythm

    @property
    def preview(self) -> str:
        return "" if self._step == CHANGE else super().preview

    @property
    def sent_again(self) -> list[forms.BoundField]:
        """For the page where it is looked over: all that was typed, unseen, to be signed."""
        return [field for field in self if field.name != "password" and field.value()]

    @property
    def lacks_only_the_password(self) -> bool:
        return set(self.errors) == {"password"}

    def terms(self) -> Terms:
        data = self.cleaned_data
        live = self._live if self._keeps_rhythm else None
        phases, wall_time, zone = live or self.cadence()
        told = [self._told(number) for number in range(1, MOST_TOLD + 1)]
        return Terms(
            pathway=data["pathway"],
            focus_areas=data["focus_areas"],
            working_on=data["working_on"],
            phases=phases,
            wall_time=wall_time,
            zone=zone,
            told=[Told(who=who, parts=parts) for who, parts in told if who],
            review_months=data["review_months"],
            two_names=data["two_names"],
            accountability=data["accountability"],
            listed=[Listed(key, key in data["by_contact"]) for key in data["listed"]],
            described=data["described"],
            follow_up_months=data["follow_up_months"],
            supervision=data["supervision"],
            fee_payer=data["fee_payer"],
            beyond=data["beyond"],
            employer=self._employer(),
            voluntariness=data["voluntariness"],
            advice_offered_on=data["advice_offered_on"],
        )

    @property
    def _is_unfinished(self) -> bool:
        return self._step in (PREVIEW, CHANGE)

    @property
    def _keeps_rhythm(self) -> bool:
        return self._live is not None and not self.data.get("other_rhythm")

    def _employer(self) -> Employer | None:
        data = self.cleaned_data
        if data["pathway"] not in MANDATED:
            return None
        return Employer(
            contact=data["contact"],
            organization=data["organization"],
            address=data["address"],
            refusal_words=data["refusal_words"],
        )

    def _clean_employer(self) -> None:
        data = self.cleaned_data
        if "pathway" not in data:
            return
        asks = data["pathway"] in MANDATED
        for name, missing in EMPLOYER_PART.items():
            if asks and not data.get(name):
                self._say(name, missing)
            if not asks and data.get(name):
                self._say(name, NOT_MANDATED)
        offered_on: date | None = data.get("advice_offered_on")
        if offered_on and offered_on > dates.local(self.now).date():
            self._say("advice_offered_on", "That day has not come yet. Enter when it was offered.")
        if not asks and data.get("by_contact"):
            self._say("by_contact", NOT_MANDATED)

    def _clean_listed(self) -> None:
        data = self.cleaned_data
        listed, described = data.get("listed", []), data.get("described", "")
        if "as_described" in listed and not described:
            self._say("described", "Describe the setback that is meant, or do not list it.")
        if described and "as_described" not in listed:
            self._say("described", f"Choose “{LISTED['as_described']}” above, or clear this.")
        if set(data.get("by_contact", [])) - set(listed):
            self._say("by_contact", "Only what is chosen above can be reported.")

    def _say(self, field: str, sentence: str) -> None:
        """An error beside the field, unless it has one."""
        if field not in self.errors:
            self.add_error(field, sentence)

    def _told(self, number: int) -> tuple[str, list[str]]:
        data = self.cleaned_data
        return data.get(f"who_{number}", ""), data.get(f"parts_{number}", [])


class OfferForm(AgreementForm):
    """The first agreement."""

    client_name = _name_field(
        label="Name, as the client wants to be called",
        help_text="The client can change it when they accept. It is kept sealed.",
        empty="Enter the name the client wants to be called by.",
    )
