"""How long a draft is kept before the work begins, and once it is over: ended, or never begun.

The database decides with the same rules (migrations/_drafts_over.py, migrations/_offers.py).
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
    """When somebody's drafts of an engagement that is over go, all at once.

    warned_at  since the first of them was begun; None: not yet.
    Never sooner than a week after their author was warned, nor after they last wrote.
    """
    return max(ended_at + kept, touched_at + WARNED_BEFORE, (warned_at or now) + WARNED_BEFORE)
