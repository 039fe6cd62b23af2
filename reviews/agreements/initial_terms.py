"""What the form of an agreement begins with, where there are terms already. Pure."""

from typing import Any

from reviews.agreements.forms import MOST_TOLD
from reviews.agreements.terms import Terms
from reviews.checkins.forms import initial_of


def initial_terms(terms: Terms) -> dict[str, Any]:
    """What the form begins with, to change what is agreed or offered."""
    employer = terms.employer
    initial: dict[str, Any] = {
        "pathway": terms.pathway,
        "accountability": terms.accountability,
        "focus_areas": terms.focus_areas,
        "working_on": terms.working_on,
        "beyond": terms.beyond,
        "review_months": terms.review_months,
        "two_names": terms.two_names,
        "listed": [listed.key for listed in terms.listed],
        "by_contact": [listed.key for listed in terms.listed if listed.by_contact],
        "described": terms.described,
        "follow_up_months": terms.follow_up_months,
        "supervision": terms.supervision,
        "fee_payer": terms.fee_payer,
        "voluntariness": terms.voluntariness,
        "advice_offered_on": terms.advice_offered_on,
        **initial_of(terms.phases, wall_time=terms.wall_time, zone=terms.zone),
    }
    if employer is not None:
        initial |= {
            "contact": employer.contact,
            "organization": employer.organization,
            "address": employer.address,
            "refusal_words": employer.refusal_words,
        }
    for number, told in enumerate(terms.told[:MOST_TOLD], start=1):
        initial |= {f"who_{number}": told.who, f"parts_{number}": told.parts}
    return initial
