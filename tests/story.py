"""The story most laws are asked about, told through the acts, and being one of the cast in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import Actor, acting_as, acting_as_system
from tests.contacts import contact_of
from tracker.lib import session


@dataclass(frozen=True)
class Story:
    """Eli and Dana's engagement with a shared reflection and a draft, and Otto and Mo's."""

    engagement_id: Any
    agreement_id: Any
    shared_id: Any
    draft_id: Any
    checkin_id: Any
    second_checkin_id: Any
    others_engagement_id: Any
    others_shared_id: Any


def tell_story(cast: Any, *, now: datetime) -> Story:
    """Through the acts; the second check-in is opened early, so that a draft waits beside it."""
    from reviews.journal.actions import add_addendum
    from reviews.journal.queries import get_shared

    eli, dana = cast.eli.actor, cast.dana.actor
    others = _engagement(
        cast.mo.actor, cast.otto.actor, "Otto Brandt", now=now, working_on="Asking first"
    )
    others_shared = _reflection(cast.otto.actor, others, 0, now=now, text="Words of Otto alone.")
    mine = _engagement(dana, eli, "Eli Rask", now=now)
    shared = _reflection(eli, mine, 0, now=now)
    with acting_as(eli), transaction.atomic():
        found = get_shared(actor=eli, entry_id=shared.id)
        add_addendum(actor=eli, entry=found, text="One more thing.", now=now)
    draft = _reflection(eli, mine, 1, now=now, share=False)
    return Story(
        engagement_id=mine.engagement_id,
        agreement_id=mine.id,
        shared_id=shared.id,
        draft_id=draft.id,
        checkin_id=shared.checkin_id,
        second_checkin_id=draft.checkin_id,
        others_engagement_id=others.engagement_id,
        others_shared_id=others_shared.id,
    )


def _engagement(clinician: Actor, client: Actor, name: str, *, now: datetime, **terms: Any) -> Any:
    from reviews.agreements.queries import get_agreement
    from reviews.limits.actions import acknowledge_limits
    from reviews.limits.queries import current_version
    from tests.agreeing import accept_agreement, offer_engagement
    from tests.conftest import terms_from

    with acting_as(clinician), transaction.atomic():
        offered = offer_engagement(
            actor=clinician,
            client_membership_id=client.membership_id,
            client_name=name,
            terms=terms_from(now, **terms),
            now=now,
        )
    with acting_as(client), transaction.atomic():
        agreement = get_agreement(actor=client, agreement_id=offered.id)
        accept_agreement(actor=client, agreement=agreement, client_name=name, now=now)
        acknowledge_limits(
            actor=client, engagement=agreement.engagement, version=current_version(), now=now
        )
    return agreement


def _reflection(
    client: Actor, agreement: Any, which: int, *, now: datetime, share: bool = True, text: str = ""
) -> Any:
    from reviews.checkins.models import CheckIn
    from reviews.checkins.queries import get_checkin, list_checkins
    from reviews.journal.actions import begin_reflection, save_answer, share_entry
    from tests.conftest import SENTENCE

    with acting_as(client), transaction.atomic():
        listed = list_checkins(actor=client, engagement_ids=[agreement.engagement_id])
        CheckIn.objects.filter(id=listed[which].id, state=CheckIn.SCHEDULED).update(
            state=CheckIn.OPEN
        )
        entry = begin_reflection(
            actor=client,
            checkin=get_checkin(actor=client, checkin_id=listed[which].id),
            focus_areas=["responsibility"],
            now=now,
        )
        save_answer(
            actor=client,
            entry=entry,
            prompt=entry.prompts[0],
            text=text or SENTENCE,
            version=0,
            now=now,
        )
        if share:
            share_entry(actor=client, entry=entry, now=now)
    return entry


@contextmanager
def being(cast: Any, who: str) -> Iterator[None]:
    """Be one of the cast, "erin" without a role, "contact", "sweep", "outbox", or "nobody".

    "contact" is Erin in the membership that tests.contacts made.
    """
    if who in ("sweep", "outbox"):
        with acting_as_system(who), transaction.atomic():
            yield
    elif who == "nobody":
        with transaction.atomic():
            yield
    elif who == "contact":
        with acting_as(contact_of(cast)), transaction.atomic():
            yield
    elif who == "erin":
        with session.identified(session.Identity(user_id=cast.erin.user_id)), transaction.atomic():
            yield
    else:
        with acting_as(getattr(cast, who).actor), transaction.atomic():
            yield
