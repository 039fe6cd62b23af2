"""The key of a first offer, and the texts that lie under it; part of 0038_first_offers.

Its holder is the client's membership. Whoever the client was introduced to reaches it, and nobody
else: not the client, not the administrator. Texts and key go together, whoever deletes which.
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import granted
from reviews.migrations._unsent import BY_ACTOR, OUT_OF_REACH, OWN_NOTE, drop_drafts
from reviews.migrations._voices import kept
from tracker.lib.rls import (
    DEFINER,
    MAINTENANCE,
    MEMBERSHIP,
    ORGANIZATION,
    OWNER,
    ROLE,
    function,
    protect,
    redefine,
)

INTRODUCED = (
    f"{ROLE} = 'clinician' and exists (select from accounts_membership m"
    " where m.id = reviews_offerkey.membership_id and m.role = 'client' and m.ended_at is null"
    f" and m.organization_id = {ORGANIZATION} and m.introduced_to_id = {MEMBERSHIP})"
)
# Whoever sees the key.
FIRST_OFFER = (
    "(place = 'first_offer' and exists (select from reviews_offerkey k"
    " where k.membership_id = reviews_unsenttext.offer_id))"
)
ASKED = kept("'remark', 'second_concern'")


def _unsent(more: str) -> str:
    own = f"{BY_ACTOR} and ({granted('reviews_unsenttext')} or {ASKED}{more}"
    return f"""
        alter policy reviews_unsenttext_select on reviews_unsenttext using ({own} or {OWN_NOTE}));
        alter policy reviews_unsenttext_delete on reviews_unsenttext using ({own} or {OWN_NOTE}));
        alter policy reviews_unsenttext_insert on reviews_unsenttext with check ({own}));
        alter policy reviews_unsenttext_update on reviews_unsenttext using ({own}))
            with check ({own}));
    """


# A week after the last word. A text without its key comes back with a dump of before.
OFFERS_GO = """
            delete from reviews_offerkey k where k.touched_at < app.now() - interval '7 days';
            delete from reviews_unsenttext x where x.engagement_id is null
               and not exists (select from reviews_offerkey k where k.membership_id = x.offer_id);
"""

POLICIES = [
    protect(
        "reviews_offerkey",
        select=INTRODUCED,
        insert=INTRODUCED,
        update=INTRODUCED,
        delete=INTRODUCED,
        privileges="select, insert, update (touched_at), delete",
    ),
    RunSQL(
        f"""
        grant select (membership_id, touched_at), delete on reviews_offerkey to {DEFINER};
        grant select (offer_id) on reviews_unsenttext to {DEFINER};
        grant select (membership_id, kek_id, wrapped), update (kek_id, wrapped)
            on reviews_offerkey to {MAINTENANCE};
        create policy maintenance_select on reviews_offerkey for select to {MAINTENANCE}
            using (true);
        create policy maintenance_update on reviews_offerkey for update to {MAINTENANCE}
            using (true);
        """,
        f"""
        drop policy maintenance_select on reviews_offerkey;
        drop policy maintenance_update on reviews_offerkey;
        revoke select (offer_id) on reviews_unsenttext from {DEFINER};
        """,
    ),
    # Not valid: a dump of the tables comes back without the keys of its time.
    RunSQL(
        """
        alter table reviews_unsenttext add constraint unsent_goes_with_its_key
            foreign key (offer_id) references reviews_offerkey on delete cascade not valid;
        """,
        "alter table reviews_unsenttext drop constraint unsent_goes_with_its_key;",
    ),
    RunSQL(_unsent(f" or {FIRST_OFFER}"), _unsent("")),
    redefine(
        "drop_drafts()",
        returns="void",
        body=drop_drafts(OUT_OF_REACH.format(of="x.engagement_id is not null and ") + OFFERS_GO),
        before=drop_drafts(OUT_OF_REACH.format(of="")),
    ),
    function(
        "drop_offer()",
        returns="trigger",
        definer=True,
        body="""
        begin
            delete from reviews_offerkey k using accounts_membership m
             where m.id = k.membership_id and new.id in (m.id, m.introduced_to_id);
            return null;
        end
        """,
        to=OWNER,
    ),
    RunSQL(
        """
        create trigger drop_offer after update of ended_at, introduced_to_id on accounts_membership
            for each row execute function app.drop_offer();
        """,
        "drop trigger drop_offer on accounts_membership;",
    ),
]
