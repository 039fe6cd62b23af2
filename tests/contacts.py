"""Erin as an employer contact of the practice, without the release that makes her one in service.

Only a client's act brings such an invitation about, so the owner writes it here, once a database;
accepting it is the real act, inside the test's own transaction.
"""

import os
import uuid
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection, transaction

from accounts import actions, notices, queries
from accounts.access import Actor
from accounts.models import User
from tracker.lib import session

TOKEN = "the link of a contact"
ERIN = "erin@example.org"
# Asked first: an insert would wait for a test that has accepted it meanwhile.
INVITE = """
    insert into accounts_invitation (id, organization_id, email, role, display_name,
                                     token_hash, created_by_id, created_at, expires_at)
    select %(id)s, %(practice)s, %(email)s, 'employer_contact', %(name)s,
           %(token)s, %(by)s, now(), now() + interval '10 years'
    where not exists (select from accounts_invitation where id = %(id)s)
"""


def plant_invitation(cast: Any, *, token: str = TOKEN, email: str = ERIN) -> uuid.UUID:
    """An open invitation for an Erin Vale as employer contact, on behalf of Eli; committed."""
    eli = cast.eli.actor
    values = invitation(
        token, practice=eli.organization_id, by=eli.user_id, name="Erin Vale", email=email
    )
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute("set lock_timeout = '5s'")
        owner.execute(INVITE, values)
    found: uuid.UUID = values["id"]
    return found


def invitation(
    token: str, *, practice: uuid.UUID, by: uuid.UUID, name: str, email: str
) -> dict[str, Any]:
    """What INVITE writes: an open invitation whose link ends with this token."""
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, token),
        "practice": practice,
        "by": by,
        "name": name,
        "email": email,
        "token": notices.hash_token(token),
    }


def make_contact(cast: Any, *, token: str = TOKEN) -> Actor:
    """Erin in her membership as employer contact, accepted by the link."""
    plant_invitation(cast, token=token)
    user = User.objects.get(id=cast.erin.user_id)
    membership_id = actions.accept_invitation_known(token=token, user=user)
    return Actor(user.id, membership_id, cast.eli.actor.organization_id, "employer_contact")


def contact_of(cast: Any) -> Actor:
    """Erin in the membership she has by now."""
    user_id = cast.erin.user_id
    with session.identified(session.Identity(user_id=user_id)), transaction.atomic():
        found = queries.list_memberships(user_id=user_id)[0]
    return Actor(user_id, found.id, found.organization_id, found.role)


def owner_url() -> str:
    """The owner's address of the database the test is in."""
    parts = urlsplit(os.environ["DATABASE_OWNER_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
