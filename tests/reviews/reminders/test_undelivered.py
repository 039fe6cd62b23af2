"""A client's mail that did not arrive becomes a task for their clinician, and for nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.actions import enqueue
from accounts.outbox.models import Notice
from reviews.reminders.undelivered import list_undelivered
from tests.story import being as being_one


def mail(person, *, now, state, ago=timedelta(hours=1), kind="something_waits"):
    key = f"test:{uuid4()}"
    with acting_as_system("outbox"), transaction.atomic():
        enqueue(
            key=key,
            kind=kind,
            recipient_id=person.user_id,
            organization_id=person.organization_id,
            subject_id=uuid4(),
            due_at=now - ago,
        )
        Notice.objects.filter(key=key).update(
            state=state, settled_at=now - ago, reason="bounced" if state == "failed" else ""
        )


def undelivered(cast, who):
    with being_one(cast, who):
        return [row.engagement_id for row in list_undelivered()]


def test_the_clinician_learns_whom_to_ring(story, cast, eli, now, browser):
    assert undelivered(cast, "dana") == []
    mail(eli, now=now, state="failed")

    assert undelivered(cast, "dana") == [story.engagement_id]
    page = browser(cast.dana).get("/today/").text
    assert "did not arrive" in page
    assert "Ring them, and ask which address works." in page


@pytest.mark.parametrize("who", ["eli", "mo", "otto", "ada", "erin", "nobody", "sweep", "outbox"])
def test_nobody_else_learns_it(story, cast, eli, now, who):
    mail(eli, now=now, state="failed")
    assert undelivered(cast, who) == []


def test_a_mail_that_arrived_since_ends_it(story, cast, eli, now):
    mail(eli, now=now, state="failed", ago=timedelta(hours=2))
    mail(eli, now=now, state="sent")
    assert undelivered(cast, "dana") == []


def test_it_is_no_longer_asked_after_two_weeks(story, cast, eli, now):
    mail(eli, now=now, state="failed", ago=timedelta(days=15))
    assert undelivered(cast, "dana") == []


def test_a_mail_that_still_waits_is_not_one(story, cast, eli, now):
    mail(eli, now=now, state="waiting")
    assert undelivered(cast, "dana") == []
