"""Row policies and doors of what is said, written, permitted and released; part of 0002_tables.

Whether a release is alive is decided in one place, LIVE, which only definer functions ask: row
security inside a policy would hide a withdrawal from the reader, and fail open.
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import MOVES as FIRST_MOVES
from reviews.migrations._policies import MOVING as FIRST_MOVING
from reviews.migrations._policies import as_client, as_clinician, granted, hold, keep_to
from tracker.lib.rls import (
    ACTOR,
    APP,
    DEFINER,
    ORGANIZATION,
    OWNER,
    ROLE,
    SYSTEM,
    function,
    protect,
)

BY_ACTOR = f"author_id = {ACTOR}"
FRESH = (
    "authenticated_at between app.now() - interval '10 minutes' and app.now() + interval '1 minute'"
)
JUST_NOW = "created_at between app.now() - interval '1 minute' and app.now() + interval '1 minute'"
DRAFT = "x.state = 'draft'"
CO_SIGNER = f"(cosigner_id = {ACTOR} and {ROLE} = 'clinician')"
READABLE = "in (select app.live_releases())"

MOVES = [
    *FIRST_MOVES,
    ("reviews_sessionlog", "draft", "signed"),
    ("reviews_feedback", "draft", "published"),
    ("reviews_reply", "draft", "sent"),
    ("reviews_report", "draft", "signed"),
    ("reviews_cosignature", "asked", "cosigned"),
    ("reviews_cosignature", "asked", "changes_asked"),
    ("reviews_cosignature", "asked", "declined"),
    ("reviews_cosignature", "asked", "stood_aside"),
    ("reviews_correctionrequest", "asked", "answered"),
    ("reviews_releasefile", "waiting", "made"),
    ("reviews_releasefile", "waiting", "dropped"),
]
MOVING = sorted({table for table, _, _ in MOVES} - set(FIRST_MOVING))


def not_over(took_its_place: str = "later.live_at <= app.now()") -> str:
    """A release `r` is not over. Everything that ends one is a row of its own, or the clock.

    took_its_place  of a `later` one to the same reader, that it is read in place of this one.
    """
    return f"""
    r.expires_at > app.now()
    and exists (select from reviews_permission p where p.id = r.permission_id
                and p.recipient_id = r.recipient_id and p.expires_at > app.now()
                and p.parts @> r.parts)
    and not exists (select from reviews_withdrawal w where w.permission_id = r.permission_id)
    and not exists (select from reviews_narrowing n where n.permission_id = r.permission_id
                    and not n.parts @> r.parts)
    and not exists (select from reviews_amendment a where a.kind = 'in_error'
                    and a.of_kind = 'report' and a.of_id = r.report_id)
    and not exists (select from reviews_release later where later.recipient_id = r.recipient_id
                    and later.series = r.series and later.created_at > r.created_at
                    and {took_its_place})
"""


NOT_OVER = not_over()
# It may be read now: its wait is over, too.
LIVE = f"r.live_at <= app.now() and {NOT_OVER}"


def same(table: str, parent: str, column: str, more: str = "true") -> str:
    """The row's parent, which the actor can see, belongs to the same engagement."""
    return (
        f"exists (select from {parent} x where x.id = {table}.{column}"
        f" and x.engagement_id = {table}.engagement_id and {more})"
    )


def own_signed(table: str) -> str:
    """The record that is amended is signed, and the actor's own."""
    signed = {
        "session": ("reviews_sessionlog", "signed"),
        "feedback": ("reviews_feedback", "published"),
        "reply": ("reviews_reply", "sent"),
        "report": ("reviews_report", "signed"),
    }
    return " or ".join(
        f"(of_kind = '{kind}' and exists (select from {of} x where x.id = {table}.of_id"
        f" and x.engagement_id = {table}.engagement_id and x.author_id = {ACTOR}"
        f" and x.state = '{state}'))"
        for kind, (of, state) in signed.items()
    )


GROUNDED = " or ".join(
    f"(of_kind = '{kind}' and exists (select from {of} x where x.id = reviews_ground.of_id"
    f" and x.engagement_id = reviews_ground.engagement_id and {more}))"
    for kind, of, more in (
        ("session", "reviews_sessionlog", "x.state = 'signed'"),
        ("feedback", "reviews_feedback", "x.state = 'published'"),
        ("commitment", "reviews_commitment", "true"),
        ("agreement", "reviews_agreement", "x.state = 'accepted'"),
    )
)
DRAFT_SECTION = (
    "exists (select from reviews_section s join reviews_report p on p.id = s.report_id"
    " where s.id = reviews_ground.section_id and s.engagement_id = reviews_ground.engagement_id"
    " and p.state = 'draft')"
)
# A version the client is offered: signed, and by the second name too where two were agreed.
OFFERED = (
    "state = 'signed' and (not two_names or exists (select from reviews_cosignature c"
    " where c.report_id = reviews_report.id and c.state = 'cosigned'))"
)
A_COLLEAGUE = (
    "exists (select from accounts_membership m where m.user_id = cosigner_id"
    f" and m.organization_id = {ORGANIZATION} and m.role = 'clinician' and m.ended_at is null)"
)
KEY_OF_COPY = (
    "(exists (select from reviews_cosignature c where c.id = reviews_engagementkey.holder"
    f" and c.cosigner_id = {ACTOR} and c.state = 'asked' and {ROLE} = 'clinician'"
    " and not app.entered_in_error(c.report_id))"
    f" or reviews_engagementkey.holder {READABLE})"
)
WAITED = (
    "live_at >= created_at and live_at >= (select min(p.created_at) from reviews_permission p"
    " where p.recipient_id = reviews_release.recipient_id)"
    " + (select make_interval(hours => o.release_wait_hours::int) from accounts_organization o"
    f" where o.id = {ORGANIZATION})"
)
INSIDE_PERMISSION = (
    "exists (select from reviews_permission p where p.id = reviews_release.permission_id"
    " and p.engagement_id = reviews_release.engagement_id"
    " and p.recipient_id = reviews_release.recipient_id"
    f" and p.author_id = {ACTOR} and p.expires_at > app.now()"
    " and reviews_release.expires_at = p.expires_at and p.parts @> reviews_release.parts)"
    " and not exists (select from reviews_withdrawal w"
    " where w.permission_id = reviews_release.permission_id)"
    " and not exists (select from reviews_narrowing n"
    " where n.permission_id = reviews_release.permission_id"
    " and not n.parts @> reviews_release.parts)"
)
OF_THIS_VERSION = (
    "exists (select from reviews_report p where p.id = reviews_release.report_id"
    " and p.engagement_id = reviews_release.engagement_id and p.series = reviews_release.series"
    " and p.digest = reviews_release.digest and p.state = 'signed')"
    " and not exists (select from reviews_amendment a where a.of_id = reviews_release.report_id"
    " and a.kind = 'in_error')"
)


def bind_remark(more: str = "") -> RunSQL:
    """The trigger's function: the answer that is passed on, which the actor can see."""
    return function(
        "bind_remark()",
        returns="trigger",
        body=f"""
        begin
            if not exists (select from reviews_cosignature c where c.id = new.cosignature_id
                           and c.engagement_id = new.engagement_id and c.state <> 'asked'{more}) then
                raise exception 'there is no answer to pass on';
            end if;
            return new;
        end
        """,
    )


# --- what each of these rows asks when it is inserted; _dated.py asks when that was, too
ADDS_COSIGNATURE = (
    f"{as_clinician('reviews_cosignature')} and {BY_ACTOR} and state = 'asked'"
    f" and cosigner_id <> {ACTOR} and {A_COLLEAGUE}"
)
ADDS_REMARK_PASSED_ON = f"{as_clinician('reviews_remarkpassedon')} and {BY_ACTOR}"
ADDS_CORRECTION = (
    f"{as_client('reviews_correctionrequest')} and {BY_ACTOR} and state = 'asked'"
    f" and {same('reviews_correctionrequest', 'reviews_report', 'report_id')}"
)
ANSWERS_CORRECTION = f"{as_clinician('reviews_correctionrequest')} and state = 'answered'"
ADDS_RECIPIENT = (
    f"{as_client('reviews_recipient')} and {BY_ACTOR} and user_id is null and invitation_id is null"
)
ADDS_NARROWING = (
    f"{as_client('reviews_narrowing')} and {BY_ACTOR} and {FRESH}"
    " and jsonb_array_length(parts) > 0 and "
    + same(
        "reviews_narrowing",
        "reviews_permission",
        "permission_id",
        f"x.author_id = {ACTOR} and x.parts @> reviews_narrowing.parts",
    )
)
ADDS_WITHDRAWAL = f"{as_client('reviews_withdrawal')} and {BY_ACTOR} and {FRESH} and " + same(
    "reviews_withdrawal", "reviews_permission", "permission_id", f"x.author_id = {ACTOR}"
)
ADDS_STATEMENT = (
    f"{as_client('reviews_statement')} and {BY_ACTOR}"
    f" and {same('reviews_statement', 'reviews_report', 'report_id')}"
)
ADDS_NOT_RELEASED = (
    f"{as_client('reviews_notreleased')} and {BY_ACTOR}"
    f" and {same('reviews_notreleased', 'reviews_report', 'report_id')}"
)
ADDS_FILE = (
    f"{as_client('reviews_releasefile')} and {BY_ACTOR} and state = 'waiting'"
    " and pdf is null and file_hash is null"
    f" and {same('reviews_releasefile', 'reviews_release', 'release_id')}"
)
ADDS_ACKNOWLEDGMENT = (
    f"{BY_ACTOR} and {ROLE} = 'employer_contact' and release_id {READABLE}"
    f" and {same('reviews_noticeacknowledgment', 'reviews_release', 'release_id')}"
)

POLICIES = [
    # --- keys ------------------------------------------------------------------------------------
    # A colleague who was asked cannot see amendments: a policy that looked for one would fail open.
    function(
        "entered_in_error(a_record uuid)",
        returns="boolean",
        definer=True,
        language="sql",
        kind="stable",
        body="select exists (select from public.reviews_amendment a"
        " where a.kind = 'in_error' and a.of_id = a_record)",
    ),
    function(
        "live_releases()",
        returns="setof uuid",
        definer=True,
        kind="stable",
        body=f"""
        begin
            if app.actor_role() is distinct from 'employer_contact' then
                return;
            end if;
            return query
                select r.id from reviews_release r
                  join reviews_recipient c on c.id = r.recipient_id
                   and c.engagement_id = r.engagement_id
                  join reviews_engagement e on e.id = r.engagement_id
                   and e.organization_id = app.actor_organization()
                 where c.user_id = app.actor_id() and {LIVE};
        end
        """,
    ),
    RunSQL(
        f"""
        drop policy reviews_engagementkey_select on reviews_engagementkey;
        create policy reviews_engagementkey_select on reviews_engagementkey for select to {APP}
            using ((purpose in ('record', 'sharing', 'copy') and {granted("reviews_engagementkey")})
                   or (purpose = 'process' and holder = {ACTOR} and {ROLE} = 'clinician')
                   or (purpose = 'copy' and {KEY_OF_COPY}));
        drop policy reviews_engagementkey_insert on reviews_engagementkey;
        create policy reviews_engagementkey_insert on reviews_engagementkey for insert to {APP}
            with check ((purpose = 'record' and holder is null
                         and {as_clinician("reviews_engagementkey")})
                     or (purpose = 'sharing' and holder is null
                         and {granted("reviews_engagementkey")})
                     or (purpose = 'process' and holder = {ACTOR}
                         and {as_clinician("reviews_engagementkey")})
                     or (purpose = 'copy' and holder is not null
                         and {granted("reviews_engagementkey")}));
        grant select (holder) on reviews_engagementkey to waymark_maintenance;
        """,
        f"""
        drop policy reviews_engagementkey_select on reviews_engagementkey;
        create policy reviews_engagementkey_select on reviews_engagementkey for select to {APP}
            using ({granted("reviews_engagementkey")});
        drop policy reviews_engagementkey_insert on reviews_engagementkey;
        create policy reviews_engagementkey_insert on reviews_engagementkey for insert to {APP}
            with check ({as_clinician("reviews_engagementkey")});
        """,
    ),
    # --- what is said ----------------------------------------------------------------------------
    protect(
        "reviews_sessionlog",
        select=f"{as_clinician('reviews_sessionlog')}"
        f" or ({as_client('reviews_sessionlog')} and state = 'signed')",
        insert=f"{as_clinician('reviews_sessionlog')} and {BY_ACTOR} and state = 'draft'"
        f" and (checkin_id is null or {same('reviews_sessionlog', 'reviews_checkin', 'checkin_id')})",
        update=f"{as_clinician('reviews_sessionlog')} and {BY_ACTOR} and state = 'draft'",
        update_check=f"{as_clinician('reviews_sessionlog')} and {BY_ACTOR}",
        delete=f"{as_clinician('reviews_sessionlog')} and {BY_ACTOR} and state = 'draft'",
        privileges="select, insert, delete, update (on_date, held, why_not, minutes, format,"
        " words, version, state, signed_at)",
    ),
    # No grant is asked of its reader: whoever hands an engagement over keeps their own notes.
    protect(
        "reviews_processnote",
        select=f"{BY_ACTOR} and {ROLE} = 'clinician'",
        insert=f"{as_clinician('reviews_processnote')} and {BY_ACTOR} and (session_id is null"
        f" or {same('reviews_processnote', 'reviews_sessionlog', 'session_id')})",
        privileges="select, insert",
    ),
    protect(
        "reviews_commitment",
        select=granted("reviews_commitment"),
        insert=f"{as_clinician('reviews_commitment')} and {BY_ACTOR}"
        f" and {same('reviews_commitment', 'reviews_sessionlog', 'session_id')}",
        privileges="select, insert",
    ),
    protect(
        "reviews_commitmentstep",
        select=granted("reviews_commitmentstep"),
        insert=f"{granted('reviews_commitmentstep')} and {BY_ACTOR}"
        f" and {same('reviews_commitmentstep', 'reviews_commitment', 'commitment_id')}",
        privileges="select, insert",
    ),
    protect(
        "reviews_feedback",
        select=f"{as_clinician('reviews_feedback')}"
        f" or ({as_client('reviews_feedback')} and state = 'published')",
        insert=f"{as_clinician('reviews_feedback')} and {BY_ACTOR} and state = 'draft'"
        " and (session_id is null"
        f" or {same('reviews_feedback', 'reviews_sessionlog', 'session_id')})",
        update=f"{as_clinician('reviews_feedback')} and {BY_ACTOR} and state = 'draft'",
        update_check=f"{as_clinician('reviews_feedback')} and {BY_ACTOR}",
        delete=f"{as_clinician('reviews_feedback')} and {BY_ACTOR} and state = 'draft'",
        privileges="select, insert, delete, update (text, version, state, published_at)",
    ),
    protect(
        "reviews_reply",
        select=f"{as_client('reviews_reply')}"
        f" or ({as_clinician('reviews_reply')} and state = 'sent')",
        insert=f"{as_client('reviews_reply')} and {BY_ACTOR} and state = 'draft'"
        f" and {same('reviews_reply', 'reviews_feedback', 'feedback_id')}",
        update=f"{as_client('reviews_reply')} and {BY_ACTOR} and state = 'draft'",
        update_check=f"{as_client('reviews_reply')} and {BY_ACTOR}",
        privileges="select, insert, update (words, version, state, sent_at)",
    ),
    protect(
        "reviews_amendment",
        select=granted("reviews_amendment"),
        insert=f"{granted('reviews_amendment')} and {BY_ACTOR}"
        f" and ({own_signed('reviews_amendment')})",
        privileges="select, insert",
    ),
    # --- the report ------------------------------------------------------------------------------
    protect(
        "reviews_report",
        select=f"{as_clinician('reviews_report')} or ({as_client('reviews_report')} and {OFFERED})",
        insert=f"{as_clinician('reviews_report')} and {BY_ACTOR} and state = 'draft'",
        update=f"{as_clinician('reviews_report')} and {BY_ACTOR} and state = 'draft'",
        update_check=f"{as_clinician('reviews_report')} and {BY_ACTOR}",
        delete=f"{as_clinician('reviews_report')} and {BY_ACTOR} and state = 'draft'",
        privileges="select, insert, delete, update (period_from, period_to, about, version,"
        " limits_version, body, digest, state, signed_at)",
    ),
    protect(
        "reviews_section",
        select=as_clinician("reviews_section"),
        insert=f"{as_clinician('reviews_section')} and {BY_ACTOR} and"
        f" {same('reviews_section', 'reviews_report', 'report_id', DRAFT)}",
        update=f"{as_clinician('reviews_section')}"
        f" and {same('reviews_section', 'reviews_report', 'report_id', DRAFT)}",
        delete=f"{as_clinician('reviews_section')}"
        f" and {same('reviews_section', 'reviews_report', 'report_id', DRAFT)}",
        privileges="select, insert, delete,"
        " update (text, second_text, version, saved_at, second_saved_at, stands_alone)",
    ),
    protect(
        "reviews_ground",
        select=as_clinician("reviews_ground"),
        insert=f"{as_clinician('reviews_ground')} and {BY_ACTOR} and {DRAFT_SECTION}"
        f" and ({GROUNDED})",
        delete=f"{as_clinician('reviews_ground')} and {DRAFT_SECTION}",
        privileges="select, insert, delete",
    ),
    # The author asks a colleague, never themselves; whoever was asked answers once.
    protect(
        "reviews_cosignature",
        select=f"{as_clinician('reviews_cosignature')} or {CO_SIGNER}"
        f" or ({as_client('reviews_cosignature')} and (state = 'cosigned' or exists ("
        "select from reviews_remarkpassedon x where x.cosignature_id = reviews_cosignature.id)))",
        insert=ADDS_COSIGNATURE,
        update=f"{CO_SIGNER} and state = 'asked' and not app.entered_in_error(report_id)",
        update_check=f"{CO_SIGNER} and state <> 'asked'",
        privileges="select, insert, update (remark, state, answered_at)",
    ),
    protect(
        "reviews_remarkpassedon",
        select=granted("reviews_remarkpassedon"),
        insert=ADDS_REMARK_PASSED_ON,
        privileges="select, insert",
    ),
    protect(
        "reviews_correctionrequest",
        select=granted("reviews_correctionrequest"),
        insert=ADDS_CORRECTION,
        update=f"{as_clinician('reviews_correctionrequest')} and state = 'asked'",
        update_check=ANSWERS_CORRECTION,
        privileges="select, insert, update (answer, outcome, state, answered_at)",
    ),
    # --- what the client alone decides -----------------------------------------------------------
    protect(
        "reviews_recipient",
        select=granted("reviews_recipient"),
        insert=ADDS_RECIPIENT,
        privileges="select, insert",
    ),
    protect(
        "reviews_permission",
        select=granted("reviews_permission"),
        insert=f"{as_client('reviews_permission')} and {BY_ACTOR} and {FRESH} and {JUST_NOW}"
        " and expires_at > app.now() and expires_at <= app.now() + interval '367 days'"
        " and jsonb_array_length(parts) > 0"
        f" and {same('reviews_permission', 'reviews_recipient', 'recipient_id')}",
        privileges="select, insert",
    ),
    protect(
        "reviews_narrowing",
        select=granted("reviews_narrowing"),
        insert=ADDS_NARROWING,
        privileges="select, insert",
    ),
    protect(
        "reviews_withdrawal",
        select=granted("reviews_withdrawal"),
        insert=ADDS_WITHDRAWAL,
        privileges="select, insert",
    ),
    # The clinician reads a statement once it has gone out with a release.
    protect(
        "reviews_statement",
        select=f"{as_client('reviews_statement')} or ({as_clinician('reviews_statement')} and exists"
        " (select from reviews_release r where r.statement_id = reviews_statement.id))",
        insert=ADDS_STATEMENT,
        privileges="select, insert",
    ),
    protect(
        "reviews_notreleased",
        select=granted("reviews_notreleased"),
        insert=ADDS_NOT_RELEASED,
        privileges="select, insert",
    ),
    protect(
        "reviews_release",
        select=f"{granted('reviews_release')} or id {READABLE}",
        insert=f"{as_client('reviews_release')} and {BY_ACTOR} and {FRESH} and {JUST_NOW}"
        f" and jsonb_array_length(parts) > 0 and {INSIDE_PERMISSION} and {OF_THIS_VERSION}"
        f" and {WAITED}",
        privileges="select, insert",
    ),
    protect(
        "reviews_releasefile",
        select=f"{granted('reviews_releasefile')} or release_id {READABLE}"
        f" or {SYSTEM} = 'documents'",
        insert=ADDS_FILE,
        update=f"(({as_client('reviews_releasefile')} and {BY_ACTOR})"
        f" or {SYSTEM} = 'documents') and state = 'waiting'",
        # The job counts its attempts and gives up; the file itself is made as the client.
        update_check=f"({as_client('reviews_releasefile')} and {BY_ACTOR})"
        f" or ({SYSTEM} = 'documents' and state in ('waiting', 'dropped') and pdf is null)",
        privileges="select, insert, update (state, attempts, pdf, file_hash, made_at)",
    ),
    protect(
        "reviews_noticeacknowledgment",
        select=f"{granted('reviews_noticeacknowledgment')} or {BY_ACTOR}",
        insert=ADDS_ACKNOWLEDGMENT,
        privileges="select, insert",
    ),
    # What a policy cannot ask, because the other table's policy asks this one.
    function(
        "bind_cosignature()",
        returns="trigger",
        body="""
        begin
            if not exists (select from reviews_report p where p.id = new.report_id
                           and p.engagement_id = new.engagement_id and p.state = 'signed'
                           and p.digest = new.digest and p.author_id = new.author_id) then
                raise exception 'a co-signature is bound to one signed version';
            end if;
            if exists (select from reviews_engagement e where e.id = new.engagement_id
                       and e.client_id = new.cosigner_id) then
                raise exception 'nobody co-signs a report about themselves';
            end if;
            return new;
        end
        """,
    ),
    function(
        "bind_release()",
        returns="trigger",
        body="""
        begin
            if new.statement_id is not null and not exists (
                select from reviews_statement s where s.id = new.statement_id
                   and s.report_id = new.report_id) then
                raise exception 'a statement belongs to the report it was written for';
            end if;
            return new;
        end
        """,
    ),
    bind_remark(),
    RunSQL(
        """
        create trigger bind before insert on reviews_cosignature for each row
            execute function app.bind_cosignature();
        create trigger bind before insert on reviews_release for each row
            execute function app.bind_release();
        create trigger bind before insert on reviews_remarkpassedon for each row
            execute function app.bind_remark();
        """,
        "drop trigger bind on reviews_cosignature; drop trigger bind on reviews_release;"
        " drop trigger bind on reviews_remarkpassedon;",
    ),
    # --- the trail -------------------------------------------------------------------------------
    RunSQL(
        f"""
        create policy cosigner_chain_insert on accounts_auditevent for insert to {APP}
            with check (chain_kind = 'engagement' and exists (select from reviews_cosignature c
                        where c.engagement_id = chain and c.cosigner_id = {ACTOR}
                          and {ROLE} = 'clinician'));
        create policy reader_chain_insert on accounts_auditevent for insert to {APP}
            with check (chain_kind = 'engagement' and exists (select from reviews_release r
                        where r.engagement_id = chain and r.id {READABLE}));
        create policy process_chain_insert on accounts_auditevent for insert to {APP}
            with check (chain_kind = 'process' and exists (select from reviews_engagementkey k
                        where k.id = chain and k.purpose = 'process' and k.holder = {ACTOR}));
        grant select on reviews_release, reviews_permission, reviews_withdrawal, reviews_narrowing,
            reviews_amendment, reviews_recipient, reviews_releasefile to {DEFINER};
        grant update (user_id, invitation_id) on reviews_recipient to {DEFINER};
        grant insert, update (withdrawn_at, expires_at) on accounts_invitation to {DEFINER};
        """,
        """
        drop policy cosigner_chain_insert on accounts_auditevent;
        drop policy reader_chain_insert on accounts_auditevent;
        drop policy process_chain_insert on accounts_auditevent;
        """,
    ),
    # --- doors -----------------------------------------------------------------------------------
    # The client's release asks for its reader: a member already, or an invitation that waits for
    # the release to go live. The client learns neither which, nor who else was ever asked.
    function(
        "find_reader(a_recipient uuid, a_email text, a_name text, a_until timestamptz)",
        returns="boolean",
        definer=True,
        body="""
        declare
            asked reviews_recipient%rowtype; member uuid; practice uuid;
            invitation uuid := gen_random_uuid();
        begin
            select r.* into asked from reviews_recipient r
              join reviews_engagement e on e.id = r.engagement_id
             where r.id = a_recipient and r.author_id = app.actor_id()
               and e.client_id = app.actor_id() and app.actor_role() = 'client' for update of r;
            if not found then
                raise exception 'only the client names a reader';
            end if;
            practice := app.actor_organization();
            select m.user_id into member from accounts_membership m
              join accounts_user u on u.id = m.user_id
             where m.organization_id = practice and m.role = 'employer_contact'
               and m.ended_at is null and u.is_active and lower(u.email) = lower(a_email);
            if asked.user_id is not null then
                return member is not null and member = asked.user_id;
            end if;
            if member is not null then
                update reviews_recipient set user_id = member where id = a_recipient;
                return true;
            end if;
            -- One invitation at a time, so that whatever ends the last release closes it.
            update accounts_invitation i set expires_at = greatest(i.expires_at, a_until)
             where i.id = asked.invitation_id and i.accepted_at is null
               and i.withdrawn_at is null and i.expires_at > app.now();
            if found then
                return true;
            end if;
            insert into accounts_invitation (id, organization_id, email, role, display_name,
                                             created_by_id, created_at, expires_at)
                values (invitation, practice, lower(a_email), 'employer_contact', a_name,
                        app.actor_id(), app.now(), a_until);
            update reviews_recipient set invitation_id = invitation where id = a_recipient;
            return true;
        end
        """,
    ),
    function(
        "link_reader()",
        returns="trigger",
        definer=True,
        body="""
        begin
            update reviews_recipient r set user_id = new.user_id
              from accounts_invitation i, accounts_user u
             where i.id = r.invitation_id and u.id = new.user_id and r.user_id is null
               and i.organization_id = new.organization_id and lower(i.email) = lower(u.email);
            -- One account is enough: other people's invitations of the same address are settled.
            update accounts_invitation i set withdrawn_at = app.now() from accounts_user u
             where u.id = new.user_id and lower(i.email) = lower(u.email)
               and i.organization_id = new.organization_id and i.role = 'employer_contact'
               and i.accepted_at is null and i.withdrawn_at is null;
            return null;
        end
        """,
        to=OWNER,
    ),
    # An invitation whose last living reason is over opens nothing any more, whatever ended it: a
    # link that closed for one reason and not for another would tell which it was. The clock needs no
    # trigger: an invitation lasts no longer than the permission it was made for.
    function(
        "close_invitation()",
        returns="trigger",
        definer=True,
        body=f"""
        declare ending jsonb := to_jsonb(new);
        begin
            update accounts_invitation i set withdrawn_at = app.now()
              from reviews_recipient c
             where i.id = c.invitation_id and i.accepted_at is null and i.withdrawn_at is null
               and (exists (select from reviews_permission p where p.recipient_id = c.id
                            and p.id = (ending ->> 'permission_id')::uuid)
                    or exists (select from reviews_release r where r.recipient_id = c.id
                               and r.report_id = (ending ->> 'of_id')::uuid))
               and not exists (select from reviews_release r
                               where r.recipient_id = c.id and {NOT_OVER});
            return null;
        end
        """,
        to=OWNER,
    ),
    RunSQL(
        """
        create trigger link_reader after insert on accounts_membership for each row
            when (new.role = 'employer_contact') execute function app.link_reader();
        create trigger close_invitation after insert on reviews_withdrawal for each row
            execute function app.close_invitation();
        create trigger close_invitation after insert on reviews_narrowing for each row
            execute function app.close_invitation();
        create trigger close_invitation after insert on reviews_amendment for each row
            when (new.kind = 'in_error') execute function app.close_invitation();
        """,
        "drop trigger link_reader on accounts_membership;"
        " drop trigger close_invitation on reviews_withdrawal;"
        " drop trigger close_invitation on reviews_narrowing;"
        " drop trigger close_invitation on reviews_amendment;",
    ),
    # What the outbox may know at the moment of sending: nothing, unless it can be read right now.
    function(
        "reader_to_tell(a_release uuid, out reader uuid, out invitation uuid,"
        " out expires_at timestamptz)",
        returns="record",
        definer=True,
        kind="stable",
        body=f"""
        begin
            if app.actor_system() is distinct from 'outbox' then
                return;
            end if;
            select c.user_id, c.invitation_id, r.expires_at into reader, invitation, expires_at
              from reviews_release r join reviews_recipient c on c.id = r.recipient_id
             where r.id = a_release and {LIVE};
        end
        """,
    ),
    # Verification: three answers, and nothing else of the document.
    function(
        "check_document(a_code bytea, a_file bytea)",
        returns="text",
        definer=True,
        kind="stable",
        body=f"""
        declare found_id uuid; opened boolean;
        begin
            select r.id, r.live_at <= app.now() into found_id, opened from reviews_release r
             where (a_code is not null and r.code_hash = a_code)
                or (a_file is not null and exists (select from reviews_releasefile f
                    where f.release_id = r.id and f.file_hash = a_file));
            if found_id is null or not opened then
                return 'unknown';
            end if;
            if exists (select from reviews_release r where r.id = found_id and {LIVE}) then
                return 'unchanged';
            end if;
            return 'over';
        end
        """,
    ),
    # Backwards, the function stays and knows the first moves again: the first tables still ask it.
    RunSQL(keep_to(MOVES).sql, keep_to(FIRST_MOVES).sql),
    hold(MOVING),
]
