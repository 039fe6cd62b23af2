"""`rotate_keys`: wrap every data key and seal every factor anew with the primary master key.

Texts are not touched: only their keys are wrapped again. Add the new key to the keyring file, make
it primary, restart, run this, and only then take the old key out.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.keys import keyring
from reviews.records.models import OfferKey
from reviews.records.vault import Lock, rewrap

BATCH = 500
# Table → what names a row of it, and the lock that its key is wrapped for.
TABLES = {
    "reviews_engagementkey": ("id", "engagement_id, purpose, holder"),
    "reviews_offerkey": ("membership_id", f"membership_id, '{OfferKey.OFFER}', null::uuid"),
}


class Command(BaseCommand):
    help = "Wrap all data keys with the primary master key. Maintenance role."

    def handle(self, *args: Any, **options: Any) -> None:
        keys = sum(self._rewrap_data_keys(table) for table in TABLES)
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

    def _rewrap_data_keys(self, table: str) -> int:
        name, lock = TABLES[table]
        done = 0
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"select {name}, {lock}, kek_id, wrapped from {table}"  # noqa: S608 - constants
                    " where kek_id <> %s limit %s for update skip locked",
                    [keyring().primary, BATCH],
                )
                rows = cursor.fetchall()
                for row_id, owner_id, purpose, holder, kek_id, wrapped in rows:
                    new_id, new_wrapped = rewrap(
                        lock=Lock(owner_id, purpose, holder), kek_id=kek_id, wrapped=bytes(wrapped)
                    )
                    cursor.execute(
                        f"update {table} set kek_id = %s, wrapped = %s"  # noqa: S608 - constants
                        f" where {name} = %s",
                        [new_id, new_wrapped, row_id],
                    )
            done += len(rows)
            if len(rows) < BATCH:
                return done

    def _count_left(self) -> int:
        """Rows that another transaction held were skipped; they are not to be forgotten."""
        with transaction.atomic(), connection.cursor() as cursor:
            count = 0
            for table in TABLES:
                cursor.execute(
                    f"select count(*) from {table} where kek_id <> %s",  # noqa: S608 - constants
                    [keyring().primary],
                )
                count += cursor.fetchone()[0]
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
