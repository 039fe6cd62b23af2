"""The check-in's transition table. Each move is one conditional UPDATE in actions.py."""

from reviews.checkins.models import CheckIn

# state → the states it can go to. What is missing here cannot happen.
TRANSITIONS: dict[str, frozenset[str]] = {
    CheckIn.SCHEDULED: frozenset({CheckIn.OPEN, CheckIn.CANCELED}),
    CheckIn.OPEN: frozenset({CheckIn.SHARED, CheckIn.DISCUSSED, CheckIn.CANCELED}),
    CheckIn.SHARED: frozenset({CheckIn.DISCUSSED}),
    CheckIn.DISCUSSED: frozenset(),
    CheckIn.CANCELED: frozenset(),
}


def before(state: str) -> list[str]:
    """The states from which `state` can be reached."""
    return [start for start, ends in TRANSITIONS.items() if state in ends]
