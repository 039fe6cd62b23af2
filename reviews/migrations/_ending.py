"""Row policies of the end and of what comes after it; part of 0020_ending.

A closing is said once, by whoever ended the work. A follow-up is agreed by the client, near its day,
and settled by the clinician only after that; nobody writes of one that was not held.
"""

from django.db.migrations import RunSQL

from reviews.migrations._checkins import add_moves
from reviews.migrations._policies import (
    BY_ACTOR,
    SAME_ENGAGEMENT,
    SCHEDULER,
    as_client,
    as_clinician,
    granted,
    hold,
)
from reviews.migrations._writings import WRITES
from tracker.lib.rls import policy_again, protect

ENDED = "exists (select from reviews_engagement e where e.id = engagement_id and e.state = 'ended')"
# A day more on both sides than the rule: days are those of the reader's zone.
NEAR = (
    "on_date between (app.now() - interval '29 days')::date"
    " and (app.now() + interval '15 days')::date"
)
# As 0015 has it; a summary belongs to an end, an account to a follow-up that was held.
BEGINS = f"{WRITES} and {BY_ACTOR} and state = 'draft' and {SAME_ENGAGEMENT}"
OF_THE_END = (
    "(kind <> 'closing' or exists (select from reviews_closing c where c.id = about"
    " and c.engagement_id = reviews_entry.engagement_id))"
    " and (kind <> 'follow_up' or exists (select from reviews_followup f where f.id = about"
    " and f.engagement_id = reviews_entry.engagement_id and f.state = 'held'))"
)
MINE, THEIRS = as_client("reviews_followup"), as_clinician("reviews_followup")

POLICIES = [
    protect(
        "reviews_closing",
        select=granted("reviews_closing"),
        insert=f"{BY_ACTOR} and {ENDED} and ("
        f"({as_client('reviews_closing')} and how = 'by_client' and text is null)"
        f" or {as_clinician('reviews_closing')})",
        privileges="select, insert",
    ),
    protect(
        "reviews_closingwords",
        select=granted("reviews_closingwords"),
        insert=f"{as_client('reviews_closingwords')} and {BY_ACTOR} and exists (select from"
        " reviews_closing c where c.id = closing_id"
        " and c.engagement_id = reviews_closingwords.engagement_id)",
        privileges="select, insert",
    ),
    protect(
        "reviews_followup",
        select=f"{granted('reviews_followup')} or {SCHEDULER}",
        insert=f"{granted('reviews_followup')} and {BY_ACTOR} and state = 'planned' and exists"
        " (select from reviews_engagement e where e.id = engagement_id and e.state = 'ended'"
        " and e.client_id = reviews_followup.client_id"
        " and e.organization_id = reviews_followup.organization_id)",
        update=f"({MINE} and state in ('planned', 'agreed')) or ({THEIRS} and state = 'agreed')",
        update_check=f"({MINE} and (state = 'not_wanted' or (state = 'agreed' and {NEAR})))"
        f" or ({THEIRS} and state in ('held', 'not_held'))",
        privileges="select, insert, update (state, answered_at, settled_at)",
    ),
    add_moves(
        [
            ("reviews_followup", "planned", "agreed"),
            ("reviews_followup", "planned", "not_wanted"),
            ("reviews_followup", "agreed", "not_wanted"),
            ("reviews_followup", "agreed", "held"),
            ("reviews_followup", "agreed", "not_held"),
        ]
    ),
    hold(["reviews_followup"]),
    RunSQL(
        policy_again("reviews_entry", "insert", check=f"{BEGINS} and {OF_THE_END}"),
        policy_again("reviews_entry", "insert", check=BEGINS),
    ),
]
