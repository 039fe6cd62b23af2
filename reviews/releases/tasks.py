"""What Celery is told about documents: look now. Nothing depends on the telling."""

from celery import shared_task


@shared_task(name="releases.files")
def files() -> None:
    """Make the PDFs that wait. Any number of these may run; each row is taken by one."""
    from reviews.releases.files import make_waiting  # noqa: PLC0415 - models load after Celery

    make_waiting()
