"""The real web process, with the steps of steps.py in it. Test-only: gunicorn is given this one."""

from tests.faults.fire import entry
from tests.faults.fire.steps import WEB
from tracker.wsgi import application as real

entry.prepare(WEB)
application = entry.with_steps_at_the_answer(real)
