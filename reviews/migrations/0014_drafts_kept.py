"""How long drafts of ended work are kept is the practice's setting; a reply can be discarded.

And what nobody can reach any more goes: a text of a colleague whose cover is over or who handed the
work over, a remark that is not asked for. Nobody is warned of what they could not open.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from reviews.migrations._policies import as_client
from reviews.migrations._sharing import BY_ACTOR
from reviews.migrations._unsent import GOING_COLUMNS, drafts_of_ended_work, drop_drafts
from tracker.lib.rls import APP, DEFINER, redefine

REPLY_DELETE = f"{as_client('reviews_reply')} and {BY_ACTOR} and state = 'draft'"


def may_enter(engagement: str, person: str) -> str:
    """A grant of theirs is open now."""
    return (
        f"exists (select from reviews_engagementgrant g where g.content_object_id = {engagement}"
        f" and g.user_id = {person} and (g.starts_at is null or g.starts_at <= app.now())"
        " and (g.ends_at is null or app.now() < g.ends_at))"
    )


WARNED = (
    f"coalesce(n.created_at, case when not {may_enter('e.id', 'd.author_id')} then e.ended_at end)"
)
OUT_OF_REACH = f"""
            delete from reviews_unsenttext x
             where x.place = 'remark' and not exists (select from reviews_cosignature c
                   where c.id = x.about and c.state = 'asked');
            delete from reviews_unsenttext x
             where x.place not in ('remark', 'process_note')
               and x.saved_at < app.now() - interval '7 days'
               and not {may_enter("x.engagement_id", "x.author_id")};
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_practice_times"), ("reviews", "0013_handovers")]

    operations = [
        RunSQL(
            """
            create or replace function app.drafts_kept(a_practice uuid) returns interval
                language sql stable as $$
                    select make_interval(days => o.drafts_kept_days::int)
                      from public.accounts_organization o where o.id = a_practice
                $$;
            """,
            """
            create or replace function app.drafts_kept(a_practice uuid) returns interval
                language sql stable as $$ select interval '30 days' $$;
            """,
        ),
        RunSQL(
            f"""
            grant delete on reviews_reply to {APP};
            drop policy reviews_reply_delete on reviews_reply;
            create policy reviews_reply_delete on reviews_reply for delete to {APP}
                using ({REPLY_DELETE});
            grant select (place, about) on reviews_unsenttext to {DEFINER};
            grant select (id, state) on reviews_cosignature to {DEFINER};
            """,
            f"""
            drop policy reviews_reply_delete on reviews_reply;
            create policy reviews_reply_delete on reviews_reply for delete to {APP} using (false);
            revoke delete on reviews_reply from {APP};
            revoke select (place, about) on reviews_unsenttext from {DEFINER};
            revoke select (id, state) on reviews_cosignature from {DEFINER};
            """,
        ),
        redefine(
            "drafts_of_ended_work()",
            returns=GOING_COLUMNS,
            body=drafts_of_ended_work(warned=WARNED),
            before=drafts_of_ended_work(warned="n.created_at"),
        ),
        redefine(
            "drop_drafts()", returns="void", body=drop_drafts(OUT_OF_REACH), before=drop_drafts()
        ),
    ]
