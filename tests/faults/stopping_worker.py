"""The real worker, which stops for good at one line of its work and says that it is there.

FAULT_STOPS_AT  claimed: rows are claimed, nothing is sent. taken: the server has taken a mail,
                nothing is recorded. FAULT_SAYS: the file it makes then.
"""

import os
import time
from pathlib import Path
from typing import Any

from celery.signals import worker_process_init

from tracker.celery import app

__all__ = ["app"]


def _stop() -> None:
    Path(os.environ["FAULT_SAYS"]).touch()
    time.sleep(3600)


@worker_process_init.connect
def _set_up(**values: object) -> None:
    """In the process that works, where Django is ready."""
    from accounts.outbox import delivery

    hand_over = delivery._hand_over

    def stopping(*values: Any, **options: Any) -> Any:
        _stop()

    def stopping_after(*values: Any, **options: Any) -> Any:
        hand_over(*values, **options)
        _stop()

    if os.environ["FAULT_STOPS_AT"] == "claimed":
        delivery._begin = stopping
    else:
        delivery._hand_over = stopping_after
