"""Concerns of people without a grant: the employer contact's form, and a second clinician's note."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Actor, acting_as
from reviews.agreements.terms import Employer, Listed
from reviews.concerns import actions, queries
from reviews.concerns.models import Concern
from reviews.concerns.noted import Noted
from tests.agreeing import accept_agreement, offer_version
from tests.sharing_story import reader_joined
from tracker.lib import clock, dates

ADDRESS = "erin@example.org"
SEEN = "At the door he made a remark about somebody's body; I heard it myself."
VOICED = "He said afterwards that he had meant it kindly."


def agreed(
    cast: Any,
    engagement_id: UUID,
    *keys: str,
    address: str = ADDRESS,
    now: datetime,
    clinician: Actor | None = None,
    client: Actor | None = None,
    name: str = "Eli Rask",
) -> Any:
    """Another version, signed by both, by which the contact at `address` may report `keys`.

    In a voluntary pathway, so that it can be signed at once: who may report stands in the terms.
    """
    from reviews.agreements.queries import accepted_terms, get_agreement
    from reviews.engagements.queries import get_engagement

    dana, eli = clinician or cast.dana.actor, client or cast.eli.actor
    with acting_as(dana), transaction.atomic():
        terms = accepted_terms(actor=dana, engagement_id=engagement_id)
        assert terms is not None
        offered = offer_version(
            actor=dana,
            engagement=get_engagement(actor=dana, engagement_id=engagement_id),
            terms=replace(
                terms,
                pathway="voluntary",
                listed=[Listed(key, by_contact=True) for key in keys] + [Listed("as_described")],
                described="A remark at work.",
                employer=Employer(
                    "Erin Vale, director", "Lantern Works", address, "The post ends."
                ),
            ),
            now=now,
        )
    with acting_as(eli), transaction.atomic():
        found = get_agreement(actor=eli, agreement_id=offered.id)
        accept_agreement(actor=eli, agreement=found, client_name=name, now=now)
    return offered


def contact(address: str = ADDRESS) -> Actor:
    """Whoever was invited with the agreement, joined by the link of the mail."""
    return reader_joined(address)


def forms(actor: Actor) -> list[Any]:
    with acting_as(actor), transaction.atomic():
        return queries.list_forms(actor=actor)


def today() -> date:
    return dates.local(clock.now()).date()


def report(
    actor: Actor,
    form_id: UUID,
    key: str = "new_complaint",
    *,
    on: date | None = None,
    concern_id: UUID | None = None,
) -> UUID:
    """Reported by the contact; the concern's id."""
    new = concern_id or uuid.uuid4()
    with acting_as(actor), transaction.atomic():
        actions.report_agreed(
            actor=actor, form_id=form_id, concern_id=new, key=key, on=on or today()
        )
    return new


def reported(cast: Any, engagement_id: UUID, *, now: datetime) -> Concern:
    """One agreed concern, reported by Erin, as Eli finds it."""
    agreed(cast, engagement_id, "new_complaint", now=now)
    erin = contact()
    new = report(erin, forms(erin)[0].id)
    return found(cast.eli.actor, new)


def told_by_second(
    actor: Actor,
    asked: Any,
    *,
    seen: str = SEEN,
    voiced: str = VOICED,
    concern_id: UUID | None = None,
    ago: timedelta = timedelta(),
) -> UUID:
    """By whoever is asked about a version; the concern's id."""
    new, now = concern_id or uuid.uuid4(), clock.now()
    with acting_as(actor), transaction.atomic():
        actions.tell_second(
            actor=actor,
            engagement_id=asked.engagement_id,
            copy_id=asked.id,
            concern_id=new,
            noted=Noted(seen, voiced),
            authenticated_at=now - ago,
            now=now,
        )
    return new


def asked_second(cast: Any, engagement_id: UUID, *, now: datetime) -> Any:
    """Mo, asked about a signed version of Dana's."""
    from reviews.reports.cosignatures import ask_cosigner
    from reviews.reports.queries import get_signed
    from tests.sharing_story import signed_report

    dana = cast.dana.actor
    signed = signed_report(cast, engagement_id, now=now)
    with acting_as(dana), transaction.atomic():
        return ask_cosigner(
            actor=dana,
            report=get_signed(actor=dana, report_id=signed.id),
            cosigner_id=cast.mo.user_id,
            now=now,
        )


def found(actor: Actor, concern_id: UUID) -> Concern:
    with acting_as(actor), transaction.atomic():
        return queries.get_concern(actor=actor, concern_id=concern_id)
