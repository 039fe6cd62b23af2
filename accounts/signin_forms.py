"""allauth's forms in our words: what they check stays theirs."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.forms import Field
from django.http import HttpRequest

from accounts import notices

ADDRESS = "E-mail address"
NEW_PASSWORD = "At least 12 characters. Several unrelated words are fine."  # noqa: S105 - a hint


class OurWords:
    """Labels and hints for fields by name; no placeholder, since it vanishes while one types."""

    words: dict[str, tuple[str, str]] = {}
    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, hint = self.words[name]
                if hint:
                    field.help_text = hint
            if name == "code":
                field.widget.attrs["inputmode"] = "numeric"


class SignIn(OurWords, account.LoginForm):  # type: ignore[misc] # allauth is untyped
    words = {"login": (ADDRESS, "")}


class ReauthenticateByPassword(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class ChangePassword(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": ("The password you have now", ""),
        "password1": ("New password", NEW_PASSWORD),
        "password2": ("The new password again", ""),
    }


class AskForNewPassword(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (ADDRESS, "")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """The same work for an address without an account: the time taken must not tell."""
        if not self.users:
            notices.enqueue_password_reset_for_nobody()
        address: str = super().save(request, **kwargs)
        return address


class ChooseNewPassword(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {
        "password1": ("New password", NEW_PASSWORD),
        "password2": ("The new password again", ""),
    }


class EnterCode(OurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateByCode(OurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class SetUpApp(OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": ("Code from the app", "Six digits.")}
