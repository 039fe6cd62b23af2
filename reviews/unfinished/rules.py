"""How long a draft is kept once the work has ended, or before it begins. While it goes on, it stays.

The database decides with the same rules (drafts_of_ended_work in migrations/_unsent.py, drop_drafts
in migrations/_offers.py).
"""

from datetime import datetime, timedelta

WARNED_BEFORE = timedelta(days=7)
OFFER_KEPT = timedelta(days=7)  # a first offer, after its last word


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
