"""What beat asks for."""

from celery import shared_task


@shared_task(name="reminders.sweep")
def sweep() -> None:
    from reviews.reminders.actions import sweep as act  # noqa: PLC0415 - models load after Celery

    act()
