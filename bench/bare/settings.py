"""The service's settings without context processors; past the row policies, as the owner."""

from dj_database_url import parse

from tracker.settings import *  # noqa: F403 - the templates and static files are the service's
from tracker.settings import DATABASES, TEMPLATES, env

ROOT_URLCONF = "bench.bare.urls"
TEMPLATES[0]["OPTIONS"] = {"context_processors": []}
DATABASES["default"] |= {
    **parse(env("DATABASE_OWNER_URL")),
    "ENGINE": "django.db.backends.postgresql",
    "ATOMIC_REQUESTS": False,
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": False,
}
