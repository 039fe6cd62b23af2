"""The real web process with a planted breakage in it. Test-only: gunicorn is given this one."""

import os

from tests.faults.consent.plants import PLANTS
from tests.faults.consent.webs import PLANT
from tracker.wsgi import application

PLANTS[os.environ[PLANT]].into_process()

__all__ = ["application"]
