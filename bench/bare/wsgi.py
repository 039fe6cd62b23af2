"""The bare page's process: nothing stands between the request and the view."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
settings.MIDDLEWARE = []  # emptied only now: allauth does not start without its own
application = WSGIHandler()
