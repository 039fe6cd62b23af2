"""Eli and Dana have each begun something of everything; the work can end."""

from datetime import timedelta
from typing import Any

import pytest

from tests.talks import give_feedback, log_session, reply_to
from tests.unsent import type_into
from tracker.lib import clock


@pytest.fixture
def begun(draft: Any, engagement: Any, eli: Any, dana: Any, now: Any, being: Any) -> Any:
    """A reflection and a reply of Eli's; a log, feedback and a report of Dana's; a form of each."""
    from reviews.engagements.queries import get_engagement
    from reviews.reports.actions import begin_report, save_section
    from reviews.unsent.places import PERMISSION, PROCESS_NOTE

    published = give_feedback(dana, engagement.id, now=now)
    reply_to(eli, published.id, now=now, send=False)
    log_session(dana, engagement.id, now=now, sign=False)
    give_feedback(dana, engagement.id, now=now, publish=False)
    with being(dana):
        mine = get_engagement(actor=dana, engagement_id=engagement.id)
        report = begin_report(actor=dana, engagement=mine, now=now)
        save_section(
            actor=dana, report=report, kind="seen", text="Some.", version=0, page=None, now=now
        )
    type_into(eli, PERMISSION, engagement.id, engagement.id, "Half a word.", now=now)
    type_into(dana, PROCESS_NOTE, engagement.id, engagement.id, "Half a thought.", now=now)
    return engagement


@pytest.fixture
def end_work(begun: Any, dana: Any, being: Any) -> Any:
    """End it now; returns the moment."""

    def end() -> Any:
        from reviews.agreements.actions import end_work
        from reviews.engagements.queries import get_engagement

        at = clock.now()
        with being(dana):
            engagement = get_engagement(actor=dana, engagement_id=begun.id)
            end_work(actor=dana, engagement=engagement, now=at)
        return at

    return end


@pytest.fixture
def days_later() -> Any:
    """Wind the clock on to so many days after a moment."""

    def move(moment: Any, days: float) -> Any:
        clock.move(timedelta(0))
        clock.move(moment + timedelta(days=days) - clock.now())
        return clock.now()

    return move
