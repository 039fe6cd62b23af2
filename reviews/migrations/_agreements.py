"""Row policies of agreements that both have signed; part of 0018_agreements."""

from django.db.migrations import RunSQL

from reviews.migrations._policies import as_client, as_clinician, granted
from reviews.migrations._sharing import FRESH, JUST_NOW
from tracker.lib.rls import ACTOR, protect

BY_ACTOR = f"author_id = {ACTOR}"
OFFER_INSERT = f"{as_clinician('reviews_agreement')} and {BY_ACTOR} and state = 'offered'"
WITHDRAWN = f"({as_clinician('reviews_agreement')} and state = 'withdrawn')"


def signed_by(person: str) -> str:
    """This agreement, this very text, by that person."""
    return (
        "exists (select from reviews_agreementsignature s where s.agreement_id = reviews_agreement.id"
        f" and s.author_id = {person} and s.digest = reviews_agreement.digest)"
    )


def of_offer(more: str) -> str:
    """The offer that is signed still waits, and is the same text."""
    return (
        "exists (select from reviews_agreement a where a.id = agreement_id"
        " and a.engagement_id = reviews_agreementsignature.engagement_id and a.state = 'offered'"
        f" and a.digest = reviews_agreementsignature.digest and {more})"
    )


POLICIES = [
    protect(
        "reviews_agreementsignature",
        select=granted("reviews_agreementsignature"),
        # The clinician signs their own offer; the client, once the time to think is over.
        insert=f"{BY_ACTOR} and {FRESH} and {JUST_NOW} and ("
        f"({as_clinician('reviews_agreementsignature')} and {of_offer(f'a.author_id = {ACTOR}')})"
        f" or ({as_client('reviews_agreementsignature')}"
        f" and {of_offer('a.signable_from <= app.now()')}))",
        privileges="select, insert",
    ),
    RunSQL(
        f"""
        alter policy reviews_agreement_insert on reviews_agreement with check (
            {OFFER_INSERT} and octet_length(digest) = 32 and signable_from >= created_at);
        alter policy reviews_agreement_update on reviews_agreement with check (
            ({as_client("reviews_agreement")} and (state = 'declined'
                or (state = 'accepted' and {signed_by(ACTOR)}
                    and {signed_by("reviews_agreement.author_id")})))
            or {WITHDRAWN});
        """,
        f"""
        alter policy reviews_agreement_insert on reviews_agreement with check ({OFFER_INSERT});
        alter policy reviews_agreement_update on reviews_agreement with check (
            ({as_client("reviews_agreement")} and state in ('accepted', 'declined'))
            or {WITHDRAWN});
        """,
    ),
]
