"""`rotate_keys`: wrap every data key and seal every factor anew with the primary master key.

Texts are not touched: only their keys are wrapped again. Add the new key to the keyring file, make
it primary, restart, run this, and only then take the old key out.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.keys import keyring
from reviews.records.vault import Lock, rewrap

BATCH = 500


class Command(BaseCommand):
    help = "Wrap all data keys with the primary master key. Maintenance role."

    def handle(self, *args: Any, **options: Any) -> None:
        keys = self._rewrap_data_keys()
        factors = self._reseal_factors()
        self.stdout.write(
            f"Wrapped {keys} data keys and sealed {factors} second factors"
            f" with the key {keyring().primary}."
        )
        left = self._count_left()
        if left:
            raise CommandError(
                f"{left} data key{'s were' if left > 1 else ' was'} in use and kept the old master"
                " key. Run this again before the old one is taken out."
            )

    def _rewrap_data_keys(self) -> int:
        done = 0
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "select id, engagement_id, purpose, holder, kek_id, wrapped"
                    " from reviews_engagementkey"
                    " where kek_id <> %s limit %s for update skip locked",
                    [keyring().primary, BATCH],
                )
                rows = cursor.fetchall()
                for row_id, engagement_id, purpose, holder, kek_id, wrapped in rows:
                    new_id, new_wrapped = rewrap(
                        lock=Lock(engagement_id, purpose, holder),
                        kek_id=kek_id,
                        wrapped=bytes(wrapped),
                    )
                    cursor.execute(
                        "update reviews_engagementkey set kek_id = %s, wrapped = %s where id = %s",
                        [new_id, new_wrapped, row_id],
                    )
            done += len(rows)
            if len(rows) < BATCH:
                return done

    def _count_left(self) -> int:
        """Rows that another transaction held were skipped; they are not to be forgotten."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from reviews_engagementkey where kek_id <> %s", [keyring().primary]
            )
            count: int = cursor.fetchone()[0]
        return count

    def _reseal_factors(self) -> int:
        """allauth keeps "secret" or "seed" in the row's JSON, sealed by our adapter."""
        done = 0
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select id, data::text from mfa_authenticator for update")
            for row_id, text in cursor.fetchall():
                new_text = keyring().reseal_json(text=text, place="mfa")
                if new_text != text:
                    cursor.execute(
                        "update mfa_authenticator set data = %s::jsonb where id = %s",
                        [new_text, row_id],
                    )
                    done += 1
        return done
