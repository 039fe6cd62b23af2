"""When drafts go of work that is over; part of 0041_drafts_over.

Work is over when it has ended, and when it was never begun. A mail that went out before somebody's
first draft of now was begun has warned nobody of it. What a second clinician types is theirs as long as
they are asked, whatever becomes of the work: it is no draft of the work, and nobody is warned of it.
"""

from django.db.migrations import RunSQL

from reviews.migrations._offers import OFFERS_GO
from reviews.migrations._unsent import (
    GOING_COLUMNS,
    OUT_OF_REACH,
    drafts_of_ended_work,
    drop_drafts,
    may_enter,
)
from tracker.lib.rls import DEFINER, redefine

BY_WHOEVER_IS_ASKED = "('remark', 'second_concern')"

# Whose draft it is, when it was begun and when it was last touched. Answers and sections were begun
# with their entry and report. A log stays while something hangs on it that stays.
DRAFTS = f"""
    select x.engagement_id, x.author_id, x.created_at as begun_at,
           greatest(x.saved_at, x.second_saved_at) as touched_at
        from reviews_unsenttext x where x.place not in {BY_WHOEVER_IS_ASKED}
    union all select x.engagement_id, x.author_id, x.created_at, x.created_at
        from reviews_entry x where x.state = 'draft'
    union all select a.engagement_id, a.author_id, null, greatest(a.saved_at, a.second_saved_at)
        from reviews_answer a join reviews_entry x on x.id = a.entry_id where x.state = 'draft'
    union all select x.engagement_id, x.author_id, x.created_at, x.created_at
        from reviews_reply x where x.state = 'draft'
    union all select x.engagement_id, x.author_id, x.created_at, x.created_at
        from reviews_sessionlog x where x.state = 'draft'
         and not exists (select from reviews_processnote n where n.session_id = x.id)
         and not exists (select from reviews_feedback f
                          where f.session_id = x.id and f.state <> 'draft')
    union all select x.engagement_id, x.author_id, x.created_at, x.created_at
        from reviews_feedback x where x.state = 'draft'
    union all select x.engagement_id, x.author_id, x.created_at, x.created_at
        from reviews_report x where x.state = 'draft'
    union all select s.engagement_id, s.author_id, null, greatest(s.saved_at, s.second_saved_at)
        from reviews_section s join reviews_report x on x.id = s.report_id where x.state = 'draft'
"""
# Whoever cannot enter any more is warned of nothing: they could not open it.
WARNED_AT = f"""
    coalesce((select max(n.created_at) from accounts_notice n
               where n.recipient_id = d.author_id and n.subject_id = e.id
                 and n.key like 'drafts:%' and n.created_at >= d.begun_at),
             case when not {may_enter("e.id", "d.author_id")} then e.ended_at end)
"""
GOING_NOW = f"""
        begin
            if app.actor_system() is distinct from 'sweep' then
                return;
            end if;
            return query
                select e.id, d.author_id, e.organization_id, w.warned_at,
                       greatest(e.ended_at + app.drafts_kept(e.organization_id),
                                d.touched_at + interval '7 days',
                                coalesce(w.warned_at, app.now()) + interval '7 days')
                  from (select x.engagement_id, x.author_id, min(x.begun_at) as begun_at,
                               max(x.touched_at) as touched_at
                          from ({DRAFTS}) x group by x.engagement_id, x.author_id) d
                  join reviews_engagement e on e.id = d.engagement_id
                       and e.state in ('ended', 'declined', 'withdrawn')
                 cross join lateral (select {WARNED_AT} as warned_at) w;
        end
        """

NOT_ASKED = f"""
            delete from reviews_unsenttext x
             where x.place in {BY_WHOEVER_IS_ASKED} and not exists (
                   select from reviews_cosignature c where c.id = x.about and c.state = 'asked');
            delete from reviews_unsenttext x
             where x.engagement_id is not null
               and x.place not in {BY_WHOEVER_IS_ASKED} and x.place <> 'process_note'
               and x.saved_at < app.now() - interval '7 days'
               and not {may_enter("x.engagement_id", "x.author_id")};
"""
NOT_BY_WHOEVER_IS_ASKED = f" and x.place not in {BY_WHOEVER_IS_ASKED}"

POLICIES = [
    RunSQL(
        f"grant select (created_at) on reviews_unsenttext to {DEFINER};",
        f"revoke select (created_at) on reviews_unsenttext from {DEFINER};",
    ),
    redefine(
        "drafts_of_ended_work()",
        returns=GOING_COLUMNS,
        kind="stable",
        body=GOING_NOW,
        before=drafts_of_ended_work(
            warned="coalesce(n.created_at, case when not"
            f" {may_enter('e.id', 'd.author_id')} then e.ended_at end)"
        ),
    ),
    redefine(
        "drop_drafts()",
        returns="void",
        body=drop_drafts(NOT_ASKED + OFFERS_GO, of_texts=NOT_BY_WHOEVER_IS_ASKED),
        before=drop_drafts(OUT_OF_REACH.format(of="x.engagement_id is not null and ") + OFFERS_GO),
    ),
]
