"""The worker, and the whole schedule on one screen. Celery only ever says "look now"."""

import os

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init
from django.conf import settings

from tracker.lib.startup import refuse_if_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = Celery("waymark")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=600,
    task_soft_time_limit=540,
    task_serializer="json",
    accept_content=["json"],
    timezone="UTC",
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=1,
    broker_transport_options={
        "visibility_timeout": 900,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 1,
        "socket_timeout": 1,  # one that hangs would hold the request for ever
        # A request tells the worker once; a broker that is down is not waited for.
        "max_retries": 0,
    },
    worker_hijack_root_logger=False,
    imports=[
        "accounts.outbox.tasks",
        "accounts.tasks",
        "reviews.reminders.tasks",
        "reviews.releases.tasks",
        "reviews.unfinished.tasks",
    ],
    beat_schedule={
        "outbox": {"task": "outbox.deliver", "schedule": 30.0},
        "sweep": {"task": "reminders.sweep", "schedule": 60.0},
        "files": {"task": "releases.files", "schedule": 30.0},
        "anchor": {"task": "accounts.anchor", "schedule": 300.0},
        "factor_resets": {"task": "accounts.factor_resets", "schedule": 60.0},
        "unfinished": {"task": "unfinished.tidy", "schedule": 3600.0},
    },
)


@setup_logging.connect
def keep_our_logging(**kwargs: object) -> None:
    """Celery leaves logging alone: tracker.lib.logs has set it."""


@worker_init.connect
@beat_init.connect
def look_before_serving(**kwargs: object) -> None:
    refuse_if_unsafe()
