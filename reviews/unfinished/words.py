"""What one has begun, as it is said on the page and in lists. Pure."""

from datetime import datetime

from django.urls import reverse

from reviews.engagements.queries import EngagementSeen
from reviews.journal.definitions import WRITINGS
from reviews.journal.models import Entry
from reviews.unfinished.queries import Draft, Unfinished
from reviews.unfinished.rules import WARNED_BEFORE
from tracker.lib import dates
from tracker.lib.attention import Item, attention_row

TITLES = {
    "reply": "A reply to feedback",
    "session": "A session log",
    "feedback": "Feedback",
    "report": "A report",
}
GO_ON = {
    "reply": "feedback:read",
    "session": "sessions:write",
    "feedback": "feedback:write",
    "report": "reports:draft",
}
DISCARD = {
    "reply": "feedback:discard_reply",
    "session": "sessions:discard",
    "feedback": "feedback:discard",
    "report": "reports:discard",
}


def title(draft: Draft) -> str:
    if draft.place is not None:
        return draft.place.on_screen
    return WRITINGS[draft.kind].begun if draft.kind in WRITINGS else TITLES[draft.kind]


def items(found: Unfinished, *, now: datetime) -> list[dict[str, object]]:
    """A row of the page each."""
    return [
        {
            "title": title(draft),
            "who": _who(found, draft),
            "when": f"Last saved {dates.said_at(draft.touched_at, now=now)}.",
            "go_on_url": go_on_url(draft),
            "read_url": reverse("unsent:read", args=[draft.id]) if draft.place else "",
            "discard_url": discard_url(draft),
            "goes": goes_on(found.goes_at(draft)),
        }
        for draft in found.drafts
    ]


def on_your_page(found: Unfinished, *, now: datetime) -> list[dict[str, object]]:
    """For components/attention_list.html: what the client's page does not show by itself.

    While the work goes on, a reflection stands there with its check-in.
    """
    return [
        {
            "text": title(draft),
            "url": go_on_url(draft),
            "why": f"Last saved {dates.said_at(draft.touched_at, now=now)}. Only you can see it.",
            **_kept_until(found.goes_at(draft)),
        }
        for draft in found.drafts
        if draft.kind != Entry.REFLECTION or draft.belongs_to in found.go_at
    ]


def on_today(found: Unfinished, *, now: datetime) -> list[Item]:
    """For Today: what was begun and has no row of its own there, and what goes within a week."""
    going = [
        attention_row(
            f"What you began with {engagement.short_name} is kept until {goes_on(at)}",
            reverse("unfinished:all"),
            f"{_over(engagement)} Read it, copy it, or let it go; then it is deleted.",
            ("Goes soon", "clock", "amber"),
        )
        for id_, engagement in found.engagements.items()
        if (at := found.go_at.get(id_)) is not None and at - now <= WARNED_BEFORE
    ]
    unsent = [
        attention_row(
            f"{title(draft)}: {_who(found, draft)}" if _who(found, draft) else title(draft),
            go_on_url(draft),
            f"Typed {dates.said_at(draft.touched_at, now=now)}, {_waits(draft)}. "
            f"Only you can see it.{_until(found, draft)}",
            ("Begun", "pencil", "none"),
            needs_you=False,
        )
        for draft in found.drafts
        if draft.place is not None or draft.kind in WRITINGS
    ]
    return [*going, *unsent]


def _over(engagement: EngagementSeen) -> str:
    return "The work has ended." if engagement.started_at else "No work was begun."


def _kept_until(at: datetime | None) -> dict[str, object]:
    if at is None:
        return {}
    return {"word": f"Kept until {goes_on(at)}", "icon": "clock", "tone": "amber"}


def goes_on(at: datetime | None) -> str:
    """ "May 4, 2026", or "" where it stays."""
    return dates.full_day(dates.local(at).date()) if at else ""


def go_on_url(draft: Draft) -> str:
    if draft.place is not None:
        return draft.place.path(draft.about)
    return reverse(GO_ON.get(draft.kind, "journal:go_on"), args=[draft.about])


def discard_url(draft: Draft) -> str:
    if draft.place is not None:
        return reverse("unsent:discard", args=[draft.id])
    return reverse(DISCARD.get(draft.kind, "journal:discard"), args=[draft.about])


def _waits(draft: Draft) -> str:
    if draft.place is not None:
        return draft.place.waits
    return f"not {WRITINGS[draft.kind].shared.lower()} yet"


def _until(found: Unfinished, draft: Draft) -> str:
    """Said where it goes before the work has begun."""
    if draft.engagement_id is not None:
        return ""
    return f" Kept until {goes_on(found.go_at[draft.about])}."


def _who(found: Unfinished, draft: Draft) -> str:
    """The client's short name, or their address while nothing has begun and they have none here."""
    if draft.engagement_id is None:
        return found.clients.get(draft.about, "")
    engagement = found.engagements.get(draft.engagement_id)
    return engagement.short_name if engagement else ""
