"""Test-only: what makes a real process of the product die at a named step, or work wrongly.

A step is armed by a file named after it in the folder FIRE_FOLDER/armed. Whichever process comes to
the step first takes the file away, so that exactly one dies, by SIGKILL and without a word.
FIRE_PLANT names a planted breakage (plants.py). Without files and without a name, nothing changes.
"""

import functools
import importlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.fire.plants import PLANTS
from tests.faults.fire.steps import BEFORE, STEPS, Step

SWEEPS_EVERY = "FIRE_SWEEPS_EVERY"  # seconds
FOLDER, PROCESS, PLANT = "FIRE_FOLDER", "FIRE_PROCESS", "FIRE_PLANT"
GROUP, CHILD = "group", "child"


def prepare(process: str) -> None:
    """Wrap the seams of this kind of process, and plant what FIRE_PLANT names. Django is ready."""
    for step in STEPS:
        if step.process == process and not step.seam.startswith("path:"):
            _wrap(step)
    if name := os.environ.get(PLANT):
        PLANTS[name].plant(process)


def with_steps_at_the_answer(application: Callable[..., Any]) -> Callable[..., Any]:
    """The WSGI application; it dies when it has worked and would answer."""
    places = [(step, step.seam.removeprefix("path:")) for step in STEPS if "path:" in step.seam]

    def answering(environ: dict[str, Any], start_response: Any) -> Any:
        answer = application(environ, start_response)
        if environ["REQUEST_METHOD"] == "POST":
            for step, end in places:
                if environ["PATH_INFO"].endswith(end):
                    die_if_armed(step.id)
        return answer

    return answering


def armed_file(folder: Path, step_id: str) -> Path:
    return folder / "armed" / step_id


def arm(folder: Path, step_id: str, *, how: str) -> None:
    """Let the next process that comes to the step die: alone ("child"), or with its group."""
    draft = folder / f"{step_id}.draft"
    draft.write_text(how)
    draft.rename(armed_file(folder, step_id))


def die_if_armed(step_id: str) -> None:
    folder = Path(os.environ[FOLDER])
    mine = folder / "died" / step_id
    try:
        armed_file(folder, step_id).rename(mine)
    except FileNotFoundError:
        return
    if mine.read_text() == GROUP:
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def _wrap(step: Step) -> None:
    owner, name = seam_of(step.seam)
    real = getattr(owner, name)

    @functools.wraps(real)
    def stepping(*values: Any, **options: Any) -> Any:
        if step.when == BEFORE and (not step.holding or getattr(values[0], step.holding)):
            die_if_armed(step.id)
        result = real(*values, **options)
        if step.when != BEFORE and result != []:  # an empty hand, nothing claimed, is no step
            die_if_armed(step.id)
        return result

    setattr(owner, name, stepping)


def seam_of(seam: str) -> tuple[Any, str]:
    """What holds the function, and its name there."""
    module, _, path = seam.partition(":")
    *owners, name = path.split(".")
    found: Any = importlib.import_module(module)
    for owner in owners:
        found = getattr(found, owner)
    return found, name
