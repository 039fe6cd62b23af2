"""The desk's findings as sentences and rows, ready for the components. Pure: no reads, no clock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from reviews.desk.queries import Person, Today
from tracker.lib import dates
from tracker.lib.strip import Entry, Line, Strip, draw, join_words

Item = dict[str, Any]

# kind of what waits (waiting.open_between) → in a cell of "Your people"
OPEN = {
    "time": "a time to answer",
    "correction": "a correction to answer",
    "second_name": "a second name",
    "call": "a call to make",
    "told": "something told or answered to read",
    "pressure": "feels pressured",
    "undelivered": "a mail that did not arrive",
    "closed": "something that was closed",
    "message": "a message to read",
    "reply": "a reply to read",
    "review": "a review",
    "log": "a session to log",
    "draft": "a draft of yours",
}


def sentence_of_the_day(found: Today, attention: Sequence[Item], *, now: datetime) -> str:
    """What needs the clinician, and whom they see today and tomorrow."""
    today = dates.local(now).date()
    need = sum(item["needs_you"] for item in attention)
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
                "cells": [
                    person.working_on or "Nothing agreed",
                    {"text": talked, "label": "Last talked"},
                    last,
                ],
            }
        )
    return rows


def on(day: str) -> str:
    """ "today" stays, "Monday, May 4" becomes "on Monday, May 4"."""
    return day if day in ("today", "tomorrow", "yesterday") else f"on {day}"


def on_day(at: datetime, *, now: datetime) -> str:
    """ "today", "on Monday, May 4": the day of an instant, seen from now."""
    return on(dates.near_day(dates.local(at).date(), today=dates.local(now).date()))


def entry_day(days: dict[UUID, date], checkin_id: UUID | None) -> date | None:
    return days.get(checkin_id) if checkin_id else None


def _between(person: Person) -> str:
    if person.engagement.state == "proposed":
        return "Agreement to answer" if person.working_on else "Whether this fits"
    open_between = ["a shared reflection"] if person.waiting else []
    open_between += [OPEN[kind] for kind in person.also]
    return dates.capitalized("; ".join(open_between)) or "Nothing"


def _ended_label(person: Person) -> str:
    return {"ended": "Ended", "declined": "Declined", "withdrawn": "Withdrawn"}.get(
        person.engagement.state, "Ended"
    )
