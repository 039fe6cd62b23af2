"""Reading how the work ended, the client's own copy, follow-ups, and what is still out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound
from reviews.ending import rules
from reviews.ending.models import Closing, ClosingWords, FollowUp
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.journal.models import Entry
from reviews.journal.queries import EntryHead, EntrySeen, list_entries, read_entry
from reviews.records import vault
from reviews.releases.queries import ReleaseSeen, list_permissions
from reviews.releases.rules import AHEAD, HELD, LIVE
from tracker.lib import dates


@dataclass(frozen=True, slots=True)
class ClosingHead:
    """That the work ended, how, and by whom; without words."""

    id: UUID
    engagement_id: UUID
    at: datetime
    how: str
    author_id: UUID | None
    by_client: bool

    @property
    def how_on_screen(self) -> str:
        return rules.HOW_ON_SCREEN[self.how]


@dataclass(frozen=True, slots=True)
class FollowUpHead:
    """One check-in after the end. It has no words of its own."""

    id: UUID
    engagement_id: UUID
    months: int
    on_date: date
    state: str
    answered_at: datetime | None
    settled_at: datetime | None
    entry_id: UUID | None  # the signed account, or one's own draft
    author_id: UUID | None  # of the account
    is_signed: bool

    @property
    def after(self) -> str:
        return rules.MONTHS_ON_SCREEN[self.months]

    def comes_up(self, *, today: date) -> bool:
        """It waits for the client's yes."""
        planned = self.state == FollowUp.PLANNED
        return planned and rules.has_come_up(self.on_date, today=today)

    def is_over(self, *, today: date) -> bool:
        """Nobody answered, and nobody is asked any more."""
        planned = self.state == FollowUp.PLANNED
        return planned and rules.is_over(self.on_date, today=today)


@dataclass(frozen=True, slots=True)
class ClosingSeen:
    """How the work ended, with its words.

    summary  head of the closing summary: signed, or the clinician's own draft.
    words    the client's own, each with its time.
    """

    head: ClosingHead
    text: str
    summary: EntryHead | None
    words: list[tuple[datetime, str]]

    @property
    def is_signed(self) -> bool:
        return self.summary is not None and self.summary.shared_at is not None


@dataclass(frozen=True, slots=True)
class Copy:
    """What the client takes with them: the summary, and their own words."""

    closing: ClosingHead
    entry: EntrySeen
    words: list[tuple[datetime, str]]


def get_closing(*, actor: Actor, engagement_id: UUID) -> Closing:
    """Raises NotFound, also where the work goes on."""
    rows = Closing.objects.select_related("engagement").filter(engagement_id=engagement_id)
    found = rows.values_list("id", flat=True).first()
    if found is None:
        raise NotFound
    return get_visible(rows, actor=actor, row_id=found)


def read_closing(*, actor: Actor, engagement_id: UUID) -> ClosingSeen | None:
    """How it ended, for both; the reading enters the trail. None where no word was kept of it."""
    head = next(iter(list_closings(actor=actor, engagement_ids=[engagement_id])), None)
    if head is None:
        return None
    row = Closing.objects.get(id=head.id)
    audit.record(verb="read", object_kind="ending", object_id=row.id, chain=engagement_id)
    return ClosingSeen(
        head=head,
        text=vault.open_text(row, "text", engagement_id=engagement_id),
        summary=_summary(actor, head),
        words=_words(row),
    )


def read_copy(*, actor: Actor, engagement_id: UUID) -> Copy:
    """The closing summary and the client's words; the reading enters the trail.

    Raises NotFound until it is signed.
    """
    closing = get_closing(actor=actor, engagement_id=engagement_id)
    head = list_closings(actor=actor, engagement_ids=[engagement_id])[0]
    summary = _summary(actor, head)
    if summary is None or summary.shared_at is None:
        raise NotFound
    return Copy(head, read_entry(actor=actor, entry_id=summary.id), _words(closing))


def list_closings(*, actor: Actor, engagement_ids: list[UUID]) -> list[ClosingHead]:
    """Heads, the newest first."""
    rows = Closing.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).select_related("engagement")
    return [
        ClosingHead(
            id=row.id,
            engagement_id=row.engagement_id,
            at=row.created_at,
            how=row.how,
            author_id=row.author_id,
            by_client=row.author_id == row.engagement.client_id,
        )
        for row in rows.order_by("-created_at")
    ]


def list_summaries(*, actor: Actor, engagement_ids: list[UUID]) -> list[EntryHead]:
    """Closing summaries, signed or one's own drafts; without words."""
    kinds = frozenset({Entry.CLOSING})
    return list_entries(actor=actor, engagement_ids=engagement_ids, kinds=kinds)


def get_follow_up(*, actor: Actor, follow_up_id: UUID) -> FollowUp:
    """Raises NotFound."""
    rows = FollowUp.objects.select_related("engagement")
    return get_visible(rows, actor=actor, row_id=follow_up_id)


def see_follow_up(*, actor: Actor, follow_up_id: UUID) -> FollowUpHead:
    """Raises NotFound."""
    row = get_follow_up(actor=actor, follow_up_id=follow_up_id)
    listed = list_follow_ups(actor=actor, engagement_ids=[row.engagement_id])
    return next(head for head in listed if head.id == row.id)


def list_follow_ups(*, actor: Actor, engagement_ids: list[UUID]) -> list[FollowUpHead]:
    """Heads, in the order of their days."""
    rows = FollowUp.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    )
    kinds = frozenset({Entry.FOLLOW_UP})
    entries = list_entries(actor=actor, engagement_ids=engagement_ids, kinds=kinds)
    # A signed account stands before one's own draft of another.
    written = {e.about: e for e in sorted(entries, key=lambda e: e.shared_at is not None)}
    return [
        FollowUpHead(
            id=row.id,
            engagement_id=row.engagement_id,
            months=row.months,
            on_date=row.on_date,
            state=row.state,
            answered_at=row.answered_at,
            settled_at=row.settled_at,
            entry_id=written[row.id].id if row.id in written else None,
            author_id=written[row.id].author_id if row.id in written else None,
            is_signed=row.id in written and written[row.id].shared_at is not None,
        )
        for row in rows.order_by("on_date")
    ]


def still_out(*, actor: Actor, engagement_id: UUID, now: datetime) -> list[ReleaseSeen]:
    """What somebody outside can read now, or once its waiting time is over; and what is held back."""
    permissions = list_permissions(actor=actor, engagement_id=engagement_id, now=now)
    return [
        release
        for permission in permissions
        for release in permission.releases
        if release.state in (LIVE, AHEAD, HELD)
    ]


def is_written(*, follow_up_id: UUID) -> bool:
    """Whether an account of it was signed, by whichever clinician."""
    signed = Entry.objects.filter(kind=Entry.FOLLOW_UP, about=follow_up_id, state=Entry.SHARED)
    return signed.exists()


def follow_ups_coming_up(*, now: datetime) -> list[FollowUp]:
    """Those that wait for a yes now. For the sweep."""
    today = dates.local(now).date()
    return list(
        FollowUp.objects.filter(
            state=FollowUp.PLANNED,
            on_date__lte=today + rules.COMES_UP,
            on_date__gte=today - rules.STAYS_OPEN,
        )
    )


def waits_for_a_yes(*, follow_up_id: UUID, now: datetime) -> FollowUp | None:
    """The follow-up, if it still waits for its client's answer. For the outbox."""
    today = dates.local(now).date()
    row = FollowUp.objects.filter(id=follow_up_id, state=FollowUp.PLANNED).first()
    return row if row is not None and rules.has_come_up(row.on_date, today=today) else None


def _summary(actor: Actor, head: ClosingHead) -> EntryHead | None:
    heads = list_summaries(actor=actor, engagement_ids=[head.engagement_id])
    return next((entry for entry in heads if entry.about == head.id), None)


def _words(closing: Closing) -> list[tuple[datetime, str]]:
    rows = ClosingWords.objects.filter(closing=closing).order_by("created_at")
    return [
        (row.created_at, vault.open_text(row, "text", engagement_id=closing.engagement_id))
        for row in rows
    ]
