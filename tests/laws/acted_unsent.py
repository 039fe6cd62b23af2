"""What is typed and not sent in the acted story: each text found nowhere else, as in acted.py."""

from typing import Any
from uuid import UUID

from accounts.access import Actor
from tests.first_talks import newcomer, opened

HALF = "A half-typed line about the cormorant calendar."
OTHER_HALF = "The cormorant calendar again, typed beside the second kettle."
THOUGHT = "Before I keep it: the marzipan compass made me impatient."

OFFER = "What the newcomer and I could begin with: the pelican rota on Fridays."
CARRIED = "Before the first talk with the other newcomer: the gherkin jar and its lid."

TYPED = {
    "not sent": HALF,
    "not sent, second": OTHER_HALF,
    "note not kept": THOUGHT,
    "not offered": OFFER,
    "not offered, talked first": CARRIED,
}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    """Dana types into the first offer to two newcomers; with one of them she talks first."""
    from reviews.unsent.places import AGREEMENT, FIRST_OFFER
    from tests.unsent import found_in, type_into

    dana = cast.dana.actor
    wren, jona = newcomer(cast, name="wren"), newcomer(cast, name="jona")
    type_into(dana, FIRST_OFFER, None, wren.membership_id, OFFER, now=now)
    type_into(dana, FIRST_OFFER, None, jona.membership_id, CARRIED, now=now)
    talk = opened(dana, jona, now=now)
    assert found_in(dana, FIRST_OFFER, wren.membership_id)["accountability"].text == OFFER
    assert found_in(dana, AGREEMENT, talk.id)["accountability"].text == CARRIED


def act_unsent(dana: Actor, eli: Actor, engagement_id: UUID, *, now: Any) -> None:
    """Eli types in two tabs and sends neither; Dana does not keep her note."""
    from reviews.unsent.places import CORRECTION, PROCESS_NOTE
    from tests.unsent import found_in, type_into

    type_into(eli, CORRECTION, engagement_id, engagement_id, HALF, now=now)
    assert type_into(eli, CORRECTION, engagement_id, engagement_id, OTHER_HALF, now=now).conflict
    type_into(dana, PROCESS_NOTE, engagement_id, engagement_id, THOUGHT, now=now)
    assert found_in(dana, PROCESS_NOTE, engagement_id)["text"].text == THOUGHT
