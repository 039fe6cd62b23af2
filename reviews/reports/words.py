"""What the pages of a report say: plain data for templates, and no decisions. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from reviews.agreements.terms import PARTS_TOLD
from reviews.reports import limits_text
from reviews.reports.body import About, Body
from reviews.reports.change_queries import ChangesSeen
from reviews.reports.cosignature_queries import CopySeen, CoSignatureSeen
from reviews.reports.naming import NAMED_AS
from reviews.reports.problem_words import rests_url, write_url
from reviews.reports.queries import DraftSeen, ReportHead, ReportSeen, SectionSeen
from reviews.reports.resting import Rest
from reviews.reports.sections import SECTIONS, WRITTEN
from tracker.lib import dates

Item = dict[str, Any]
SMALLEST = "takes_part"  # misleads nobody alone
ANSWERS = {
    "asked": "asked on {asked}, not answered yet",
    "cosigned": "put their name to it on {answered}",
    "changes_asked": "asked for changes on {answered}",
    "declined": "did not put their name to it, {answered}",
    "stood_aside": "stood aside on {answered}",
}


def day(on: date | None) -> str:
    return dates.full_day(on) if on else ""


def period(first: date | None, last: date | None) -> str:
    """ "May 4, 2026 to June 1, 2026", or what is missing."""
    if first is None or last is None:
        return "No period yet"
    return f"{dates.full_day(first)} to {dates.full_day(last)}"


def about_rows(about: About) -> list[Item]:
    """Who writes, from what; a line that is missing says so."""
    rows = {
        "Role": about.role,
        "Licence": about.licence,
        "This rests on": about.sources_used,
        "Not used": about.sources_not_used,
        "The work is paid for by": about.fee_payer,
    }
    return [{"term": term, "text": text or "Not written yet"} for term, text in rows.items()]


# --- the text, as a sheet ------------------------------------------------------------------------


def text_of_draft(draft: DraftSeen) -> Item:
    """A draft as it would be read, with its grounds."""
    labels = {choice.of_id: choice.label for choice in draft.choices}
    sections = [
        {
            "key": s.kind.key,
            "heading": s.kind.heading,
            "paragraphs": s.paragraphs,
            "facts": s.kind.facts,
            "optional": not s.kind.required,
            "grounds": [
                labels[choice.of_id] for choice in draft.choices if choice.of_id in s.grounds
            ],
            "rests": [_rest_words(rest, draft) for rest in s.rests],
            "rests_url": rests_url(draft, s.kind.key) if s.rests else "",
            "url": "" if s.kind.facts else write_url(draft, s.kind.key),
            "two": s.second is not None,
        }
        for s in draft.sections
    ]
    return {"sections": sections, "limits": _limits(limits_text.VERSION)}


def _rest_words(rest: Rest, draft: DraftSeen) -> list[str]:
    """What one paragraph rests on, as its author and a second clinician read it."""
    chosen = [choice.label for choice in draft.choices if choice.of_id in rest.grounds]
    return [*chosen, rest.words] if rest.words else chosen


def ground_labels(draft: DraftSeen, section: SectionSeen) -> list[tuple[str, str]]:
    """(id, label) of the records a whole section rests on."""
    return [(str(c.of_id), c.label) for c in draft.choices if c.of_id in section.grounds]


def text_of_body(
    body: Body,
    *,
    grounds: Mapping[str, list[str]] | None = None,
    rests: Mapping[str, list[list[str]]] | None = None,
) -> Item:
    """What was signed; to a second clinician, with what it rests on."""
    sections = [
        {
            "key": s.kind,
            "heading": s.heading,
            "paragraphs": s.paragraphs,
            "facts": s.kind in SECTIONS and SECTIONS[s.kind].facts,
            "grounds": (grounds or {}).get(s.kind, []),
            "rests": (rests or {}).get(s.kind, []),
            "stands_alone": s.stands_alone,
        }
        for s in body.sections
    ]
    return {"sections": sections, "limits": _limits(body.limits_version)}


def _limits(version: str) -> Item:
    return {"heading": limits_text.HEADING, "items": limits_text.TEXTS[version]}


def names_of_body(body: Body) -> list[Item]:
    """Words that look like a name, and who it is, as the author said when signing."""
    return [{"term": said.words, "text": NAMED_AS[said.who]} for said in body.named]


# --- the way it goes -----------------------------------------------------------------------------


def section_steps(draft: DraftSeen, *, current: str) -> list[Item]:
    """The written sections as pills, and the last one to look it all over."""
    steps = [
        {
            "label": section.kind.heading,
            "url": write_url(draft, section.kind.key),
            "state": "current"
            if section.kind.key == current
            else "written"
            if section.text
            else "open",
        }
        for section in draft.sections
        if not section.kind.facts
    ]
    overview = reverse("reports:draft", args=[draft.report.id])
    return [*steps, {"label": "The whole text", "url": overview, "state": "plain"}]


def next_section(kind: str) -> str | None:
    keys = [section.key for section in WRITTEN]
    after = keys.index(kind) + 1
    return keys[after] if after < len(keys) else None


def draft_milestones(draft: DraftSeen) -> list[Item]:
    items = [
        {"label": "Written", "text": "Under way", "state": "current"},
        {"label": "Signed", "text": draft.engagement.clinician_name, "state": "open"},
    ]
    if draft.report.two_names:
        items.append({"label": "Second name", "text": "By a colleague", "state": "open"})
    items.append({"label": "Offered", "text": f"To {draft.engagement.short_name}", "state": "open"})
    return items


def milestones(
    seen: ReportSeen, *, asked: list[CoSignatureSeen], short_name: str, is_client: bool
) -> list[Item]:
    head = seen.head
    signed = _date_of(head.signed_at)
    author = seen.signers[0].name if seen.signers else ""
    items = [
        {"label": "Written", "text": _date_of(head.created_at), "state": "done"},
        {"label": "Signed", "text": f"{signed}, {author}" if author else signed, "state": "done"},
    ]
    second = next((a for a in asked if a.state == "cosigned"), None)
    offered_on = signed
    if head.two_names or second:
        waits = next((a for a in asked if a.state == "asked"), None)
        nobody = "Nobody is asked now" if asked else "Nobody is asked yet"
        text = f"{waits.cosigner} is asked" if waits else nobody
        if second is not None:
            offered_on = _date_of(second.answered_at)
            text = f"{offered_on}, {second.cosigner}"
        items.append(
            {"label": "Second name", "text": text, "state": "done" if second else "current"}
        )
    offered = second is not None or not head.two_names
    items.append(
        {
            "label": "Offered to you" if is_client else f"Offered to {short_name}",
            "text": (signed if not head.two_names else offered_on) if offered else "After that",
            "state": "done" if offered else "open",
        }
    )
    return items


def _date_of(at: Any) -> str:
    return dates.full_day(dates.local(at)) if at else ""


def answer_words(asked: CoSignatureSeen) -> str:
    """ "asked for changes on May 4, 2026"."""
    return ANSWERS[asked.state].format(
        asked=_date_of(asked.asked_at), answered=_date_of(asked.answered_at)
    )


def has_earlier(versions: Iterable[ReportHead], *, than: ReportHead) -> bool:
    """Whether an earlier version can be compared with this one."""
    return any(v.number < than.number and v.signed_at and not v.in_error for v in versions)


def lead_of_changes(seen: ChangesSeen) -> str:
    """Which two versions are compared."""
    if seen.report.signed_at:
        return f"Version {seen.report.number} beside version {seen.earlier.number}."
    return f"Your draft as it would be signed today, beside version {seen.earlier.number}."


def lead(head: ReportHead) -> str:
    return f"About the time from {period(head.period_from, head.period_to)}."


def lead_of_copy(copy: CopySeen) -> str:
    between = period(copy.body.period_from, copy.body.period_to)
    return f"{copy.asked_by} asks you to read one version. It is about {between}."


# --- signing -------------------------------------------------------------------------------------


def alone_choices(draft: DraftSeen) -> list[tuple[str, str]]:
    """Parts the author may say stand alone: those there are, but the smallest, which always does."""
    parts = [
        s.kind.part
        for s in draft.sections
        if (s.kind.facts or s.text.strip()) and s.kind.part != SMALLEST
    ]
    return [(part, PARTS_TOLD[part]) for part in dict.fromkeys(parts)]
