"""The agreement's transition table."""

from reviews.agreements.models import Agreement

TRANSITIONS: dict[str, frozenset[str]] = {
    Agreement.OFFERED: frozenset({Agreement.ACCEPTED, Agreement.DECLINED, Agreement.WITHDRAWN}),
    Agreement.ACCEPTED: frozenset(),
    Agreement.DECLINED: frozenset(),
    Agreement.WITHDRAWN: frozenset(),
}


def before(state: str) -> list[str]:
    """The states from which `state` can be reached."""
    return [start for start, ends in TRANSITIONS.items() if state in ends]
