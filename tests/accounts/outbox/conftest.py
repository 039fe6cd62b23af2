import uuid
from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox import delivery
from accounts.outbox.actions import enqueue
from accounts.outbox.models import Notice
from tests.accounts.outbox.channels import SCRIPT, Scripted

KINDS = "tests.accounts.outbox.kinds."


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.NOTICE_KINDS = {
        "plain": KINDS + "Plain",
        "reason_ended": KINDS + "ReasonEnded",
        "not_yet": KINDS + "NotYet",
        "stopped": KINDS + "Stopped",
        "broken": KINDS + "Broken",
        "broken_in_database": KINDS + "BrokenInDatabase",
        "unsendable": KINDS + "Unsendable",
        "deadly": KINDS + "Deadly",
        "to_a_member": KINDS + "ToAMember",
    }


@pytest.fixture
def channel(settings):
    """The channel is the test's: channel.start(…) says what it does, channel.taken what it took."""
    settings.NOTICE_CHANNELS = {"email": SCRIPT}
    return Scripted.start()


@pytest.fixture
def post(cast, now):
    """post("plain") -> the key of a new row that is due, after those before; nothing else is."""
    moments = (now - timedelta(seconds=1) + timedelta(milliseconds=n) for n in count())
    with acting_as_system("outbox"), transaction.atomic():
        Notice.objects.filter(state=Notice.WAITING).update(due_at=now + timedelta(days=365))

    def write(kind="plain", key=None, due_in=timedelta(0), subject_id=None, to=None):
        key = key or f"test:{uuid.uuid4()}"
        with acting_as_system("sweep"), transaction.atomic():
            enqueue(
                key=key,
                kind=kind,
                recipient_id=(to or cast.eli).user_id,
                organization_id=cast.dana.actor.organization_id,
                subject_id=subject_id or uuid.uuid4(),
                due_at=next(moments) + due_in,
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


@pytest.fixture
def claim():
    """claim() -> what this process holds from now on, as the worker claims it."""

    def take():
        with acting_as_system("outbox"):
            return delivery._claim()

    return take
