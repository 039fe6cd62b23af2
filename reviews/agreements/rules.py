"""The agreement's transition table, and from when a client can sign. Pure."""

from datetime import datetime, timedelta

from accounts.access import WrongState
from reviews.agreements.models import Agreement
from reviews.agreements.terms import Terms

TRANSITIONS: dict[str, frozenset[str]] = {
    Agreement.OFFERED: frozenset({Agreement.ACCEPTED, Agreement.DECLINED, Agreement.WITHDRAWN}),
    Agreement.ACCEPTED: frozenset(),
    Agreement.DECLINED: frozenset(),
    Agreement.WITHDRAWN: frozenset(),
}


def before(state: str) -> list[str]:
    """The states from which `state` can be reached."""
    return [start for start, ends in TRANSITIONS.items() if state in ends]


class TooSoon(WrongState):
    """The client's time to think is not over yet. HTTP 409."""

    def __init__(self, signable_from: datetime) -> None:
        super().__init__()
        self.signable_from = signable_from


def signable_from(terms: Terms, *, offered_at: datetime, cooling_off_hours: int) -> datetime:
    """From when the client can sign: where an employer asks for it, not at once."""
    wait = timedelta(hours=cooling_off_hours) if terms.is_mandated else timedelta()
    return offered_at + wait
