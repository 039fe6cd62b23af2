"""Reading one's own texts that were not sent. It leaves no trace: nobody else knows of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Coalesce, Greatest

from accounts.access import Actor, NotFound
from accounts.queries import list_introduced_clients
from reviews.engagements.queries import current_with, get_engagement
from reviews.records import drafts, vault
from reviews.records.models import EngagementKey
from reviews.records.vault import Lock
from reviews.unsent.models import UnsentText
from reviews.unsent.places import PLACES, Place
from tracker.lib.crypto import CannotOpen


@dataclass(frozen=True, slots=True)
class UnsentSeen:
    """What stands in one box; `second` only while two texts wait for a choice."""

    id: UUID
    place: Place
    about: UUID
    box: str
    engagement_id: UUID | None
    text: str
    version: int
    saved_at: datetime
    second: str | None
    second_saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnsentHead:
    """A form with something in it that was not sent, without its words: for lists.

    id  of the text saved last; it stands for the whole form.
    engagement_id  None before there is one: `about` is the client's membership.
    begun_at  when the first of its texts was begun.
    """

    id: UUID
    place: Place
    about: UUID
    engagement_id: UUID | None
    begun_at: datetime
    touched_at: datetime


def open_boxes(*, actor: Actor, place: Place, about: UUID) -> dict[str, UnsentSeen]:
    """The actor's own texts of this form by box; empty for anybody else."""
    if actor.role != place.role:
        return {}
    rows = UnsentText.objects.filter(author_id=actor.user_id, place=place.code, about=about)
    return {row.box: _seen(actor, row) for row in rows}


def open_unsent(*, actor: Actor, text_id: UUID) -> UnsentSeen:
    """One of the actor's own texts. Raises NotFound."""
    return _seen(actor, get_row(actor=actor, text_id=text_id))


def list_unsent(*, actor: Actor) -> list[UnsentHead]:
    """The actor's own forms with something in them, the latest first; opens no text."""
    codes = [place.code for place in PLACES.values() if place.role == actor.role]
    rows = UnsentText.objects.filter(author_id=actor.user_id, place__in=codes)
    touched = Greatest("saved_at", Coalesce("second_saved_at", "saved_at"))
    rows = rows.annotate(touched_at=touched).defer("text", "second_text")
    forms: dict[tuple[str, UUID], list[UnsentText]] = {}
    for row in rows.order_by("-touched_at"):
        forms.setdefault((row.place, row.about), []).append(row)
    return [
        UnsentHead(
            id=texts[0].id,
            place=PLACES[place],
            about=about,
            engagement_id=texts[0].engagement_id,
            begun_at=min(row.created_at for row in texts),
            touched_at=texts[0].touched_at,  # type: ignore[attr-defined] # annotated
        )
        for (place, about), texts in forms.items()
    ]


def work_of(*, actor: Actor, membership_id: UUID) -> UUID | None:
    """The work with this client that is offered or running; None where nothing was begun.

    Raises NotFound unless the client was introduced to this clinician.
    """
    clients = {member.id: member.user_id for member in list_introduced_clients(actor=actor)}
    if membership_id not in clients:
        raise NotFound
    return current_with(actor=actor, client_id=clients[membership_id])


def lock_of(*, actor: Actor, place: Place, engagement_id: UUID | None, about: UUID) -> Lock:
    """Whose key seals a text of this place. Raises NotFound where the actor may not write."""
    lock = _lock(actor, place, engagement_id, about)
    if place.before_work:
        return lock  # work_of has asked whose client it is
    if engagement_id is None:
        raise NotFound
    if place.key == EngagementKey.COPY:
        try:
            vault.key_id(lock)
        except CannotOpen:
            raise NotFound from None
    else:
        get_engagement(actor=actor, engagement_id=engagement_id)
    return lock


def lock_of_row(*, actor: Actor, row: UnsentText) -> Lock:
    """Whose key sealed this text."""
    return _lock(actor, PLACES[row.place], row.engagement_id, row.about)


def find_row(
    *, actor: Actor, place: Place, about: UUID, box: str, locked: bool = False
) -> UnsentText | None:
    rows = UnsentText.objects.filter(
        author_id=actor.user_id, place=place.code, about=about, box=box
    )
    return (rows.select_for_update() if locked else rows).first()


def get_row(*, actor: Actor, text_id: UUID, locked: bool = False) -> UnsentText:
    """One of the actor's own, in the role that wrote it. Raises NotFound."""
    rows = UnsentText.objects.filter(id=text_id, author_id=actor.user_id)
    found = (rows.select_for_update() if locked else rows).first()
    if found is None or PLACES[found.place].role != actor.role:
        raise NotFound
    return found


def _lock(actor: Actor, place: Place, engagement_id: UUID | None, about: UUID) -> Lock:
    if place.before_work or engagement_id is None:
        return vault.offer(about)
    if place.key == EngagementKey.COPY:
        return vault.copy(engagement_id, copy_id=about)
    if place.key == EngagementKey.PROCESS:
        return vault.process(engagement_id, author_id=actor.user_id)
    return vault.record(engagement_id)


def _seen(actor: Actor, row: UnsentText) -> UnsentSeen:
    lock = lock_of_row(actor=actor, row=row)
    return UnsentSeen(
        id=row.id,
        place=PLACES[row.place],
        about=row.about,
        box=row.box,
        engagement_id=row.engagement_id,
        text=vault.open_in(lock, row, "text"),
        version=row.version,
        saved_at=row.saved_at,
        second=drafts.second_text(row, lock),
        second_saved_at=row.second_saved_at,
    )
