"""What a reader reads: one plain document that the page, the preview and the PDF are made from.

Pure. Chosen sections stand in it verbatim, the client's statement whole, the limits always.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reviews.language.standing import paragraphs
from reviews.releases.terms import NOTICES
from reviews.reports import limits_text
from reviews.reports.body import Body
from reviews.reports.queries import Signer
from tracker.lib import dates

Document = dict[str, Any]  # JSON: what is frozen, shown, and given to tracker.lib.pdf

TITLE = "Progress summary"
RESTS_ON = "What this rests on"
SMALLEST = "takes_part"


@dataclass(frozen=True, slots=True)
class Statement:
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom, for what, how long."""

    in_words: str  # name, role, organization
    name: str
    purpose: str
    until: date


def compose(  # noqa: PLR0913 - a document has these parts
    body: Body,
    *,
    parts: list[str],
    statement: Statement | None,
    reader: Reader,
    signers: list[Signer],
    issued_on: date,
    code: str | None,
    notice_version: str,
    verify_url: str,
) -> Document:
    """The document for one reader. `code` None: a preview that was not released."""
    until = dates.full_day(reader.until)
    return {
        "title": TITLE,
        "person": body.person,
        "period": f"{dates.full_day(body.period_from)} to {dates.full_day(body.period_to)}",
        "reader": reader.in_words,
        "until": until,
        "issued": issued_on.isoformat(),
        "issued_words": dates.full_day(issued_on),
        "purpose": reader.purpose,
        "notice": NOTICES[notice_version].format(
            person=body.person, recipient=reader.name, until=until
        ),
        "notice_version": notice_version,
        "sections": _sections(body, parts),
        "statement": _statement(statement),
        "limits": {"heading": limits_text.HEADING, "items": limits_text.TEXTS[body.limits_version]},
        "signers": [
            {
                "name": signer.name,
                "about": signer.about,
                "signed": f"Signed electronically, {dates.full_day(dates.local(signer.signed_at))}",
            }
            for signer in signers
        ],
        "code": code,
        "verify_words": f"Open {verify_url} and enter the code, or give it this file. The answer "
        "says only whether the document is unchanged and may still be relied on. It names nobody.",
        "preview": code is None,
        "language": "en",
    }


def allowed(body: Body, parts: list[str]) -> bool:
    """The omission rule: everything, or only parts that do not mislead without the others."""
    chosen = [section for section in body.sections if section.part in parts]
    return (
        bool(chosen)
        and set(parts) <= set(body.parts)
        and (len(chosen) == len(body.sections) or all(s.stands_alone for s in chosen))
    )


def _sections(body: Body, parts: list[str]) -> list[dict[str, Any]]:
    found = [
        {"heading": section.heading, "paragraphs": section.paragraphs}
        for section in body.sections
        if section.part in parts
    ]
    if set(parts) == {SMALLEST}:  # that somebody takes part, and no more
        return found
    about = body.about
    rests_on = [
        f"Used: {about.sources_used}",
        f"Not used: {about.sources_not_used}",
        f"The work is paid for by: {about.fee_payer}",
    ]
    return [*found, {"heading": RESTS_ON, "paragraphs": rests_on}]


def _statement(statement: Statement | None) -> dict[str, Any] | None:
    if statement is None or not statement.text:
        return None
    day = dates.full_day(dates.local(statement.written_at))
    return {
        "heading": "In their own words",
        "paragraphs": paragraphs(statement.text),
        "about": f"Written on {day}. It stands here whole, and nobody has changed it.",
    }
