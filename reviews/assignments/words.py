"""Who works with a client, in sentences for Today and Your page. Pure.

An item is what components/attention_list.html takes.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse

from reviews.assignments.handover_queries import AbsenceSeen, HandoverSeen
from reviews.assignments.queries import CoverSeen
from tracker.lib import dates

Item = dict[str, Any]


def for_colleague(covers: list[CoverSeen], handovers: list[HandoverSeen]) -> list[Item]:
    """On Today: what was asked of this clinician, by code."""
    return [*(_asked_cover(c) for c in covers), *(_asked_handover(h) for h in handovers)]


def for_client(
    *, cover: CoverSeen | None, handover: HandoverSeen | None, now: datetime
) -> list[Item]:
    """On Your page: what changes, or may."""
    items = []
    if cover is not None:
        url = reverse("assignments:cover", args=[cover.id])
        if cover.state == "agreed":
            verb = "covers" if cover.runs(now) else "will cover"
            text = f"{cover.colleague} {verb} until {dates.weekday_day(cover.last)}"
            items.append(
                _item(text, url, f"From {dates.weekday_day(cover.first)}. See what they can read.")
            )
        elif cover.by_practice and not cover.client_said:
            text = f"The practice asks whether {cover.colleague} may step in"
            items.append(_item(text, url, "Nothing opens before you say yes. You may say no."))
    if handover is not None:
        url = reverse("assignments:handover", args=[handover.id])
        text = f"{handover.outgoing} proposes that {handover.incoming} goes on with you"
        why = (
            f"Nothing changes before {dates.weekday_day(handover.takes_effect_on)}. You can object."
        )
        if handover.objected:
            why = "You object, so nothing changes."
        elif handover.client_said:
            why = f"You said yes. It waits for {handover.incoming}."
        items.append(_item(text, url, why))
    return items


def away(absence: AbsenceSeen | None, *, phone: str) -> str:
    """For the client, while their clinician is away; "" otherwise. It says no reason."""
    if absence is None:
        return ""
    ring = f" If you need somebody, ring the practice: {phone}." if phone else ""
    return (
        f"{absence.person or 'Your clinician'} is away at the moment. Nobody else reads what you"
        f" have shared unless you say yes, and what you write waits for them.{ring}"
    )


def _asked_cover(cover: CoverSeen) -> Item:
    by = cover.asked_by or "The practice"
    why = f"From {dates.weekday_day(cover.first)} to {dates.weekday_day(cover.last)}."
    if cover.state == "agreed":
        text = f"You cover for {cover.asked_by or 'a colleague'}: {cover.code}"
        return _item(text, reverse("assignments:cover", args=[cover.id]), why, needs_you=False)
    if cover.colleague_said:
        why = f"{why} You said yes; it waits for the client."
    text = f"{by} asks you to cover: {cover.code}"
    url = reverse("assignments:cover", args=[cover.id])
    return _item(text, url, why, needs_you=not cover.colleague_said)


def _asked_handover(handover: HandoverSeen) -> Item:
    why = "Nothing opens before the client has had time to say something."
    if handover.incoming_said:
        why = "You said yes. It waits for the client."
    return _item(
        f"{handover.outgoing} asks you to take over: {handover.code}",
        reverse("assignments:handover", args=[handover.id]),
        why,
        needs_you=not handover.incoming_said,
    )


def _item(text: str, url: str, why: str, *, needs_you: bool = True) -> Item:
    return {
        "text": text,
        "url": url,
        "why": why,
        "word": "Who works with you" if not needs_you else "To answer",
        "icon": "people",
        "tone": "plum" if needs_you else "none",
        "needs_you": needs_you,
    }
