"""How long drafts of ended work are kept is the practice's setting; a reply can be discarded.

And what nobody can reach any more goes: a text of a colleague whose cover is over or who handed the
work over, a remark that is not asked for. Nobody is warned of what they could not open.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from reviews.migrations._policies import as_client
from reviews.migrations._sharing import BY_ACTOR
from reviews.migrations._unsent import (
    GOING_COLUMNS,
    OUT_OF_REACH,
    drafts_of_ended_work,
    drop_drafts,
    may_enter,
)
from tracker.lib.rls import APP, DEFINER, redefine

REPLY_DELETE = f"{as_client('reviews_reply')} and {BY_ACTOR} and state = 'draft'"


WARNED = (
    f"coalesce(n.created_at, case when not {may_enter('e.id', 'd.author_id')} then e.ended_at end)"
)


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
            "drop_drafts()",
            returns="void",
            body=drop_drafts(OUT_OF_REACH.format(of="")),
            before=drop_drafts(),
        ),
    ]
