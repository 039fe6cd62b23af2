"""Row policies of messages and calls; part of 0005_dialogue."""

from reviews.migrations._checkins import add_moves
from reviews.migrations._policies import BY_ACTOR, as_client, as_clinician, granted, hold
from tracker.lib.rls import protect

POLICIES = [
    protect(
        "reviews_message",
        select=granted("reviews_message"),
        insert=f"{granted('reviews_message')} and {BY_ACTOR} and exists (select from"
        " reviews_checkin c where c.id = checkin_id"
        " and c.engagement_id = reviews_message.engagement_id"
        " and c.state not in ('closed', 'canceled', 'moved', 'not_needed'))"
        " and exists (select from reviews_engagement e where e.id = engagement_id"
        " and e.state = 'active')",
        privileges="select, insert",
    ),
    protect(
        "reviews_call",
        select=granted("reviews_call"),
        insert=f"{as_client('reviews_call')} and {BY_ACTOR} and state = 'asked'",
        update=f"{granted('reviews_call')} and state = 'asked'",
        update_check=f"({as_clinician('reviews_call')} and state = 'rung')"
        f" or ({as_client('reviews_call')} and state = 'withdrawn')",
        privileges="select, insert, update (state, answered_at)",
    ),
    add_moves([("reviews_call", "asked", "rung"), ("reviews_call", "asked", "withdrawn")]),
    hold(["reviews_call"]),
]
