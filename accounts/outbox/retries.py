"""How a try ended, and when the next one is."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.outbox.models import Notice

# Minutes until the next try, after the first, the second …; after the last one it is given up.
LATER = (1, 5, 15, 60, 240, 720, 1440)
# Where the server does not know the address, or a bounce came back: days, not minutes, help.
REFUSED_FOR_GOOD = (60, 1440)
TRIES = len(LATER) + 1

CUT_OFF = "cut_off"
UNREACHABLE = "unreachable"
BOUNCED = "bounced"
NEVER_CAME_BACK = "never_came_back"  # every process that tried it has died of it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row becomes: settled in `state`, or still waiting, `wait` from now."""

    notice: Notice
    state: str
    reason: str = ""  # a code, never a server's words, which may hold an address
    wait: timedelta | None = None
    uncertain: bool = False


def later(
    notice: Notice, *, reason: str, waits: tuple[int, ...] = LATER, uncertain: bool = False
) -> Outcome:
    """Again after a while, or given up; `notice.attempts` counts this try."""
    if notice.attempts > len(waits):
        return Outcome(notice, Notice.FAILED, reason, uncertain=uncertain)
    wait = timedelta(minutes=waits[notice.attempts - 1])
    return Outcome(notice, Notice.WAITING, reason, wait, uncertain)
