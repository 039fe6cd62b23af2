"""What outlives the erasure of a record, and for how long.

A record is erased by destroying its data keys. What was permitted, withdrawn, released and told outside
is kept for its own time: nothing of it lies under those keys, and no role can delete it. The client is
told so (reviews.releases.terms, "copy"). tests/laws/test_consent_is_kept.py holds all of it.
"""

from reviews.records.models import EngagementKey

# After the last day it was in force. Source: 45 CFR 164.530(j)(2), with 164.508(b)(6) and 164.528.
CONSENT_YEARS = 6

# Table → purpose of the key that its texts lie under; None: it holds none.
CONSENT: dict[str, str | None] = {
    "reviews_recipient": EngagementKey.SHARING,
    "reviews_permission": EngagementKey.SHARING,
    "reviews_narrowing": None,
    "reviews_withdrawal": None,
    "reviews_notreleased": None,
    "reviews_release": EngagementKey.COPY,
    "reviews_closedrelease": None,
    "reviews_releasefile": EngagementKey.COPY,
    "reviews_noticeacknowledgment": None,  # which version of the notice was read, and when
    "reviews_disclosure": EngagementKey.SHARING,
}
