from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.management.base import CommandError
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
    """Only a test or demo database has a clock that can be moved. Runs as the owner.

    A database in which a real practice lives never becomes one, whatever the mode says.
    """
    with connections[using].cursor() as cursor:
        if settings.MODE in ("demo", "test"):
            cursor.execute(
                "select exists (select from accounts_organization)"
                " and not exists (select from app.clock where settable)"
            )
            if cursor.fetchone()[0]:
                raise CommandError(
                    f"This database holds a practice; it cannot be opened in the mode"
                    f" {settings.MODE}. Look at DATABASE_URL and WAYMARK_MODE."
                )
        cursor.execute(
            "update app.clock set settable = %s, clock_offset = '0'",
            [settings.MODE in ("demo", "test")],
        )
