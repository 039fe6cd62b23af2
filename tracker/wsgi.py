"""The web process's entry point. It serves nothing while a start-up check fails."""

import os

from django.core.wsgi import get_wsgi_application

from tracker.celery import app as celery
from tracker.lib.startup import refuse_if_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
application = get_wsgi_application()
refuse_if_unsafe()

# Half a second of imports, here and not in the first request that has something to send.
_ = celery.connection_for_write().transport
