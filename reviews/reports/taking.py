"""A report grows from reviews: the author's own signed words as a text to begin a section from."""

from dataclasses import dataclass
from uuid import UUID

from accounts.access import Actor, NotFound
from reviews.journal.grounds import REVIEW
from reviews.progress.queries import own_words
from reviews.progress.themes import THEMES
from reviews.reports.queries import DraftSeen
from tracker.lib import dates


@dataclass(frozen=True, slots=True)
class Taken:
    """Words of one review on one theme, and the record they come from."""

    text: str
    ground: str  # GroundChoice.value


def options(draft: DraftSeen) -> list[tuple[str, list[tuple[str, str]]]]:
    """Reviews a section may begin from, the newest first, each with its themes."""
    return [
        (
            f"Review of {dates.full_day(choice.on)}",
            [(f"{choice.of_id}:{theme.key}", theme.title) for theme in THEMES.values()],
        )
        for choice in reversed(draft.choices)
        if choice.of_kind == REVIEW
    ]


def take(*, actor: Actor, draft: DraftSeen, value: str) -> Taken:
    """What the author signed there; the reading enters the trail.

    Raises NotFound for what is no option, or where they signed nothing on it.
    """
    offered = {option for _, themes in options(draft) for option, _ in themes}
    if value not in offered:
        raise NotFound
    review_id, _, key = value.partition(":")
    _, text = own_words(actor=actor, review_id=UUID(review_id), key=key)
    return Taken(text=text, ground=f"{REVIEW}:{review_id}")
