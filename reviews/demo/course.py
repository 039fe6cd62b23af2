"""The course of the demonstration: reviews by both, a setback told, and what follows from it.

Each by its person, through the acts, as in weeks.py.
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from accounts.access import Actor
from accounts.outbox.delivery import deliver_pending
from reviews.concerns.actions import NewStep, acknowledge, add_step, begin_setback, tell_setback
from reviews.concerns.queries import get_concern, read_concern
from reviews.demo.stage import Stage
from reviews.engagements.models import Engagement
from reviews.journal.actions import save_answer
from reviews.journal.models import Entry
from reviews.journal.queries import open_draft
from reviews.progress.actions import begin_part, open_review, remark, rest_on, set_next, sign_part
from reviews.progress.grounds import part_choices
from reviews.progress.models import ReviewRemark
from reviews.progress.queries import get_review, read_review
from tracker.lib import clock, dates

GROUNDS = 2  # of a paragraph, the latest


def tells(stage: Stage, key: str, answers: Mapping[int, str]) -> UUID:
    """The client tells a setback; `answers` by the number of the question."""
    now = clock.now()
    with stage.being(key) as client:
        entry = begin_setback(actor=client, engagement=stage.engagement_of(key), now=now)
        seen = write_answers(client, entry, answers)
        concern = tell_setback(actor=client, entry=entry, seen=seen, authenticated_at=None, now=now)
    deliver_pending()
    return concern.id


def is_read(stage: Stage, concern_id: UUID) -> None:
    with stage.being("voss") as voss:
        read_concern(actor=voss, concern_id=concern_id)
        concern = get_concern(actor=voss, concern_id=concern_id)
        acknowledge(actor=voss, concern=concern, now=clock.now())


def is_read_again(stage: Stage, concern_id: UUID) -> None:
    """What was said about it since."""
    with stage.being("voss") as voss:
        read_concern(actor=voss, concern_id=concern_id)


def says(
    stage: Stage, concern_id: UUID, *, by: str, kind: str, text: str, agreed_key: str = ""
) -> None:
    """What becomes of it, by one of the two; `kind` is one of ConcernStep's."""
    with stage.being(by) as actor:
        concern = get_concern(actor=actor, concern_id=concern_id)
        new = NewStep(kind, text, agreed_key=agreed_key)
        add_step(actor=actor, concern=concern, new=new, now=clock.now())
    deliver_pending()


def reviews(stage: Stage, key: str, *, own: Mapping[int, str], hers: Mapping[int, str]) -> UUID:
    """Both look back: the client signs first, Dr Voss after them. Answers by theme, from 1."""
    now = clock.now()
    with stage.being("voss") as voss:
        engagement = stage.engagement_with(key)
        on_date = dates.local(now).date()
        opened = open_review(actor=voss, engagement=engagement, on_date=on_date, now=now)
    with stage.being(key) as client:
        _sign(client, stage.engagement_of(key), opened.id, own)
    with stage.being("voss") as voss:
        _sign(voss, engagement, opened.id, hers)
        review = get_review(actor=voss, review_id=opened.id)
        set_next(actor=voss, review=review, on=on_date + timedelta(weeks=12), now=now)
        read_review(actor=voss, review_id=opened.id)
    with stage.being(key) as client:
        read_review(actor=client, review_id=opened.id)
    deliver_pending()
    return opened.id


def sees_differently(stage: Stage, key: str, review_id: UUID, *, theme: str, text: str) -> None:
    with stage.being(key) as client:
        read_review(actor=client, review_id=review_id)
        remark(
            actor=client,
            review=get_review(actor=client, review_id=review_id),
            theme=theme,
            stands=ReviewRemark.DIFFERS,
            text=text,
            now=clock.now(),
        )


def write_answers(actor: Actor, entry: Entry, answers: Mapping[int, str]) -> str:
    """Answers by the number of the question, from 1; gives the digest of what stands there then."""
    for number, text in answers.items():
        prompt = entry.prompts[number - 1]
        save_answer(actor=actor, entry=entry, prompt=prompt, text=text, version=0, now=clock.now())
    return open_draft(actor=actor, entry_id=entry.id).digest


def _sign(
    actor: Actor, engagement: Engagement, review_id: UUID, answers: Mapping[int, str]
) -> None:
    now = clock.now()
    review = get_review(actor=actor, review_id=review_id)
    entry = begin_part(actor=actor, review=review, now=now)
    seen = write_answers(actor, entry, answers)
    choices = part_choices(actor=actor, engagement_id=engagement.id, last=review.on_date)
    latest = {(c.of_kind, c.of_id) for c in choices[-GROUNDS:]}
    named = {entry.prompts[number - 1]: latest for number in answers}
    rest_on(actor=actor, entry=entry, chosen=named, now=now)
    sign_part(actor=actor, entry=entry, seen=seen, authenticated_at=now, now=now)
