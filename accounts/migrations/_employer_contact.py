"""Row policies and doors that know the employer contact; part of 0003_employer_contact.

Who reads for an employer is known to that person, to the system's acts and, once they have joined,
to the administrator. That somebody is about to be invited is known to the outbox alone: it would
tell that a summary is about to go out.
"""

from django.db.migrations import RunSQL

from accounts.migrations._policies import ADMINISTRATOR_HERE
from tracker.lib.rls import ACTOR, APP, MEMBERSHIP, ORGANIZATION, ROLE, SYSTEM, redefine

CONTACT = "'employer_contact'"
NOT_A_CONTACT = f"role <> {CONTACT}"
# An employer contact is inside for what is shared with them: they meet nobody of the practice.
INSIDE = f"({ROLE} is not null and organization_id = {ORGANIZATION})"
MEMBERSHIP_SEEN = (
    f"user_id = {ACTOR} or {SYSTEM} is not null or ({INSIDE} and ({ROLE} = 'administrator'"
    f" or (role = 'clinician' and {ROLE} <> {CONTACT})"
    f" or (introduced_to_id = {MEMBERSHIP} and {NOT_A_CONTACT})))"
)
MEMBERSHIP_SEEN_BEFORE = (
    f"user_id = {ACTOR} or {SYSTEM} is not null or ({ROLE} is not null and"
    f" organization_id = {ORGANIZATION} and (role = 'clinician'"
    f" or {ROLE} = 'administrator' or introduced_to_id = {MEMBERSHIP}))"
)
INVITATION = {
    "select": ("using", f"({ADMINISTRATOR_HERE} and {{}}) or {SYSTEM} = 'outbox'"),
    "insert": (
        "with check",
        f"{ADMINISTRATOR_HERE} and {{}} and created_by_id = {ACTOR} and token_hash is null"
        " and accepted_at is null",
    ),
    "update": (
        "using",
        f"{ADMINISTRATOR_HERE} and {{}} and accepted_at is null and withdrawn_at is null",
    ),
}


def _invitation_policies(condition: str) -> str:
    return "".join(
        f"alter policy accounts_invitation_{command} on accounts_invitation"
        f" {clause} ({words.format(condition)});"
        for command, (clause, words) in INVITATION.items()
    )


def _memberships_seen(condition: str) -> str:
    return f"alter policy accounts_membership_select on accounts_membership using ({condition});"


POLICIES = [
    RunSQL(_memberships_seen(MEMBERSHIP_SEEN), _memberships_seen(MEMBERSHIP_SEEN_BEFORE)),
    RunSQL(_invitation_policies(NOT_A_CONTACT), _invitation_policies("true")),
    RunSQL(
        f"grant update (release_wait_hours) on accounts_organization to {APP};",
        f"revoke update (release_wait_hours) on accounts_organization from {APP};",
    ),
]

_FIND_JOINED = """
            if not found then
                select m.id into strict made from accounts_membership m
                 where m.user_id = a_user and m.organization_id = invited.organization_id
                   and m.role = invited.role and m.ended_at is null;
            end if;"""


def _accept_invitation(*, twice: str = "", find_joined: str = "") -> str:
    """The address must be the invited one: the link alone opens nothing for another person."""
    return f"""
        declare invited accounts_invitation%rowtype; made uuid := gen_random_uuid();
        begin
            update accounts_invitation i set accepted_at = app.now()
              from accounts_user u
             where i.token_hash = a_hash and i.accepted_at is null and i.withdrawn_at is null
               and i.expires_at > app.now() and u.id = a_user and lower(u.email) = lower(i.email)
            returning i.* into invited;
            if not found then
                return null;
            end if;
            insert into accounts_membership (id, user_id, organization_id, role, display_name,
                                             introduced_to_id, started_at)
                values (made, a_user, invited.organization_id, invited.role, invited.display_name,
                        invited.introduced_to_id, app.now()){twice};{find_joined}
            return made;
        end
        """


DOORS = [
    # Two clients may have named the same contact: the second invitation leads to the membership
    # that the first has made.
    redefine(
        "accept_invitation(a_hash bytea, a_user uuid, a_zone text)",
        returns="uuid",
        body=_accept_invitation(
            twice=" on conflict (user_id, organization_id, role) where ended_at is null do nothing",
            find_joined=_FIND_JOINED,
        ),
        before=_accept_invitation(),
    )
]
