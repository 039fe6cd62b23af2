"""What a paragraph rests on: records of the engagement, as kinds and days, never their words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.lib import dates

# In the order in which pages offer them: the kind, one of it, several.
SESSION, FEEDBACK, COMMITMENT, AGREEMENT = "session", "feedback", "commitment", "agreement"
WRITING, REVIEW, CONCERN = "writing", "review", "concern"
KINDS: dict[str, tuple[str, str]] = {
    SESSION: ("Session", "Sessions"),
    FEEDBACK: ("Feedback", "Feedback"),
    COMMITMENT: ("Commitment", "Commitments"),
    AGREEMENT: ("Agreement", "Agreements"),
    WRITING: ("Shared writing", "Shared writings"),
    REVIEW: ("Progress review", "Progress reviews"),
    CONCERN: ("Setback or concern", "Setbacks and concerns"),
}


@dataclass(frozen=True, slots=True)
class GroundChoice:
    """One record that a text may rest on."""

    of_kind: str
    of_id: UUID
    on: date

    @property
    def label(self) -> str:
        """ "Session, May 4, 2026"."""
        return f"{KINDS[self.of_kind][0]}, {dates.full_day(self.on)}"

    @property
    def value(self) -> str:
        return f"{self.of_kind}:{self.of_id}"


def groups(choices: Iterable[GroundChoice], *, ticked: frozenset[str]) -> list[dict[str, Any]]:
    """By kind, for a page that lets them be ticked. `ticked` are values."""
    listed = list(choices)
    found = []
    for kind, (_, name) in KINDS.items():
        options = [
            {"value": c.value, "label": dates.full_day(c.on), "checked": c.value in ticked}
            for c in listed
            if c.of_kind == kind
        ]
        if options:
            found.append({"name": name, "options": options})
    return found


def write(chosen: dict[str, list[GroundChoice]]) -> dict[str, list[list[str]]]:
    """By prompt, as an entry keeps it."""
    return {
        prompt: [[g.of_kind, str(g.of_id), g.on.isoformat()] for g in grounds]
        for prompt, grounds in chosen.items()
        if grounds
    }


def read(kept: dict[str, list[list[str]]]) -> dict[str, list[GroundChoice]]:
    """What `write` has written."""
    return {
        prompt: [
            GroundChoice(kind, UUID(of_id), date.fromisoformat(on)) for kind, of_id, on in rows
        ]
        for prompt, rows in kept.items()
    }
