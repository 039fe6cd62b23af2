"""Who works with a client, in sentences for Today, Your page and the room's own pages. Pure.

An item is what components/attention_list.html takes.
"""

from datetime import datetime

from django.urls import reverse

from reviews.assignments.handover_queries import AbsenceSeen, HandoverSeen
from reviews.assignments.queries import CoverSeen
from tracker.lib import dates
from tracker.lib.attention import Item, attention_row

# Which of the three a page speaks to: whoever was asked is the colleague.
CLIENT, COLLEAGUE, CLINICIAN = "client", "colleague", "clinician"
TO_ANSWER, AGREED, WITH_YOU = "To answer", "You agreed", "Who works with you"
UNSIGNED = {"session": "a session log", "feedback": "feedback", "report": "a report"}


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
        if cover.agreed:
            verb = "covers" if cover.runs(now) else "will cover"
            text = f"{cover.colleague} {verb} until {dates.weekday_day(cover.last)}"
            why = f"From {dates.weekday_day(cover.first)}. See what they can read."
            items.append(_item(text, url, why, word=WITH_YOU))
        elif cover.by_practice and not cover.client_said:
            text = f"The practice asks whether {cover.colleague} may step in"
            items.append(_item(text, url, "Nothing opens before you say yes. You may say no."))
        elif cover.by_practice:
            text = f"You agreed that {cover.colleague} may step in"
            why = "They have not answered yet. You can take your yes back."
            items.append(_item(text, url, why, word=WITH_YOU))
    if handover is not None:
        url = reverse("assignments:handover", args=[handover.id])
        text = f"{handover.outgoing} proposes that {handover.incoming} goes on with you"
        said = handover.objected or handover.client_said
        why = handover_lead(handover, who=CLIENT)
        items.append(_item(text, url, why, word=WITH_YOU if said else TO_ANSWER))
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


def covering(cover: CoverSeen | None, *, now: datetime) -> str:
    """Who reads what was shared as well, and until when; "" for nobody."""
    if cover is None or not cover.runs(now):
        return ""
    return f"{cover.colleague} until {dates.weekday_day(cover.last)}"


def cover_title(cover: CoverSeen, *, who: str) -> str:
    if who == COLLEAGUE:
        by = cover.asked_by
        return f"Cover for {by}" if by else "The practice asks you to cover"
    if cover.agreed:
        return f"{cover.colleague} covers for a while"
    if who == CLIENT and cover.by_practice and not cover.client_said:
        return f"May {cover.colleague} step in?"
    return f"{cover.colleague} is asked to cover"


def from_to(cover: CoverSeen) -> str:
    return f"From {dates.weekday_day(cover.first)} to {dates.weekday_day(cover.last)}."


def cover_now(cover: CoverSeen, *, now: datetime) -> str:
    """Whether anything is open."""
    if cover.runs(now):
        return "It runs."
    return "Agreed. It has not begun." if cover.agreed else "Asked. Nothing is open."


def handover_title(handover: HandoverSeen, *, who: str) -> str:
    if who == CLIENT:
        return f"{handover.incoming} would go on with you"
    if who == COLLEAGUE:
        return f"Take over from {handover.outgoing}"
    return f"Handover to {handover.incoming}"


def handover_lead(handover: HandoverSeen, *, who: str) -> str:
    """What stands in its way, to one of the three."""
    is_client = who == CLIENT
    if handover.objected:
        return f"{'You object' if is_client else 'The client objects'}, so nothing changes."
    if is_client and handover.client_said:
        return f"You said yes. It waits for {handover.incoming}."
    if handover.incoming_said or is_client:
        day = dates.weekday_day(handover.takes_effect_on)
        can = "You can" if is_client else "The client can"
        return f"Nothing changes before {day}. {can} object."
    return "Nothing opens before the client has had time to say something."


def _asked_cover(cover: CoverSeen) -> Item:
    by = cover.asked_by or "The practice"
    why = from_to(cover)
    if cover.agreed:
        text = f"You cover for {cover.asked_by or 'a colleague'}: {cover.code}"
        return _item(text, reverse("assignments:cover", args=[cover.id]), why, word=AGREED)
    if cover.colleague_said:
        why = f"{why} You said yes; it waits for the client."
    text = f"{by} asks you to cover: {cover.code}"
    url = reverse("assignments:cover", args=[cover.id])
    return _item(text, url, why, word=AGREED if cover.colleague_said else TO_ANSWER)


def _asked_handover(handover: HandoverSeen) -> Item:
    why = "Nothing opens before the client has had time to say something."
    if handover.incoming_said:
        why = "You said yes. It waits for the client."
    return _item(
        f"{handover.outgoing} asks you to take over: {handover.code}",
        reverse("assignments:handover", args=[handover.id]),
        why,
        word=AGREED if handover.incoming_said else TO_ANSWER,
    )


def _item(text: str, url: str, why: str, *, word: str = TO_ANSWER) -> Item:
    needs_you = word == TO_ANSWER
    tag = (word, "people", "plum" if needs_you else "none")
    return attention_row(text, url, why, tag, needs_you=needs_you)
