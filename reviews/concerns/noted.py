"""What a second clinician notes, in and out of one sealed text. Pure."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Noted:
    """What was done, as seen or heard, and what the client said about it: kept apart."""

    seen: str
    voiced: str = ""

    @property
    def parts(self) -> tuple[str, str]:
        return self.seen, self.voiced


def write(noted: Noted) -> str:
    return json.dumps(asdict(noted), ensure_ascii=False)


def read(text: str) -> Noted:
    """What `write` has written."""
    return Noted(**json.loads(text))
