"""What Celery is told: look now. Nothing depends on the telling."""

import time

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

log = structlog.get_logger()

LEFT_ALONE_SECONDS = 5.0


@shared_task(name="outbox.deliver")
def deliver() -> None:
    """Send what is due. Any number of these may run; each row is claimed by one."""
    from accounts.outbox.delivery import deliver_pending  # noqa: PLC0415 - delivery imports senders

    deliver_pending()


class _Broker:
    """What this process knows about the broker: asked again only after a while."""

    quiet_until = 0.0  # time.monotonic()


def look_now() -> None:
    """Tell a worker to look at the outbox. A broker that is down is not waited for: beat looks too."""
    if time.monotonic() < _Broker.quiet_until:
        return
    try:
        deliver.apply_async(retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        _Broker.quiet_until = time.monotonic() + LEFT_ALONE_SECONDS
        log.warning("broker_unreachable", error=type(error).__name__)
