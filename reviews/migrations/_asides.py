"""Row policies and doors of what a client says without words; part of 0018_agreements.

A request to speak to somebody else is hidden from the engagement's clinicians whatever role they
are in: its policy asks for the person, not for a role.
"""

from django.db.migrations import RunSQL

from reviews.migrations._checkins import add_moves
from reviews.migrations._policies import as_client, as_clinician, granted, hold
from tracker.lib.rls import ACTOR, APP, DEFINER, MEMBERSHIP, ORGANIZATION, ROLE, function, protect

BY_ACTOR = f"author_id = {ACTOR}"
MOVES = [
    ("reviews_pressure", "asked", "answered"),
    ("reviews_pressure", "asked", "withdrawn"),
    ("reviews_speakrequest", "asked", "spoken"),
    ("reviews_speakrequest", "asked", "withdrawn"),
]
OWN = f"({as_client('reviews_speakrequest')} and {BY_ACTOR})"
# Nobody who works or worked with this client: not under another role of theirs either.
NOT_THEIRS = (
    f"clinician_id <> {ACTOR} and covering_id is distinct from {ACTOR} and author_id <> {ACTOR}"
    " and not exists (select from reviews_engagementgrant g"
    f" where g.content_object_id = reviews_speakrequest.engagement_id and g.user_id = {ACTOR})"
)
STILL_THERE = (
    "exists (select from accounts_membership m"
    " where m.id = to_membership_id and m.ended_at is null)"
)
RECEIVED = (
    f"(organization_id = {ORGANIZATION} and {NOT_THEIRS} and (to_membership_id = {MEMBERSHIP}"
    f" or ({ROLE} = 'administrator' and (to_membership_id is null or not {STILL_THERE}))))"
)
# A member of the practice who has nothing to do with the engagement `e`.
SOMEBODY_ELSE = """
    m.organization_id = e.organization_id and m.ended_at is null and m.user_id <> e.client_id
    and m.user_id <> e.clinician_id and m.user_id is distinct from e.covered_by_id
    and not exists (select from reviews_engagementgrant g
                     where g.content_object_id = e.id and g.user_id = m.user_id)
"""
OWN_ENGAGEMENT = """
    select x.* into e from reviews_engagement x
     where x.id = a_engagement and x.client_id = app.actor_id()
       and app.actor_role() = 'client';
    if not found then
        return;
    end if;
"""
WHO_ELSE = "somebody_else(a_engagement uuid)"
ASK_TO_SPEAK = "ask_to_speak(a_id uuid, a_engagement uuid)"


def _chosen(somebody: str) -> str:
    """The named person, and the administrators: each a member `m` of whom `somebody` holds."""
    return f"""
    select m.id, m.display_name, m.user_id into named from accounts_membership m
      join accounts_organization o on o.complaints_person_id = m.id and o.id = e.organization_id
     where m.role in ('clinician', 'administrator') and {somebody};
    administrators := array(select m.user_id from accounts_membership m
                             where m.role = 'administrator' and {somebody});
"""


def who_else(somebody: str) -> str:
    """The body of somebody_else."""
    return f"""
        declare e reviews_engagement%rowtype; named record; administrators uuid[];
        begin
            {OWN_ENGAGEMENT}
            {_chosen(somebody)}
            name := coalesce(named.display_name, '');
            own_clinician := named.id is null and exists (select from accounts_membership m
                join accounts_organization o on o.complaints_person_id = m.id
                 and o.id = e.organization_id
               where m.ended_at is null and not ({somebody}));
            if named.id is not null or cardinality(administrators) > 0 then
                return next;
            end if;
        end
        """


def ask_to_speak(somebody: str) -> str:
    """The body of the door of that name."""
    return f"""
        declare e reviews_engagement%rowtype; named record; administrators uuid[]; person uuid;
        begin
            {OWN_ENGAGEMENT}
            {_chosen(somebody)}
            if named.id is null and cardinality(administrators) = 0 then
                return;
            end if;
            insert into reviews_speakrequest (id, engagement_id, author_id, created_at,
                    organization_id, to_membership_id, clinician_id, covering_id, state)
                values (a_id, e.id, app.actor_id(), app.now(), e.organization_id, named.id,
                        e.clinician_id, e.covered_by_id, 'asked')
                on conflict (engagement_id) where state = 'asked' do nothing;
            if not found then
                return query select r.id from reviews_speakrequest r
                              where r.engagement_id = e.id and r.state = 'asked';
                return;
            end if;
            foreach person in array
                case when named.id is null then administrators else array[named.user_id] end
            loop
                perform app.tell('aside:' || a_id, person, e.organization_id, a_id);
            end loop;
            return next a_id;
        end
        """


POLICIES = [
    protect(
        "reviews_pressure",
        select=granted("reviews_pressure"),
        insert=f"{as_client('reviews_pressure')} and {BY_ACTOR} and state = 'asked'",
        update=f"{granted('reviews_pressure')} and state = 'asked'",
        update_check=f"({as_clinician('reviews_pressure')} and state = 'answered')"
        f" or ({as_client('reviews_pressure')} and state = 'withdrawn')",
        privileges="select, insert, update (state, answered_at)",
    ),
    protect(
        "reviews_speakrequest",
        select=f"{OWN} or {RECEIVED}",
        update=f"({OWN} or {RECEIVED}) and state = 'asked'",
        update_check=f"({OWN} and state = 'withdrawn') or ({RECEIVED} and state = 'spoken')",
        privileges="select, update (state, answered_at)",
    ),
    add_moves(MOVES),
    hold(["reviews_pressure", "reviews_speakrequest"]),
    RunSQL(
        f"""
        grant select, insert on reviews_speakrequest to {DEFINER};
        create policy aside_chain_insert on accounts_auditevent for insert to {APP}
            with check (chain_kind = 'aside'
                        and exists (select from reviews_speakrequest r where r.id = chain));
        """,
        f"""
        drop policy aside_chain_insert on accounts_auditevent;
        revoke all on reviews_speakrequest from {DEFINER};
        """,
    ),
    # One row: who would receive it. `name` is empty for the administrators; no row: nobody else.
    function(
        WHO_ELSE,
        returns="table (name text, own_clinician boolean)",
        definer=True,
        kind="stable",
        body=who_else(SOMEBODY_ELSE),
    ),
    function(ASK_TO_SPEAK, returns="setof uuid", definer=True, body=ask_to_speak(SOMEBODY_ELSE)),
]
