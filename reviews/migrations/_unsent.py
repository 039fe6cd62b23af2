"""Row policies and doors of texts that were not sent; part of 0003_unsent_texts.

A draft goes some time after the work has ended, and never sooner than a week after its author was
warned. The doors that do it reach ids, states and dates: the columns of text are not granted.
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import granted
from tracker.lib.rls import ACTOR, APP, DEFINER, ROLE, SYSTEM, function, protect

BY_ACTOR = f"author_id = {ACTOR}"
OWN_NOTE = f"(place = 'process_note' and {ROLE} = 'clinician')"
# A colleague who was asked has no grant; the same condition as for their remark.
ASKED = (
    f"(place = 'remark' and {ROLE} = 'clinician' and exists (select from reviews_cosignature c"
    " where c.id = reviews_unsenttext.about and c.engagement_id = reviews_unsenttext.engagement_id"
    f" and c.cosigner_id = {ACTOR} and c.state = 'asked'"
    " and not app.entered_in_error(c.report_id)))"
)
WRITES = f"{BY_ACTOR} and ({granted('reviews_unsenttext')} or {ASKED})"
# Whoever handed the work over keeps their own notes, the one they had begun too.
READS = f"{BY_ACTOR} and ({granted('reviews_unsenttext')} or {ASKED} or {OWN_NOTE})"

# Whose draft it is and when it was last touched; of each table, how a row is known as a draft.
DRAFTS = """
    select x.engagement_id, x.author_id, greatest(x.saved_at, x.second_saved_at) as touched_at
        from reviews_unsenttext x
    union all select x.engagement_id, x.author_id, x.created_at from reviews_entry x
        where x.state = 'draft'
    union all select a.engagement_id, a.author_id, greatest(a.saved_at, a.second_saved_at)
        from reviews_answer a join reviews_entry x on x.id = a.entry_id where x.state = 'draft'
    union all select x.engagement_id, x.author_id, x.created_at from reviews_reply x
        where x.state = 'draft'
    union all select x.engagement_id, x.author_id, x.created_at from reviews_sessionlog x
        where x.state = 'draft'
    union all select x.engagement_id, x.author_id, x.created_at from reviews_feedback x
        where x.state = 'draft'
    union all select x.engagement_id, x.author_id, x.created_at from reviews_report x
        where x.state = 'draft'
    union all select s.engagement_id, s.author_id, greatest(s.saved_at, s.second_saved_at)
        from reviews_section s join reviews_report x on x.id = s.report_id where x.state = 'draft'
"""
# A draft's row `x`, of somebody whose drafts go now.
GOES = "x.engagement_id = g.engagement_id and x.author_id = g.author_id"
GOING = "(select * from app.drafts_of_ended_work() where goes_at <= app.now()) g"

GOING_COLUMNS = (
    "table (engagement_id uuid, author_id uuid, organization_id uuid,"
    " warned_at timestamptz, goes_at timestamptz)"
)


def may_enter(engagement: str, person: str) -> str:
    """A grant of theirs is open now."""
    return (
        f"exists (select from reviews_engagementgrant g where g.content_object_id = {engagement}"
        f" and g.user_id = {person} and (g.starts_at is null or g.starts_at <= app.now())"
        " and (g.ends_at is null or app.now() < g.ends_at))"
    )


# What nobody can reach any more; `of` says which texts are asked about.
OUT_OF_REACH = f"""
            delete from reviews_unsenttext x
             where x.place = 'remark' and not exists (select from reviews_cosignature c
                   where c.id = x.about and c.state = 'asked');
            delete from reviews_unsenttext x
             where {{of}}x.place not in ('remark', 'process_note')
               and x.saved_at < app.now() - interval '7 days'
               and not {may_enter("x.engagement_id", "x.author_id")};
"""


def drafts_of_ended_work(*, warned: str) -> str:
    """The body of the door; `warned` is when the author `d.author_id` of work `e` was warned."""
    return f"""
        begin
            if app.actor_system() is distinct from 'sweep' then
                return;
            end if;
            return query
                select e.id, d.author_id, e.organization_id, {warned},
                       greatest(e.ended_at + app.drafts_kept(e.organization_id),
                                max(d.touched_at) + interval '7 days',
                                coalesce({warned}, app.now()) + interval '7 days')
                  from ({DRAFTS}) d
                  join reviews_engagement e on e.id = d.engagement_id and e.state = 'ended'
                  left join accounts_notice n on n.key = 'drafts:' || e.id || ':' || d.author_id
                 group by e.id, d.author_id, n.created_at;
        end
        """


def drop_drafts(more: str = "", *, of_texts: str = "") -> str:
    """The body of the door; `more` statements are run last, `of_texts` says which unsent texts go."""
    return f"""
        begin
            if {SYSTEM} is distinct from 'sweep' then
                raise exception 'only the sweep drops drafts';
            end if;
            delete from reviews_unsenttext x using {GOING} where {GOES}{of_texts};
            delete from reviews_answer a using reviews_entry x, {GOING}
             where a.entry_id = x.id and x.state = 'draft' and {GOES};
            delete from reviews_entry x using {GOING} where x.state = 'draft' and {GOES};
            delete from reviews_reply x using {GOING} where x.state = 'draft' and {GOES};
            delete from reviews_feedback x using {GOING} where x.state = 'draft' and {GOES};
            delete from reviews_ground r using reviews_section s, reviews_report x, {GOING}
             where r.section_id = s.id and s.report_id = x.id and x.state = 'draft' and {GOES};
            delete from reviews_section s using reviews_report x, {GOING}
             where s.report_id = x.id and x.state = 'draft' and {GOES};
            delete from reviews_report x using {GOING} where x.state = 'draft' and {GOES};
            delete from reviews_sessionlog x using {GOING} where x.state = 'draft' and {GOES}
               and not exists (select from reviews_processnote n where n.session_id = x.id)
               and not exists (select from reviews_feedback f where f.session_id = x.id);
            {more}
        end
        """


POLICIES = [
    protect(
        "reviews_unsenttext",
        select=READS,
        insert=WRITES,
        update=WRITES,
        delete=READS,
        privileges="select, insert, delete,"
        " update (text, second_text, version, saved_at, second_saved_at)",
    ),
    RunSQL(
        f"""
        grant select (id, engagement_id, author_id, saved_at, second_saved_at), delete
            on reviews_unsenttext to {DEFINER};
        grant select (id, engagement_id, author_id, created_at, state), delete
            on reviews_entry, reviews_reply, reviews_sessionlog, reviews_feedback, reviews_report
            to {DEFINER};
        grant select (id, engagement_id, author_id, saved_at, second_saved_at, entry_id), delete
            on reviews_answer to {DEFINER};
        grant select (id, engagement_id, author_id, saved_at, second_saved_at, report_id), delete
            on reviews_section to {DEFINER};
        grant select (section_id), delete on reviews_ground to {DEFINER};
        grant select (session_id) on reviews_processnote, reviews_feedback to {DEFINER};
        """,
        f"""
        revoke all on reviews_unsenttext, reviews_entry, reviews_reply, reviews_sessionlog,
            reviews_feedback, reviews_report, reviews_answer, reviews_section, reviews_ground,
            reviews_processnote from {DEFINER};
        """,
    ),
    function(
        "drafts_kept(a_practice uuid)",
        returns="interval",
        language="sql",
        kind="stable",
        body="select interval '30 days'",
        to=f"{APP}, {DEFINER}",
    ),
    # The week counts from the warning and from the last word, whichever came later: nobody loses
    # what they wrote yesterday, nor what nobody told them of.
    function(
        "drafts_of_ended_work()",
        returns=GOING_COLUMNS,
        definer=True,
        kind="stable",
        body=drafts_of_ended_work(warned="n.created_at"),
    ),
    function("drop_drafts()", returns="void", definer=True, body=drop_drafts()),
]
