"""What is typed and not sent in the acted story: each text found nowhere else, as in acted.py."""

from typing import Any
from uuid import UUID

from accounts.access import Actor

HALF = "A half-typed line about the cormorant calendar."
OTHER_HALF = "The cormorant calendar again, typed beside the second kettle."
THOUGHT = "Before I keep it: the marzipan compass made me impatient."

TYPED = {"not sent": HALF, "not sent, second": OTHER_HALF, "note not kept": THOUGHT}


def act_unsent(dana: Actor, eli: Actor, engagement_id: UUID, *, now: Any) -> None:
    """Eli types in two tabs and sends neither; Dana does not keep her note."""
    from reviews.unsent.places import CORRECTION, PROCESS_NOTE
    from tests.unsent import found_in, type_into

    type_into(eli, CORRECTION, engagement_id, engagement_id, HALF, now=now)
    assert type_into(eli, CORRECTION, engagement_id, engagement_id, OTHER_HALF, now=now).conflict
    type_into(dana, PROCESS_NOTE, engagement_id, engagement_id, THOUGHT, now=now)
    assert found_in(dana, PROCESS_NOTE, engagement_id)["text"].text == THOUGHT
