"""The course of the work on the timeline: talks before it, reviews, what ran off course, the end."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from django.utils.timezone import make_aware

from accounts.access import Actor
from reviews.concerns.models import Concern
from reviews.concerns.queries import ConcernHead, list_concerns
from reviews.desk.steps import Step
from reviews.disclosures.queries import DisclosureHead, list_disclosures
from reviews.ending.queries import FollowUpHead, list_closings, list_follow_ups, list_summaries
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen, names_of
from reviews.journal.queries import EntryHead
from reviews.progress.models import ProgressReview, ReviewRemark
from reviews.progress.queries import RemarkHead, ReviewHead, list_remarks, list_reviews
from reviews.suitability.queries import list_talks
from tracker.lib import dates

Names = Mapping[UUID | None, str]  # of engagements.queries: who wrote
TOLD_BY = {
    Concern.CLIENT: "Something that happened, told",
    Concern.CLINICIAN: "Something noted",
    Concern.SECOND: "Something a second clinician noted",
    Concern.CONTACT: "Something reported from work",
}
NAMED = (Concern.CLIENT, Concern.CLINICIAN)
REVIEWS = {
    ProgressReview.OPEN: "Begun.",
    ProgressReview.SIGNED: "Both parts are signed.",
    ProgressReview.WITHOUT_CLIENT: "The client could not answer.",
    ProgressReview.WITHDRAWN: "Withdrawn before anything was signed.",
}
REMARKS = {
    ReviewRemark.AGREES: "Agreed with what the other wrote.",
    ReviewRemark.DIFFERS: "Seen differently from what the other wrote.",
}
FOLLOW_UPS = {
    "planned": "It takes a new yes.",
    "agreed": "Agreed.",
    "not_wanted": "Not wanted.",
    "held": "Held.",
    "not_held": "Not held.",
}


def course_steps(*, actor: Actor, engagement: EngagementSeen, now: datetime) -> list[Step]:
    """What the rooms of the course hold of this engagement; heads, never a word of them."""
    ids = [engagement.id]
    today = dates.local(now).date()
    talks = list_talks(actor=actor, engagement_ids=ids)
    reviews = list_reviews(actor=actor, engagement_ids=ids)
    remarks = list_remarks(actor=actor, engagement_ids=ids) if reviews else []
    concerns = list_concerns(actor=actor, engagement_ids=ids)
    told = list_disclosures(
        actor=actor, engagement_ids=ids
    )  # a client: what the law lets them know
    ended = engagement.state == Engagement.ENDED
    summaries = list_summaries(actor=actor, engagement_ids=ids) if ended else []
    follow_ups = list_follow_ups(actor=actor, engagement_ids=ids)
    authors = {entry.author_id for entry in (*talks, *summaries)}
    authors |= {concern.author_id for concern in concerns} | {head.author_id for head in told}
    authors |= {head.author_id for head in follow_ups}
    authors |= {part.author_id for review in reviews for part in review.parts}
    authors |= {remark.author_id for remark in remarks}
    authors |= {said.author_id for concern in concerns for said in concern.steps}
    names = names_of(actor=actor, engagement=engagement, author_ids=authors)
    return [
        *_talks(talks, names),
        *_reviews(reviews, remarks, names, engagement, today),
        *_concerns(concerns, names),
        *_told_outside(told, names),
        *_ending(actor, engagement, ids),
        *_summaries(summaries, names),
        *_follow_ups(follow_ups, names, today),
    ]


def _talks(talks: list[EntryHead], names: Names) -> Iterator[Step]:
    for entry in talks:
        if entry.shared_at is not None:
            yield Step(
                "suitability",
                entry.shared_at,
                "Whether this work fits",
                names[entry.author_id],
                object_kind="suitability",
                object_id=entry.id,
            )


def _reviews(
    reviews: list[ReviewHead],
    remarks: list[RemarkHead],
    names: Names,
    engagement: EngagementSeen,
    today: date,
) -> Iterator[Step]:
    for review in reviews:
        title = f"Progress review of {dates.month_day(review.on_date)}"
        step = partial(Step, "review", title=title, object_kind="review", object_id=review.id)
        yield step(at=review.settled_at or review.created_at, text=REVIEWS[review.state])
        for said in remarks:
            if said.review_id == review.id:
                yield step(at=said.at, by=names[said.author_id], text=REMARKS[said.stands])
        if review.state != ProgressReview.OPEN:
            continue
        for part in review.parts:
            if part.shared_at is not None:
                yield step(at=part.shared_at, by=names[part.author_id], text="A part is signed.")
    coming = reviews[0].next_on if reviews else None
    if coming is not None and coming > today and engagement.state == Engagement.ACTIVE:
        when = f"by {dates.month_day(coming)}"
        yield Step("review", _start_of(coming), "The next progress review", ahead=True, when=when)


def _concerns(concerns: list[ConcernHead], names: Names) -> Iterator[Step]:
    for head in concerns:
        step = partial(
            Step,
            head.kind,
            title=TOLD_BY[head.told_by],
            object_kind="concern",
            object_id=head.id,
            in_error=head.in_error,
        )
        yield step(at=head.told_at, by=names[head.author_id] if head.told_by in NAMED else "")
        for said in head.steps:
            yield step(at=said.at, by=names[said.author_id], text=f"{said.on_screen}.")


def _told_outside(told: list[DisclosureHead], names: Names) -> Iterator[Step]:
    for head in told:
        yield Step(
            "disclosure",
            head.recorded_at,
            head.ground_on_screen,
            names[head.author_id],
            text=f"{head.outcome_on_screen}.",
            object_kind="disclosure",
            object_id=head.id,
        )


def _ending(actor: Actor, engagement: EngagementSeen, ids: list[UUID]) -> Iterator[Step]:
    if engagement.ended_at is None or engagement.state != Engagement.ENDED:
        return
    how = next(iter(list_closings(actor=actor, engagement_ids=ids)), None)
    yield Step(
        "ending",
        engagement.ended_at,
        "The work together ended",
        text=f"{how.how_on_screen}." if how else "",
        object_kind="ending",
        object_id=engagement.id,
    )


def _summaries(summaries: list[EntryHead], names: Names) -> Iterator[Step]:
    for summary in summaries:
        if summary.shared_at is not None:
            yield Step(
                "closing",
                summary.shared_at,
                "For the client to keep",
                names[summary.author_id],
                object_kind="closing",
                object_id=summary.id,
            )


def _follow_ups(follow_ups: list[FollowUpHead], names: Names, today: date) -> Iterator[Step]:
    for head in follow_ups:
        ahead = head.on_date > today and head.settled_at is None
        yield Step(
            "follow_up",
            _start_of(head.on_date),
            f"{head.after.capitalize()} after the end",
            text=FOLLOW_UPS[head.state],
            ahead=ahead,
            when=f"about {dates.month_day(head.on_date)}" if ahead else "",
            object_kind="follow_up",
            object_id=head.id,
        )
        if head.is_signed and head.entry_id is not None and head.settled_at is not None:
            yield Step(
                "follow_up",
                head.settled_at,
                "What was said then",
                names[head.author_id],
                object_kind="follow_up_account",
                object_id=head.entry_id,
            )


def _start_of(day: date) -> datetime:
    """The day's first moment, where the reader is."""
    return make_aware(datetime.combine(day, time()))
