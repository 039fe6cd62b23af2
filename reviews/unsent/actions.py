"""Keeping what is typed until it is sent, choosing between two texts, discarding.

None of it leaves a line in the trail: not even the other of the two people can tell that a text
which was not sent exists. Source: docs/architecture.md, "Words that survive".
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounts.access import Actor, NotFound, WrongState
from reviews.records import drafts, vault
from reviews.records.drafts import Saved
from reviews.records.models import EngagementKey
from reviews.unsent import queries, rules
from reviews.unsent.models import UnsentText
from reviews.unsent.places import AGREEMENT, PLACES, Place
from tracker.lib.forms import OpenPage

LONGEST_TEXT = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Sent:
    """What one box of a form held when it was sent, and the page that sent it."""

    text: str
    version: int
    page: OpenPage | None


def save_unsent(  # noqa: PLR0913 - a text has these parts
    *,
    actor: Actor,
    place: Place,
    engagement_id: UUID | None,
    about: UUID,
    box: str,
    text: str,
    version: int,
    page: OpenPage | None = None,
    now: datetime,
) -> Saved:
    """Keep what stands in one box. An empty text is none: nothing of it is left.

    text     plain, at most LONGEST_TEXT characters.
    version  the one the writer started from; 0 where there was none. With another version both
             texts are kept. Raises NotFound where the actor may not write.
    A first offer has no engagement. Where the work was offered from another page meanwhile, what is
    typed there is kept within it.
    """
    if not rules.can_write(actor, place, box):
        raise NotFound
    if place.before_work:
        _one_after_the_other(about)
        engagement_id = queries.work_of(actor=actor, membership_id=about)
        if engagement_id is not None:
            place, about = AGREEMENT, engagement_id
    lock = queries.lock_of(actor=actor, place=place, engagement_id=engagement_id, about=about)
    if place.key == EngagementKey.PROCESS:
        vault.make_key(lock, now=now)
    if place.before_work and not vault.hold_offer(lock, now=now) and text:
        vault.make_key(lock, now=now)
        vault.hold_offer(lock, now=now)
    found = queries.find_row(actor=actor, place=place, about=about, box=box, locked=True)
    if found is None and not text:
        return Saved(version=0, saved_at=now, conflict=False)
    if found is None:
        row = UnsentText(
            engagement_id=engagement_id,
            offer_id=about if place.before_work else None,
            author_id=actor.user_id,
            place=place.code,
            about=about,
            box=box,
            # Where a text was sent or discarded the next one begins elsewhere: a page left open
            # since then must not be taken for one that knows it.
            version=secrets.randbelow(2**30) + 1,
            saved_at=now,
            created_at=now,
        )
        try:
            with transaction.atomic():
                vault.insert(row, lock, text=text)
            return Saved(version=row.version, saved_at=now, conflict=False)
        except IntegrityError:  # a second tab kept its first words just now
            found = queries.find_row(actor=actor, place=place, about=about, box=box, locked=True)
            if found is None:
                raise WrongState from None
    if not text and found.second_text is None and version == found.version:
        UnsentText.objects.filter(id=found.id).delete()
        if place.before_work and not UnsentText.objects.filter(offer_id=about).exists():
            vault.destroy_offer(lock)
        return Saved(version=0, saved_at=now, conflict=False)
    return drafts.keep(found, text=text, version=version, page=page, now=now, lock=lock)


def choose_unsent(*, actor: Actor, text_id: UUID, pick: str, now: datetime) -> int:
    """End a conflict as reviews.records.drafts.choose does; returns the new version.

    Raises NotFound, WrongState if nothing waits for a choice.
    """
    row = queries.get_row(actor=actor, text_id=text_id)
    lock = queries.lock_of_row(actor=actor, row=row)
    if PLACES[row.place].before_work:
        vault.hold_offer(lock, now=now)  # before the row, as every save does
    row = queries.get_row(actor=actor, text_id=text_id, locked=True)
    if row.second_text is None:
        raise WrongState
    return drafts.choose(row, pick=pick, now=now, lock=lock)


def discard_unsent(*, actor: Actor, text_id: UUID) -> tuple[Place, UUID]:
    """Delete this text and those of the same form's other boxes. Nothing of them is left.

    Returns the form and what it was about. Raises NotFound.
    """
    row = queries.get_row(actor=actor, text_id=text_id)
    place = PLACES[row.place]
    if place.before_work:
        vault.destroy_offer(queries.lock_of_row(actor=actor, row=row))  # and the texts with it
    else:
        UnsentText.objects.filter(
            author_id=actor.user_id, place=row.place, about=row.about
        ).delete()
    return place, row.about


def take_unsent(
    *, actor: Actor, place: Place, about: UUID, sent: dict[str, Sent], now: datetime
) -> None:
    """These boxes were sent: nothing of them is unsent any more. Call it beside the act that sends
    them, in the same transaction. What another open page wrote in between stays. A first offer is
    not taken but carried (carry_offer).
    """
    for box, was in sent.items():
        row = queries.find_row(actor=actor, place=place, about=about, box=box, locked=True)
        if row is not None:
            lock = queries.lock_of_row(actor=actor, row=row)
            drafts.take(row, text=was.text, version=was.version, page=was.page, now=now, lock=lock)


def carry_offer(*, actor: Actor, membership_id: UUID, engagement_id: UUID, now: datetime) -> None:
    """The work with this client was opened: what was typed into the first offer goes on within it, to
    be sent there or discarded, and its key is destroyed. Call it beside the act that opens it.
    """
    _one_after_the_other(membership_id)
    lock = vault.offer(membership_id)
    if not vault.hold_offer(lock, now=now):
        return
    for row in UnsentText.objects.filter(author_id=actor.user_id, offer_id=membership_id):
        moved = UnsentText(
            engagement_id=engagement_id,
            author_id=actor.user_id,
            place=AGREEMENT.code,
            about=engagement_id,
            box=row.box,
            version=row.version,
            saved_at=row.saved_at,
            second_saved_at=row.second_saved_at,
            created_at=row.created_at,
        )
        drafts.move(row, moved, lock=lock, new_lock=vault.record(engagement_id))
    vault.destroy_offer(lock)


def _one_after_the_other(membership_id: UUID) -> None:
    """A save of a first offer finds the work that was opened, or is carried into it: never between."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"offer:{membership_id}"]
        )
