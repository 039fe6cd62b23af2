"""When a permission and a release are alive, as the client's pages say it. Pure.

What a reader may open is never asked here: the database decides that (app.live_releases).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reviews.releases.models import ReleaseFile

FILE_TRANSITIONS: dict[str, frozenset[str]] = {
    ReleaseFile.WAITING: frozenset({ReleaseFile.MADE, ReleaseFile.DROPPED}),
    ReleaseFile.MADE: frozenset(),
    ReleaseFile.DROPPED: frozenset(),
}
LONGEST = timedelta(days=366)

ALIVE, NARROWED, WITHDRAWN, EXPIRED = "alive", "narrowed", "withdrawn", "expired"
AHEAD, LIVE, REPLACED, IN_ERROR, NARROWED_AWAY = (
    "ahead",
    "live",
    "replaced",
    "in_error",
    "narrowed_away",
)


class NotReady(Exception):
    """Nothing was released; each sentence says what is in the way, and whose it is to change."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(len(sentences))
        self.sentences = sentences


def end_of_day(day: date, *, zone: str) -> datetime:
    """The instant after `day`, in `zone` (IANA name)."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def permission_state(
    *, withdrawn_at: datetime | None, expires_at: datetime, narrowed: bool, now: datetime
) -> str:
    if withdrawn_at is not None:
        return WITHDRAWN
    if expires_at <= now:
        return EXPIRED
    return NARROWED if narrowed else ALIVE


def release_state(
    *,
    permission: str,
    parts: list[str],
    permitted: list[str],
    live_at: datetime,
    expires_at: datetime,
    replaced: bool,
    in_error: bool,
    now: datetime,
) -> str:
    """Why a release can be read, or not."""
    if permission == WITHDRAWN:
        return WITHDRAWN
    if in_error:
        return IN_ERROR
    if expires_at <= now:
        return EXPIRED
    if not set(parts) <= set(permitted):
        return NARROWED_AWAY
    if replaced:
        return REPLACED
    return LIVE if live_at <= now else AHEAD
