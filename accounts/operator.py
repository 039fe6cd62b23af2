"""What only whoever runs the installation does, as the owner of the database."""

import uuid
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from accounts import audit
from accounts.access import NotAllowed, NotFound, WrongState
from accounts.models import FactorReset, Membership, Notice, Organization
from accounts.roles import ADMINISTRATOR
from tracker.lib import clock


def is_owner() -> bool:
    """Whether this connection owns the tables; the roles of the service never do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_get_userbyid(relowner) = current_user from pg_class"
            " where oid = 'accounts_factorreset'::regclass"
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def confirm_factor_reset(*, email: str) -> datetime:
    """Confirm a reset as the operator, asked for by an administrator or by nobody yet.

    The moment it takes effect. Raises NotFound, NotAllowed if two administrators could do it,
    WrongState if it is confirmed already.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('app.system', 'operator', true)")
        now = clock.now()
        member = (
            Membership.objects.filter(user__email=email.strip().lower(), ended_at=None)
            .order_by("started_at")
            .first()
        )
        if member is None or not Authenticator.objects.filter(user_id=member.user_id).exists():
            raise NotFound
        others = Membership.objects.filter(
            organization_id=member.organization_id, role=ADMINISTRATOR, ended_at=None
        ).exclude(user_id=member.user_id)
        if others.count() > 1:
            raise NotAllowed
        delay = Organization.objects.values_list("reset_delay_hours", flat=True).get(
            id=member.organization_id
        )
        takes_effect_at = now + timedelta(hours=delay)
        reset, _ = FactorReset.objects.get_or_create(
            user_id=member.user_id,
            stopped_at=None,
            done_at=None,
            defaults={"organization_id": member.organization_id, "asked_at": now},
        )
        if reset.confirmed_at is not None:
            raise WrongState
        FactorReset.objects.filter(id=reset.id).update(
            confirmed_at=now, takes_effect_at=takes_effect_at
        )
        audit.record(
            verb="confirm_factor_reset",
            object_kind="factor_reset",
            object_id=reset.id,
            chain=reset.organization_id,
            chain_kind=audit.ORGANIZATION,
        )
        Notice.objects.create(
            id=uuid.uuid4(),
            key=f"account_changed:{reset.id}:operator",
            kind="account_changed",
            organization_id=reset.organization_id,
            recipient_id=reset.user_id,
            subject_id=reset.user_id,
            due_at=now,
            created_at=now,
        )
    return takes_effect_at
