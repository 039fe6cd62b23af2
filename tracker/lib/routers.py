"""The cache lives in its own connection, so that a refused request's rollback keeps its counts."""

from typing import Any


class CacheRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "autocommit" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return None if db == "default" else False
