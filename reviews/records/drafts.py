"""Texts that are saved while they are typed: never one over another.

A stale version with another text is kept beside the saved one until its writer chooses. Callers
hold the lock on whatever the draft belongs to. Source: docs/architecture.md, "Words that survive".
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import WrongState
from reviews.records import second_texts, vault
from reviews.records.models import DraftText
from reviews.records.vault import Lock
from tracker.lib.forms import OpenPage


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did. With `conflict`, both texts are kept and the writer is to choose.

    row_id  the draft's row; None where nothing is kept.
    """

    version: int
    saved_at: datetime
    conflict: bool
    row_id: UUID | None = None


def keep(  # noqa: PLR0913 - a save has these parts
    row: DraftText,
    *,
    text: str,
    version: int,
    page: OpenPage | None,
    now: datetime,
    lock: Lock | None = None,
) -> Saved:
    """Keep `text` as the draft's, or beside it if it started from another version.

    page  the open page that saves; a stale page that goes on typing replaces its own text.
    lock  whose key seals it; the engagement's own when left out, here and below.
    """
    if text == vault.open_in(_of(row, lock), row, "text"):
        return Saved(row.version, row.saved_at, conflict=False, row_id=row.id)
    rows = type(row)._default_manager.filter(pk=row.pk)
    if version == row.version:
        rows.update(text=_sealed(row, "text", text, lock), version=row.version + 1, saved_at=now)
        return Saved(row.version + 1, now, conflict=False, row_id=row.id)
    beside = vault.open_in(_of(row, lock), row, "second_text")
    beside = second_texts.put(beside, page=page, text=text)
    rows.update(second_text=_sealed(row, "second_text", beside, lock), second_saved_at=now)
    return Saved(row.version, now, conflict=True, row_id=row.id)


def choose(row: DraftText, *, pick: str, now: datetime, lock: Lock | None = None) -> int:
    """End a conflict: "here" the text that came second, "there" the saved one, "both" one after
    the other. Returns the new version. Raises WrongState for anything else to pick.
    """
    saved = vault.open_in(_of(row, lock), row, "text")
    second = second_text(row, lock) or ""
    texts = {"here": second, "there": saved, "both": f"{saved}{second_texts.BETWEEN}{second}"}
    if pick not in texts:
        raise WrongState
    type(row)._default_manager.filter(pk=row.pk).update(
        text=_sealed(row, "text", texts[pick], lock),
        second_text=None,
        second_saved_at=None,
        version=row.version + 1,
        saved_at=now,
    )
    return row.version + 1


def second_text(row: DraftText, lock: Lock | None = None) -> str | None:
    """What waits beside the saved text, as one text; None if nothing does."""
    if row.second_text is None:
        return None
    return second_texts.joined(vault.open_in(_of(row, lock), row, "second_text"))


def take(  # noqa: PLR0913 - what was sent has these parts
    row: DraftText,
    *,
    text: str,
    version: int,
    page: OpenPage | None,
    now: datetime,
    lock: Lock | None = None,
) -> None:
    """`text` was sent: delete the draft, but what another page wrote into it stays.

    version, page  of the page that sent it.
    """
    saved = vault.open_in(_of(row, lock), row, "text")
    beside = vault.open_in(_of(row, lock), row, "second_text")
    others = second_texts.without(beside, page=page, text=text)
    rows = type(row)._default_manager.filter(pk=row.pk)
    if version != row.version and saved != text:  # the saved one is of another page
        second = _sealed(row, "second_text", others, lock) if others else None
        second_at = row.second_saved_at if others else None
        rows.update(second_text=second, second_saved_at=second_at)
    elif others:
        rows.update(
            text=_sealed(row, "text", second_texts.joined(others), lock),
            second_text=None,
            second_saved_at=None,
            version=row.version + 1,
            saved_at=row.second_saved_at or now,
        )
    else:
        rows.delete()


def move(row: DraftText, to: DraftText, *, lock: Lock, new_lock: Lock) -> None:
    """Put both texts of `row` into `to`, a new row of another key, and delete it."""
    saved = vault.open_in(lock, row, "text")
    beside = vault.open_in(lock, row, "second_text")
    vault.insert(to, new_lock, text=saved, second_text=beside or None)
    type(row)._default_manager.filter(pk=row.pk).delete()


def _of(row: DraftText, lock: Lock | None) -> Lock:
    return lock or vault.record(row.engagement_id)


def _sealed(row: DraftText, column: str, text: str, lock: Lock | None) -> bytes:
    return vault.seal_in(_of(row, lock), row, column, text)
