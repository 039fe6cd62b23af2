"""What beat asks for."""

from celery import shared_task


@shared_task(name="unfinished.tidy")
def tidy() -> None:
    from reviews.unfinished.actions import tidy as act  # noqa: PLC0415 - models load after Celery

    act()
