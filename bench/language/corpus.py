"""Labeled sentences: what others wrote in JSON lines, and our own beside this file."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

_OWN = Path(__file__).parent
LEARNED = sorted((_OWN / "learned").glob("*.jsonl"))
_MARKED = re.compile(r"\[\[(.*?)\]\]")
_SPOKEN_OF = ("refuse", "notice", "R", "N")


@dataclass(frozen=True, slots=True)
class Example:
    """`voice` names who speaks, so that a voice can be left out whole; "own" for our own."""

    voice: str
    text: str
    span: tuple[int, int] | None
    family: str
    found: bool  # whether the gate or the aid should find something

    @property
    def hand(self) -> str:
        """Who wrote: one writer has several voices, told apart by a number at the end."""
        return self.voice.rstrip("0123456789")


def from_corpus(path: Path) -> list[Example]:
    """Lines of {"id", "text", "label", "family" or "kind", "span"}; the id begins with a voice."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        span = row.get("span") or ""
        start = row["text"].find(span) if span else -1
        examples.append(
            Example(
                voice=row["id"].rsplit("-", 1)[0],
                text=row["text"],
                span=(start, start + len(span)) if start >= 0 else None,
                family=row.get("family") or row.get("kind") or "",
                found=row["label"] in _SPOKEN_OF,
            )
        )
    return examples


def our_own(task: str) -> list[Example]:
    """Lines `label|family|sentence`, the words that carry the weight in double brackets."""
    examples = []
    for line in (_OWN / f"{task}_sentences.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        label, family, marked = line.split("|", 2)
        match = _MARKED.search(marked)
        text = _MARKED.sub(r"\1", marked)
        span = (match.start(), match.end() - 4) if match else None
        examples.append(Example("own", text, span, family, label in _SPOKEN_OF))
    return examples


def learned_digest() -> str:
    """What the weights of reports are made from, as one number: other sentences, another number."""
    found = hashlib.sha256()
    for path in (*LEARNED, _OWN / "report_sentences.txt"):
        found.update(path.read_bytes())
    return found.hexdigest()
