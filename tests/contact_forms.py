"""The page of an employer contact's form, and what it brings about."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.access import acting_as
from reviews.concerns.models import Concern
from reviews.engagements.actions import end_engagement
from reviews.engagements.queries import get_engagement
from tests import voices
from tests.pages import form_with
from tracker.lib import clock


def path(form_id: Any) -> str:
    return reverse("documents:form", args=[form_id])


def sends(client: Any, form_id: Any, **changes: str) -> dict[str, Any]:
    """What the page sends, a complaint of today; `changes` of it."""
    shown = form_with(client.get(path(form_id)).content.decode(), "on")
    sent = {"key": "new_complaint", "on": voices.today().isoformat(), **shown["fields"]}
    return {**sent, "key": "new_complaint", "on": voices.today().isoformat(), **changes}


def end(cast: Any, engagement: Any) -> None:
    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        row = get_engagement(actor=dana, engagement_id=engagement.id)
        end_engagement(actor=dana, engagement=row, now=clock.now())


def rows(cast: Any) -> list[Concern]:
    with acting_as(cast.eli.actor), transaction.atomic():
        return list(Concern.objects.all())
