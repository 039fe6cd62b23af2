"""What was told here, as lists and pages say it: by whom, when, what became of it. Pure."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse

from reviews.concerns.models import Concern
from reviews.concerns.queries import ConcernHead, New, StepSeen
from reviews.journal.queries import AnswerSeen, EntrySeen
from tracker.lib import dates
from tracker.lib.attention import Item, attention_row

Names = Mapping[UUID | None, str]  # of engagements.queries: who wrote, "you" for the reader
UNDERSTANDING = "noted.3"  # of journal.definitions.NOTED: what was said about it, kept apart


def title(head: ConcernHead, names: Names) -> str:
    """Who told it, as a heading."""
    if head.told_by == Concern.CLIENT:
        return f"What {names[head.author_id]} told"
    if head.told_by == Concern.CLINICIAN:
        return f"What {names[head.author_id]} noted"
    if head.told_by == Concern.SECOND:
        return "What a second clinician wrote"
    return "What the employer contact named"


def came(new: New, who: str, *, about: str = "") -> str:
    """What came, in a list of what waits. who: of them; about: whose work, where one has several."""
    if new.told_by == Concern.CLIENT:
        return f"{who} told a setback"
    if new.told_by == Concern.CLINICIAN:
        return f"{who} noted something"
    if new.told_by == Concern.SECOND:
        said = "A second clinician wrote of a concern"
    else:
        said = "The employer contact named an agreed concern"
    return f"{said} about {about}" if about else said


def told(head: ConcernHead, names: Names) -> str:
    """ "Told by you on May 4, at 9:10 AM", "Noted by Dr Ruiz on …"."""
    by = names[head.author_id]
    if head.told_by == Concern.SECOND:
        by = f"{by}, a second clinician,"
    elif head.told_by == Concern.CONTACT:
        by = "the employer contact"
    at = dates.local(head.told_at)
    return f"{_verb(head)} by {by} on {dates.full_day(at.date())}, at {dates.clock_time(at)}"


def said(steps: Iterable[StepSeen], names: Names) -> list[tuple[StepSeen, str]]:
    """What became of it, each with who said so."""
    return [(step, names[step.author_id]) for step in steps]


def rows(heads: Iterable[ConcernHead], names: Names) -> list[Item]:
    """For components/attention_list.html: all the same size, whatever it is."""
    return [_row(head, names) for head in heads]


def parts(entry: EntrySeen | None) -> list[tuple[AnswerSeen, bool]]:
    """The answers in their order, and whether they are an understanding voiced: kept apart."""
    if entry is None:
        return []
    return [(answer, answer.prompt == UNDERSTANDING) for answer in entry.answers if answer.text]


def _row(head: ConcernHead, names: Names) -> Item:
    url = _url(head)
    day = dates.month_day(dates.local(head.told_at).date())
    text = f"{title(head, names)}, {day}"
    if head.in_error:
        return attention_row(
            text, url, "Withdrawn from view.", ("Entered in error", "cross", "none")
        )
    why = f"{_verb(head)} on {day}."
    if head.steps:
        last = head.steps[-1]
        why = f"{last.on_screen}, {dates.month_day(dates.local(last.at).date())}."
    if head.listed:
        why += " The agreement lists it: a summary says it, or none goes out."
    word = ("Closed", "check", "none") if head.closed_at else ("Open", "note", "dusk")
    return attention_row(text, url, why, word)


def _verb(head: ConcernHead) -> str:
    """Clinicians note what they saw or heard; the others tell it."""
    return "Noted" if head.told_by in (Concern.CLINICIAN, Concern.SECOND) else "Told"


def _url(head: ConcernHead) -> str:
    return reverse("concerns:read", args=[head.id])
