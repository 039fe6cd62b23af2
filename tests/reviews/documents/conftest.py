"""A release that Erin can read, and Erin in her browser."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from accounts.access import Actor
from reviews.releases.files import make_waiting
from tests import sharing_story as story
from tests.ground import acted_once


@dataclass(frozen=True)
class Live:
    """Eli's report, released to Erin, who has joined; the PDF is made."""

    report: Any
    permission: Any
    release: Any
    erin: Actor

    @property
    def path(self) -> str:
        return f"/documents/{self.release.id}/"


@acted_once
def signed(cast: Any, engagement: Any, now: Any) -> Any:
    return story.signed_report(cast, engagement.id, now=now)


@acted_once
def live(cast: Any, engagement: Any, signed: Any, now: Any) -> Live:
    story.stated(cast, signed, now=now)
    permission = story.permitted(cast, engagement.id, now=now)
    release = story.released(cast, signed, permission, now=now)
    assert make_waiting() == 1
    story.wait_is_over()
    return Live(signed, permission, release, story.reader_joined())


@pytest.fixture
def erin(live: Live, browser: Any, cast: Any) -> Client:
    return browser(cast.erin)


@pytest.fixture
def reading(live: Live, erin: Client) -> Client:
    """Erin, who has read the notice."""
    story.acknowledged(live.erin, live.release.id)
    return erin
