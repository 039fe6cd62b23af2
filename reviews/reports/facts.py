"""The facts of a report, in words made from the record. Pure; nobody can write in them.

Counts are of check-ins, never of a person. What was moved, not needed, or called off on our side was
not offered; reflections are no facts. Source: docs/glossary.md, "Report".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.lib.dates import capitalized, full_day, month_day, number_word

NOT_OFFERED = frozenset({"our_side", "logistics"})  # of CheckIn.REASONS


@dataclass(frozen=True, slots=True)
class Meeting:
    """One check-in of the period, or a meeting between two."""

    on: date
    held: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """One commitment as it stood at the end of the period.

    answer  where it was not agreed: what the client, or the clinician, said to it, in words.
    why     the client's, where they chose that it may stand here.
    """

    text: str
    agreed_on: date
    due_on: date | None
    stands: str  # in words; "" if nothing was said
    support: bool = False  # at work
    verb: str = "agreed"
    answer: str = ""
    why: str = ""


def meeting(*, on: date, held: bool, missed: bool, why_not: str) -> Meeting | None:
    """One check-in as a report counts it; None for one that does not count as offered.

    Moved ones count at their new time, and those that were not needed, canceled, called off for
    logistics or on our side count for nothing: none of it is the client's doing.
    """
    if held:
        return Meeting(on, held=True)
    if missed and why_not not in NOT_OFFERED:
        return Meeting(on, held=False)
    return None


def taking_part(*, person: str, author: str, since: date, ended_on: date | None) -> list[str]:
    if ended_on is not None:
        return [
            f"{person} took part in check-ins with {author} from {full_day(since)} to "
            f"{full_day(ended_on)}. The work has ended."
        ]
    return [f"{person} has taken part in check-ins with {author} since {full_day(since)}."]


def attendance(meetings: Sequence[Meeting], *, first: date, last: date) -> list[str]:
    between = f"Between {full_day(first)} and {full_day(last)}"
    held = [meeting for meeting in meetings if meeting.held]
    if not meetings:
        return [f"{between}, no check-in was offered."]
    offered = f"{_count(len(meetings))} offered"
    if not held:
        return [f"{between}, {offered} and none was held."]
    words = f"{between}, {offered} and {number_word(len(held)).lower()} held."
    return [words, f"Held on {_days(held)}."]


def commitments(agreed: Iterable[Agreed]) -> list[str]:
    lines = [_line(item) for item in agreed]
    return lines or ["No commitments were agreed in this period."]


def _count(number: int) -> str:
    if number == 1:
        return "one check-in was"
    return f"{number_word(number).lower()} check-ins were"


def _days(held: Sequence[Meeting]) -> str:
    days = [month_day(meeting.on) for meeting in sorted(held, key=lambda m: m.on)]
    return days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"


def _line(item: Agreed) -> str:
    by = f", to be done by {month_day(item.due_on)}" if item.due_on else ""
    stands = item.stands or "nothing has been said yet about how it stands"
    support = ", a support at work" if item.support else ""
    agreed = f"{item.verb} on {month_day(item.agreed_on)}{by}"
    line = f"“{item.text.rstrip('.')}”{support}, {agreed}: {stands}."
    if not item.answer:
        return line
    why = f": “{' '.join(item.why.split())}”" if item.why else "."
    return f"{line} {capitalized(item.answer)}{why}"


def numbered(number: int) -> str:
    """ "First version", for a page."""
    return f"{capitalized(_ORDER.get(number, f'{number}th'))} version"


_ORDER = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}
