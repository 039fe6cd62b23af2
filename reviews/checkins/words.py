"""Check-ins in words: when, how one stands, and why one cannot be moved. Pure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from reviews.checkins.models import CheckIn, Move
from tracker.lib import dates

# Why one was missed, as a choice and in a sentence: what was arranged, never whose fault it was.
REASONS = {
    CheckIn.TOLD_BEFOREHAND: "told beforehand",
    CheckIn.NOT_TOLD: "not told",
    CheckIn.LOGISTICS: "logistics",
    CheckIn.OUR_SIDE: "our side",
}
# state → the word of its tag, its icon, its tone
TAGS = {
    CheckIn.SCHEDULED: ("Planned", "calendar", "pine"),
    CheckIn.OPEN: ("Planned", "calendar", "pine"),
    CheckIn.SHARED: ("Reflection shared", "pencil", "dusk"),
    CheckIn.DISCUSSED: ("Talked", "check", "none"),
    CheckIn.CLOSED: ("Closed", "check", "none"),
    CheckIn.MISSED: ("Missed", "calendar", "rust"),
    CheckIn.MOVED: ("Moved", "turn", "none"),
    CheckIn.NOT_NEEDED: ("Not needed", "calendar", "none"),
    CheckIn.CANCELED: ("Canceled", "cross", "none"),
}
MOVES = {
    Move.AGREED: "Agreed",
    Move.DECLINED: "Declined; the old time stands",
    Move.WITHDRAWN: "Taken back",
    Move.LAPSED: "Not answered before that time",
}


def when(at: datetime, *, zone: str, year: bool = False) -> str:
    """ "Tuesday, June 2, at 10:00 AM (Dublin time)"; with the reader's own where clocks differ."""
    there = dates.local(at, zone=zone)
    here = dates.local(at)
    words = f"{_day(there, year=year)}, at {dates.clock_time(there)} ({dates.zone_words(zone)})"
    if here.replace(tzinfo=None) == there.replace(tzinfo=None):
        return words
    day = "" if here.date() == there.date() else f"{dates.weekday_day(here)}, "
    return f"{words}; {day}{dates.clock_time(here)} where you are"


def how_it_stands(checkin: CheckIn, *, who: str, is_client: bool, now: datetime) -> str:
    """One or two plain sentences, without blame. `who` is the other one's name."""
    state = checkin.state
    if state == CheckIn.SCHEDULED:
        opens = dates.weekday_day(dates.local(checkin.opens_at, zone=checkin.zone))
        return f"It is planned. Writing for it opens on {opens}."
    if state in (CheckIn.OPEN, CheckIn.SHARED):
        return _waits(checkin, who=who, is_client=is_client, passed=checkin.due_at <= now)
    if state in (CheckIn.DISCUSSED, CheckIn.CLOSED):
        at = checkin.discussed_at or checkin.due_at
        closed = " It is closed." if state == CheckIn.CLOSED else ""
        return f"You have talked: noted on {dates.weekday_day(dates.local(at))}.{closed}"
    if state == CheckIn.MISSED:
        said = f"It did not take place: {REASONS[checkin.why_not]}."
        return f"{said} That can happen. You can choose another time." if is_client else said
    return {
        CheckIn.MOVED: "It was moved to another time.",
        CheckIn.NOT_NEEDED: "It was not needed. It counts for nothing.",
        CheckIn.CANCELED: "It was canceled. It counts for nothing.",
    }[state]


def became_of(checkin: CheckIn) -> str:
    """For a line of a list: a short sentence where it did not go as planned, else ""."""
    if checkin.state == CheckIn.MISSED:
        return f"It did not take place: {REASONS[checkin.why_not]}."
    return {CheckIn.MOVED: "Moved to another time.", CheckIn.NOT_NEEDED: "Not needed."}.get(
        checkin.state, ""
    )


def why_not_move(checkin: CheckIn, *, asked: bool, has_later: bool, ended: bool, late: str) -> str:
    """Why another time cannot be asked for, in a sentence; "" if it can.

    asked      a request waits. `has_later`: a missed one has its new time already.
    late       what is said to a client whose practice wants to know earlier; "" in time.
    """
    if ended:
        return "The work together is not running, so there is nothing to move."
    if checkin.state in (CheckIn.DISCUSSED, CheckIn.CLOSED):
        return "You have talked at this one, so it cannot be moved."
    if checkin.state == CheckIn.MOVED or has_later:
        return "It has another time already. That one can be moved."
    if checkin.state in (CheckIn.NOT_NEEDED, CheckIn.CANCELED):
        return "It does not take place any more, so there is nothing to move."
    if asked:
        return "Another time was asked for already, and waits for an answer."
    return late


def too_late(*, notice: timedelta, phone: str) -> str:
    hours = int(notice.total_seconds() // 3600)
    ring = f" Ring the practice: {phone}." if phone else " Ring the practice."
    if not hours:
        return f"Its time has come, so it cannot be changed here.{ring}"
    unit = "hour" if hours == 1 else "hours"
    return f"It is less than {hours} {unit} away, so it cannot be changed here.{ring}"


def nobody_there(at: datetime, *, zone: str, weekdays: list[int]) -> str:
    """Why nobody can be met at this instant, seen from the practice's days; "" if somebody can."""
    day = at.astimezone(ZoneInfo(zone)).weekday()
    if day in weekdays:
        return ""
    return f"Nobody is there on {dates.WEEKDAYS[day]}s. Choose another day."


def _waits(checkin: CheckIn, *, who: str, is_client: bool, passed: bool) -> str:
    shared = checkin.state == CheckIn.SHARED
    written = ""
    if shared:
        written = "You have shared a reflection." if is_client else f"{who} shared a reflection."
    if passed:
        return (
            f"{written} Its time has passed, and nobody has noted yet whether you talked.".strip()
        )
    if shared:
        return written
    return (
        "You can write before you meet, and you need not."
        if is_client
        else f"It is planned. {who} can write before you meet, and need not."
    )


def _day(at: date, *, year: bool) -> str:
    return f"{dates.weekday_day(at)}, {at.year}" if year else dates.weekday_day(at)
