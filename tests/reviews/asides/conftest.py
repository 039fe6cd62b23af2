"""Whom the practice names, and a clinician who is an administrator too."""

import pytest
from django.db import transaction

from accounts.access import Actor, acting_as_system
from accounts.actions import change_practice_settings, invite
from accounts.doors import accept_invitation, set_invitation_token
from accounts.notices import hash_token


@pytest.fixture
def name_person(ada, being, now):
    """The practice names somebody as its complaints person."""

    def name(actor):
        with being(ada):
            settings = {"complaints_person_id": actor.membership_id}
            change_practice_settings(actor=ada, settings=settings, now=now)

    return name


@pytest.fixture
def as_administrator(ada, dana, cast, being, now):
    """Dana, who is an administrator of the practice too."""
    digest = hash_token("the second role")
    with being(ada):
        invitation = invite(
            actor=ada,
            email=cast.dana.email,
            role="administrator",
            display_name="Dr Dana Ruiz",
            introduced_to=None,
            now=now,
        )
    with acting_as_system("outbox"), transaction.atomic():
        set_invitation_token(invitation_id=invitation.id, token_hash=digest)
    made = accept_invitation(token_hash=digest, user_id=dana.user_id, zone="UTC")
    return Actor(dana.user_id, made, dana.organization_id, "administrator")
