"""The closing summary as a document of the client's own, and what is said about what is out. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reviews.ending.queries import Copy
from reviews.engagements.queries import EngagementSeen
from reviews.language.standing import as_it_stands, paragraphs
from reviews.releases.queries import ReleaseSeen
from reviews.releases.rules import HELD, LIVE
from reviews.releases.words import last_day
from reviews.reports import limits_text
from tracker.lib import dates

TITLE = "Closing summary"
IS_NOT = (
    "This is {name}’s own copy. It is not a release: nobody outside was sent it. It has no seal and "
    "no code, so nobody can check it anywhere. It is no diploma and no promise."
)


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One copy: what the page shows and the file holds.

    parts  the clinician's, as they stand: word for word what the gate read.
    own    the client's, as they typed them.
    """

    title: str
    is_not: str
    period: str
    purpose: str
    parts: list[Part]
    own: list[Part]
    limits_heading: str
    limits: list[str]
    signed: str


def document(copy: Copy, engagement: EngagementSeen, *, signed_by: str) -> Document:
    entry = copy.entry
    parts = [Part(a.area_title, as_it_stands(a.text)) for a in entry.answers if a.text]
    parts += [Part(f"Added on {_day(at)}", as_it_stands(text)) for at, text in entry.addenda]
    since = _day(engagement.started_at or engagement.created_at)
    return Document(
        title=TITLE,
        is_not=IS_NOT.format(name=engagement.client_name),
        period=f"{since} to {_day(copy.closing.at)}",
        purpose="For their own use.",
        parts=parts,
        own=[Part(f"In my own words, {_day(at)}", text) for at, text in copy.words],
        limits_heading=limits_text.HEADING,
        limits=limits_text.TEXTS[limits_text.VERSION],
        signed=f"{signed_by}, {_day(entry.shared_at)}",
    )


def as_text(made: Document) -> str:
    """The same as one plain text, to keep as a file."""
    blocks = [made.title, f"{made.period}. {made.purpose}", made.is_not]
    for part in (*made.parts, *made.own):
        blocks += [part.heading.upper(), part.text]
    blocks += [made.limits_heading.upper(), *made.limits, f"Signed by {made.signed}"]
    return "\n\n".join(blocks) + "\n"


def as_paper(made: Document, *, person: str, issued_on: date) -> dict[str, Any]:
    """The same as the data of a PDF (tracker.lib.pdf.document): for its owner, without a code and
    without a seal.
    """
    return {
        "title": made.title,
        "person": person,
        "period": made.period,
        "reader": person,
        "until": "",
        "issued": issued_on.isoformat(),
        "issued_words": dates.full_day(issued_on),
        "purpose": made.purpose,
        "notice": made.is_not,
        "sections": [
            {"heading": part.heading, "paragraphs": paragraphs(part.text)}
            for part in (*made.parts, *made.own)
        ],
        "statement": None,
        "limits": {"heading": made.limits_heading, "items": made.limits},
        "signers": [{"name": made.signed, "about": "", "signed": ""}],
        "code": None,
        "verify_words": "",
        "preview": False,
        "language": "en",
    }


def out(releases: list[ReleaseSeen]) -> list[str]:
    """A sentence for each document that somebody outside can read, or will."""
    return [_out(release) for release in releases]


def _out(release: ReleaseSeen) -> str:
    if release.state == HELD:
        return (
            f"{release.recipient.in_words} cannot read the document that was released on "
            f"{_day(release.released_at)}: it is held back, because it does not state something "
            "that the agreement lists."
        )
    first = "" if release.state == LIVE else f"from {_day(release.live_at)} "
    return (
        f"{release.recipient.in_words} can read the document that was released on "
        f"{_day(release.released_at)} {first}until {last_day(release)}."
    )


def _day(at: datetime | None) -> str:
    return dates.full_day(dates.local(at)) if at else ""
