"""Times as a calendar program reads them: neutral titles, no words beside them, no alarms.

Pure. Instants are written in UTC, which every program turns into its own zone, before and after a
change of the clocks. Source: RFC 5545.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import icalendar

ASK_AGAIN = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Event:
    """One time. `id` stays the same as long as it is not moved; a moved one is another."""

    id: UUID
    at: datetime
    title: str


def write(name: str, events: Iterable[Event], *, host: str, now: datetime) -> bytes:
    """The whole calendar. What is not in it anymore disappears from the reader's."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//times//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_written(event, host=host, now=now))
    written: bytes = calendar.to_ical()
    return written


def _written(event: Event, *, host: str, now: datetime) -> icalendar.Event:
    written = icalendar.Event()
    written.add("uid", f"{event.id}@{host}")
    written.add("dtstamp", now.astimezone(UTC))
    written.add("dtstart", event.at.astimezone(UTC))
    written.add("summary", event.title)
    written.add("class", "PRIVATE")
    return written
