"""The web process's entry point. It serves nothing while a start-up check fails."""

import os
import sys

from django.core.checks import Tags, run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
application = get_wsgi_application()

unsafe = run_checks(tags=[Tags.database, Tags.security], databases=["default"])
if any(message.is_serious() for message in unsafe):
    sys.exit("\n".join(message.msg for message in unsafe if message.is_serious()))
