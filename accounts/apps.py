from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        # Imported for what importing does: checks register, sign-in events are recorded.
        from accounts import checks, signin_record  # noqa: F401, PLC0415

        post_migrate.connect(settle_the_clock, sender=self)


def settle_the_clock(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Only a test or demo database has a clock that can be moved. Runs as the owner."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "update app.clock set settable = %s, clock_offset = '0'",
            [settings.MODE in ("demo", "test")],
        )
