"""What a check-in is to the pages of the desk. Pure."""

from datetime import datetime, timedelta

from reviews.checkins.models import CheckIn

LOG_ASKED_FOR = timedelta(days=14)  # after that nobody is asked about a talk that was noted


def lies_ahead(checkin: CheckIn) -> bool:
    return checkin.state in (CheckIn.SCHEDULED, CheckIn.OPEN, CheckIn.SHARED)


def is_past(checkin: CheckIn, now: datetime) -> bool:
    """Past, and nobody has said whether the two talked."""
    return checkin.state == CheckIn.OPEN and checkin.due_at < now


def left_since(checkin: CheckIn, *, after: timedelta, now: datetime) -> bool:
    """Nobody has settled it so long after its time."""
    waits = (CheckIn.SCHEDULED, CheckIn.OPEN, CheckIn.SHARED)
    return checkin.state in waits and checkin.due_at + after <= now


def may_need_a_log(checkin: CheckIn, now: datetime) -> bool:
    """Past; a log is asked for unless there is one. What was noted as talked, for two weeks."""
    if checkin.due_at >= now:
        return False
    if checkin.state == CheckIn.DISCUSSED:
        return checkin.due_at > now - LOG_ASKED_FOR
    return checkin.state in (CheckIn.OPEN, CheckIn.SHARED)
