"""Row policies of headings, what paragraphs rest on, and what a client reads of a second answer.

A client reads an answer that is no name on it once its author has passed it on, or after a while,
unless the author keeps it back for now. That somebody keeps it back is a row the client cannot see: a
policy that looked for it would find none, and fail open. A definer function asks.
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import as_client, as_clinician
from reviews.migrations._sharing import BY_ACTOR, CO_SIGNER, same
from tracker.lib.rls import ACTOR, APP, DEFINER, ORGANIZATION, ROLE, function, protect

TOLD_AFTER = "interval '2 days'"  # rules.TOLD_AFTER
PASSED_ON = (
    "exists (select from reviews_remarkpassedon x where x.cosignature_id = reviews_cosignature.id)"
)
TOLD = (
    "(reviews_cosignature.state in ('changes_asked', 'declined', 'stood_aside')"
    f" and answered_at + {TOLD_AFTER} <= app.now() and not app.kept_back(reviews_cosignature.id))"
)

KEEPS_BACK = f"{as_clinician('reviews_answerkeptback')} and {BY_ACTOR} and " + same(
    "reviews_answerkeptback",
    "reviews_cosignature",
    "cosignature_id",
    f"x.author_id = {ACTOR} and x.state <> 'asked'",
)


def read_by(client: str) -> str:
    return (
        "alter policy reviews_cosignature_select on reviews_cosignature using ("
        f"{as_clinician('reviews_cosignature')} or {CO_SIGNER}"
        f" or ({as_client('reviews_cosignature')} and (state = 'cosigned' or {client})));"
    )


POLICIES = [
    RunSQL(
        f"""
        grant update (prepared_at) on reviews_report to {APP};
        grant update (rests) on reviews_section to {APP};
        grant update (standing) on reviews_cosignature to {APP};
        """,
        f"""
        revoke update (prepared_at) on reviews_report from {APP};
        revoke update (rests) on reviews_section from {APP};
        revoke update (standing) on reviews_cosignature from {APP};
        """,
    ),
    # Nothing personal: an administrator writes it, a clinician writes by it.
    protect(
        "reviews_reporttemplate",
        select=f"organization_id = {ORGANIZATION} and {ROLE} in ('clinician', 'administrator')",
        insert=f"organization_id = {ORGANIZATION} and author_id = {ACTOR}"
        f" and {ROLE} = 'administrator'",
        privileges="select, insert",
    ),
    protect(
        "reviews_answerkeptback",
        select=f"{as_clinician('reviews_answerkeptback')} and {BY_ACTOR}",
        insert=KEEPS_BACK,
        privileges="select, insert",
    ),
    RunSQL(
        f"grant select (cosignature_id) on reviews_answerkeptback to {DEFINER};",
        f"revoke select (cosignature_id) on reviews_answerkeptback from {DEFINER};",
    ),
    function(
        "kept_back(a_cosignature uuid)",
        returns="boolean",
        definer=True,
        language="sql",
        kind="stable",
        body="select exists (select from public.reviews_answerkeptback k"
        " where k.cosignature_id = a_cosignature)",
    ),
    RunSQL(read_by(f"{PASSED_ON} or {TOLD}"), read_by(PASSED_ON)),
]
