"""What allauth asks us: who may sign up (nobody), how mail leaves, how secrets rest."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from accounts import notices
from accounts.keys import keyring
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This address and this password do not belong together.",
        "enter_current_password": "This is not the password you have now.",
        "incorrect_password": "This is not your password.",
        "too_many_login_attempts": "Too many tries in a short time. Wait five minutes.",
        "rate_limited": "Too many tries in a short time. Wait five minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by accepting an invitation, never by signing up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's password mail into the outbox; its link is made when it is sent.

        Mail about an unknown address is not sent: the answer on screen is the same either way.
        """
        user = context.get("user")
        if isinstance(user, User) and "password_reset" in template_prefix:
            notices.enqueue_password_reset(user=user)

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])  # the only column this may write

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"  # which asks to sign in: a new password ends every session

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: Any = None
    ) -> None:
        notices.enqueue_account_changed(user=user)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth is untyped
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or was used already. Wait for the next one.",
    }

    def encrypt(self, text: str) -> str:
        return keyring().seal_secret(text=text, place="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return keyring().open_secret(sealed=encrypted_text, place="mfa")

    def build_totp_svg(self, url: str) -> str:
        """The square code, to stand inside a page: without the XML declaration."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def get_totp_label(self, user: User) -> str:
        # An authenticator app is often seen by others: it shows no address.
        return "account"
