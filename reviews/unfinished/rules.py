"""How long a draft is kept once the work has ended. While the work goes on, it stays.

The database decides with the same rule (drafts_of_ended_work in migrations/_unsent.py).
"""

from datetime import datetime, timedelta

WARNED_BEFORE = timedelta(days=7)


def goes_at(
    *,
    ended_at: datetime,
    kept: timedelta,
    touched_at: datetime,
    warned_at: datetime | None,
    now: datetime,
) -> datetime:
    """When somebody's drafts of an ended engagement go, all at once.

    Never sooner than a week after their author was warned, nor after they last wrote.
    """
    return max(ended_at + kept, touched_at + WARNED_BEFORE, (warned_at or now) + WARNED_BEFORE)
