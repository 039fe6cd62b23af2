"""Who may keep a text where."""

from accounts.access import Actor
from reviews.unsent.places import Place


def can_write(actor: Actor, place: Place, box: str) -> bool:
    return actor.role == place.role and box in place.boxes
