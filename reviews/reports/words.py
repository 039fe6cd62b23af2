"""What the pages of a report say: plain data for templates, and no decisions. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from reviews.agreements.terms import PARTS_TOLD
from reviews.reports import limits_text
from reviews.reports.body import About, Body, paragraphs
from reviews.reports.cosignature_queries import CopySeen, CoSignatureSeen
from reviews.reports.gate import Found
from reviews.reports.queries import DraftSeen, ReportHead, ReportSeen, SectionSeen
from reviews.reports.rules import Problem
from reviews.reports.sections import SECTIONS, WRITTEN
from tracker.lib import dates

Item = dict[str, Any]
SMALLEST = "takes_part"  # misleads nobody alone
AROUND = 60  # characters shown before and behind words that are asked about
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
            "paragraphs": s.facts if s.kind.facts else paragraphs(s.text),
            "facts": s.kind.facts,
            "optional": not s.kind.required,
            "grounds": [
                labels[choice.of_id] for choice in draft.choices if choice.of_id in s.grounds
            ],
            "url": "" if s.kind.facts else _write_url(draft, s.kind.key),
            "two": s.second is not None,
        }
        for s in draft.sections
    ]
    return {"sections": sections, "limits": _limits(limits_text.VERSION)}


def text_of_body(body: Body, *, grounds: Mapping[str, list[str]] | None = None) -> Item:
    """What was signed."""
    sections = [
        {
            "key": s.kind,
            "heading": s.heading,
            "paragraphs": s.paragraphs,
            "facts": s.kind in SECTIONS and SECTIONS[s.kind].facts,
            "grounds": (grounds or {}).get(s.kind, []),
            "stands_alone": s.stands_alone,
        }
        for s in body.sections
    ]
    return {"sections": sections, "limits": _limits(body.limits_version)}


def _limits(version: str) -> Item:
    return {"heading": limits_text.HEADING, "items": limits_text.TEXTS[version]}


def ground_groups(draft: DraftSeen, section: SectionSeen, ticked: frozenset[str]) -> list[Item]:
    """The records a section may rest on, by kind."""
    names = {
        "session": "Sessions",
        "feedback": "Feedback",
        "commitment": "Commitments",
        "agreement": "Agreements",
    }
    groups = []
    for kind, name in names.items():
        options = [
            {"value": c.value, "label": dates.full_day(c.on), "checked": c.value in ticked}
            for c in draft.choices
            if c.of_kind == kind
        ]
        if options:
            groups.append({"name": name, "options": options})
    return groups


# --- what stands in the way ----------------------------------------------------------------------


def problem_items(
    draft: DraftSeen, problems: Iterable[Problem], *, asked_at: str = ""
) -> list[Item]:
    """Each problem with the page on which it is changed.

    asked_at  where on this page questions are answered, if they are.
    """
    return [
        {
            "text": p.sentence,
            "url": asked_at if asked_at and _is_question(p) else _where(draft, p.where),
            **_tag(p),
        }
        for p in problems
    ]


def _is_question(problem: Problem) -> bool:
    return problem.finding is not None and problem.finding.strength == "question"


def found_items(
    found: Iterable[Found], *, texts: Mapping[str, str], kept: frozenset[str] = frozenset()
) -> list[Item]:
    """Words that are asked about, where they stand. `texts` by section."""
    return [
        {
            "key": item.key,
            "refused": item.refused,
            "phrase": item.finding.span,
            "question": item.finding.question,
            "heading": SECTIONS[item.where].heading if item.where in SECTIONS else "About you",
            "kept": item.key in kept,
            **_around(texts.get(item.where), item.finding.start, item.finding.end),
        }
        for item in found
    ]


def texts_of(draft: DraftSeen) -> dict[str, str]:
    return {s.kind.key: s.text for s in draft.sections if not s.kind.facts}


def _around(text: str | None, start: int, end: int) -> Item:
    """Whole words before and behind, so that the place is known again."""
    if text is None:
        return {"before": "", "behind": ""}
    before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        behind = behind.rpartition(" ")[0] + " …"
    return {"before": before, "behind": behind}


def _tag(problem: Problem) -> Item:
    if problem.finding is None:
        return {"word": "Missing", "icon": "pencil", "tone": "amber"}
    if problem.finding.strength == "refuse":
        return {"word": "Must be changed", "icon": "alert", "tone": "rust"}
    return {"word": "A question", "icon": "speech", "tone": "dusk"}


def _where(draft: DraftSeen, where: str) -> str:
    if where == "about":
        return reverse("reports:about", args=[draft.report.id])
    if where in SECTIONS and not SECTIONS[where].facts:
        return _write_url(draft, where)
    return reverse("desk:person", args=[draft.engagement.id])  # the record, which fills the facts


def _write_url(draft: DraftSeen, kind: str) -> str:
    return reverse("reports:write", args=[draft.report.id, kind])


# --- the way it goes -----------------------------------------------------------------------------


def section_steps(draft: DraftSeen, *, current: str) -> list[Item]:
    """The written sections as pills, and the last one to look it all over."""
    steps = [
        {
            "label": kind.heading,
            "url": _write_url(draft, kind.key),
            "state": "current"
            if kind.key == current
            else "written"
            if draft.section(kind.key).text
            else "open",
        }
        for kind in WRITTEN
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
        text = f"{waits.cosigner} is asked" if waits else "Nobody is asked yet"
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
