"""The access record in words, by day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from accounts.roles import EMPLOYER_CONTACT, ROLES
from reviews.assignments.turns import EARLIER, LATER, NOW, Turn
from reviews.desk.access_record import Reading
from reviews.desk.words import Item
from reviews.reports.facts import numbered
from tracker.lib import dates

# kind of thing → what was read, before its day where it has one
READ = {
    "reflection": "the reflection for",
    "session": "the session of",
    "feedback": "the feedback of",
    "checkin": "what was said about the check-in of",
    "dialogue": "the messages about the check-in of",
    "review": "the progress review of",
    "review_client": "your part of the progress review of",
    "review_clinician": "the clinician’s part of the progress review of",
}
# kind of thing → what was read, where there is no day to it
WHOLE = {
    "suitability": "what was written of your first talks",
    "referral": "where other help is",
    "closing": "the closing summary",
    "ending": "what was said at the end",
    "follow_up": "what was written of a follow-up",
    "closed_openings": "who opened what was closed, and when",
}
SECOND_CLINICIAN = "Second clinician"


@dataclass(frozen=True, slots=True)
class LookedDay:
    name: str
    lines: list[Item]


def looked(readings: Sequence[Reading]) -> list[LookedDay]:
    """Newest first."""
    return [
        LookedDay(
            name=f"{dates.weekday_day(day)}, {day.year}",
            lines=[
                {
                    "when": dates.clock_time(dates.local(reading.at)),
                    "at": reading.at,
                    "who": reading.who,
                    "role": role(reading),
                    "what": what(reading),
                }
                for reading in group
            ],
        )
        for day, group in groupby(readings, key=lambda reading: dates.local(reading.at).date())
    ]


def may_look(turns: Sequence[Turn]) -> list[Item]:
    """A term and words each, for components/rows.html: now first, then what comes and what was."""
    order = (NOW, LATER, EARLIER)
    return [
        {"term": f"{turn.when.capitalize()}, {_as(turn)}", "text": f"{turn.who}, {_days(turn)}"}
        for turn in sorted(turns, key=lambda turn: order.index(turn.when))
    ]


def _as(turn: Turn) -> str:
    return "for a while" if turn.covers else "as your clinician"


def _days(turn: Turn) -> str:
    first = dates.full_day(turn.first)
    if turn.first == turn.last:
        return f"on {first}"
    return f"from {first} to {dates.full_day(turn.last)}" if turn.last else f"since {first}"


def role(reading: Reading) -> str:
    """As what they looked; "" for the client, who knows."""
    if reading.who == "You" or reading.role not in ROLES:
        return ""
    if reading.object_kind == "report_copy":
        return SECOND_CLINICIAN
    return dates.capitalized(reading.place) or ROLES[reading.role].on_screen


def what(reading: Reading) -> str:
    """What kind of looking it was, and at which of several."""
    if reading.verb == "find":
        return "Looked for words in your record"
    if reading.object_kind == "release":
        return _release(reading)
    if reading.object_kind in READ:
        if reading.for_day is None:
            return f"Read a {reading.object_kind}"
        return f"Read {READ[reading.object_kind]} {dates.month_day(reading.for_day)}"
    if reading.object_kind == "report":
        if reading.number is None or reading.number == 1:
            return "Read the report"
        return f"Read the report, {numbered(reading.number).lower()}"
    if reading.object_kind == "report_copy":
        return "Read the report, asked for a second name"
    if reading.object_kind == "agreement":
        return "Read the agreement"
    if reading.object_kind == "accounting":
        took = reading.verb == "download"
        return "Took the list of what went out" if took else "Read the list of what went out"
    if reading.object_kind == "disclosure":
        return "Read what was told without your permission"
    if reading.object_kind in ("concern", "setback", "noted"):
        return "Read what was told or noted"
    if reading.object_kind in WHOLE:
        return f"Read {WHOLE[reading.object_kind]}"
    return "Read something in your record"


def _release(reading: Reading) -> str:
    if reading.verb == "acknowledge_notice":
        return "Read the notice on passing on"
    if reading.verb == "close_release":
        return f"Closed what was released to {reading.released_to or 'somebody'}"
    if reading.role != EMPLOYER_CONTACT:
        return f"Read what was released to {reading.released_to or 'somebody'}"
    if reading.verb == "download":
        return "Took the PDF of what you released"
    return "Read what you released to them"
