"""The agreement's transition table."""

from reviews.agreements.models import Agreement

TRANSITIONS: dict[str, frozenset[str]] = {
    Agreement.OFFERED: frozenset({Agreement.ACCEPTED, Agreement.DECLINED, Agreement.WITHDRAWN}),
    Agreement.ACCEPTED: frozenset(),
    Agreement.DECLINED: frozenset(),
    Agreement.WITHDRAWN: frozenset(),
}
