"""What a report says, as plain data: the one text that is signed, and its digest. Pure."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from reviews.language.standing import as_it_stands


@dataclass(frozen=True, slots=True)
class About:
    """Who writes, in which role, from what. Every line of it is on the report."""

    role: str = ""
    licence: str = ""
    sources_used: str = ""
    sources_not_used: str = ""
    fee_payer: str = ""

    def standing(self) -> "About":
        """The same as it will stand on the report."""
        return About(**{name: as_it_stands(text) for name, text in asdict(self).items()})


@dataclass(frozen=True, slots=True)
class BodySection:
    kind: str  # key of sections.SECTIONS
    part: str
    heading: str
    paragraphs: list[str]
    stands_alone: bool  # the author's word: read without the others, it does not mislead


@dataclass(frozen=True, slots=True)
class Named:
    """Words that look like a name, and who of the cast they are, as the author says."""

    words: str
    who: str  # key of naming.NAMED_AS


@dataclass(frozen=True, slots=True)
class Body:
    person: str
    practice: str
    author: str
    about: About
    period_from: date
    period_to: date
    sections: list[BodySection]
    limits_version: str
    signed_on: date
    named: list[Named] = field(default_factory=list)  # for the client and the second clinician

    @property
    def parts(self) -> list[str]:
        """What it has, each once, in order."""
        return list(dict.fromkeys(section.part for section in self.sections))


def write(body: Body) -> str:
    """Canonical JSON: the same body gives the same text, and so the same digest."""
    data = asdict(body)
    for name in ("period_from", "period_to", "signed_on"):
        data[name] = data[name].isoformat()
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Body:
    data = json.loads(text)
    return Body(
        person=data["person"],
        practice=data["practice"],
        author=data["author"],
        about=About(**data["about"]),
        period_from=date.fromisoformat(data["period_from"]),
        period_to=date.fromisoformat(data["period_to"]),
        sections=[BodySection(**section) for section in data["sections"]],
        limits_version=data["limits_version"],
        signed_on=date.fromisoformat(data["signed_on"]),
        named=[Named(**named) for named in data.get("named", [])],
    )


def write_about(about: About) -> str:
    return json.dumps(asdict(about), ensure_ascii=False)


def read_about(text: str) -> About:
    return About(**json.loads(text)) if text else About()


def digest(text: str) -> bytes:
    """SHA-256 of what was signed: co-signature and release are bound to it."""
    return hashlib.sha256(text.encode()).digest()


@dataclass(frozen=True, slots=True)
class Copy:
    """What a co-signer is given: frozen, under a key of its own.

    grounds  by section, as kinds and dates.
    rests    by section, for each paragraph what it rests on, in words.
    earlier  the version they were asked about before, as it was signed; None: none.
    """

    body: Body
    client_id: UUID  # whom to tell once both names are on it
    grounds: dict[str, list[str]]
    rests: dict[str, list[list[str]]]
    earlier: Body | None = None


def write_copy(copy: Copy) -> str:
    data = {
        "body": write(copy.body),
        "grounds": copy.grounds,
        "rests": copy.rests,
        "client": str(copy.client_id),
        "earlier": write(copy.earlier) if copy.earlier else None,
    }
    return json.dumps(data, ensure_ascii=False)


def read_copy(text: str) -> Copy:
    data = json.loads(text)
    return Copy(
        body=read(data["body"]),
        client_id=UUID(data["client"]),
        grounds=data["grounds"],
        rests=data.get("rests", {}),
        earlier=read(data["earlier"]) if data.get("earlier") else None,
    )
