"""What the tests of accounts share: links without mail, fresh sessions, codes."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from accounts.access import Actor, acting_as_system
from tests.clones import Clone, clone, inside
from tests.conftest import PASSWORD, _actor, _make_cast
from tests.contacts import make_contact
from tracker.lib import clock

ORIGIN = {"Origin": "http://localhost:8000"}


@pytest.fixture
def visitor() -> Client:
    return Client(headers=ORIGIN)


@pytest.fixture
def link_to() -> Callable[[Any], str]:
    """The path an invitation's mail leads to, as the outbox makes it."""

    def make(invitation: Any) -> str:
        from accounts import doors, notices

        token = f"token-{invitation.id}-{time.monotonic_ns()}"
        with acting_as_system("outbox"), transaction.atomic():
            doors.set_invitation_token(
                invitation_id=invitation.id, token_hash=notices.hash_token(token)
            )
        return f"/join/{token}/"

    return make


@pytest.fixture
def invited(ada: Actor, now: Any, being: Any) -> Callable[..., Any]:
    """Ada invites an address."""

    def invite(
        email: str, *, role: str = "clinician", name: str = "Dr Noa Berg", **more: Any
    ) -> Any:
        from accounts.actions import invite

        with being(ada):
            return invite(
                actor=ada,
                email=email,
                role=role,
                display_name=name,
                introduced_to=more.get("introduced_to"),
                now=now,
            )

    return invite


@pytest.fixture
def fresh(browser: Callable[[Any], Client]) -> Callable[[Any], Client]:
    """A signed-in client that typed the password a moment ago."""

    def sign_in(who: Any) -> Client:
        client = browser(who)
        client.get("/settings/")  # enters the role
        again = client.post("/sign-in/again/", {"password": PASSWORD})
        assert again.status_code == 302, again.content
        return client

    return sign_in


@pytest.fixture
def erin_contact(cast: Any) -> Actor:
    """Erin, who may read what a client releases to her."""
    return make_contact(cast)


@pytest.fixture
def second_administrator(invited: Callable[..., Any], link_to: Callable[[Any], str]) -> Actor:
    """Bea, who joined two days ago and can confirm what Ada asks for today."""
    from accounts.actions import accept_invitation_new

    path = link_to(invited("bea@example.org", role="administrator", name="Bea Holm"))
    clock.move(timedelta(days=-2))
    accept_invitation_new(token=path.split("/")[2], password=PASSWORD, zone="UTC")
    clock.move(timedelta())
    return _actor("bea@example.org")


@pytest.fixture
def verbs(being: Any, ada: Actor) -> Callable[[], list[str]]:
    """What the practice's trail says, newest first, as Ada reads it."""

    def read() -> list[str]:
        from accounts.queries import list_events

        with being(ada):
            return [e.verb for e in list_events(chain=ada.organization_id)]

    return read


@pytest.fixture
def committed() -> Iterator[Clone]:
    """A database of the test's own, with the cast, where requests commit as they do in service."""
    with clone() as copy, inside(copy.app_url):
        _make_cast()
        yield copy


@pytest.fixture
def empty(settings: Any, tmp_path: Path) -> Iterator[Clone]:
    """A database of the test's own without a practice, and a place for the one-time code."""
    settings.SETUP_CODE_FILE = tmp_path / "setup_code"
    with clone() as copy, inside(copy.app_url):
        yield copy


def signed_in(email: str) -> Client:
    """A client that signed in with the password, and typed it once more."""
    client = Client(headers=ORIGIN)
    assert client.post("/sign-in/", {"login": email, "password": PASSWORD}).status_code == 302
    assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 302
    return client


def give_factor(user_id: UUID) -> str:
    """An authenticator app for this person; its secret."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from accounts.models import User

    user = User.objects.get(id=user_id)
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return code


def recovery_codes_of(user_id: UUID) -> list[str]:
    from allauth.mfa.models import Authenticator

    codes: list[str] = (
        Authenticator.objects.get(user_id=user_id, type="recovery_codes").wrap().get_unused_codes()
    )
    return codes
