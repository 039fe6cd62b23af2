"""The service's settings, and two more connections: past the row policies, and to a small size."""

from dj_database_url import parse

from bench.scales import SCALES
from tracker.settings import *  # noqa: F403 - these are the service's settings
from tracker.settings import DATABASES, env

DATABASES["owner"] = {**DATABASES["default"], **parse(env("DATABASE_OWNER_URL"))}
DATABASES["owner"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["small"] = {**DATABASES["default"], "NAME": SCALES["10k"].database}
