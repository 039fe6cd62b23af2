"""Sealing and opening an engagement's texts. Called by actions (seal) and queries (open) only.

A data key is unwrapped when first needed and kept while the actor is: it never outlives the
request. Without a grant, or whatever else its policy asks for, the key row is not there and nothing
opens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from accounts.keys import keyring
from reviews.records.models import EngagementKey, EngagementRecord, OfferKey
from tracker.lib import session
from tracker.lib.crypto import (
    CannotOpen,
    new_data_key,
    open_bytes,
    open_sealed,
    place_of,
    seal,
    seal_bytes,
)

Row = TypeVar("Row", bound=EngagementRecord)


@dataclass(frozen=True, slots=True)
class Lock:
    """Which key of the engagement: its own, or the one of a `holder` (EngagementKey).

    owner_id  the engagement; before there is one, the client's membership (OfferKey).
    """

    owner_id: UUID
    purpose: str = EngagementKey.RECORD
    holder: UUID | None = None


def record(engagement_id: UUID) -> Lock:
    """The engagement's own texts."""
    return Lock(engagement_id)


def sharing(engagement_id: UUID) -> Lock:
    """Permissions and recipients, which outlive the erasure of the record."""
    return Lock(engagement_id, EngagementKey.SHARING)


def process(engagement_id: UUID, *, author_id: UUID) -> Lock:
    """One author's process notes."""
    return Lock(engagement_id, EngagementKey.PROCESS, author_id)


def copy(engagement_id: UUID, *, copy_id: UUID) -> Lock:
    """One frozen copy."""
    return Lock(engagement_id, EngagementKey.COPY, copy_id)


def offer(membership_id: UUID) -> Lock:
    """What is typed for this client before there is an engagement."""
    return Lock(membership_id, OfferKey.OFFER)


def make_key(lock: Lock, *, now: datetime) -> None:
    """Make and wrap the key of `lock`; one that exists is kept."""
    if _find(lock) is not None:
        return
    data_key = new_data_key()
    kek_id, wrapped = keyring().wrap(data_key=data_key, owner=_owner(lock))
    try:
        with transaction.atomic():
            _new_row(lock, kek_id=kek_id, wrapped=wrapped, now=now).save(force_insert=True)
    except IntegrityError:  # another request made it just now
        return
    session.scratch()[_slot(lock)] = data_key


def hold_offer(lock: Lock, *, now: datetime) -> bool:
    """Hold the key of a first offer until the transaction is over, so that it is not destroyed under
    a text that is being written; False where there is none. Its week begins anew.
    """
    session.scratch().pop(_slot(lock), None)  # another may have taken its place meanwhile
    return OfferKey.objects.filter(pk=lock.owner_id).update(touched_at=now) > 0


def destroy_offer(lock: Lock) -> None:
    """Delete the key of a first offer; the database deletes the texts with it."""
    OfferKey.objects.filter(pk=lock.owner_id).delete()
    session.scratch().pop(_slot(lock), None)


def key_id(lock: Lock) -> UUID:
    """The row of the key: the audit chain of what it seals, where that has one of its own.

    Raises CannotOpen.
    """
    row = _find(lock)
    if row is None:
        raise CannotOpen
    key_id: UUID = row.pk
    return key_id


def seal_in(lock: Lock, row: models.Model, column: str, text: str) -> bytes:
    """`text` sealed for `row.column`. Raises CannotOpen if the key is not the actor's."""
    return seal(key=_key(lock), text=text, place=_place(row, column))


def open_in(lock: Lock, row: models.Model, column: str) -> str:
    """The text sealed in `row.column`; "" where there is none. Raises CannotOpen."""
    sealed = getattr(row, column)
    if sealed is None:
        return ""
    return open_sealed(key=_key(lock), sealed=bytes(sealed), place=_place(row, column))


def seal_file(lock: Lock, row: models.Model, column: str, content: bytes) -> bytes:
    """As seal_in, for the bytes of a file."""
    return seal_bytes(key=_key(lock), content=content, place=_place(row, column))


def open_file(lock: Lock, row: models.Model, column: str) -> bytes:
    """The bytes sealed in `row.column`. Raises CannotOpen."""
    sealed = bytes(getattr(row, column))
    return open_bytes(key=_key(lock), sealed=sealed, place=_place(row, column))


def seal_text(row: EngagementRecord, column: str, text: str) -> bytes:
    """As seal_in, under the engagement's own key."""
    return seal_in(record(row.engagement_id), row, column, text)


def insert(row: Row, lock: Lock | None = None, **texts: str | None) -> Row:
    """Save a new row, each of `texts` sealed in the column of its name; None leaves it empty.

    lock  whose key seals them; the engagement's own when left out. Raises CannotOpen.
    """
    for column, text in texts.items():
        if text is not None:
            setattr(row, column, seal_in(lock or record(row.engagement_id), row, column, text))
    row.save(force_insert=True)
    return row


def open_text(row: models.Model, column: str, *, engagement_id: UUID) -> str:
    """As open_in, under the engagement's own key."""
    return open_in(record(engagement_id), row, column)


def fetch_keys(engagement_ids: Iterable[UUID]) -> None:
    """Unwrap many engagements' own keys with one query, before a list opens their names."""
    kept = session.scratch()
    missing = [i for i in engagement_ids if _slot(record(i)) not in kept]
    keep_keys(EngagementKey.objects.filter(engagement_id__in=missing, purpose=EngagementKey.RECORD))


def fetch_copies(copy_ids: Iterable[UUID]) -> None:
    """Unwrap the keys of many frozen copies with one query, before a list opens them."""
    keep_keys(EngagementKey.objects.filter(purpose=EngagementKey.COPY, holder__in=list(copy_ids)))


def keep_keys(rows: Iterable[EngagementKey]) -> None:
    """Unwrap these keys for as long as the actor is."""
    kept = session.scratch()
    for row in rows:
        lock = Lock(row.engagement_id, row.purpose, row.holder)
        kept[_slot(lock)] = _unwrap(row, lock)


def rewrap(*, lock: Lock, kek_id: str, wrapped: bytes) -> tuple[str, bytes]:
    """A wrapped data key, wrapped anew by the primary master key. Raises CannotOpen."""
    data_key = keyring().unwrap(kek_id=kek_id, wrapped=wrapped, owner=_owner(lock))
    return keyring().wrap(data_key=data_key, owner=_owner(lock))


def _place(row: models.Model, column: str) -> str:
    return place_of(table=row._meta.db_table, column=column, row_id=row.pk)


def _key(lock: Lock) -> bytes:
    kept = session.scratch()
    slot = _slot(lock)
    data_key: bytes | None = kept.get(slot)
    if data_key is None:
        row = _find(lock)
        if row is None:
            raise CannotOpen
        data_key = kept[slot] = _unwrap(row, lock)
    return data_key


def _find(lock: Lock) -> EngagementKey | OfferKey | None:
    if lock.purpose == OfferKey.OFFER:
        return OfferKey.objects.filter(pk=lock.owner_id).first()
    return EngagementKey.objects.filter(
        engagement_id=lock.owner_id, purpose=lock.purpose, holder=lock.holder
    ).first()


def _new_row(lock: Lock, *, kek_id: str, wrapped: bytes, now: datetime) -> EngagementKey | OfferKey:
    if lock.purpose == OfferKey.OFFER:
        return OfferKey(
            membership_id=lock.owner_id,
            kek_id=kek_id,
            wrapped=wrapped,
            created_at=now,
            touched_at=now,
        )
    return EngagementKey(
        engagement_id=lock.owner_id,
        purpose=lock.purpose,
        holder=lock.holder,
        kek_id=kek_id,
        wrapped=wrapped,
        created_at=now,
    )


def _unwrap(row: EngagementKey | OfferKey, lock: Lock) -> bytes:
    return keyring().unwrap(kek_id=row.kek_id, wrapped=bytes(row.wrapped), owner=_owner(lock))


def _owner(lock: Lock) -> str:
    owner = f"{lock.owner_id}|{lock.purpose}"
    return f"{owner}|{lock.holder}" if lock.holder else owner


def _slot(lock: Lock) -> tuple[str, str, int, int]:
    # Ints: their hash is C's, and lists ask often.
    return ("data key", lock.purpose, lock.owner_id.int, lock.holder.int if lock.holder else 0)
