"""Putting a message into the outbox."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from accounts.outbox import tasks


def enqueue(  # noqa: PLR0913 - one row of the outbox has these columns
    *,
    key: str,
    kind: str,
    recipient_id: UUID | None,
    organization_id: UUID | None,
    subject_id: UUID,
    due_at: datetime,
) -> None:
    """Write one message for later, once for each `key`: a second call changes nothing.

    kind  a name in settings.NOTICE_KINDS. `subject_id` says what it is about; words are made when
    it is sent. The worker is told to look after the commit; if that fails, the sweep finds the row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.enqueue(%s, %s, %s, %s, %s, %s)",
            [key, kind, recipient_id, organization_id, subject_id, due_at],
        )
    if not _look_is_due():
        transaction.on_commit(tasks.look_now, robust=True)


def _look_is_due() -> bool:
    """Whether this transaction's commit will tell a worker anyway: once is enough for many rows."""
    open_savepoints = set(connection.savepoint_ids)
    return any(
        function is tasks.look_now and savepoints <= open_savepoints
        for savepoints, function, *_ in connection.run_on_commit
    )
