"""The desk's findings as sentences and rows, ready for the components. Pure: no reads, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse

from reviews.desk.queries import Person, Reading, Step, Today
from tracker.lib import dates
from tracker.lib.strip import Entry, Line, Strip, draw, join_words

Item = dict[str, Any]

# What the filter of the timeline offers → the kinds of step behind it.
FILTERS: dict[str, tuple[str, frozenset[str]]] = {
    "check-ins": ("Check-ins", frozenset({"checkin"})),
    "reflections": ("Reflections", frozenset({"reflection"})),
    "agreement": ("Agreement", frozenset({"agreement", "limits", "ending"})),
}
# kind of step → mark of components/timeline_event.html, word on screen
KINDS: dict[str, tuple[str, str]] = {
    "checkin": ("check-in", "Check-in"),
    "reflection": ("reflection", "Reflection"),
    "agreement": ("agreement", "Agreement"),
    "limits": ("note", "Limits"),
    "ending": ("note", "Ending"),
}
AHEAD_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    events: list[Item]


@dataclass(frozen=True, slots=True)
class LookedDay:
    name: str
    lines: list[Item]


def attention(found: Today, *, now: datetime) -> list[Item]:
    """Sentences, most urgent first: new reflections, past check-ins, people who wait."""
    today = dates.local(now).date()
    items: list[Item] = []
    for shared in found.shared:
        at = dates.local(shared.shared_at)
        day = dates.weekday_day(shared.checkin.on_date)
        when = f"{dates.near_day(at.date(), today=today)} at {dates.clock_time(at)}"
        items.append(
            {
                "text": f"{shared.engagement.short_name} shared a reflection",
                "url": reverse("journal:read", args=[shared.entry_id]),
                "why": f"For the check-in on {day}. Read, not talked about yet."
                if shared.was_read
                else f"For the check-in on {day}. Shared {when}.",
                "word": "Read" if shared.was_read else "New",
                "icon": "eye" if shared.was_read else "pencil",
                "tone": "none" if shared.was_read else "dusk",
            }
        )
    for engagement, checkin in found.to_note:
        day = dates.near_day(dates.local(checkin.due_at).date(), today=today)
        items.append(
            {
                "text": f"Did you and {engagement.short_name} talk {_on(day)}?",
                "url": reverse("desk:person", args=[engagement.id]),
                "why": "Say so on their page. A reflection is not needed for it.",
                "word": "To note",
                "icon": "calendar",
                "tone": "pine",
            }
        )
    for member in found.ready_to_begin:
        items.append(
            {
                "text": f"{member.user.email} is ready to begin",
                "url": reverse("agreements:begin", args=[member.id]),
                "why": "The practice introduced this person to you. Begin with an agreement.",
                "word": "Ready",
                "icon": "person",
                "tone": "pine",
            }
        )
    for offer in found.offered:
        day = dates.near_day(dates.local(offer.offered_at).date(), today=today)
        items.append(
            {
                "text": f"{offer.engagement.short_name} has your agreement to answer",
                "url": reverse("agreements:read", args=[offer.agreement_id]),
                "why": f"Offered {_on(day)}. Nothing is needed from you.",
                "word": "Waiting",
                "icon": "clock",
                "tone": "amber",
            }
        )
    return items


def sentence_of_the_day(found: Today, *, now: datetime) -> str:
    """What needs the clinician, and whom they see today and tomorrow."""
    today = dates.local(now).date()
    need = (
        sum(not s.was_read for s in found.shared) + len(found.to_note) + len(found.ready_to_begin)
    )
    first = "Nothing needs you today."
    if need == 1:
        first = "One thing needs you."
    elif need:
        first = f"{dates.number_word(need)} things need you."
    meetings: dict[int, list[str]] = {0: [], 1: []}
    for engagement, checkin in found.next_checkins:
        at = dates.local(checkin.due_at)
        days = (at.date() - today).days
        if days in meetings:
            clock = f" at {dates.clock_time(at)}" if days == 0 else ""
            meetings[days].append(f"{engagement.short_name.split()[0]}{clock}")
    parts = [
        f"{join_words(names)}{' tomorrow' if days else ''}"
        for days, names in meetings.items()
        if names
    ]
    return f"{first} You see {', and '.join(parts)}." if parts else first


def next_checkins(found: Today, *, now: datetime) -> list[Item]:
    today = dates.local(now).date()
    unread = {s.checkin.id: s for s in found.shared}
    lines = {p.engagement.id: p.working_on for p in found.people}
    items = []
    for engagement, checkin in found.next_checkins:
        at = dates.local(checkin.due_at)
        day = dates.capitalized(dates.near_day(at.date(), today=today))
        shared = unread.get(checkin.id)
        note = lines.get(engagement.id, "")
        if shared is not None:
            note = "A reflection was shared for it."
        items.append(
            {
                "when": f"{day}, {dates.clock_time(at)}",
                "who": engagement.short_name,
                "url": reverse("desk:person", args=[engagement.id]),
                "note": note,
            }
        )
    return items


def weeks_ahead(found: Today, *, now: datetime) -> Strip:
    return draw(
        lines=[
            Line(
                label=engagement.short_name,
                url=reverse("desk:person", args=[engagement.id]),
                entries=[
                    Entry(day=dates.local(c.due_at).date(), kind="check-in") for c in checkins
                ],
            )
            for engagement, checkins in found.ahead
        ],
        today=dates.local(now).date(),
    )


def people_rows(people: Sequence[Person], *, ended: bool = False) -> list[Item]:
    """Rows of "Your people"."""
    rows = []
    for person in people:
        at = person.last_talked_at
        talked = dates.month_day(dates.local(at)) if at else "Not yet"
        last = {"text": _between(person), "label": "Open between you"}
        if ended:
            over = person.engagement.ended_at
            words = dates.full_day(dates.local(over)) if over else ""
            last = {"text": words, "label": _ended_label(person)}
        rows.append(
            {
                "head": person.engagement.short_name,
                "url": reverse("desk:person", args=[person.engagement.id]),
                "cells": [person.working_on, {"text": talked, "label": "Last talked"}, last],
            }
        )
    return rows


def _between(person: Person) -> str:
    if person.engagement.state == "proposed":
        return "Agreement to answer"
    return "A shared reflection" if person.waiting else "Nothing"


def _ended_label(person: Person) -> str:
    return {"ended": "Ended", "declined": "Declined", "withdrawn": "Withdrawn"}.get(
        person.engagement.state, "Ended"
    )


def timeline(
    steps: Sequence[Step], *, shown: frozenset[str], now: datetime
) -> tuple[list[Item], list[Month]]:
    """What lies ahead, and the months so far; newest on top. `shown` are keys of FILTERS."""
    kinds = frozenset().union(*(FILTERS[name][1] for name in shown)) if shown else frozenset()
    chosen = [step for step in steps if step.kind in kinds]
    ahead = [step for step in chosen if step.ahead][-AHEAD_SHOWN:]
    past = [step for step in chosen if not step.ahead]
    months = [
        Month(name=f"{name}", events=[_event(step) for step in group])
        for name, group in groupby(past, key=lambda step: f"{dates.local(step.at):%B %Y}")
    ]
    return [_event(step) for step in ahead], months


def _event(step: Step) -> Item:
    at = dates.local(step.at)
    mark, word = KINDS[step.kind]
    when = dates.month_day(at)
    if step.ahead:
        when = f"{dates.weekday_day(at)}, {dates.clock_time(at)}"
    return {
        "kind": mark,
        "word": word,
        "title": step.title,
        "day": at,
        "when": when,
        "by": f"by {step.by}" if step.by else "",
        "url": reverse("journal:read", args=[step.link_id]) if step.link_id else "",
        "ahead": step.ahead,
    }


def filter_options(shown: frozenset[str]) -> list[Item]:
    return [
        {"value": value, "label": label, "checked": value in shown}
        for value, (label, _) in FILTERS.items()
    ]


def chosen_filters(values: Sequence[str]) -> frozenset[str]:
    """What the address asks for; everything when it asks for nothing we know."""
    return frozenset(v for v in values if v in FILTERS) or frozenset(FILTERS)


def looked(readings: Sequence[Reading]) -> list[LookedDay]:
    """The access record by day, newest first."""
    return [
        LookedDay(
            name=f"{dates.weekday_day(day)}, {day.year}",
            lines=[
                {
                    "when": dates.clock_time(dates.local(reading.at)),
                    "at": reading.at,
                    "who": reading.who,
                    "what": _what(reading),
                }
                for reading in group
            ],
        )
        for day, group in groupby(readings, key=lambda reading: dates.local(reading.at).date())
    ]


def _what(reading: Reading) -> str:
    """What kind of looking it was, and at which of several."""
    if reading.object_kind == "agreement":
        return "Read the agreement"
    if reading.object_kind != "reflection":
        return "Read something in your record"
    if reading.for_day is None:
        return "Read a reflection"
    return f"Read the reflection for {dates.month_day(reading.for_day)}"


def _on(day: str) -> str:
    """ "today" stays, "Monday, May 4" becomes "on Monday, May 4"."""
    return day if day in ("today", "tomorrow", "yesterday") else f"on {day}"


def entry_day(days: dict[UUID, date], checkin_id: UUID | None) -> date | None:
    return days.get(checkin_id) if checkin_id else None
