"""Progress reviews that wait, as sentences. Pure."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from reviews.desk import links
from reviews.desk.reviews import AGAIN, DUE, TO_READ, TO_WRITE, WAITS, ReviewWaits
from reviews.desk.words import Item
from tracker.lib import dates
from tracker.lib.attention import attention_row

ALONE = "Each of you writes for yourself; nobody sees your part until you sign it."


def to_lead(
    found: Iterable[ReviewWaits], name_of: Callable[[UUID], str], *, now: datetime
) -> Iterator[Item]:
    """For the clinician: what needs them."""
    for waits in found:
        name = name_of(waits.engagement_id)
        if waits.what == DUE:
            yield attention_row(
                f"A review with {name} is due",
                reverse("progress:all", args=[waits.engagement_id]),
                f"Since {dates.month_day(waits.on)}. Open it, and each of you writes a part.",
                ("Due", "calendar", "pine"),
            )
        elif waits.what == TO_READ:
            yield _row(
                waits, f"{name} signed a part of a review", "New", "speech", "dusk", "Read it."
            )
        elif waits.what == TO_WRITE:
            title = f"Your part of the review with {name} waits"
            yield _row(waits, title, "To write", "pencil", "pine", ALONE)
        elif waits.what == AGAIN:
            yield _row(
                waits,
                f"Ask {name} again about the review",
                "To ask",
                "clock",
                "amber",
                "That was the day you set. Their part can still be joined.",
            )


def to_wait_for(found: Iterable[ReviewWaits], name_of: Callable[[UUID], str]) -> Iterator[Item]:
    """For the clinician: what only waits for the client."""
    for waits in found:
        if waits.what == WAITS:
            yield attention_row(
                f"{name_of(waits.engagement_id)} has a review to write a part of",
                links.to_read("review", waits.review_id),
                f"For {dates.month_day(waits.on)}. You signed yours; nothing is needed from you.",
                ("Waiting", "clock", "amber"),
                needs_you=False,
            )


def to_write(found: Iterable[ReviewWaits], who: str, *, now: datetime) -> Iterator[Item]:
    """For the client's page."""
    for waits in found:
        if waits.what == TO_WRITE:
            yield _row(waits, "Your part of the review waits", "To write", "pencil", "pine", ALONE)
        elif waits.what == TO_READ:
            yield _row(
                waits,
                f"{who} signed a part of a review",
                "New",
                "speech",
                "dusk",
                "You can read it, and say what you see differently once both are signed.",
            )


def _row(  # noqa: PLR0913 - one row has these parts
    waits: ReviewWaits, title: str, word: str, icon: str, tone: str, more: str
) -> Item:
    url = links.to_read("review", waits.review_id)
    return attention_row(title, url, f"For {dates.month_day(waits.on)}. {more}", (word, icon, tone))
