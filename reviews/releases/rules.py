"""When a permission and a release are alive, as the client's pages say it. Pure.

What a reader may open is never asked here: the database decides that (app.live_releases).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.access import Actor
from accounts.roles import ADMINISTRATOR
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.releases.models import ReleaseFile

FILE_TRANSITIONS: dict[str, frozenset[str]] = {
    ReleaseFile.WAITING: frozenset({ReleaseFile.MADE, ReleaseFile.DROPPED}),
    ReleaseFile.MADE: frozenset(),
    ReleaseFile.DROPPED: frozenset(),
}
LONGEST = timedelta(days=366)
INVITATION_LASTS = timedelta(days=30)  # from when the release can be read, or from its mail

ALIVE, NARROWED, WITHDRAWN, EXPIRED = "alive", "narrowed", "withdrawn", "expired"
AHEAD, HELD, LIVE, REPLACED, IN_ERROR, NARROWED_AWAY, CLOSED = (
    "ahead",
    "held",
    "live",
    "replaced",
    "in_error",
    "narrowed_away",
    "closed",
)
NOT_OVER = frozenset({AHEAD, HELD, LIVE})


HALF_TRUE = (
    "Nothing was released, and nothing has changed. Something the agreement lists is not in what you "
    "chose: a half-true summary is not sent. Choose the part that states it too, ask for a new "
    "version that does, or share nothing. Nobody can make you share it."
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


def release_state(  # noqa: PLR0913 - one for each thing that closes one
    *,
    permission: str,
    parts: list[str],
    permitted: list[str],
    live_at: datetime,
    expires_at: datetime,
    replaced: bool,
    held: bool,
    in_error: bool,
    closed: bool,
    now: datetime,
) -> str:
    """Why a release can be read, or not."""
    if closed:  # only what was not over yet: whatever else ends it came later
        return CLOSED
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
    if held:
        return HELD
    return LIVE if live_at <= now else AHEAD


def can_close_reader(actor: Actor, engagement: Engagement) -> bool:
    """Whoever treats or covers, also after the end: a mistake may be seen late."""
    return engagement_rules.is_clinician(actor, engagement)


def can_close_readers(actor: Actor) -> bool:
    return actor.role == ADMINISTRATOR
