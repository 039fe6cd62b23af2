"""Which questions there are, and which are asked for a check-in."""

import json
from dataclasses import dataclass

from accounts import audit
from accounts.access import Actor
from reviews.checkins.models import CheckIn
from reviews.prompts import library
from reviews.prompts.library import Asked, Library
from reviews.prompts.models import Preparation, PromptSet
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the clinician picked for one check-in."""

    focus_areas: list[str]
    questions: list[str]


NOTHING = Prepared([], [])


def current_library(*, actor: Actor) -> Library:
    """The newest version of the actor's practice; what the product brings where there is none."""
    found = (
        PromptSet.objects.filter(organization_id=actor.organization_id).order_by("-version").first()
    )
    return library.read(found.version, found.questions) if found else library.SHIPPED


def read_preparation(*, actor: Actor, checkin: CheckIn) -> Prepared:
    """What was picked for it, with its words; the reading enters the trail if there are any."""
    found = Preparation.objects.filter(checkin=checkin).first()
    if found is None:
        return NOTHING
    audit.record(
        verb="read", object_kind="preparation", object_id=found.id, chain=checkin.engagement_id
    )
    return _opened(found)


def area_questions(*, actor: Actor, area: str) -> list[Asked]:
    """All questions of one focus area, as the practice asks them now."""
    return library.whole_area(current_library(actor=actor), area)


def questions_for(
    *, actor: Actor, checkin: CheckIn, focus_areas: list[str], earlier: int
) -> list[Asked]:
    """What the client is asked for this check-in, from now on.

    focus_areas  of the agreement: asked unless the clinician picked others for this time. Leaves no
    trace: beginning to write is not to be told of.
    """
    found = Preparation.objects.filter(checkin=checkin).first()
    prepared = _opened(found) if found else NOTHING
    return library.choose(
        current_library(actor=actor),
        focus_areas=prepared.focus_areas or focus_areas,
        single=prepared.questions,
        earlier=earlier,
    )


def _opened(row: Preparation) -> Prepared:
    text = vault.open_text(row, "questions", engagement_id=row.engagement_id)
    return Prepared(focus_areas=list(row.focus_areas), questions=json.loads(text))
