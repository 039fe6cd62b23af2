"""Row policies of progress reviews; part of the migration that makes them.

Both read. The clinician opens and closes; the client moves a review only by signing their part of
it, and neither can say that something is signed which is not.
"""

from django.db.migrations import RunSQL

from reviews.migrations._checkins import add_moves
from reviews.migrations._policies import BY_ACTOR, as_client, as_clinician, granted, hold
from reviews.migrations._sharing import DRAFT_SECTION, GROUNDED
from tracker.lib.rls import APP, protect

TABLE = "reviews_progressreview"


def _signed(kind: str) -> str:
    return (
        f"exists (select from reviews_entry p where p.about = {TABLE}.id"
        f" and p.engagement_id = {TABLE}.engagement_id"
        f" and p.kind = '{kind}' and p.state = 'shared')"
    )


CLIENT_SIGNED, CLINICIAN_SIGNED = _signed("review_client"), _signed("review_clinician")

# A report may rest on a review that stands, beside the records of before.
A_REVIEW = (
    f"(of_kind = 'review' and exists (select from {TABLE} x where x.id = reviews_ground.of_id"
    " and x.engagement_id = reviews_ground.engagement_id"
    " and x.state in ('signed', 'without_client')))"
)


def _grounds(rest_on: str) -> str:
    return (
        "alter policy reviews_ground_insert on reviews_ground with check ("
        f"{as_clinician('reviews_ground')} and {BY_ACTOR} and {DRAFT_SECTION} and ({rest_on}))"
    )


POLICIES = [
    RunSQL(
        f"grant update (grounds) on reviews_entry to {APP}",
        f"revoke update (grounds) on reviews_entry from {APP}",
    ),
    protect(
        TABLE,
        select=granted(TABLE),
        insert=f"{as_clinician(TABLE)} and {BY_ACTOR} and state = 'open'"
        f" and exists (select from reviews_engagement e where e.id = engagement_id"
        " and e.state = 'active')",
        update=f"{as_clinician(TABLE)}"
        f" or ({as_client(TABLE)} and state in ('open', 'without_client'))",
        update_check=f"(({as_clinician(TABLE)}) or ({as_client(TABLE)} and state = 'signed'))"
        f" and (state <> 'signed' or ({CLIENT_SIGNED} and {CLINICIAN_SIGNED}))"
        f" and (state <> 'without_client' or (not {CLIENT_SIGNED} and {CLINICIAN_SIGNED}))"
        f" and (state <> 'withdrawn' or not ({CLIENT_SIGNED} or {CLINICIAN_SIGNED}))",
        privileges="select, insert, update (state, settled_at, why_without, again_on, next_on)",
    ),
    protect(
        "reviews_reviewremark",
        select=granted("reviews_reviewremark"),
        insert=f"{granted('reviews_reviewremark')} and {BY_ACTOR}"
        f" and exists (select from {TABLE} r where r.id = review_id"
        " and r.engagement_id = reviews_reviewremark.engagement_id and r.state = 'signed')",
        privileges="select, insert",
    ),
    add_moves(
        [
            (TABLE, "open", "signed"),
            (TABLE, "open", "without_client"),
            (TABLE, "open", "withdrawn"),
            (TABLE, "without_client", "signed"),
        ]
    ),
    hold([TABLE]),
    RunSQL(_grounds(f"{GROUNDED} or {A_REVIEW}"), _grounds(GROUNDED)),
]
