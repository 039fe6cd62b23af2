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


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did. With `conflict`, both texts are kept and the writer is to choose."""

    version: int
    saved_at: datetime
    conflict: bool


def sealed(row: DraftText, column: str, text: str) -> bytes:
    return vault.seal_text(
        model=type(row), column=column, row_id=row.id, engagement_id=row.engagement_id, text=text
    )


def keep(row: DraftText, *, text: str, version: int, page: UUID | None, now: datetime) -> Saved:
    """Keep `text` as the draft's, or beside it if it started from another version.

    page  the open page that saves; a stale page that goes on typing replaces its own text.
    """
    if text == vault.open_text(row, "text", engagement_id=row.engagement_id):
        return Saved(version=row.version, saved_at=row.saved_at, conflict=False)
    rows = type(row)._default_manager.filter(pk=row.pk)
    if version == row.version:
        rows.update(text=sealed(row, "text", text), version=row.version + 1, saved_at=now)
        return Saved(version=row.version + 1, saved_at=now, conflict=False)
    beside = vault.open_text(row, "second_text", engagement_id=row.engagement_id)
    beside = second_texts.put(beside, page=str(page or ""), text=text)
    rows.update(second_text=sealed(row, "second_text", beside), second_saved_at=now)
    return Saved(version=row.version, saved_at=now, conflict=True)


def choose(row: DraftText, *, pick: str, now: datetime) -> int:
    """End a conflict: "here" the text that came second, "there" the saved one, "both" one after
    the other. Returns the new version. Raises WrongState for anything else to pick.
    """
    saved = vault.open_text(row, "text", engagement_id=row.engagement_id)
    second = second_text(row) or ""
    texts = {"here": second, "there": saved, "both": f"{saved}{second_texts.BETWEEN}{second}"}
    if pick not in texts:
        raise WrongState
    type(row)._default_manager.filter(pk=row.pk).update(
        text=sealed(row, "text", texts[pick]),
        second_text=None,
        second_saved_at=None,
        version=row.version + 1,
        saved_at=now,
    )
    return row.version + 1


def second_text(row: DraftText) -> str | None:
    """What waits beside the saved text, as one text; None if nothing does."""
    if row.second_text is None:
        return None
    return second_texts.joined(vault.open_text(row, "second_text", engagement_id=row.engagement_id))
