"""What the fire harness takes hold of is still there: a renamed function would go unharmed."""

import subprocess
import sys

import pytest

from tests.browser.world import CLONE
from tests.faults.fire.steps import STEPS, Step

# Each plant in a process of its own, so that none is left in this one.
PLANT_ALL = """
import os, django
django.setup()
from tests.faults.fire.plants import PLANTS
for plant in PLANTS.values():
    child = os.fork()
    if not child:
        code = 1
        try:
            plant.apply()
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1]:
        print(plant.name)
"""


@pytest.mark.parametrize(
    "step", [step for step in STEPS if "path:" not in step.seam], ids=lambda step: step.id
)
def test_every_step_names_a_function(step: Step):
    from tests.faults.fire.entry import seam_of

    owner, name = seam_of(step.seam)
    assert callable(getattr(owner, name))


def test_every_step_has_a_name_of_its_own():
    assert len({step.id for step in STEPS}) == len(STEPS)


def test_every_breakage_can_be_planted():
    done = subprocess.run(
        [sys.executable, "-c", PLANT_ALL], cwd=CLONE, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
