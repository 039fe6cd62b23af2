"""What the pages of progress reviews say: plain data for templates. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from reviews.engagements.queries import EngagementSeen
from reviews.journal.models import Entry
from reviews.journal.queries import AnswerSeen, EntrySeen
from reviews.progress.models import ProgressReview, ReviewRemark
from reviews.progress.queries import RemarkSeen, ReviewHead, ReviewSeen, ThemeThen
from tracker.lib import dates

Item = dict[str, Any]
Names = Mapping[UUID | None, str]  # of engagements.queries: who wrote, "you" for the reader
STANDS = {ReviewRemark.AGREES: "agrees", ReviewRemark.DIFFERS: "sees it differently"}
STANDS_BY_YOU = {ReviewRemark.AGREES: "agree", ReviewRemark.DIFFERS: "see it differently"}
TAGS = {
    ProgressReview.OPEN: ("Open", "pencil", "dusk"),
    ProgressReview.SIGNED: ("Both signed", "check", "pine"),
    ProgressReview.WITHOUT_CLIENT: ("One part signed", "clock", "amber"),
    ProgressReview.WITHDRAWN: ("Withdrawn", "note", ""),
}


def side_names(head: ReviewHead, engagement: EngagementSeen, names: Names) -> dict[str, str]:
    """Who speaks in this review, by kind of part: whoever signed it, or else whose it is to write."""
    part = head.signed_part(Entry.REVIEW_CLINICIAN)
    clinician = part.author_id if part else engagement.clinician_id
    return {
        Entry.REVIEW_CLIENT: _capital(names[engagement.client_id]),
        Entry.REVIEW_CLINICIAN: _capital(names[clinician]),
    }


def title(head: ReviewHead) -> str:
    return f"Progress review of {dates.full_day(head.on_date)}"


def tag(head: ReviewHead) -> Item:
    word, icon, tone = TAGS[head.state]
    return {"word": word, "icon": icon, "tone": tone}


def signed_lines(head: ReviewHead, sides: dict[str, str]) -> list[str]:
    """Who signed when, and who has not: one sentence for each part."""
    lines = []
    for kind, name in sides.items():
        part = head.signed_part(kind)
        if part is not None:
            lines.append(f"{name} signed on {said_on(part.shared_at)}.")
        elif head.state == ProgressReview.WITHOUT_CLIENT:
            again = f" Asked again on {dates.full_day(head.again_on)}." if head.again_on else ""
            lines.append(f"{name} could not answer.{again}")
        elif head.state == ProgressReview.OPEN:
            has = "have" if name == "You" else "has"
            lines.append(f"{name} {has} not signed yet.")
    if head.state == ProgressReview.WITHDRAWN:
        lines = [f"Withdrawn on {said_on(head.settled_at)}, before anything was signed."]
    return lines


def listed(heads: list[ReviewHead], engagement: EngagementSeen, names: Names) -> list[Item]:
    return [
        {
            "id": h.id,
            "title": dates.full_day(h.on_date),
            "tag": tag(h),
            "why": " ".join(signed_lines(h, side_names(h, engagement, names))),
        }
        for h in heads
    ]


def both_voices(seen: ReviewSeen, sides: dict[str, str], names: Names, *, mine: str) -> list[Item]:
    """Theme by theme: what each said, what it rests on, and what is seen differently."""
    parts = ((Entry.REVIEW_CLIENT, seen.client), (Entry.REVIEW_CLINICIAN, seen.clinician))
    return [
        {
            "key": item.theme.key,
            "title": item.theme.title,
            "voices": [
                _voice(
                    kind,
                    part,
                    item.client if kind == Entry.REVIEW_CLIENT else item.clinician,
                    sides,
                    mine=mine,
                )
                for kind, part in parts
            ],
            "remarks": remarks(item.remarks, names),
        }
        for item in seen.themes
    ]


def _voice(
    kind: str,
    part: EntrySeen | None,
    answer: AnswerSeen | None,
    sides: dict[str, str],
    *,
    mine: str,
) -> Item:
    return {
        "kind": kind,
        "who": sides[kind],
        "mine": kind == mine,
        "signed": part is not None,
        "text": answer.text if answer else "",
        "grounds": [ground.label for ground in answer.grounds] if answer else [],
    }


def remarks(found: list[RemarkSeen], names: Names) -> list[Item]:
    return [
        {
            "who": _who(remark, names),
            "stands": _stands(remark, names),
            "differs": remark.stands == ReviewRemark.DIFFERS,
            "on": said_on(remark.at),
            "at": remark.at,
            "text": remark.text,
        }
        for remark in found
    ]


def _who(remark: RemarkSeen, names: Names) -> str:
    return _capital(names[remark.author_id])


def _stands(remark: RemarkSeen, names: Names) -> str:
    return (STANDS_BY_YOU if _who(remark, names) == "You" else STANDS)[remark.stands]


def additions(part: EntrySeen | None) -> list[Item]:
    return (
        [{"on": said_on(at), "at": at, "text": text} for at, text in part.addenda] if part else []
    )


def then(item: ThemeThen, sides: dict[str, str], names: Names) -> Item:
    """One theme at one review, in both voices, and what each said to the other's."""
    return {
        "id": item.head.id,
        "day": dates.full_day(item.head.on_date),
        "on": item.head.on_date,
        "voices": [
            {"who": sides[Entry.REVIEW_CLIENT], "text": item.client},
            {"who": sides[Entry.REVIEW_CLINICIAN], "text": item.clinician},
        ],
        "remarks": remarks(item.remarks, names),
    }


def due(day: date | None, *, today: date) -> str:
    """ "The next review is due on …", or that it is due by now; "" where none is."""
    if day is None:
        return ""
    if day <= today:
        return (
            f"A review is due since {dates.full_day(day)}."
            if day < today
            else ("A review is due today.")
        )
    return f"The next review is due on {dates.full_day(day)}."


def said_on(at: datetime | None) -> str:
    return dates.full_day(dates.local(at).date()) if at else ""


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
