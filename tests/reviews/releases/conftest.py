"""A report that is signed, a release of it, and Eli at a browser with his password typed just now."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from tests import sharing_story as story
from tests.conftest import PASSWORD
from tests.ground import acted_once


@acted_once
def signed(cast: Any, engagement: Any, now: Any) -> Any:
    return story.signed_report(cast, engagement.id, now=now)


@acted_once
def permission(cast: Any, engagement: Any, now: Any) -> Any:
    return story.permitted(cast, engagement.id, now=now)


@acted_once
def release(cast: Any, signed: Any, permission: Any, now: Any) -> Any:
    """Released to Erin, and waiting: she has not been told."""
    story.stated(cast, signed, now=now)
    return story.released(cast, signed, permission, now=now)


@pytest.fixture
def at_desk(cast: Any) -> Client:
    """Eli, who signed in with his password this moment."""
    client = Client(headers={"Origin": "http://localhost:8000"})
    client.post("/sign-in/", {"login": cast.eli.email, "password": PASSWORD})
    return client


def grow_old(client: Client, age: timedelta = timedelta(minutes=11)) -> None:
    """As if the password had been typed that long ago."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= age.total_seconds()
    session.save()
