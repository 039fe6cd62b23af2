"""Opening a progress review, signing its parts, and what follows. What was signed stays as it is."""

from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import (
    Actor,
    NotAllowed,
    NotFound,
    NotFresh,
    WrongState,
    one_at_a_time,
    require_fresh,
)
from reviews.engagements import rules as engagement_rules
from reviews.engagements.holding import hold
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell, tell_other
from reviews.journal import actions as journal
from reviews.journal.grounds import GroundChoice
from reviews.journal.models import Entry
from reviews.progress import rules
from reviews.progress.grounds import part_choices
from reviews.progress.models import ProgressReview, ReviewRemark
from reviews.progress.queries import PARTS, get_review, kind_of
from reviews.progress.themes import THEMES
from reviews.records import vault
from reviews.records.once import once

LONGEST_TEXT = 20_000  # characters


def open_review(
    *,
    actor: Actor,
    engagement: Engagement,
    on_date: date,
    now: datetime,
    row_id: UUID | None = None,
) -> ProgressReview:
    """A review for one day: both write their part, each for themselves. The client is told.

    row_id  of the new row, so that a form sent twice opens one (reviews.records.once).
    Raises NotAllowed for anybody but the clinician, whoever covers included; WrongState while
    another is open, or where no work goes on.
    """
    _only_leading(actor, engagement)

    def make(new_id: UUID) -> ProgressReview:
        review = ProgressReview(
            id=new_id,
            engagement=engagement,
            author_id=actor.user_id,
            on_date=on_date,
            created_at=now,
        )
        _record(review, verb="open_review")
        hold(engagement, states=[Engagement.ACTIVE])
        review.save(force_insert=True)
        _tell_client(review, key="opened", now=now)
        return review

    return once(ProgressReview, row_id, actor=actor, make=make)


def begin_part(*, actor: Actor, review: ProgressReview, now: datetime) -> Entry:
    """One's own part: the draft begun before, or a new one. Nobody else can tell that it exists.

    Raises NotFound for whoever has no voice here, WrongState once it is not written any more.
    """
    if not rules.takes_part(actor, review.engagement):
        raise NotFound
    if not rules.can_write(actor, review.engagement, review.state):
        raise WrongState
    if kind_of(actor) in _signed(review):  # by oneself, or by whoever led the work before
        raise WrongState
    return journal.begin_writing(
        actor=actor, engagement=review.engagement, kind=kind_of(actor), about=review.id, now=now
    )


def rest_on(
    *, actor: Actor, entry: Entry, chosen: dict[str, set[tuple[str, UUID]]], now: datetime
) -> None:
    """What each paragraph of one's own part rests on: (kind, id) by prompt.

    Raises NotFound for a record that cannot be a ground, WrongState once the part is signed.
    """
    possible = {
        (c.of_kind, c.of_id): c
        for c in part_choices(
            actor=actor, engagement_id=entry.engagement_id, last=_review_of(actor, entry).on_date
        )
    }
    named: dict[str, list[GroundChoice]] = {}
    for prompt, records in chosen.items():
        if prompt not in entry.prompts or not records <= possible.keys():
            raise NotFound
        named[prompt] = sorted((possible[r] for r in records), key=lambda ground: ground.on)
    journal.name_grounds(actor=actor, entry=entry, chosen=named, now=now)


def sign_part(
    *, actor: Actor, entry: Entry, seen: str, authenticated_at: datetime | None, now: datetime
) -> ProgressReview:
    """Sign one's own part; the other can read it from now on. With the second one the review stands.

    Raises NotFresh, WrongState if the review takes no part any more, and as journal.hand_over.
    """
    if authenticated_at is None:
        raise NotFresh
    require_fresh(authenticated_at=authenticated_at, now=now)
    review = _review_of(actor, entry)
    _lock(review)  # two who sign at once do so one after the other
    if not rules.can_write(actor, review.engagement, review.state):
        raise WrongState
    if entry.kind in _signed(review):
        raise WrongState
    with one_at_a_time():  # nothing is handed over where the work has ended meanwhile
        journal.hand_over(actor=actor, entry=entry, seen=seen, now=now)
        hold(review.engagement, states=[Engagement.ACTIVE])
    if _signed(review) == PARTS:
        _move(review, to=ProgressReview.SIGNED, now=now)
        _record(review, verb="complete_review")
    tell_other(
        actor=actor,
        key=f"review:{review.id}:{entry.kind}",
        engagement=review.engagement,
        subject_id=review.id,
        now=now,
    )
    return review


def go_without(
    *, actor: Actor, review: ProgressReview, why: str, again_on: date, now: datetime
) -> None:
    """The client could not answer: the review stands with the clinician's part, and says why.

    again_on  when they are asked again; their part is joined whenever they sign it.
    The same a second time changes nothing. Raises NotAllowed, WrongState unless the clinician's part
    is the only signed one.
    """
    _only_leading(actor, review.engagement)
    if _went_without(review, why=why, again_on=again_on):
        return
    _lock(review)
    if _went_without(review, why=why, again_on=again_on):  # by another sending, just now
        return
    if _signed(review) != {Entry.REVIEW_CLINICIAN}:
        raise WrongState
    sealed = vault.seal_text(review, "why_without", why)
    _move(review, to=ProgressReview.WITHOUT_CLIENT, now=now, why_without=sealed, again_on=again_on)
    _record(review, verb="go_without")
    _tell_client(review, key="without", now=now)


def withdraw_review(*, actor: Actor, review: ProgressReview, now: datetime) -> None:
    """Take back a review in which nobody has signed anything. What was begun stays its writer's.

    A second time changes nothing. Raises NotAllowed, WrongState once a part is signed.
    """
    _only_leading(actor, review.engagement)
    _lock(review)
    if review.state == ProgressReview.WITHDRAWN:
        return
    if _signed(review):
        raise WrongState
    _move(review, to=ProgressReview.WITHDRAWN, now=now)
    _record(review, verb="withdraw_review")


def set_next(*, actor: Actor, review: ProgressReview, on: date, now: datetime) -> None:
    """When the two look again. Raises NotAllowed, WrongState for one that was withdrawn."""
    _only_leading(actor, review.engagement)
    _lock(review)
    if review.state == ProgressReview.WITHDRAWN:
        raise WrongState
    if not ProgressReview.objects.filter(id=review.id).update(next_on=on):
        raise WrongState
    _record(review, verb="set_next_review")


def remark(  # noqa: PLR0913 - a remark has these parts
    *,
    actor: Actor,
    review: ProgressReview,
    theme: str,
    stands: str,
    text: str,
    now: datetime,
    row_id: UUID | None = None,
) -> ReviewRemark:
    """Say to the other's part that one agrees or sees it differently, and why. Never edited.

    theme  of THEMES, or "" for the whole part. Raises NotAllowed for whoever has no voice here,
    NotFound for a theme there is none of, WrongState before both parts are signed.
    """
    if not rules.takes_part(actor, review.engagement):
        raise NotAllowed
    if theme and theme not in THEMES:
        raise NotFound
    if review.state != ProgressReview.SIGNED:
        raise WrongState

    def make(new_id: UUID) -> ReviewRemark:
        row = ReviewRemark(
            id=new_id,
            engagement_id=review.engagement_id,
            author_id=actor.user_id,
            review=review,
            theme=theme,
            stands=stands,
            created_at=now,
        )
        _record(review, verb="remark")
        vault.insert(row, text=text)
        tell_other(
            actor=actor,
            key=f"review:{review.id}:remark:{row.id}",
            engagement=review.engagement,
            subject_id=review.id,
            now=now,
        )
        return row

    return once(ReviewRemark, row_id, actor=actor, make=make)


def _only_leading(actor: Actor, engagement: Engagement) -> None:
    if not rules.can_lead(actor, engagement):
        own = engagement_rules.is_own_clinician(actor, engagement)
        raise WrongState if own else NotAllowed


def _review_of(actor: Actor, entry: Entry) -> ProgressReview:
    if entry.about is None or entry.kind not in PARTS:
        raise NotFound
    return get_review(actor=actor, review_id=entry.about)


def _lock(review: ProgressReview) -> None:
    """Hold the review until the end of the transaction, and know its state as it is now."""
    state = (
        ProgressReview.objects.select_for_update()
        .filter(id=review.id)
        .values_list("state", flat=True)
        .first()
    )
    if state is None:  # a signed one is nobody's to move: the policy hides it from a lock
        raise WrongState
    review.state = state


def _went_without(review: ProgressReview, *, why: str, again_on: date) -> bool:
    """Whether this is what was said already why the client could not answer."""
    row = ProgressReview.objects.filter(id=review.id).first()
    if row is None:
        return False
    said = vault.open_text(row, "why_without", engagement_id=row.engagement_id)
    return (said, row.again_on) == (why, again_on)


def _signed(review: ProgressReview) -> set[str]:
    found = Entry.objects.filter(about=review.id, kind__in=PARTS, state=Entry.SHARED)
    return set(found.values_list("kind", flat=True))


def _move(review: ProgressReview, *, to: str, now: datetime, **columns: object) -> None:
    before = [start for start, ends in rules.TRANSITIONS.items() if to in ends]
    moved = ProgressReview.objects.filter(id=review.id, state__in=before).update(
        state=to, settled_at=now, **columns
    )
    if not moved:
        raise WrongState


def _record(review: ProgressReview, *, verb: str) -> None:
    audit.record(verb=verb, object_kind="review", object_id=review.id, chain=review.engagement_id)


def _tell_client(review: ProgressReview, *, key: str, now: datetime) -> None:
    tell(
        key=f"review:{review.id}:{key}",
        recipient_id=review.engagement.client_id,
        engagement=review.engagement,
        subject_id=review.id,
        now=now,
    )
