"""Asking inside a form who is there: the password again, unless it was typed a moment ago.

One page and one step, so that what else was typed never leaves the form: accounts.signing_in asks
on a page of its own, and keeps what was sent in the session meanwhile.
"""

import time
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from tracker.lib import clock

FRESH_FOR = timedelta(minutes=5)


def last_authenticated_at(request: HttpRequest) -> datetime | None:
    """When this session last proved who is there, by the one clock; None if it never did.

    allauth counts in real seconds, and the clock of a test or the demonstration may stand elsewhere:
    what is carried over is how long ago it was.
    """
    records = get_authentication_records(request, request.user)
    if not records:
        return None
    ago = max(0.0, time.time() - max(record["at"] for record in records))
    return clock.now() - timedelta(seconds=ago)


class FreshForm(forms.Form):
    """A form that asks for the password too, unless the session is fresh.

    A right password makes the session fresh, and the field goes; a wrong one is said beside it, and
    every other field keeps what was typed. `cleaned_data` never holds the password.
    components/fresh.html shows the field where there is one.
    """

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        if not self._is_fresh():
            self.fields["password"] = forms.CharField(
                label="Your password",
                help_text="To be sure it is you.",
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
                error_messages={"required": "Enter your password."},
            )

    @property
    def authenticated_at(self) -> datetime:
        """After is_valid(): when the person proved who they are, for the act to look at."""
        found = last_authenticated_at(self._request)
        if found is None:
            raise RuntimeError("authenticated_at was asked for before is_valid()")
        return found

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and "password" in self.fields and "password" not in self.errors:
            self.cleaned_data.pop("password", None)
            del self.fields["password"]

    def clean_password(self) -> str:
        """The same check, limit and record as on allauth's own page."""
        password: str = self.cleaned_data["password"]
        if not ratelimit.consume(self._request, action="reauthenticate", user=self._request.user):
            raise ValidationError(
                "Too many tries in a short time. Wait a minute, then send it again.",
                code="rate_limited",
            )
        adapter = get_adapter()
        if not adapter.reauthenticate(self._request.user, password):
            raise adapter.validation_error("incorrect_password")
        reauthenticate_by_password(self._request)
        return password

    def _is_fresh(self) -> bool:
        found = last_authenticated_at(self._request)
        return found is not None and clock.now() - found <= FRESH_FOR
