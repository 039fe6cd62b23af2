"""A report of Dana's about Eli: begun, written, signed."""

import re
from typing import Any

import pytest
from django.urls import reverse

from accounts.access import Actor
from tests.conftest import PASSWORD
from tests.ground import acted_once
from tests.sharing_story import sign_draft, write_draft
from tests.talks import log_session
from tracker.lib import dates


@acted_once
def log(engagement: Any, dana: Actor, now: Any) -> Any:
    """A signed session: what the sections rest on."""
    return log_session(dana, engagement.id, now=now)


@acted_once
def begun(engagement: Any, log: Any, dana: Actor, now: Any, being: Any) -> Any:
    """A draft without a word in it."""
    from reviews.engagements.queries import get_engagement
    from reviews.reports.actions import begin_report, prepare_report

    with being(dana):
        found = get_engagement(actor=dana, engagement_id=engagement.id)
        report = begin_report(actor=dana, engagement=found, now=now)
        prepare_report(actor=dana, report=report, now=now)
        return report


@acted_once
def ready(begun: Any, log: Any, dana: Actor, now: Any) -> Any:
    """The same draft with everything in it that a signature needs."""
    write_draft(dana, begun.id, ground=("session", log.id), now=now)
    return begun


@acted_once
def signed(ready: Any, dana: Actor, now: Any) -> Any:
    sign_draft(dana, ready.id, now=now)
    return ready


@pytest.fixture
def page_of() -> Any:
    """The address of a page of a report; with `kind`, of one of its sections."""

    def address(name: str, report: Any, kind: str | None = None) -> str:
        args = [report.id] if kind is None else [report.id, kind]
        return reverse(f"reports:{name}", args=args)

    return address


@pytest.fixture
def open_draft(dana: Actor, now: Any, being: Any) -> Any:
    """The draft as Dana has it now."""

    def opened(report: Any) -> Any:
        from reviews.reports import queries

        with being(dana):
            return queries.open_draft(
                actor=dana, report_id=report.id, today=dates.local(now).date()
            )

    return opened


@pytest.fixture
def sign_over_http(page_of: Any) -> Any:
    """Look it over, and sign what was shown."""

    def sign(client: Any, report: Any, **more: Any) -> Any:
        page = client.get(page_of("sign", report))
        sent = {"password": PASSWORD, **({} if "seen" in more else {"seen": seen_on(page)}), **more}
        return client.post(page_of("sign", report), sent)

    return sign


def seen_on(page: Any) -> str:
    """The fingerprint that the signing page carries."""
    found = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    return found[1] if found else ""
