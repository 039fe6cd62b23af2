"""The client reads a version before anybody outside can; part of the migration.

The preview window runs from the moment the version is offered: signed, or signed by the second name
too where two were agreed. Its working days are counted here alone, for Python as for the policy, so
that the two can never disagree about a clock that changes.
"""

from django.db.migrations import RunSQL

from reviews.migrations._binding import RELEASES, WHOLE
from reviews.migrations._policies import as_clinician
from reviews.migrations._sharing import BY_ACTOR, CO_SIGNER, JUST_NOW, ORGANIZATION
from tracker.lib.rls import APP, function

OWN_DRAFT = f"{as_clinician('reviews_report')} and {BY_ACTOR}"
# Nobody begins the window earlier than it began, or makes it shorter than the practice has it.
NEITHER_BACK_NOR_SHORT = (
    f"(state = 'draft' or {JUST_NOW.replace('created_at', 'signed_at')} and preview_days ="
    f" (select o.preview_days from accounts_organization o where o.id = {ORGANIZATION}))"
)
ANSWERED = f"{CO_SIGNER} and state <> 'asked'"

POLICIES = [
    # Monday to Friday. The same time of day on the last of them; an offer on a weekend counts as made
    # on the Monday. Where the clock skips or repeats that time, PostgreSQL takes the later instant.
    function(
        "after_working_days(a_from timestamptz, a_days integer, a_zone text)",
        returns="timestamptz",
        language="sql",
        kind="stable",
        body="""
        select (m.day + (m.since_monday + a_days) / 5 * 7 + (m.since_monday + a_days) % 5
                - m.since_monday + m.wall) at time zone a_zone
          from (select d.day + case when d.of_week > 5 then 8 - d.of_week else 0 end as day,
                       case when d.of_week > 5 then 0 else d.of_week - 1 end as since_monday,
                       d.wall
                  from (select (a_from at time zone a_zone)::date as day,
                               (a_from at time zone a_zone)::time as wall,
                               extract(isodow from a_from at time zone a_zone)::int as of_week) d) m
        """,
    ),
    # As whoever asks: what they cannot see has no end, and nothing goes out. What was signed before
    # there were preview windows has none.
    function(
        "preview_ends(a_report uuid)",
        returns="timestamptz",
        language="sql",
        kind="stable",
        body=f"""
        select coalesce(app.after_working_days(offered.at, offered.preview_days, o.zone), offered.at)
          from (select greatest(r.signed_at, c.answered_at) as at, r.preview_days
                  from reviews_report r
                  left join reviews_cosignature c on c.report_id = r.id and c.state = 'cosigned'
                   and r.two_names
                 where r.id = a_report and r.state = 'signed') offered
          join accounts_organization o on o.id = {ORGANIZATION}
        """,
    ),
    RunSQL(
        f"""
        grant update (preview_days) on reviews_report to {APP};
        alter policy reviews_report_update on reviews_report
            with check ({OWN_DRAFT} and {NEITHER_BACK_NOR_SHORT});
        alter policy reviews_cosignature_update on reviews_cosignature
            with check ({ANSWERED} and {JUST_NOW.replace("created_at", "answered_at")});
        alter policy reviews_release_insert on reviews_release
            with check ({RELEASES} and {WHOLE}
                        and live_at >= app.preview_ends(report_id));
        """,
        f"""
        alter policy reviews_release_insert on reviews_release with check ({RELEASES} and {WHOLE});
        alter policy reviews_cosignature_update on reviews_cosignature with check ({ANSWERED});
        alter policy reviews_report_update on reviews_report with check ({OWN_DRAFT});
        revoke update (preview_days) on reviews_report from {APP};
        """,
    ),
]
