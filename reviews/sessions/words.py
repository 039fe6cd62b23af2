"""What a session log says. Pure: plain data in and out of one sealed text."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date

# What is read below what was done and agreed, in its order.
HEADINGS: dict[str, str] = {
    "seen": "Seen in the room",
    "does_not_fit": "What does not fit the picture so far",
    "based_on": "What this is based on",
    "concerns": "Concerns under the agreement",
    "safety": "Safety",
    "consultation": "Consultation",
    "not_for_report": "Not for a report",
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One commitment as it was agreed in the session."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one session log; each may be empty."""

    done: str = ""
    seen: str = ""  # described, not interpreted
    does_not_fit: str = ""
    based_on: str = ""
    concerns: str = ""
    safety: str = ""
    consultation: str = ""
    not_for_report: str = ""
    commitments: list[Agreed] = field(default_factory=list)

    @property
    def more(self) -> list[tuple[str, str, str]]:
        """Name, heading and text of what was written under HEADINGS."""
        texts = [(name, title, getattr(self, name)) for name, title in HEADINGS.items()]
        return [found for found in texts if found[2]]


def write(words: Words) -> str:
    data = asdict(words)
    data["commitments"] = [
        {"text": item.text, "due_on": item.due_on.isoformat() if item.due_on else None}
        for item in words.commitments
    ]
    return json.dumps(data, ensure_ascii=False)


def read(text: str) -> Words:
    data = json.loads(text)
    data["commitments"] = [
        Agreed(
            text=item["text"], due_on=date.fromisoformat(item["due_on"]) if item["due_on"] else None
        )
        for item in data["commitments"]
    ]
    return Words(**data)
