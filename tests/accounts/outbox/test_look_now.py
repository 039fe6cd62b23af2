"""Telling the worker: after the commit, once, and never at the cost of the request."""

import socket
import time
import uuid

import pytest
from celery import Celery
from django.db import connection, transaction
from structlog.testing import capture_logs

from accounts.access import acting_as_system
from accounts.outbox import tasks
from accounts.outbox.actions import enqueue
from accounts.outbox.models import Notice
from tests.clones import clone, inside
from tracker.celery import app
from tracker.lib import clock, worker


@pytest.fixture
def no_broker(monkeypatch):
    """The worker's application with a broker at a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery prefers it to what it is told
    alone = Celery("nobody", broker=closed, set_as_current=False)
    alone.conf.update(
        {name: app.conf[name] for name in ("broker_transport_options", "task_ignore_result")},
        broker_connection_timeout=app.conf.broker_connection_timeout,
    )
    asked = []

    def send(task):
        asked.append(task)
        alone.send_task(task, retry=False, ignore_result=True)

    monkeypatch.setattr(worker, "_send", send)
    monkeypatch.setattr(worker._Broker, "quiet_until", 0.0)
    yield asked
    alone.close()


def write(key):
    with acting_as_system("sweep"):
        enqueue(
            key=key,
            kind="plain",
            recipient_id=None,
            organization_id=None,
            subject_id=uuid.uuid4(),
            due_at=clock.now(),
        )


def test_a_broker_that_is_down_slows_nobody_and_loses_nothing(no_broker):
    with clone() as copy, inside(copy.app_url), capture_logs() as lines:
        started = time.monotonic()
        with transaction.atomic():
            write("one")
        spent = time.monotonic() - started
        with acting_as_system("outbox"), transaction.atomic():
            assert Notice.objects.get(key="one").state == Notice.WAITING

    assert spent < 1.5
    assert len(no_broker) == 1
    assert [line["event"] for line in lines] == ["broker_unreachable"]


def test_a_broker_that_is_down_is_not_asked_by_every_request(no_broker):
    tasks.look_now()
    tasks.look_now()

    assert len(no_broker) == 1


def told(callbacks):
    return [function for function in callbacks if function is tasks.look_now]


def test_many_rows_of_one_transaction_tell_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        write("one")
        write("two")

    assert len(told(callbacks)) == 1


def test_a_row_after_a_rolled_back_one_still_tells(post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        try:
            with transaction.atomic():
                post()
                raise LookupError
        except LookupError:
            post()

    assert len(told(callbacks)) == 1
    assert connection.in_atomic_block
