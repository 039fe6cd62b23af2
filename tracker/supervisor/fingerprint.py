"""Whether the files that something was made from are still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tracker.supervisor.home import CLONE

# What the tables of a test database depend on.
TABLES = (
    "accounts/migrations/*.py",
    "reviews/migrations/*.py",
    "tracker/migrations/*.py",
    "tracker/lib/*.py",
    "tracker/lib/postgres/*.py",
    "tracker/roles.sql",
    "tracker/settings.py",
    "accounts/models.py",
    "accounts/outbox/models.py",
    "reviews/models.py",
    "reviews/*/models.py",
    "requirements.txt",
)
# What the fonts and the collected static files depend on.
STATIC = ("static/**/*", "tracker/lib/fonts.py", "tracker/settings.py", "requirements.txt")


def fingerprint(patterns: Iterable[str]) -> str:
    """SHA-256 over the names and contents of all files the patterns find in the clone."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for source in sorted(CLONE.glob(pattern)):
            if source.is_file():
                digest.update(f"{source.relative_to(CLONE)}\0".encode() + source.read_bytes())
                digest.update(b"\0")
    return digest.hexdigest()
