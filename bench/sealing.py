"""Opening the fifty names of a list: each data key unwrapped, against a loop that has them all."""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from accounts.access import acting_as
from accounts.keys import keyring
from bench.measure import Gate, Result, compare
from bench.people import actor_of
from bench.seed import CLINICIAN
from reviews.engagements.models import Engagement
from reviews.records import vault
from reviews.records.models import EngagementKey
from tracker.lib import session
from tracker.lib.crypto import NONCE_BYTES, place_of

LIST = 50


def decrypt_50() -> Result:
    actor = actor_of(CLINICIAN)
    with acting_as(actor), transaction.atomic():
        rows = list(Engagement.objects.visible_to(actor).order_by("next_due_at")[:LIST])
        keys = list(EngagementKey.objects.filter(engagement__in=rows))

        ready = _ready(rows, keys)

        def ours() -> list[str]:
            session.scratch().clear()  # each request unwraps its own
            vault.keep_keys(keys)
            return [vault.open_text(row, "client_name", engagement_id=row.id) for row in rows]

        def bare() -> list[str]:
            return [
                AESGCM(key).decrypt(nonce, body, place).decode()
                for key, nonce, body, place in ready
            ]

        return compare(
            id="decrypt_50",
            gate=Gate(at_most=12),
            measured=("unwrap and open", ours),
            baseline=("bare AESGCM", bare),
        )


def _ready(
    rows: list[Engagement], keys: list[EngagementKey]
) -> list[tuple[bytes, bytes, bytes, bytes]]:
    """For each row its data key, nonce, sealed bytes and associated data."""
    by_engagement = {
        key.engagement_id: keyring().unwrap(
            kek_id=key.kek_id,
            wrapped=bytes(key.wrapped),
            owner=f"{key.engagement_id}|{key.purpose}",
        )
        for key in keys
    }
    ready = []
    for row in rows:
        sealed = bytes(row.client_name or b"")
        place = place_of(table="reviews_engagement", column="client_name", row_id=row.id)
        ready.append(
            (
                by_engagement[row.id],
                sealed[1 : 1 + NONCE_BYTES],
                sealed[1 + NONCE_BYTES :],
                place.encode(),
            )
        )
    return ready
