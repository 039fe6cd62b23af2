"""Permissions and releases in words, for the client's and the clinician's pages. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from reviews.agreements.terms import PARTS_TOLD
from reviews.engagements.queries import EngagementSeen
from reviews.releases import rules
from reviews.releases import terms as terms_text
from reviews.releases.queries import Opening, PermissionSeen, ReleaseSeen
from reviews.reports.body import Body
from reviews.reports.correction_queries import CorrectionSeen
from reviews.reports.cosignature_queries import CoSignatureSeen
from reviews.reports.queries import ReportHead
from tracker.lib import dates

HELD = (
    "{name} cannot open it, and is told nothing: it does not state something that the agreement "
    "lists, and a half-true summary is not sent. It does not wait for a day. A new version that "
    "states it can be released in its place."
)
WENT_OUT_BEFORE = (
    "It went out before, and does not state something that the agreement lists. A new version that "
    "states it is needed."
)
CLOSED = (
    "{name} has not been able to open it since {at}: the practice closed it, because something may "
    "have reached the wrong person. {name} is told nothing. Only a new release opens it again."
)
TEXT_HEADINGS = {
    "releases_nothing": "It sends nothing by itself",
    "withdrawing": "Withdrawing it",
    "refusing": "If you say no",
    "passing_on": "Passing it on",
    "advice": "Advice",
    "copy": "Your copy",
    "own_paper": "Its own paper",
}
COSIGNATURES = {
    "asked": "Was asked and has not answered. Reads that version until they have.",
    "cosigned": "Has read it and signed it.",
    "changes_asked": "Has read it and asked for changes.",
    "declined": "Has read it and did not sign it.",
    "stood_aside": "Did not read it as a second clinician: they stood aside.",
}


@dataclass(frozen=True, slots=True)
class State:
    """A state as a tag and a sentence: word, shape and tint together."""

    word: str
    icon: str
    tone: str
    sentence: str


def at(moment: datetime) -> str:
    """ "May 4, 2026, 9:30 AM", where the reader is."""
    here = dates.local(moment)
    return f"{dates.full_day(here)}, {dates.clock_time(here)}"


def parts(chosen: Iterable[str]) -> list[str]:
    """The parts in words, from the least to the most."""
    wanted = set(chosen)
    return [words for part, words in PARTS_TOLD.items() if part in wanted]


def report(head: ReportHead | None) -> str:
    """ "Report of January 2, 2026 to March 4, 2026"; its version where there are several."""
    if head is None or head.period_from is None or head.period_to is None:
        return "Report"
    period = f"{dates.full_day(head.period_from)} to {dates.full_day(head.period_to)}"
    return f"Report of {period}" + (f", version {head.number}" if head.number > 1 else "")


def printed(version: str, *, reader: str, clinician: str, practice: str) -> list[dict[str, str]]:
    """The elements that stand on every permission, for the form; `reader` may not be known yet."""
    values = {"recipient": reader, "clinician": clinician, "practice": practice}
    return [
        {"term": TEXT_HEADINGS[name], "text": sentences(text.format(**values))}
        for name, text in terms_text.TEXTS[version].items()
    ]


def printed_on(permission: PermissionSeen) -> list[dict[str, str]]:
    return printed(
        permission.terms_version,
        reader=permission.terms.recipient.name,
        clinician=permission.terms.discloser,
        practice=permission.terms.practice,
    )


def sentences(text: str) -> str:
    """Each sentence with a large first letter, also where a filled-in word begins it."""
    return re.sub(r"(^|[.] )([a-z])", lambda found: found[1] + found[2].upper(), text)


# --- states ---------------------------------------------------------------------------------------


def permission_state(permission: PermissionSeen) -> State:
    until = dates.full_day(permission.terms.until)
    if permission.state == rules.WITHDRAWN and permission.withdrawn_at is not None:
        ended = at(permission.withdrawn_at)
        return State("Withdrawn", "cross", "", f"It was withdrawn on {ended}. It opens nothing.")
    if permission.state == rules.EXPIRED:
        return State("Ended", "clock", "", f"Its last day was {until}. It opens nothing.")
    if permission.state == rules.NARROWED:
        return State("Narrowed", "check", "pine", f"For fewer parts than before, until {until}.")
    return State("Permitted", "check", "pine", f"Until {until}, or until it is withdrawn.")


def last_day(release: ReleaseSeen) -> str:
    """As the client signed it, wherever it is read."""
    return dates.full_day(release.until)


def release_state(release: ReleaseSeen) -> State:
    name, until = release.recipient.name, last_day(release)
    if release.state == rules.AHEAD:
        opens = at(release.live_at)
        sentence = (
            f"{name} can open it from {opens}, and is told nothing before. "
            "The time until then is for reading it again and thinking it over. "
            "It can still be withdrawn."
        )
        return State("Waiting", "clock", "amber", sentence)
    if release.state == rules.HELD:
        return State("Held back", "lock", "amber", HELD.format(name=name))
    if release.state == rules.LIVE:
        sentence = f"{name} can open it now, until {until}."
        if release.leaves_out:
            sentence = f"{sentence} {WENT_OUT_BEFORE}"
        return State("Can be opened", "eye", "dusk", sentence)
    return State("Closed", "lock", "", _why_closed(release, name, until))


def _why_closed(release: ReleaseSeen, name: str, until: str) -> str:
    if release.state == rules.WITHDRAWN and release.ended_at is not None:
        if release.never_opens:
            return (
                f"{name} could never open it: it was withdrawn before, on {at(release.ended_at)}."
            )
        return (
            f"{name} has not been able to open it since {at(release.ended_at)}: it was withdrawn."
        )
    if release.state == rules.CLOSED and release.closed_at is not None:
        return CLOSED.format(name=name, at=at(release.closed_at))
    if release.state == rules.REPLACED:
        return f"{name} cannot open it any more: a later release took its place."
    if release.state == rules.NARROWED_AWAY:
        return f"{name} cannot open it: it holds a part that is no longer permitted."
    if release.state == rules.IN_ERROR:
        return f"{name} cannot open it: the report was entered in error."
    return f"{name} cannot open it any more: its last day was {until}."


# --- who sees what --------------------------------------------------------------------------------


def clinician_reads(engagement: EngagementSeen) -> list[str]:
    """What the client's own clinician can read."""
    if engagement.started_at is None:
        return ["The agreement they offered you, and your answer to it"]
    return [
        "The reflections you have shared; nothing of one that you have not shared",
        "The sessions they have logged and signed, as you can",
        "Their feedback, and your replies once you have sent them",
        "The reports they write, what you permit and release, and what you withdraw",
        "Notes of their own that nobody else can read, as the limits of confidentiality say",
    ]


def second_clinicians(
    asked: Iterable[CoSignatureSeen], heads: dict[UUID, ReportHead]
) -> list[dict[str, str]]:
    return [
        {
            "name": item.cosigner,
            "what": report(heads.get(item.report_id)),
            "answer": COSIGNATURES[item.state],
            "remark": item.remark,
        }
        for item in asked
    ]


def readers(
    permissions: list[PermissionSeen], heads: dict[UUID, ReportHead]
) -> list[dict[str, Any]]:
    """Everybody outside who was named, each with their permissions, newest first."""
    found: dict[UUID, dict[str, Any]] = {}
    for permission in permissions:
        reader = found.setdefault(
            permission.recipient_id,
            {
                "id": permission.recipient_id,
                "reader": permission.terms.recipient,
                "permissions": [],
            },
        )
        reader["permissions"].append(permission_item(permission, heads))
    return list(found.values())


def permission_item(permission: PermissionSeen, heads: dict[UUID, ReportHead]) -> dict[str, Any]:
    return {
        "seen": permission,
        "state": permission_state(permission),
        "parts": parts(permission.parts),
        "no_longer": parts(set(permission.parts_signed) - set(permission.parts)),
        "releases": [release_item(release, heads) for release in permission.releases],
    }


def release_item(release: ReleaseSeen, heads: dict[UUID, ReportHead]) -> dict[str, Any]:
    return {
        "seen": release,
        "title": report(heads.get(release.report_id)),
        "state": release_state(release),
        "parts": parts(release.parts),
        "openings": [_opening(opening, release) for opening in release.openings],
    }


def went_out(
    permissions: list[PermissionSeen], heads: dict[UUID, ReportHead]
) -> list[dict[str, Any]]:
    """What was opened, by whom, when and as what: it cannot be called back. Newest first."""
    opened = [
        (opening, release)
        for permission in permissions
        for release in permission.releases
        for opening in release.openings
    ]
    opened.sort(key=lambda pair: pair[0].at, reverse=True)
    return [
        {"who": release.recipient.name, "what": report(heads.get(release.report_id)), **words}
        for opening, release in opened
        for words in [_opening(opening, release)]
    ]


def _opening(opening: Opening, release: ReleaseSeen) -> dict[str, Any]:
    took = opening.verb == "download"
    how = "took it as a PDF" if took else "opened the page"
    return {
        "at": opening.at,
        "as": "PDF" if took else "Page",
        "sentence": f"{release.recipient.name} {how} on {at(opening.at)}.",
    }


# --- deciding -------------------------------------------------------------------------------------


def part_choices(body: Body, permitted: list[str], chosen: list[str]) -> list[dict[str, Any]]:
    """The parts this report has, what is permitted of them, and what may be read alone."""
    everything = set(body.parts) <= set(permitted)
    items = []
    for part in PARTS_TOLD:
        if part not in body.parts:
            continue
        alone = all(section.stands_alone for section in body.sections if section.part == part)
        items.append(
            {
                "value": part,
                "label": PARTS_TOLD[part],
                "checked": part in chosen,
                "possible": part in permitted and (alone or everything),
                "why": _why(part in permitted, alone=alone, everything=everything),
            }
        )
    return items


def _why(permitted: bool, *, alone: bool, everything: bool) -> str:
    if not permitted:
        return "Not in this permission."
    if alone:
        return ""
    if everything:
        return "Only together with all other parts: read alone, it could mislead."
    return (
        "It can be read only together with all other parts, since alone it could mislead, and this "
        "permission does not hold all of them."
    )


def not_possible(body: Body, permitted: list[str]) -> str:
    """The omission rule, said of this report: what can be chosen instead."""
    choices = part_choices(body, permitted, [])
    alone = [item["label"] for item in choices if item["possible"] and not item["why"]]
    ways = []
    if set(body.parts) <= set(permitted):
        ways.append("all parts together")
    if alone:
        ways.append("any of these alone: " + "; ".join(alone))
    if not ways:
        return "No part of this report can be read inside this permission. Nothing is shown."
    return f"Read like this, the text could mislead. Choose {', or '.join(ways)}."


def corrections(asked: list[CorrectionSeen]) -> list[dict[str, Any]]:
    outcomes = {
        "": "Waits for an answer.",
        "corrected": "Answered: a corrected version follows, or has followed.",
        "kept": "Answered: the words stay, with reasons.",
    }
    return [{"seen": item, "outcome": outcomes[item.outcome]} for item in asked]
