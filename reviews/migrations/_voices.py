"""Concerns told by people who have no grant, and who may; part of the migration of that name.

An employer contact reports what the agreement in force lists for them; a second clinician notes what
they came to know while a version is theirs to read. Neither can see the engagement. So each writes
through a door, which asks whether they may, adds the row and its line in the trail, and tells the
people it is for. Nothing comes back but that it was taken.
"""

from django.db.migrations import RunSQL

from reviews.migrations._concerns import AMENDS, OWN_NOTED
from reviews.migrations._policies import as_clinician, granted
from reviews.migrations._sharing import FRESH, own_signed
from reviews.migrations._unsent import BY_ACTOR, OWN_NOTE
from tracker.lib.rls import ACTOR, DEFINER, OWNER, ROLE, function, protect

LISTED = '["new_complaint", "boundary_not_kept", "as_described"]'
LAST_ACCEPTED = """
    a.state = 'accepted'
    and not exists (select from reviews_agreement later where later.engagement_id = a.engagement_id
                    and later.state = 'accepted' and later.version > a.version)
"""
# A row `c` of the table is in force.
IN_FORCE = f"""
    exists (select from reviews_agreement a join reviews_engagement e on e.id = a.engagement_id
             where a.id = c.agreement_id and e.state = 'active' and {LAST_ACCEPTED})
"""
# Who has the address, as an employer contact of the practice.
MEMBER = """
    select m.user_id into member from accounts_membership m
      join accounts_user u on u.id = m.user_id
     where m.organization_id = practice and m.role = 'employer_contact'
       and m.ended_at is null and u.is_active and lower(u.email) = lower(a_email);
"""
# Whoever moves an engagement takes the head of its trail first; a writer waits in the same order.
HOLD = """
    perform from accounts_audithead h where h.chain = e.id for update;
    perform from reviews_engagement x where x.id = e.id and x.state = 'active' for no key update;
"""
# The row is there: its line in the trail, and a mail to each of the people it is for.
TOLD = """
    insert into accounts_auditevent (id, chain_kind, chain, verb, object_kind, object_id, payload)
        values (gen_random_uuid(), 'engagement', e.id, 'tell_concern', 'concern', a_id, '{}');
    perform app.tell('concern:' || a_id, person, e.organization_id, a_id)
       from unnest(array[e.client_id, e.clinician_id,
            case when e.covered_from <= app.now() and app.now() < e.covered_until
                 then e.covered_by_id end]) person
      where person is not null and person <> app.actor_id();
"""
# A contact cannot take back what they never see again; a clinician says that it was meant for others.
NAMED_BY_CONTACT = (
    f"({as_clinician('reviews_amendment')} and of_kind = 'concern' and kind = 'in_error'"
    " and exists (select from reviews_concern x where x.id = reviews_amendment.of_id"
    " and x.engagement_id = reviews_amendment.engagement_id and x.told_by = 'contact'))"
)
AMENDED = f"{own_signed('reviews_amendment')} or {OWN_NOTED}"
DAY_THERE = "(app.now() at time zone o.zone)::date"
# Which version a second clinician is asked about at this moment.
ASKED = """
    select x.id, x.engagement_id from reviews_cosignature x
     where x.id = a_copy and x.cosigner_id = app.actor_id() and x.state = 'asked'
       and app.actor_role() = 'clinician' and not app.entered_in_error(x.report_id)
"""


def kept(places: str) -> str:
    """As `_unsent.ASKED`, for these places."""
    return (
        f"(place in ({places}) and {ROLE} = 'clinician' and exists (select from reviews_cosignature c"
        " where c.id = reviews_unsenttext.about"
        " and c.engagement_id = reviews_unsenttext.engagement_id"
        f" and c.cosigner_id = {ACTOR} and c.state = 'asked'"
        " and not app.entered_in_error(c.report_id)))"
    )


def _unsent(places: str) -> str:
    own = f"{BY_ACTOR} and ({granted('reviews_unsenttext')} or {kept(places)}"
    return f"""
        alter policy reviews_unsenttext_select on reviews_unsenttext using ({own} or {OWN_NOTE}));
        alter policy reviews_unsenttext_delete on reviews_unsenttext using ({own} or {OWN_NOTE}));
        alter policy reviews_unsenttext_insert on reviews_unsenttext with check ({own}));
        alter policy reviews_unsenttext_update on reviews_unsenttext using ({own}))
            with check ({own}));
    """


def report_agreed(*, unless: str = "") -> str:
    """The body of the door; `unless` is what keeps the row from being written a second time."""
    return f"""
        declare e reviews_engagement%rowtype;
        begin
            select w.* into e from app.agreed_forms() f
              join reviews_agreedcontact c on c.id = f.id  -- the first one, of the same work
              join reviews_engagement w on w.id = c.engagement_id
             where f.id = a_form and f.keys ? a_key and a_on between f.agreed_on and f.today;
            if not found then
                return false;
            end if;
            {HOLD}
            if not exists (select from app.agreed_forms() f
                            where f.id = a_form and f.keys ? a_key) then
                return false;
            end if;
            insert into reviews_concern (id, engagement_id, author_id, created_at, told_by, told_on,
                                         agreed_key, happened_on)
                select a_id, e.id, app.actor_id(), app.now(), 'contact', {DAY_THERE}, a_key, a_on
                  from accounts_organization o where o.id = e.organization_id
                {unless}
                on conflict do nothing;
            if found then
                {TOLD}
            end if;
            return true;
        end
        """


POLICIES = [
    # The two of the work read that there is a form and its code: not whose account it is.
    protect(
        "reviews_agreedcontact",
        select=granted("reviews_agreedcontact"),
        privileges="select (id, engagement_id, agreement_id, created_at, keys, form_id, code)",
    ),
    RunSQL(
        f"""
        grant select, insert, update (user_id) on reviews_agreedcontact to {DEFINER};
        grant select (id, engagement_id, version, state, digest) on reviews_agreement to {DEFINER};
        grant select (agreement_id, author_id, digest, authenticated_at)
            on reviews_agreementsignature to {DEFINER};
        grant select (id, engagement_id, report_id, cosigner_id, state), update (state)
            on reviews_cosignature to {DEFINER};
        grant insert on reviews_concern to {DEFINER};
        grant insert (id, chain_kind, chain, verb, object_kind, object_id, payload)
            on accounts_auditevent to {DEFINER};
        """,
        f"""
        revoke all on reviews_agreedcontact, reviews_agreement, reviews_agreementsignature
            from {DEFINER};
        revoke insert on reviews_concern, accounts_auditevent from {DEFINER};
        revoke update on reviews_cosignature from {DEFINER};
        """,
    ),
    RunSQL(_unsent("'remark', 'second_concern'"), _unsent("'remark'")),
    RunSQL(
        f"""
        alter policy reviews_amendment_insert on reviews_amendment with check ({AMENDS}
            and ({AMENDED} or {NAMED_BY_CONTACT}));
        """,
        f"""
        alter policy reviews_amendment_insert on reviews_amendment with check ({AMENDS}
            and ({AMENDED}));
        """,
    ),
    # --- who may report ----------------------------------------------------------------------------
    # With the client's signature, and never without: a member already, or an invitation to be one.
    # The client learns neither which, nor who else was ever asked.
    # Named again by the very next version, it is the same form: it keeps its id, its day and its
    # code, an invitation that waits goes on, and there is nothing to tell. True: they hear of it.
    function(
        "name_contact(a_id uuid, a_agreement uuid, a_email text, a_name text, a_keys jsonb,"
        " a_code text, a_until timestamptz)",
        returns="boolean",
        definer=True,
        body=f"""
        declare
            work uuid; practice uuid; member uuid; invitation uuid; goes_on boolean;
            before reviews_agreedcontact%rowtype;
        begin
            select e.id, e.organization_id into work, practice
              from reviews_agreement a join reviews_engagement e on e.id = a.engagement_id
             where a.id = a_agreement and {LAST_ACCEPTED}
               and e.state = 'active' and e.client_id = app.actor_id()
               and e.organization_id = app.actor_organization() and app.actor_role() = 'client'
               and exists (select from reviews_agreementsignature s where s.agreement_id = a.id
                           and s.author_id = app.actor_id() and s.digest = a.digest and {FRESH});
            if work is null or jsonb_array_length(a_keys) = 0 or not a_keys <@ '{LISTED}' then
                raise exception 'only the client who signs names who may report';
            end if;
            {MEMBER}
            select c.* into before from reviews_agreedcontact c
             where c.agreement_id = (select v.id from reviews_agreement v
                    where v.engagement_id = work and v.state = 'accepted' and v.id <> a_agreement
                    order by v.version desc limit 1);
            goes_on := before.user_id = member;
            if member is null and before.user_id is null then
                -- The signature has closed it a moment ago, with the version it was made for.
                update accounts_invitation i
                   set withdrawn_at = null, expires_at = greatest(i.expires_at, a_until)
                 where i.id = before.invitation_id and lower(i.email) = lower(a_email)
                   and i.accepted_at is null and i.expires_at > app.now()
                   and (i.withdrawn_at is null or i.withdrawn_at = app.now())
                returning i.id into invitation;
                goes_on := invitation is not null;
            end if;
            goes_on := coalesce(goes_on, false);
            if member is null and invitation is null then
                invitation := gen_random_uuid();
                insert into accounts_invitation (id, organization_id, email, role, display_name,
                                                 created_by_id, created_at, expires_at)
                    values (invitation, practice, lower(a_email), 'employer_contact', a_name,
                            app.actor_id(), app.now(), a_until);
            end if;
            insert into reviews_agreedcontact (id, engagement_id, author_id, created_at,
                                               agreement_id, user_id, invitation_id, keys,
                                               form_id, code)
                values (a_id, work, app.actor_id(), app.now(), a_agreement, member, invitation,
                        a_keys, case when goes_on then before.form_id else a_id end,
                        case when goes_on then before.code else a_code end);
            if member is null then  -- they may have joined meanwhile, before there was this row
                {MEMBER}
                update reviews_agreedcontact set user_id = member
                 where id = a_id and member is not null;
                update accounts_invitation set withdrawn_at = app.now()
                 where id = invitation and accepted_at is null and member is not null;
            end if;
            return not goes_on;
        end
        """,
    ),
    function(
        "link_contact()",
        returns="trigger",
        definer=True,
        body="""
        begin
            update reviews_agreedcontact c set user_id = new.user_id
              from accounts_invitation i, accounts_user u
             where i.id = c.invitation_id and u.id = new.user_id and c.user_id is null
               and i.organization_id = new.organization_id and lower(i.email) = lower(u.email);
            return null;
        end
        """,
        to=OWNER,
    ),
    # What nobody may report any more invites nobody: as close_invitation does for a release.
    function(
        "close_contact()",
        returns="trigger",
        definer=True,
        body=f"""
        declare work uuid :=
            coalesce(to_jsonb(new) ->> 'engagement_id', to_jsonb(new) ->> 'id')::uuid;
        begin
            update accounts_invitation i set withdrawn_at = app.now()
              from reviews_agreedcontact o
             where i.id = o.invitation_id and o.engagement_id = work
               and i.accepted_at is null and i.withdrawn_at is null
               and not exists (select from reviews_agreedcontact c
                               where c.invitation_id = i.id and {IN_FORCE});
            return null;
        end
        """,
        to=OWNER,
    ),
    RunSQL(
        """
        create trigger link_contact after insert on accounts_membership for each row
            when (new.role = 'employer_contact') execute function app.link_contact();
        create trigger close_contact after update on reviews_agreement for each row
            when (new.state = 'accepted') execute function app.close_contact();
        create trigger close_contact after update on reviews_engagement for each row
            when (new.state = 'ended' and old.state <> 'ended')
            execute function app.close_contact();
        """,
        "drop trigger link_contact on accounts_membership;"
        " drop trigger close_contact on reviews_agreement;"
        " drop trigger close_contact on reviews_engagement;",
    ),
    # What the outbox may know at the moment of sending: nothing, unless the form is theirs now.
    function(
        "contact_to_tell(a_contact uuid, out reader uuid, out invitation uuid)",
        returns="record",
        definer=True,
        kind="stable",
        body=f"""
        begin
            if app.actor_system() is distinct from 'outbox' then
                return;
            end if;
            select c.user_id, c.invitation_id into reader, invitation
              from reviews_agreedcontact c where c.form_id = a_contact and {IN_FORCE};
        end
        """,
    ),
    # A clinician of the work learns that nobody can report any more, and nothing else of it.
    function(
        "contact_lapsed(a_agreement uuid)",
        returns="boolean",
        definer=True,
        kind="stable",
        body=f"""
        begin
            return app.actor_role() = 'clinician' and exists (
                select from reviews_agreedcontact c
                  join accounts_invitation i on i.id = c.invitation_id
                  join reviews_engagementgrant own on own.content_object_id = c.engagement_id
                   and own.user_id = app.actor_id() and own.permission_id = app.actor_permission()
                 where c.agreement_id = a_agreement and c.user_id is null
                   and i.expires_at <= app.now() and {IN_FORCE});
        end
        """,
    ),
    # --- reporting -------------------------------------------------------------------------------
    # The id, the day and the code are those of the first agreement that named this contact and that
    # the later ones named again, so that a later version shows neither that there is one nor when.
    function(
        "agreed_forms()",
        returns="table (id uuid, keys jsonb, agreed_on date, today date, code text)",
        definer=True,
        kind="stable",
        body=f"""
        #variable_conflict use_column
        begin
            if app.actor_role() is distinct from 'employer_contact' then
                return;
            end if;
            return query
                select f.id, c.keys, (f.created_at at time zone o.zone)::date, {DAY_THERE},
                       c.code::text
                  from reviews_agreedcontact c
                  join reviews_engagement w on w.id = c.engagement_id
                   and w.organization_id = app.actor_organization()
                  join accounts_organization o on o.id = w.organization_id
                  join reviews_agreedcontact f on f.id = c.form_id
                 where c.user_id = app.actor_id() and {IN_FORCE};
        end
        """,
    ),
    function(
        "report_agreed(a_id uuid, a_form uuid, a_key text, a_on date)",
        returns="boolean",
        definer=True,
        body=report_agreed(),
    ),
    # --- a second clinician ------------------------------------------------------------------------
    function(
        "tell_second(a_id uuid, a_copy uuid, a_words bytea)",
        returns="text",
        definer=True,
        body=f"""
        declare asked record; e reviews_engagement%rowtype;
        begin
            select * into asked from ({ASKED} for no key update) x;
            select w.* into e from reviews_engagement w where w.id = asked.engagement_id
               and w.organization_id = app.actor_organization();
            if e.id is null then
                return null;
            end if;
            {HOLD}
            if not found then
                return 'over';
            end if;
            insert into reviews_concern (id, engagement_id, author_id, created_at, told_by, told_on,
                                         words, copy_id, agreed_key)
                select a_id, e.id, app.actor_id(), app.now(), 'second', {DAY_THERE}, a_words, a_copy,
                       ''
                  from accounts_organization o where o.id = e.organization_id
                on conflict do nothing;
            if found then
                {TOLD}
            end if;
            return 'told';
        end
        """,
    ),
    # All that is shown back to them: when they sent the last one.
    function(
        "second_told_at(a_copy uuid)",
        returns="timestamptz",
        definer=True,
        language="sql",
        kind="stable",
        body=f"select max(c.created_at) from reviews_concern c join ({ASKED}) x on x.id = c.copy_id"
        " where c.told_by = 'second' and c.author_id = app.actor_id()",
    ),
]
