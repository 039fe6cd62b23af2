"""Reading progress reviews. A part is opened with its line in the trail, as every shared text."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.roles import CLIENT
from reviews.agreements.queries import review_months
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.journal import queries as journal
from reviews.journal.models import Entry
from reviews.journal.queries import AnswerSeen, EntryHead, EntrySeen
from reviews.progress import rules
from reviews.progress.models import ProgressReview, ReviewRemark
from reviews.progress.themes import THEMES, Theme, theme_of
from reviews.records import vault
from tracker.lib import dates

PARTS = frozenset({Entry.REVIEW_CLIENT, Entry.REVIEW_CLINICIAN})


def kind_of(actor: Actor) -> str:
    """Which of the two parts is the actor's."""
    return Entry.REVIEW_CLIENT if actor.role == CLIENT else Entry.REVIEW_CLINICIAN


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """A review without its words: for lists."""

    id: UUID
    engagement_id: UUID
    on_date: date
    state: str
    created_at: datetime
    settled_at: datetime | None
    again_on: date | None
    next_on: date | None
    parts: tuple[EntryHead, ...]  # signed ones, and the actor's own draft

    def part(self, kind: str) -> EntryHead | None:
        """A signed part, or one's own draft. That the other has begun is not to be known."""
        return next((part for part in self.parts if part.kind == kind), None)

    def signed_part(self, kind: str) -> EntryHead | None:
        part = self.part(kind)
        return part if part is not None and part.shared_at is not None else None

    @property
    def author_ids(self) -> set[UUID | None]:
        return {part.author_id for part in self.parts}

    @property
    def client_signed_at(self) -> datetime | None:
        part = self.part(Entry.REVIEW_CLIENT)
        return part.shared_at if part else None

    @property
    def clinician_signed_at(self) -> datetime | None:
        part = self.part(Entry.REVIEW_CLINICIAN)
        return part.shared_at if part else None


@dataclass(frozen=True, slots=True)
class RemarkSeen:
    """What one of the two said about the other's part."""

    by_client: bool
    author_id: UUID | None
    at: datetime
    theme: str
    stands: str
    text: str


@dataclass(frozen=True, slots=True)
class ThemeSeen:
    """One theme in both voices; None where there is no signed part, or it was left empty."""

    theme: Theme
    client: AnswerSeen | None
    clinician: AnswerSeen | None
    remarks: list[RemarkSeen]


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """A review with its words."""

    head: ReviewHead
    why_without: str
    client: EntrySeen | None
    clinician: EntrySeen | None
    themes: list[ThemeSeen]
    remarks: list[RemarkSeen]  # about the whole part

    @property
    def author_ids(self) -> set[UUID | None]:
        said = [*self.remarks, *(one for theme in self.themes for one in theme.remarks)]
        return self.head.author_ids | {remark.author_id for remark in said}


@dataclass(frozen=True, slots=True)
class ThemeThen:
    """One theme as it was said at one review."""

    head: ReviewHead
    client: str
    clinician: str
    remarks: list[RemarkSeen]

    @property
    def author_ids(self) -> set[UUID | None]:
        return self.head.author_ids | {remark.author_id for remark in self.remarks}


@dataclass(frozen=True, slots=True)
class RemarkHead:
    """That one of the two said something to the other's part, without the words."""

    review_id: UUID
    author_id: UUID | None
    at: datetime
    stands: str


def get_review(*, actor: Actor, review_id: UUID) -> ProgressReview:
    """Raises NotFound."""
    rows = ProgressReview.objects.select_related("engagement")
    return get_visible(rows, actor=actor, row_id=review_id)


def list_reviews(*, actor: Actor, engagement_ids: list[UUID]) -> list[ReviewHead]:
    """Newest first, without words."""
    rows = list(
        ProgressReview.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        )
        .order_by("-on_date", "-created_at")
        .defer("why_without")
    )
    if not rows:
        return []
    parts: dict[UUID | None, list[EntryHead]] = {}
    for entry in journal.list_entries(actor=actor, engagement_ids=engagement_ids, kinds=PARTS):
        parts.setdefault(entry.about, []).append(entry)
    return [_head(row, tuple(parts.get(row.id, ()))) for row in rows]


def list_remarks(*, actor: Actor, engagement_ids: list[UUID]) -> list[RemarkHead]:
    """What was said to a part of each review, oldest first, without words."""
    rows = ReviewRemark.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).order_by("created_at")
    return [
        RemarkHead(review_id=of_id, author_id=author_id, at=at, stands=stands)
        for of_id, author_id, at, stands in rows.values_list(
            "review_id", "author_id", "created_at", "stands"
        )
    ]


def see_head(*, actor: Actor, review_id: UUID) -> ReviewHead:
    """One review without its words. Raises NotFound."""
    row = get_review(actor=actor, review_id=review_id)
    listed = list_reviews(actor=actor, engagement_ids=[row.engagement_id])
    return next(head for head in listed if head.id == review_id)


def read_review(*, actor: Actor, review_id: UUID) -> ReviewSeen:
    """What was signed, theme by theme; each part and the review enter the trail. Raises NotFound."""
    row = get_review(actor=actor, review_id=review_id)
    head = see_head(actor=actor, review_id=review_id)
    audit.record(verb="read", object_kind="review", object_id=row.id, chain=row.engagement_id)
    client = _read(actor, head.signed_part(Entry.REVIEW_CLIENT))
    clinician = _read(actor, head.signed_part(Entry.REVIEW_CLINICIAN))
    remarks = _remarks(row)
    return ReviewSeen(
        head=head,
        why_without=vault.open_text(row, "why_without", engagement_id=row.engagement_id),
        client=client,
        clinician=clinician,
        themes=[
            ThemeSeen(
                theme=theme,
                client=_on(client, theme),
                clinician=_on(clinician, theme),
                remarks=[said for said in remarks if said.theme == theme.key],
            )
            for theme in THEMES.values()
        ],
        remarks=[said for said in remarks if not said.theme],
    )


def read_theme(*, actor: Actor, engagement_id: UUID, key: str) -> list[ThemeThen]:
    """One theme at every review, newest first, with what was said to it then; each part opened
    enters the trail, and each review of which words beside a part are shown.

    Raises NotFound for a theme there is none of.
    """
    if key not in THEMES:
        raise NotFound
    heads = list_reviews(actor=actor, engagement_ids=[engagement_id])
    beside = _remarks_on(heads, key)
    found = []
    for head in heads:
        remarks = beside.get(head.id, [])
        if remarks:
            audit.record(verb="read", object_kind="review", object_id=head.id, chain=engagement_id)
        client = _on(_read(actor, head.signed_part(Entry.REVIEW_CLIENT)), THEMES[key])
        clinician = _on(_read(actor, head.signed_part(Entry.REVIEW_CLINICIAN)), THEMES[key])
        if client or clinician or remarks:
            said = (client.text if client else "", clinician.text if clinician else "")
            found.append(ThemeThen(head, *said, remarks))
    return found


def own_words(*, actor: Actor, review_id: UUID, key: str) -> tuple[date, str]:
    """The day of a review, and what the actor signed there on one theme; the reading enters the
    trail. Raises NotFound if they signed nothing there.
    """
    head = see_head(actor=actor, review_id=review_id)
    part = head.signed_part(kind_of(actor))
    if part is None or key not in THEMES:
        raise NotFound
    seen = journal.read_entry(actor=actor, entry_id=part.id)
    answer = _on(seen, THEMES[key])
    if seen.author_id != actor.user_id or answer is None:
        raise NotFound
    return head.on_date, answer.text


def agreed_months(*, actor: Actor, engagement_id: UUID) -> int | None:
    """Between two reviews, by the agreement in force; None: none were agreed."""
    return review_months(actor=actor, engagement_ids=[engagement_id]).get(engagement_id)


def next_due(
    reviews: list[ReviewHead], *, state: str, started_at: datetime | None, months: int | None
) -> date | None:
    """When the next review of one engagement is due, from the last one or from the beginning; None
    while one is open, and where no work goes on. `reviews` newest first; `months` as agreed.
    """
    if state != Engagement.ACTIVE or started_at is None:
        return None
    counted = [r for r in reviews if r.state != ProgressReview.WITHDRAWN]
    if any(r.state == ProgressReview.OPEN for r in counted):
        return None
    if counted:
        return rules.next_after(counted[0].on_date, chosen=counted[0].next_on, months=months)
    return rules.next_after(dates.local(started_at).date(), chosen=None, months=months)


def _head(row: ProgressReview, parts: tuple[EntryHead, ...]) -> ReviewHead:
    return ReviewHead(
        id=row.id,
        engagement_id=row.engagement_id,
        on_date=row.on_date,
        state=row.state,
        created_at=row.created_at,
        settled_at=row.settled_at,
        again_on=row.again_on,
        next_on=row.next_on,
        parts=parts,
    )


def _read(actor: Actor, part: EntryHead | None) -> EntrySeen | None:
    return journal.read_entry(actor=actor, entry_id=part.id) if part else None


def _on(entry: EntrySeen | None, theme: Theme) -> AnswerSeen | None:
    if entry is None:
        return None
    return next((a for a in entry.answers if a.text and theme_of(a.prompt) == theme.key), None)


def _remarks(row: ProgressReview) -> list[RemarkSeen]:
    rows = ReviewRemark.objects.filter(review=row).select_related("engagement")
    return [_remark(remark) for remark in rows.order_by("created_at")]


def _remarks_on(heads: list[ReviewHead], key: str) -> dict[UUID, list[RemarkSeen]]:
    """By review; of reviews the caller may see."""
    rows = ReviewRemark.objects.filter(review_id__in=[head.id for head in heads], theme=key)
    found: dict[UUID, list[RemarkSeen]] = {}
    for remark in rows.select_related("engagement").order_by("created_at"):
        found.setdefault(remark.review_id, []).append(_remark(remark))
    return found


def _remark(remark: ReviewRemark) -> RemarkSeen:
    return RemarkSeen(
        by_client=remark.author_id == remark.engagement.client_id,
        author_id=remark.author_id,
        at=remark.created_at,
        theme=remark.theme,
        stands=remark.stands,
        text=vault.open_text(remark, "text", engagement_id=remark.engagement_id),
    )
