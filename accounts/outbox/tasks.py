"""What Celery is told: look now. Nothing depends on the telling."""

from celery import shared_task

from tracker.lib import worker


@shared_task(name="outbox.deliver")
def deliver() -> None:
    """Send what is due. Any number of these may run; each row is claimed by one."""
    from accounts.outbox.delivery import deliver_pending  # noqa: PLC0415 - delivery imports senders

    deliver_pending()


def look_now() -> None:
    """Tell a worker to look at the outbox."""
    worker.tell("outbox.deliver")
