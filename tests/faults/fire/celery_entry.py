"""The real worker and the real beat, with the steps of steps.py in them. Test-only.

FIRE_PROCESS  which of the two it is. FIRE_FOLDER: where they make a file when they are ready.

The schedule is the product's, asked for every few seconds: a campaign has no half hour to wait.
"""

import os
from pathlib import Path

from celery.signals import beat_init, worker_process_init, worker_ready

from tests.faults.fire import entry
from tests.faults.fire.steps import BEAT, WORKER
from tracker.celery import app

__all__ = ["app"]

EVERY_SECONDS = {"outbox": 1.0, "sweep": float(os.environ[entry.SWEEPS_EVERY]), "anchor": 10.0}

for name, seconds in EVERY_SECONDS.items():
    app.conf.beat_schedule[name]["schedule"] = seconds
if os.environ[entry.PROCESS] == BEAT:
    entry.prepare(BEAT)


@worker_process_init.connect
def _set_up_worker(**values: object) -> None:
    """In the process that works, where Django is ready."""
    entry.prepare(WORKER)


@beat_init.connect
def _beat_is_ready(**values: object) -> None:
    _say_ready(BEAT)


@worker_ready.connect
def _worker_is_ready(**values: object) -> None:
    _say_ready(WORKER)


def _say_ready(process: str) -> None:
    (Path(os.environ[entry.FOLDER]) / f"{process} is ready").touch()
