"""The seven themes of a progress review. Pure: the same words for both voices, at every review."""

from dataclasses import dataclass

from reviews.journal.definitions import REVIEW_TITLES

KEYS = ("agreed", "said", "done", "fit", "course", "hard", "next")


@dataclass(frozen=True, slots=True)
class Theme:
    key: str  # in addresses and rows
    title: str


THEMES: dict[str, Theme] = {
    key: Theme(key, title) for key, title in zip(KEYS, REVIEW_TITLES, strict=True)
}


def theme_of(prompt: str) -> str:
    """ "review_client.3" → "done": both parts are asked in one order."""
    return KEYS[int(prompt.rpartition(".")[2]) - 1]
