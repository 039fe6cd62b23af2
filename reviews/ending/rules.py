"""How work may end, in which words; and when a follow-up is asked for. Pure."""

from datetime import date, timedelta

from accounts.access import Actor
from reviews.ending.models import Closing, FollowUp
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.language.findings import REFUSE, Finding
from reviews.language.names import review_names
from reviews.language.report import review_line
from reviews.language.standing import as_it_stands

HOW_ON_SCREEN: dict[str, str] = {
    Closing.COMPLETED: "Completed what was agreed",
    Closing.BY_CLIENT: "Ended by the client",
    Closing.NOT_TAKEN_UP: "Commitments not taken up",
    Closing.BY_CLINICIAN: "Ended by the clinician",
    Closing.NOT_SUITABLE: "Not suitable",
    Closing.DEATH: "Death",
}
# A client ends without saying why, and nobody says it for them. Death has a page of its own.
CHOSEN_BY_CLINICIAN = tuple(
    how for how in HOW_ON_SCREEN if how not in (Closing.BY_CLIENT, Closing.DEATH)
)

MONTHS_ON_SCREEN: dict[int, str] = {3: "three months", 6: "six months", 12: "a year"}

TRANSITIONS: dict[str, frozenset[str]] = {
    FollowUp.PLANNED: frozenset({FollowUp.AGREED, FollowUp.NOT_WANTED}),
    FollowUp.AGREED: frozenset({FollowUp.NOT_WANTED, FollowUp.HELD, FollowUp.NOT_HELD}),
    FollowUp.NOT_WANTED: frozenset(),
    FollowUp.HELD: frozenset(),
    FollowUp.NOT_HELD: frozenset(),
}
COMES_UP = timedelta(days=14)  # before its day: from then on it takes a yes, and a mail goes out
STAYS_OPEN = timedelta(days=28)  # after its day: then its time has passed


def refused_in_line(text: str, *, cast: frozenset[str]) -> list[Finding]:
    """What may not stand in the line of how it ended: it is on the copy that its client carries.

    cast  the names that may.
    """
    line = as_it_stands(text)
    findings = (*review_line(line).findings, *review_names(line, cast=cast).findings)
    return [found for found in findings if found.strength == REFUSE]


def before(state: str) -> list[str]:
    """The states from which `state` can be reached."""
    return [start for start, ends in TRANSITIONS.items() if state in ends]


def has_come_up(on_date: date, *, today: date) -> bool:
    """Near enough for a yes, and not over."""
    return on_date - COMES_UP <= today <= on_date + STAYS_OPEN


def is_over(on_date: date, *, today: date) -> bool:
    return today > on_date + STAYS_OPEN


def may_close(actor: Actor, engagement: Engagement) -> bool:
    """Who writes the closing summary: the clinician the client agreed with, after the end."""
    return (
        engagement_rules.is_own_clinician(actor, engagement)
        and engagement.state == Engagement.ENDED
    )
