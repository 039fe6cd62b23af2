"""Asking every address as everybody: one request of its own, with nothing kept of what it did."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.laws.routes import routes

WHO = ("nobody", "eli", "dana", "mo", "otto", "ada", "erin")
FORMATS = {"html": "text/html", "json": "application/json"}
METHODS = ("GET", "POST", "PUT", "DELETE")


def address(name: str, ids: dict[str, Any]) -> str:
    """The path of a route, with the ids of Eli's things in it."""
    pattern = next(route for route in routes() if route.name == name).path
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    return reverse(name, kwargs={key: ids[key] for key in wanted})


class People:
    """A signed-in session for each of the cast; each request starts from it anew."""

    def __init__(self, cast: Any, sign_in: Any) -> None:
        # One for all: a client of Django's makes its middleware, static files included, anew.
        self._client = Client(
            raise_request_exception=False, headers={"Origin": "http://localhost:8000"}
        )
        self._cookies: dict[str, Any] = {"nobody": {}}
        for who in WHO[1:]:
            client = sign_in(getattr(cast, who))
            client.get(reverse("accounts:settings"))  # enters the role
            self._cookies[who] = {k: morsel.value for k, morsel in client.cookies.items()}

    def ask(self, who: str, method: str, path: str, accept: str) -> Any:
        """The answer. What the request did is taken back."""
        self._client.cookies = SimpleCookie(self._cookies[who])
        with taken_back():
            return self._client.generic(
                method,
                path,
                content_type="application/json" if path.startswith("/api/") else FORM,
                headers={"Accept": FORMATS[accept]},
            )


FORM = "application/x-www-form-urlencoded"


def typed(session: Any, user: Any, *, ago: float = 0) -> None:
    """In this session the password was typed that many seconds ago."""
    record_authentication(SimpleNamespace(session=session), user, method="password")
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] -= ago


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def statuses(people: People, method: str, path: str, accept: str) -> str:
    """ "302 200 404 …" in the order of WHO."""
    return " ".join(str(people.ask(who, method, path, accept).status_code) for who in WHO)


def body_of(answer: Any) -> bytes:
    """What a person sees of an answer, without what differs at every request."""
    content = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", answer.content)
    content = re.sub(rb"You will be signed out at \d[^<]* if", b"", content)  # a minute may pass
    return re.sub(rb'(nonce|value)="[A-Za-z0-9]{64}"', b"", content)


def random_ids() -> dict[str, uuid.UUID]:
    return {
        name: uuid.uuid4()
        for name in (
            "engagement_id",
            "agreement_id",
            "entry_id",
            "checkin_id",
            "membership_id",
            "invitation_id",
            "reset_id",
            "session_id",
            "feedback_id",
            "commitment_id",
            "goal_id",
            "report_id",
            "cosignature_id",
            "correction_id",
            "permission_id",
            "release_id",
            "text_id",
            "review_id",
            "part_id",
        )
    }
