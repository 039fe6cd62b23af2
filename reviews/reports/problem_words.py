"""What stands in the way of signing a report, as plain data for templates. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from reviews.language.names import FAMILIES
from reviews.reports.gate import ABOUT, HEADINGS, Found
from reviews.reports.naming import NAMED_AS
from reviews.reports.queries import DraftSeen
from reviews.reports.rules import RESTS, Problem
from reviews.reports.sections import SECTIONS

Item = dict[str, Any]
WHERE = {ABOUT: "About you", HEADINGS: "Headings of the practice"}
AROUND = 60  # characters shown before and behind words that are asked about


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
    """Decided where one signs: a question, or words that may be a name of the cast."""
    found = problem.finding
    return found is not None and (found.strength == "question" or found.family in FAMILIES)


def found_items(
    found: Iterable[Found],
    *,
    texts: Mapping[str, str],
    kept: frozenset[str] = frozenset(),
    named: Mapping[str, str] | None = None,
    headings: Mapping[str, str] | None = None,
) -> list[Item]:
    """Words that are asked about, where they stand. `texts` as the gate read them (DraftSeen.texts)
    and `headings`, by section; `named` as chosen so far.
    """
    return [
        {
            "key": item.key,
            "refused": item.refused,
            "points": item.points,
            "who": [
                {"key": key, "label": label, "chosen": (named or {}).get(item.key) == key}
                for key, label in NAMED_AS.items()
            ],
            "phrase": item.finding.span,
            "question": item.finding.question,
            "heading": (headings or {}).get(item.where) or WHERE.get(item.where, ""),
            "kept": item.key in kept,
            **_around(texts.get(item.where), item.finding.start, item.finding.end),
        }
        for item in found
    ]


def headings_of(draft: DraftSeen) -> dict[str, str]:
    return {s.kind.key: s.kind.heading for s in draft.sections}


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
    if problem.finding.family in FAMILIES:
        return {"word": "A name", "icon": "people", "tone": "amber"}
    if problem.finding.strength == "refuse":
        return {"word": "Must be changed", "icon": "alert", "tone": "rust"}
    return {"word": "A question", "icon": "speech", "tone": "dusk"}


def _where(draft: DraftSeen, where: str) -> str:
    if where == "about":
        return reverse("reports:about", args=[draft.report.id])
    if where.startswith(RESTS):
        return rests_url(draft, where.removeprefix(RESTS))
    if where in SECTIONS and not SECTIONS[where].facts:
        return write_url(draft, where)
    return reverse("desk:person", args=[draft.engagement.id])  # the record, which fills the facts


def write_url(draft: DraftSeen, kind: str) -> str:
    return reverse("reports:write", args=[draft.report.id, kind])


def rests_url(draft: DraftSeen, kind: str) -> str:
    return reverse("reports:rests", args=[draft.report.id, kind])
