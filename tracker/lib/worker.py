"""Telling a worker to look now. Nothing depends on the telling: beat asks again anyway."""

import time

import structlog
from celery import current_app as celery
from kombu.exceptions import OperationalError

log = structlog.get_logger()

LEFT_ALONE_SECONDS = 5.0


class _Broker:
    """What this process knows about the broker: asked again only after a while."""

    quiet_until = 0.0  # time.monotonic()


def tell(task: str) -> None:
    """Send the task of this name. A broker that is down is not waited for."""
    if time.monotonic() < _Broker.quiet_until:
        return
    try:
        _send(task)
    except (OperationalError, OSError) as error:
        _Broker.quiet_until = time.monotonic() + LEFT_ALONE_SECONDS
        log.warning("broker_unreachable", error=type(error).__name__)


def _send(task: str) -> None:
    celery.send_task(task, retry=False, ignore_result=True)
