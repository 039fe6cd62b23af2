"""Who receives a request to speak to somebody else, over time; part of the migration of that name.

Nobody who works with the client or ever did. What was asked of somebody who has begun to work with
them since goes to the administrators instead. The functions see all rows: those of a handover or a
cover that is over are hidden from the reader's own rights.
"""

from django.db.migrations import RunSQL

from reviews.migrations._asides import (
    ASK_TO_SPEAK,
    OWN,
    RECEIVED,
    SOMEBODY_ELSE,
    WHO_ELSE,
    ask_to_speak,
    who_else,
)
from tracker.lib.rls import ACTOR, DEFINER, MEMBERSHIP, ORGANIZATION, ROLE, function, redefine

SOMEBODY_ELSE_EVER = """
    m.organization_id = e.organization_id and m.ended_at is null and m.user_id <> e.client_id
    and not app.ever_worked(e.id, m.user_id)
"""
RECEIVED_EVER = (
    f"(organization_id = {ORGANIZATION} and author_id <> {ACTOR} and clinician_id <> {ACTOR}"
    f" and covering_id is distinct from {ACTOR}"
    f" and (to_membership_id = {MEMBERSHIP} or {ROLE} = 'administrator')"
    " and app.receives_aside(engagement_id, to_membership_id))"
)


def _policies(received: str) -> str:
    return f"""
        alter policy reviews_speakrequest_select on reviews_speakrequest
            using ({OWN} or {received});
        alter policy reviews_speakrequest_update on reviews_speakrequest
            using (({OWN} or {received}) and state = 'asked')
            with check (({OWN} and state = 'withdrawn') or ({received} and state = 'spoken'));
    """


POLICIES = [
    # Works with them now, by right or by cover, or did so once.
    function(
        "ever_worked(a_engagement uuid, a_person uuid)",
        returns="boolean",
        kind="stable",
        body="""
        begin
            return exists (select from reviews_engagement e where e.id = a_engagement
                           and a_person in (e.clinician_id, e.covered_by_id))
                or exists (select from reviews_engagementgrant g
                           where g.content_object_id = a_engagement and g.user_id = a_person)
                or exists (select from reviews_handover h where h.engagement_id = a_engagement
                           and (h.author_id = a_person
                                or (h.incoming_id = a_person and h.state = 'done')))
                or exists (select from reviews_cover c where c.engagement_id = a_engagement
                           and c.colleague_id = a_person and c.state in ('agreed', 'over'));
        end
        """,
        to=DEFINER,
    ),
    # The membership that still receives it; null: the administrators.
    function(
        "aside_receiver(a_engagement uuid, a_membership uuid)",
        returns="uuid",
        kind="stable",
        body="""
        begin
            return (select m.id from accounts_membership m
                     where m.id = a_membership and m.ended_at is null
                       and not app.ever_worked(a_engagement, m.user_id));
        end
        """,
        to=DEFINER,
    ),
    function(
        "receives_aside(a_engagement uuid, a_membership uuid)",
        returns="boolean",
        definer=True,
        kind="stable",
        body="""
        begin
            return not app.ever_worked(a_engagement, app.actor_id())
               and coalesce(app.aside_receiver(a_engagement, a_membership)
                                = app.actor_membership(),
                            app.actor_role() = 'administrator');
        end
        """,
    ),
    # The client's own request alone: by name, or "" for the administrators.
    function(
        "aside_asked_of(a_request uuid)",
        returns="text",
        definer=True,
        kind="stable",
        body="""
        begin
            return (select coalesce(m.display_name, '') from reviews_speakrequest r
                      left join accounts_membership m
                        on m.id = app.aside_receiver(r.engagement_id, r.to_membership_id)
                     where r.id = a_request and r.author_id = app.actor_id());
        end
        """,
    ),
    RunSQL(_policies(RECEIVED_EVER), _policies(RECEIVED)),
    redefine(
        WHO_ELSE,
        returns="table (name text, own_clinician boolean)",
        body=who_else(SOMEBODY_ELSE_EVER),
        before=who_else(SOMEBODY_ELSE),
    ),
    redefine(
        ASK_TO_SPEAK,
        returns="setof uuid",
        body=ask_to_speak(SOMEBODY_ELSE_EVER),
        before=ask_to_speak(SOMEBODY_ELSE),
    ),
]
