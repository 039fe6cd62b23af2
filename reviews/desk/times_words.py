"""What waits about times, as rows of components/attention_list.html. Pure."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from reviews.checkins import words
from reviews.checkins.models import CheckIn, Pause
from reviews.checkins.queries import due_of
from reviews.desk.times import Times
from reviews.desk.words import Item, on_day
from tracker.lib import dates
from tracker.lib.attention import attention_row


def to_answer(times: Times, who: Callable[[UUID], str]) -> Iterator[Item]:
    """who  the other one's name, by engagement."""
    for move in times.moves:
        yield attention_row(
            f"{who(move.engagement_id)} asks for another time",
            reverse("desk:checkin", args=[move.checkin_id]),
            f"{words.when(due_of(move), zone=move.zone)}, in place of "
            f"{dates.weekday_day(move.checkin.on_date)}. The old time stands until you answer.",
            ("To answer", "calendar", "amber"),
        )
    for cadence in times.rhythms:
        yield attention_row(
            f"{who(cadence.engagement_id)} proposes another rhythm",
            reverse("checkins:times", args=[cadence.engagement_id]),
            "The one you have stands until you answer.",
            ("To answer", "calendar", "amber"),
        )


def to_settle(
    checkins: list[CheckIn], who: Callable[[UUID], str], *, now: datetime
) -> Iterator[Item]:
    """Nobody has said for days what became of them."""
    for checkin in checkins:
        yield attention_row(
            f"What became of the check-in with {who(checkin.engagement_id)}?",
            reverse("desk:checkin", args=[checkin.id]),
            f"It was {on_day(checkin.due_at, now=now)}. Log it, or note that you talked, that it "
            "did not take place, or that it was not needed.",
            ("To settle", "calendar", "none"),
        )


def to_choose(checkins: list[CheckIn], *, now: datetime) -> Iterator[Item]:
    """For the client: missed, without a later time. Kind, and no count."""
    for checkin in checkins:
        yield attention_row(
            f"The check-in on {dates.weekday_day(checkin.on_date)} did not take place",
            reverse("desk:checkin", args=[checkin.id]),
            "That can happen. You can choose another time, and you can still write for it.",
            ("Another time", "calendar", "pine"),
        )


def pause(found: Pause | None) -> str:
    """In one sentence; "" while nothing pauses."""
    if found is None:
        return ""
    if found.ends_on is not None:
        return f"Check-ins pause. They begin again on {dates.weekday_day(found.ends_on)}."
    return "Check-ins pause until one of you resumes."
