"""What sending needs of the database; part of 0005_sending.

The holder of a row writes its claim there. A bounce comes from a mail server's pipe, so the one
thing it may do is a door: a mail that was sent waits again, or is given up.
"""

from django.db.migrations import RunSQL

from tracker.lib.rls import ACTOR, APP, DEFINER, SYSTEM, function

PRIVILEGES = RunSQL(
    f"""
    grant update (claim) on accounts_notice to {APP};
    grant update (state, due_at, settled_at, reason) on accounts_notice to {DEFINER};
    -- Room on each page for a row's next version: claiming and beginning write no index then.
    alter table accounts_notice set (fillfactor = 70);
    """,
    f"""
    alter table accounts_notice reset (fillfactor);
    revoke update (state, due_at, settled_at, reason) on accounts_notice from {DEFINER};
    revoke update (claim) on accounts_notice from {APP};
    """,
)

# A comparison with a value that is not known yet is taken to be true of one row in two hundred, and
# the claim would sort all that is due. A truth that is not known yet is taken to be even.
OUTBOX = f"(select {SYSTEM} = 'outbox')"


def _policies(outbox: str) -> str:
    return f"""
    alter policy accounts_notice_select on accounts_notice
        using ({outbox} or recipient_id = {ACTOR});
    alter policy accounts_notice_update on accounts_notice using ({outbox}) with check ({outbox});
    """


POLICIES = RunSQL(_policies(OUTBOX), _policies(f"{SYSTEM} = 'outbox'"))

NOTE_BOUNCE = function(
    "note_bounce(a_notice uuid, a_waits interval[])",
    returns="text",
    definer=True,
    body="""
    declare became text;
    begin
        if app.actor_system() is distinct from 'bounces' then
            raise exception 'only a mail server reports bounces';
        end if;
        update accounts_notice n
           set state = case when a_waits[n.attempts] is null then 'failed' else 'waiting' end,
               settled_at = case when a_waits[n.attempts] is null then app.now() end,
               due_at = coalesce(app.now() + a_waits[n.attempts], n.due_at),
               reason = 'bounced'
         where n.id = a_notice and n.state = 'sent'
        returning n.state into became;
        if found then
            return became;
        end if;
        return case when exists (select from accounts_notice n where n.id = a_notice)
               then 'known' else 'unknown' end;
    end
    """,
)

SENDING = [PRIVILEGES, POLICIES, NOTE_BOUNCE]
