"""Eli at the keyboard: a session of his own, and what he saves."""

import http.client
import json
import re
import urllib.parse
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.access import Actor, acting_as
from tests.browser.world import APP, World
from tests.clones import inside
from tests.conftest import _actor, terms_from

ANSWER_SECONDS = 15
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Eli:
    """His draft, and the cookies of his sign-in."""

    world: World
    actor: Actor
    draft_id: uuid.UUID
    cookies: dict[str, str]
    token: str = ""

    @classmethod
    def begun(cls, world: World) -> "Eli":
        """Through the real acts: offered, accepted, the limits read, a reflection begun."""
        with inside(world.database_url(APP)):
            dana, eli = _actor("dana@example.org"), _actor("eli@example.org")
            draft = _begin(dana, eli)
            client = Client()
            client.force_login(_user(eli), backend=BACKEND)
            cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        return cls(world, eli, draft.id, cookies)

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
        """Status and the JSON answer, else {"page": …}. Raises OSError or HTTPException without one."""
        headers = {
            "Host": f"localhost:{self.world.port}",
            "Origin": self.world.url,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if method == "POST":
            body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.world.port, timeout=ANSWER_SECONDS
        )
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    cookie = value.partition(";")[0]
                    self.cookies[cookie.partition("=")[0]] = cookie.partition("=")[2]
            text = response.read()
        finally:
            connection.close()
        is_json = "json" in response.headers.get("Content-Type", "")
        return response.status, json.loads(text) if is_json else {"page": text.decode()}

    def sit_down(self) -> None:
        """Get the form token of this session."""
        status, answer = self.ask("GET", "/token/")
        assert status == 200, self.world.log("web")[-3000:]
        self.token = answer["token"]

    def sit_down_signed_out(self) -> None:
        """Open the page for a forgotten password."""
        _, answer = self.ask("GET", reverse("account_reset_password"))
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer["page"])
        assert found, answer
        self.token = found.group(1)

    def forget_password(self) -> int:
        """A request that has a mail to send. Gives the status."""
        return self.ask("POST", reverse("account_reset_password"), email="eli@example.org")[0]

    def save(self, text: str, *, section: int, version: int) -> tuple[int, dict[str, Any]]:
        """One autosave."""
        path = f"/writing/{self.draft_id}/{section}/save/"
        return self.ask("POST", path, text=text, version=str(version))

    def kept(self, section: int) -> tuple[str, str | None]:
        """What the database holds of a section: the text, and a second one if there is any."""
        from reviews.journal.queries import open_draft

        with inside(self.world.database_url(APP)), _being(self.actor):
            answers = open_draft(actor=self.actor, entry_id=self.draft_id).answers
        return answers[section - 1].text, answers[section - 1].second


def _being(actor: Actor) -> Any:
    from contextlib import ExitStack

    from django.db import transaction

    stack = ExitStack()
    stack.enter_context(acting_as(actor))
    stack.enter_context(transaction.atomic())
    return stack


def _user(actor: Actor) -> Any:
    from accounts.models import User

    return User.objects.get(id=actor.user_id)


def _begin(dana: Actor, eli: Actor) -> Any:
    from reviews.agreements.queries import get_agreement
    from reviews.checkins.models import CheckIn
    from reviews.checkins.queries import list_checkins
    from reviews.engagements.models import Engagement
    from reviews.journal.actions import begin_reflection
    from reviews.limits.actions import acknowledge_limits
    from reviews.limits.queries import current_version
    from tests.agreeing import accept_agreement, offer_engagement
    from tracker.lib import clock

    now = clock.now()
    with _being(dana):
        offered = offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name="Eli Rask",
            terms=terms_from(now),
            now=now,
        )
    with _being(eli):
        agreement = get_agreement(actor=eli, agreement_id=offered.id)
        accept_agreement(actor=eli, agreement=agreement, client_name="Eli Rask", now=now)
        engagement = Engagement.objects.get(id=agreement.engagement_id)
        acknowledge_limits(actor=eli, engagement=engagement, version=current_version(), now=now)
        listed = list_checkins(actor=eli, engagement_ids=[engagement.id])
        checkin = next(c for c in listed if c.state == CheckIn.OPEN)
        return begin_reflection(
            actor=eli, checkin=checkin, focus_areas=["responsibility", "listening"], now=now
        )
