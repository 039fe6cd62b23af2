"""What a client's reply says. Pure: plain data in and out of one sealed text."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """The three parts of a reply; each may be empty."""

    accept: str = ""
    differently: str = ""
    explain: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.accept.strip() or self.differently.strip() or self.explain.strip())


def write(words: ReplyWords) -> str:
    return json.dumps(asdict(words), ensure_ascii=False)


def read(text: str) -> ReplyWords:
    return ReplyWords(**json.loads(text))
