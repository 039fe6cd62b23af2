"""Writing a new version of the practice's questions, and preparing one check-in."""

import json
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, Stale, WrongState, one_at_a_time
from reviews.checkins.models import CheckIn
from reviews.prompts import queries, rules
from reviews.prompts.models import Preparation, PromptSet
from reviews.prompts.shipped import FOCUS_AREAS
from reviews.records import vault


def publish_questions(
    *, actor: Actor, area: str, questions: list[str], version: int, now: datetime
) -> PromptSet:
    """A new version of the practice's questions, with those of one focus area replaced.

    version  the one the writer started from. Whoever has begun to write keeps what they were asked.
    Raises NotAllowed, NotFound for an area there is not, Stale if another version came meanwhile.
    """
    if not rules.can_publish(actor):
        raise NotAllowed
    if area not in FOCUS_AREAS:
        raise NotFound
    current = queries.current_library(actor=actor)
    if current.version != version:
        raise Stale
    try:
        with transaction.atomic():
            made = PromptSet.objects.create(
                organization_id=actor.organization_id,
                version=version + 1,
                questions=current.with_area(area, questions),
                author_id=actor.user_id,
                created_at=now,
            )
    except IntegrityError:  # somebody was first just now
        raise Stale from None
    audit.record(
        verb="publish_questions",
        object_kind="prompt_set",
        object_id=made.id,
        chain=actor.organization_id,
        chain_kind=audit.ORGANIZATION,
        payload={"version": made.version},
    )
    return made


def prepare_checkin(
    *, actor: Actor, checkin: CheckIn, focus_areas: list[str], questions: list[str], now: datetime
) -> Preparation:
    """Pick what the client is asked for this check-in, in place of what was picked before.

    focus_areas  keys of shipped.FOCUS_AREAS; none: those of the agreement.
    questions    for this time alone; sealed.
    Raises NotAllowed for anybody but the clinician, WrongState once it cannot be written for.
    """
    if not rules.can_prepare(actor, checkin):
        raise NotAllowed
    if not rules.can_be_prepared(checkin):
        raise WrongState
    found = Preparation.objects.filter(checkin=checkin).first()
    text = json.dumps(questions, ensure_ascii=False)
    if found is not None:
        Preparation.objects.filter(id=found.id).update(
            focus_areas=focus_areas,
            questions=vault.seal_text(found, "questions", text),
            changed_at=now,
        )
        found.refresh_from_db()
    else:
        found = Preparation(
            engagement_id=checkin.engagement_id,
            author_id=actor.user_id,
            checkin=checkin,
            focus_areas=focus_areas,
            changed_at=now,
            created_at=now,
        )
        with one_at_a_time():  # the form was sent twice at once
            vault.insert(found, questions=text)
    audit.record(
        verb="prepare_checkin",
        object_kind="preparation",
        object_id=found.id,
        chain=checkin.engagement_id,
    )
    return found
