"""What only the operator does here, as the owner of the database: open a closed account again."""

import uuid

from django.db import connection, transaction

from accounts import audit
from accounts.access import NotFound
from accounts.models import Notice, User
from reviews.assignments.models import ClosedAccount
from tracker.lib import clock


def reopen_account(*, email: str) -> None:
    """Undo note_death for this address: its person can sign in again. The work stays ended.

    Both people are told. Raises NotFound if no account of this address was closed.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('app.system', 'operator', true)")
        now = clock.now()
        closed = (
            ClosedAccount.objects.select_for_update(of=("self",))
            .filter(engagement__client__email=email.strip().lower(), reopened_at=None)
            .select_related("engagement")
        )
        rows = list(closed)
        if not rows:
            raise NotFound
        for row in rows:
            engagement = row.engagement
            User.objects.filter(id=engagement.client_id).update(is_active=True)
            ClosedAccount.objects.filter(id=row.id).update(reopened_at=now)
            audit.record(
                verb="reopen_account",
                object_kind="user",
                object_id=engagement.client_id,
                chain=engagement.organization_id,
                chain_kind=audit.ORGANIZATION,
            )
            for kind, person in (
                ("account_changed", engagement.client_id),
                ("something_waits", engagement.clinician_id),
            ):
                Notice.objects.create(
                    id=uuid.uuid4(),
                    key=f"reopened:{row.id}:{person}",
                    kind=kind,
                    organization_id=engagement.organization_id,
                    recipient_id=person,
                    subject_id=person,
                    due_at=now,
                    created_at=now,
                )
