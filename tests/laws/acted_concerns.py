"""A setback, a note and what became of them, in the acted story; see acted.py."""

from typing import Any
from uuid import UUID

SETBACK = "I made the remark beside the walnut staircase, and I wanted the laugh."
NOTED = "The remark was made beside the copper kettle, and I heard it."
CHANGED = "He leaves such evenings before the lantern parade begins."
ANSWERED = "I will leave before the lantern parade, and ring when I am home."

TYPED = {
    "setback": SETBACK,
    "note": NOTED,
    "changed plan": CHANGED,
    "answer about a setback": ANSWERED,
}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from accounts.access import acting_as
    from reviews.concerns.queries import read_concern
    from tests.concerns import noted, step, told

    dana, eli = cast.dana.actor, cast.eli.actor
    concern = told(eli, engagement_id, text=SETBACK, now=now)
    noted(dana, engagement_id, text=NOTED, now=now)
    step(dana, concern, "changed_plan", text=CHANGED, now=now)
    step(eli, concern, "answered", text=ANSWERED, now=now)
    with acting_as(eli), transaction.atomic():
        assert read_concern(actor=eli, concern_id=concern.id).steps[0].text == CHANGED
