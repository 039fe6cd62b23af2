import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.actions import enqueue
from accounts.outbox.models import Notice

KINDS = "tests.accounts.outbox.kinds."


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.NOTICE_KINDS = {
        "plain": KINDS + "Plain",
        "reason_ended": KINDS + "ReasonEnded",
        "broken": KINDS + "Broken",
        "broken_in_database": KINDS + "BrokenInDatabase",
        "unsendable": KINDS + "Unsendable",
    }


@pytest.fixture
def post(cast, now):
    """post("plain") -> the key of a new row that is due; nothing else is."""
    with acting_as_system("outbox"), transaction.atomic():
        Notice.objects.filter(state=Notice.WAITING).update(due_at=now + timedelta(days=365))

    def write(kind="plain", key=None, due_in=timedelta(0), subject_id=None):
        key = key or f"test:{uuid.uuid4()}"
        with acting_as_system("sweep"), transaction.atomic():
            enqueue(
                key=key,
                kind=kind,
                recipient_id=cast.eli.user_id,
                organization_id=cast.dana.actor.organization_id,
                subject_id=subject_id or uuid.uuid4(),
                due_at=now + due_in,
            )
        return key

    return write


@pytest.fixture
def row(post):
    """row(key) -> the row as it is now."""

    def read(key):
        with acting_as_system("outbox"), transaction.atomic():
            return Notice.objects.get(key=key)

    return read


@pytest.fixture
def change(post):
    """change(key, **columns): what time would have done."""

    def write(key, **columns):
        with acting_as_system("outbox"), transaction.atomic():
            assert Notice.objects.filter(key=key).update(**columns) == 1

    return write
