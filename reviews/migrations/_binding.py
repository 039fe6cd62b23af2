"""The omission rule, as the database keeps it; part of the migration of that name.

What the agreement lists is stated in what goes out, or nothing goes out. That somebody takes part,
and no more, misleads nobody. The function asks for all rows: what the asking person cannot see
would not bind (`_sharing.py`, LIVE).
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import as_client, as_clinician
from reviews.migrations._progress import A_REVIEW
from reviews.migrations._sharing import (
    BY_ACTOR,
    DRAFT_SECTION,
    FRESH,
    GROUNDED,
    INSIDE_PERMISSION,
    JUST_NOW,
    OF_THIS_VERSION,
    WAITED,
)
from tracker.lib.rls import DEFINER, function

RELEASES = (
    f"{as_client('reviews_release')} and {BY_ACTOR} and {FRESH} and {JUST_NOW}"
    f" and jsonb_array_length(parts) > 0 and {INSIDE_PERMISSION} and {OF_THIS_VERSION}"
    f" and {WAITED}"
)
WHOLE = (
    "(parts = '[\"takes_part\"]' or not exists (select from"
    " app.unstated_concerns(reviews_release.report_id, reviews_release.parts)))"
)
GROUNDS = f"{as_clinician('reviews_ground')} and {BY_ACTOR} and {DRAFT_SECTION}"
ON_A_CONCERN = (
    "(of_kind = 'concern' and exists (select from reviews_concern x where x.id ="
    " reviews_ground.of_id and x.engagement_id = reviews_ground.engagement_id))"
)
# Listed `s` by the clinician, in or after the time that report `p` speaks of.
LISTED = "s.kind = 'listed' and s.on_date >= p.period_from"
# And not taken back.
BINDS = f"""
    {LISTED}
    and not exists (select from reviews_concernstep later where later.concern_id = s.concern_id
                    and later.kind = 'not_listed' and later.created_at > s.created_at)
    and not exists (select from reviews_amendment a where a.kind = 'in_error'
                    and a.of_id in (c.entry_id, c.id))
"""
# The version was signed knowing of it, with a section of its own that is among the parts.
STATED = """
    a_parts ? 'concerns' and s.created_at <= p.signed_at
    and exists (select from reviews_ground g join reviews_section part on part.id = g.section_id
                where part.report_id = p.id and part.kind = 'concerns')
"""


def unstated(stated: str, *, grant: str = "true") -> str:
    """The body of app.unstated_concerns. `grant`: what else the asking person's grant must be."""
    return f"""
        begin
            return query
                select c.id from reviews_report p
                  join reviews_concern c on c.engagement_id = p.engagement_id
                  join reviews_concernstep s on s.concern_id = c.id
                 where p.id = a_report and {BINDS} and not ({stated})
                   and exists (select from reviews_engagementgrant own
                               where own.content_object_id = p.engagement_id
                                 and own.user_id = app.actor_id()
                                 and own.permission_id = app.actor_permission() and {grant});
        end
        """


POLICIES = [
    RunSQL(
        f"""
        grant select on reviews_concern, reviews_concernstep to {DEFINER};
        grant select (period_from, signed_at) on reviews_report to {DEFINER};
        grant select (kind) on reviews_section to {DEFINER};
        """,
        f"""
        revoke all on reviews_concern, reviews_concernstep from {DEFINER};
        revoke select (period_from, signed_at) on reviews_report from {DEFINER};
        revoke select (kind) on reviews_section from {DEFINER};
        """,
    ),
    function(
        "unstated_concerns(a_report uuid, a_parts jsonb)",
        returns="setof uuid",
        definer=True,
        kind="stable",
        body=unstated(STATED),
    ),
    RunSQL(
        f"""
        alter policy reviews_release_insert on reviews_release
            with check ({RELEASES} and {WHOLE});
        alter policy reviews_ground_insert on reviews_ground
            with check ({GROUNDS} and ({GROUNDED} or {A_REVIEW} or {ON_A_CONCERN}));
        """,
        f"""
        alter policy reviews_release_insert on reviews_release with check ({RELEASES});
        alter policy reviews_ground_insert on reviews_ground
            with check ({GROUNDS} and ({GROUNDED} or {A_REVIEW}));
        """,
    ),
]
