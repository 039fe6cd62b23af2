"""Sealing and opening an engagement's texts. Called by actions (seal) and queries (open) only.

The engagement's data key is unwrapped when first needed and kept while the actor is: it never
outlives the request. Without a grant the key row is not there, and nothing opens.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models

from accounts.keys import keyring
from reviews.records.models import EngagementKey
from tracker.lib import session
from tracker.lib.crypto import CannotOpen, new_data_key, open_sealed, place_of, seal


def make_key(*, engagement_id: UUID, now: datetime) -> None:
    """Make and wrap the engagement's data key. Once, when the engagement is opened."""
    data_key = new_data_key()
    kek_id, wrapped = keyring().wrap(data_key=data_key, owner=_owner(engagement_id))
    EngagementKey.objects.create(
        engagement_id=engagement_id,
        purpose=EngagementKey.RECORD,
        kek_id=kek_id,
        wrapped=wrapped,
        created_at=now,
    )
    session.scratch()[_slot(engagement_id)] = data_key


def seal_text(
    *, model: type[models.Model], column: str, row_id: UUID, engagement_id: UUID, text: str
) -> bytes:
    """`text` sealed for this column of this row. Raises CannotOpen if the key is not the actor's."""
    place = place_of(table=model._meta.db_table, column=column, row_id=row_id)
    return seal(key=_key(engagement_id), text=text, place=place)


def open_text(row: models.Model, column: str, *, engagement_id: UUID) -> str:
    """The text sealed in `row.column`. Raises CannotOpen."""
    sealed = getattr(row, column)
    if sealed is None:
        return ""
    place = place_of(table=row._meta.db_table, column=column, row_id=row.pk)
    return open_sealed(key=_key(engagement_id), sealed=bytes(sealed), place=place)


def fetch_keys(engagement_ids: Iterable[UUID]) -> None:
    """Unwrap many engagements' keys with one query, before a list opens their names."""
    kept = session.scratch()
    missing = [i for i in engagement_ids if _slot(i) not in kept]
    keep_keys(EngagementKey.objects.filter(engagement_id__in=missing, purpose=EngagementKey.RECORD))


def keep_keys(rows: Iterable[EngagementKey]) -> None:
    """Unwrap these keys for as long as the actor is."""
    kept = session.scratch()
    for row in rows:
        kept[_slot(row.engagement_id)] = _unwrap(row)


def rewrap(*, engagement_id: UUID, purpose: str, kek_id: str, wrapped: bytes) -> tuple[str, bytes]:
    """A wrapped data key, wrapped anew by the primary master key. Raises CannotOpen."""
    owner = f"{engagement_id}|{purpose}"
    data_key = keyring().unwrap(kek_id=kek_id, wrapped=wrapped, owner=owner)
    return keyring().wrap(data_key=data_key, owner=owner)


def _key(engagement_id: UUID) -> bytes:
    kept = session.scratch()
    slot = _slot(engagement_id)
    data_key: bytes | None = kept.get(slot)
    if data_key is None:
        row = EngagementKey.objects.filter(
            engagement_id=engagement_id, purpose=EngagementKey.RECORD
        ).first()
        if row is None:
            raise CannotOpen
        data_key = kept[slot] = _unwrap(row)
    return data_key


def _unwrap(row: EngagementKey) -> bytes:
    return keyring().unwrap(
        kek_id=row.kek_id, wrapped=bytes(row.wrapped), owner=_owner(row.engagement_id)
    )


def _owner(engagement_id: UUID) -> str:
    return f"{engagement_id}|{EngagementKey.RECORD}"


def _slot(engagement_id: UUID) -> tuple[str, int]:
    return ("data key", engagement_id.int)  # an int: its hash is C's, and lists ask often
