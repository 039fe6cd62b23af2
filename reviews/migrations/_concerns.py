"""Row policies of what ran off course and what became of it; part of the migration of that name.

A note that was entered in error is hidden as an entry too, so that no page of the journal shows it.
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import BY_ACTOR, as_client, as_clinician, granted
from reviews.migrations._sharing import own_signed, same
from tracker.lib.rls import ACTOR, protect

RUNNING = (
    "exists (select from reviews_engagement e where e.id = engagement_id and e.state = 'active')"
)
MINE_SHARED = f"x.author_id = {ACTOR} and x.state = 'shared'"


def told_in(kind: str) -> str:
    """The concern's entry: of this kind, handed over, the actor's own."""
    return same(
        "reviews_concern", "reviews_entry", "entry_id", f"{MINE_SHARED} and x.kind = '{kind}'"
    )


TOLD_BY_THE_TWO = (
    f"(({as_client('reviews_concern')} and told_by = 'client' and {told_in('setback')})"
    f" or ({as_clinician('reviews_concern')} and told_by = 'clinician' and {told_in('noted')}))"
)
OWN_NOTED = (
    "(of_kind = 'noted' and exists (select from reviews_entry x where x.id ="
    " reviews_amendment.of_id and x.engagement_id = reviews_amendment.engagement_id"
    f" and {MINE_SHARED} and x.kind = 'noted'))"
)
ADDS_STEP = (
    f"{BY_ACTOR} and {same('reviews_concernstep', 'reviews_concern', 'concern_id')}"
    f" and ({as_clinician('reviews_concernstep')}"
    f" or ({as_client('reviews_concernstep')} and kind in ('read', 'answered')))"
)
AMENDS = f"{granted('reviews_amendment')} and {BY_ACTOR}"
SEES_ENTRY = f"{granted('reviews_entry')} and ({BY_ACTOR} or state = 'shared')"

POLICIES = [
    protect(
        "reviews_concern",
        select=granted("reviews_concern"),
        insert=f"{BY_ACTOR} and {RUNNING} and {TOLD_BY_THE_TWO}",
        privileges="select, insert",
    ),
    protect(
        "reviews_concernstep",
        select=granted("reviews_concernstep"),
        insert=ADDS_STEP,
        privileges="select, insert",
    ),
    RunSQL(
        f"""
        alter policy reviews_amendment_insert on reviews_amendment with check ({AMENDS}
            and ({own_signed("reviews_amendment")} or {OWN_NOTED}));
        alter policy reviews_entry_select on reviews_entry using ({SEES_ENTRY}
            and (kind <> 'noted' or not app.entered_in_error(id)));
        """,
        f"""
        alter policy reviews_amendment_insert on reviews_amendment with check ({AMENDS}
            and ({own_signed("reviews_amendment")}));
        alter policy reviews_entry_select on reviews_entry using ({SEES_ENTRY});
        """,
    ),
]
