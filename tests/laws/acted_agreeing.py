"""Another version of the agreement and what is said without words, in the acted story."""

from typing import Any
from uuid import UUID

from accounts.access import acting_as

REFUSED = "Without the cormorant ledger we would decide alone."
FREELY = "She says the heron gate was open either way."
DESCRIBED = "A remark beside the bittern press."

TYPED = {
    "the employer's words on a no": REFUSED,
    "note on how free the choice is": FREELY,
    "description of a setback": DESCRIBED,
}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from reviews.agreements.actions import decline_agreement
    from reviews.agreements.queries import read_agreement
    from reviews.agreements.terms import Employer, Listed
    from reviews.asides.actions import ask_to_speak, note_spoken, note_talked, say_pressured
    from reviews.engagements.queries import get_engagement
    from tests.agreeing import offer_version
    from tests.conftest import terms_from

    dana, eli, ada = cast.dana.actor, cast.eli.actor, cast.ada.actor
    terms = terms_from(
        now,
        pathway="return_to_work",
        listed=[Listed("as_described")],
        described=DESCRIBED,
        voluntariness=FREELY,
        employer=Employer("Erin Vale, director", "Lantern Works", "erin@example.org", REFUSED),
    )
    with acting_as(dana), transaction.atomic():
        engagement = get_engagement(actor=dana, engagement_id=engagement_id)
        offered = offer_version(actor=dana, engagement=engagement, terms=terms, now=now)
    with acting_as(eli), transaction.atomic():
        assert read_agreement(actor=eli, agreement_id=offered.id).terms == terms
        decline_agreement(actor=eli, agreement=offered, now=now)
        said = say_pressured(actor=eli, engagement=engagement, now=now)
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    with acting_as(dana), transaction.atomic():
        note_talked(actor=dana, pressure_id=said.id, now=now)
    with acting_as(ada), transaction.atomic():
        note_spoken(actor=ada, request_id=request_id, now=now)
