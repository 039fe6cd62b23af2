"""What people send us about accounts and the practice. Forms clean; they do not decide."""

from typing import Any, cast

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from accounts.roles import ADMINISTRATOR, CLIENT, CLINICIAN, INVITED_INTO, ROLES
from tracker.lib.forms import AddressField, PlainLineField, PrintableLineField
from tracker.lib.zones import zone_choices


def zone_field(label: str = "Time zone", help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=zone_choices,
        help_text=help_text,
        error_messages={"invalid_choice": "Choose a time zone from the list."},
    )


class SenderNameField(PlainLineField):
    """The practice's name in the headers of its mails, which hold it between quotes."""

    def __init__(self) -> None:
        super().__init__(
            label="Name that mails come from",
            longest=40,
            empty="Enter the name that mails come from.",
            help_text="It shows on lock screens. Choose a word that says nothing about the subject.",
        )

    def clean_words(self, text: str) -> str:
        name = super().clean_words(text)
        if any(sign in name for sign in '"\\<>@,;'):
            raise ValidationError(
                'Leave out the signs " \\ < > @ , and ; because mail cannot carry them.'
            )
        return name


def password_field(label: str, *, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password."},
    )


class NewPasswordForm(forms.Form):
    """A password typed twice. Fields that come before it are added by subclasses."""

    password = password_field(
        "Password", help_text="At least 12 characters. Several unrelated words are fine."
    )
    password_again = password_field("The same password again")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password:
            try:
                password_validation.validate_password(password)
            except ValidationError as error:
                self.add_error("password", error)
            else:
                if again and password != again:
                    self.add_error("password_again", "Type the same password in both fields.")
        return cleaned


class FoundPracticeForm(NewPasswordForm):
    """A new practice and its first administrator."""

    name = PlainLineField(
        label="Name of the practice",
        longest=120,
        empty="Enter the name of the practice.",
        help_text="Clients and clinicians see it on their pages.",
    )
    short_name = SenderNameField()
    display_name = PrintableLineField(
        label="Your name",
        longest=120,
        empty="Enter your name.",
        help_text="Colleagues see it.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label="Your e-mail address",
        help_text="You sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    zone = zone_field(label="Time zone of the practice")

    field_order = (
        "code",
        "name",
        "short_name",
        "zone",
        "display_name",
        "email",
        "password",
        "password_again",
    )


class FirstRunForm(FoundPracticeForm):
    code = PlainLineField(
        label="One-time code",
        longest=60,
        empty="Enter the code that was printed when Waymark started.",
        help_text="It was printed where Waymark was started.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class JoinForm(NewPasswordForm):
    zone = zone_field(help_text="Times on your pages are shown in it. You can change it later.")


class InviteForm(forms.Form):
    role = forms.ChoiceField(
        label="Invite as",
        choices=[(name, ROLES[name].on_screen) for name in INVITED_INTO],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what this person is invited as."},
    )
    email = AddressField(
        label="E-mail address",
        help_text="For a client: a private address, never one that an employer runs.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    clinician = forms.ChoiceField(
        label="Clinician",
        required=False,
        help_text="For a client: whom this person will work with.",
    )
    display_name = PrintableLineField(
        label="Name",
        longest=120,
        required=False,
        help_text="For a clinician or an administrator. A client's name is not kept here.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, clinicians: list[tuple[str, str]], **kwargs: Any) -> None:
        """clinicians  [(membership id, name), …]"""
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["clinician"])
        field.choices = [("", "Choose a clinician"), *clinicians]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role == CLIENT and not cleaned.get("clinician") and "clinician" not in self.errors:
            self.add_error("clinician", "Choose the clinician this client will work with.")
        if role in (CLINICIAN, ADMINISTRATOR) and not cleaned.get("display_name", "x"):
            self.add_error("display_name", "Enter the name that colleagues and clients will see.")
        return cleaned


class ZoneForm(forms.Form):
    zone = zone_field()
