"""Writing, keeping both texts of a conflict, handing over, adding.

Saving, reading and discarding one's own unshared draft leaves no trace: not even the client's own
clinician can tell that it exists. Sharing is the first act that does.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, Stale, WrongState
from accounts.roles import CLIENT
from reviews.checkins.actions import mark_shared
from reviews.checkins.models import CheckIn
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell_clinicians
from reviews.journal import definitions, grounds, queries, rules
from reviews.journal.definitions import WRITINGS, Writing
from reviews.journal.grounds import GroundChoice
from reviews.journal.models import Addendum, Answer, Entry
from reviews.language.findings import REFUSE
from reviews.limits.queries import has_acknowledged
from reviews.prompts import library
from reviews.prompts.library import Asked
from reviews.prompts.queries import area_questions, questions_for
from reviews.records import drafts, vault
from reviews.records.drafts import Saved
from reviews.records.once import once
from tracker.lib.forms import OpenPage

LONGEST_TEXT = 20_000  # characters


def begin_reflection(
    *, actor: Actor, checkin: CheckIn, focus_areas: list[str], now: datetime
) -> Entry:
    """The client's reflection for a check-in: the one begun before, or a new one.

    One that was begun for a time which was moved goes on at the new time. Raises NotFound for
    anybody but the client, NotAllowed before the limits are acknowledged, WrongState if the
    check-in takes no reflection or one was shared.
    """
    if actor.role != CLIENT:
        raise NotFound
    existing = queries.find_begun(actor=actor, checkin=checkin)
    if existing is not None:
        if existing.state != Entry.DRAFT:
            raise WrongState
        return existing
    if not rules.can_begin(actor, checkin, now=now):
        raise WrongState
    earlier = Entry.objects.filter(
        engagement_id=checkin.engagement_id, kind=Entry.REFLECTION
    ).count()
    asked = questions_for(actor=actor, checkin=checkin, focus_areas=focus_areas, earlier=earlier)
    return _begin(
        actor=actor,
        engagement=checkin.engagement,
        writing=definitions.REFLECTION,
        asked=asked,
        now=now,
        checkin=checkin,
    )


def begin_writing(
    *, actor: Actor, engagement: Engagement, kind: str, about: UUID | None = None, now: datetime
) -> Entry:
    """One's own writing of this kind: the draft begun before, or a new one.

    about  the row of a room above that it belongs to; one writing of a kind for each.
    Called by the room the kind leads to, which asks for the state of the work. Raises NotFound for
    anybody who does not write this kind here, NotAllowed for a client who has not acknowledged the
    limits, WrongState if what belongs to `about` was handed over already.
    """
    writing = WRITINGS[kind]
    if not rules.can_begin_writing(actor, engagement, writing):
        raise NotFound
    existing = queries.find_own(actor=actor, engagement_id=engagement.id, kind=kind, about=about)
    if existing is not None:
        if existing.state != Entry.DRAFT:
            raise WrongState
        return existing
    asked = list(writing.questions) or area_questions(actor=actor, area=writing.area)
    return _begin(
        actor=actor, engagement=engagement, writing=writing, asked=asked, now=now, about=about
    )


def _begin(  # noqa: PLR0913 - what it is for differs by kind
    *,
    actor: Actor,
    engagement: Engagement,
    writing: Writing,
    asked: list[Asked],
    now: datetime,
    checkin: CheckIn | None = None,
    about: UUID | None = None,
) -> Entry:
    if writing.by_client and not has_acknowledged(engagement=engagement):
        raise NotAllowed
    entry = Entry(
        engagement=engagement,
        author_id=actor.user_id,
        kind=writing.kind,
        checkin=checkin,
        about=about,
        prompts=[item.key for item in asked],
        created_at=now,
    )
    try:
        with transaction.atomic():
            return vault.insert(entry, asked=library.write_asked(asked))
    except IntegrityError:  # two tabs began at once: both go on with the same one
        same = Entry.objects.filter(
            engagement=engagement,
            kind=writing.kind,
            checkin=checkin,
            about=about,
            author_id=actor.user_id,
        )
        return same.get() if checkin or about else same.get(state=Entry.DRAFT)


def save_answer(
    *,
    actor: Actor,
    entry: Entry,
    prompt: str,
    text: str,
    version: int,
    page: OpenPage | None = None,
    now: datetime,
) -> Saved:
    """Keep what was written to one prompt of a draft, by its writer.

    text     plain, at most LONGEST_TEXT characters; may be empty.
    version  the one the writer started from; 0 for a first text.
    page     the open page that saves; a stale page that goes on typing replaces its own text.
    A stale version with another text is kept beside the saved one, never over it. Raises
    WrongState if the entry was shared meanwhile, NotFound for a prompt that was not asked.
    """
    if not rules.can_write(actor, entry):
        raise WrongState
    if prompt not in entry.prompts:
        raise NotFound
    _lock_draft(entry)  # so that a first text cannot be written twice
    answer = Answer.objects.filter(entry=entry, prompt=prompt).first()
    if answer is not None:
        return drafts.keep(answer, text=text, version=version, page=page, now=now)
    answer = Answer(
        engagement_id=entry.engagement_id,
        author_id=actor.user_id,
        entry=entry,
        prompt=prompt,
        version=1,
        saved_at=now,
        created_at=now,
    )
    vault.insert(answer, text=text)
    return Saved(version=1, saved_at=now, conflict=False)


def choose_text(*, actor: Actor, entry: Entry, prompt: str, pick: str, now: datetime) -> int:
    """End a conflict: "here" the text that came second, "there" the saved one, "both" one after
    the other. Returns the new version. Raises WrongState if nothing waits for a choice.
    """
    if not rules.can_write(actor, entry):
        raise WrongState
    answer = (
        Answer.objects.select_for_update()
        .filter(entry=entry, prompt=prompt, second_text__isnull=False)
        .first()
    )
    if answer is None:
        raise WrongState
    return drafts.choose(answer, pick=pick, now=now)


def name_grounds(
    *, actor: Actor, entry: Entry, chosen: dict[str, list[GroundChoice]], now: datetime
) -> None:
    """What each paragraph of one's own draft rests on, by prompt; it replaces what was named before.

    Called by the room that knows the records. Raises WrongState if it was handed over.
    """
    if not rules.can_write(actor, entry):
        raise WrongState
    kept = grounds.write({p: found for p, found in chosen.items() if p in entry.prompts})
    if not Entry.objects.filter(id=entry.id, state=Entry.DRAFT).update(grounds=kept):
        raise WrongState


def discard_draft(*, actor: Actor, entry: Entry, now: datetime) -> None:
    """Delete one's own draft; nothing of it is left. Raises WrongState if it was shared."""
    if not rules.can_write(actor, entry):
        raise WrongState
    Answer.objects.filter(entry=entry).delete()
    if not Entry.objects.filter(id=entry.id, state=Entry.DRAFT).delete()[0]:
        raise WrongState


def share_entry(*, actor: Actor, entry: Entry, now: datetime) -> None:
    """Let the clinician read a reflection. From now on it is added to, never changed.

    Its check-in, or the time that was moved to, waits for no reflection any more. Raises NotAllowed
    if it is empty or a choice between two texts is open, WrongState if it was shared already.
    """
    if entry.kind != Entry.REFLECTION:
        raise NotFound  # the other kinds are handed over by their own rooms
    hand_over(actor=actor, entry=entry, now=now)
    if entry.checkin is not None:
        mark_shared(checkin=entry.checkin, now=now)
    engagement = Engagement.objects.get(id=entry.engagement_id)
    tell_clinicians(
        key=f"entry:{entry.id}:shared", engagement=engagement, subject_id=entry.id, now=now
    )


def hand_over(*, actor: Actor, entry: Entry, seen: str | None = None, now: datetime) -> None:
    """draft → shared: the other can read it, and it is added to, never changed.

    seen  EntrySeen.digest of what the writer looked at; None: not asked.
    Called by the room the kind leads to, which asks for a fresh proof where it is a signature, and
    does what follows. Raises NotAllowed if it is empty, a choice between two texts is open, or the
    gate refuses it; Stale if it is not what the writer looked at; WrongState if it was handed over.
    """
    if not rules.can_write(actor, entry):
        raise WrongState
    _lock_draft(entry)  # a save that is under way ends before, or meets a shared entry
    opened = queries.opened(entry, actor=actor)
    if opened.waits_for_choice or not opened.has_words or opened.refused:
        raise NotAllowed
    if seen is not None and seen != opened.digest:
        raise Stale
    moved = Entry.objects.filter(id=entry.id, state=Entry.DRAFT).update(
        state=Entry.SHARED, shared_at=now
    )
    if not moved:
        raise WrongState
    audit.record(
        verb="sign" if WRITINGS[entry.kind].signed else "share",
        object_kind=entry.kind,
        object_id=entry.id,
        chain=entry.engagement_id,
    )


def add_addendum(
    *, actor: Actor, entry: Entry, text: str, now: datetime, row_id: UUID | None = None
) -> Addendum:
    """Add to a shared entry. What was shared stays as it is. Raises NotAllowed for anybody else.

    row_id  of the new row, so that a form sent twice adds one (reviews.records.once).
    Raises NotReady where the kind passes the gate, and these words do not.
    """
    if entry.author_id != actor.user_id or entry.state != Entry.SHARED:
        raise NotAllowed
    found = queries.review_addition(actor=actor, entry=entry, text=text)
    refused = [finding for finding in found if finding.strength == REFUSE]
    if refused:
        raise rules.NotReady(
            [f"“{f.span}” cannot stand here either. {f.question}" for f in refused]
        )

    def make(new_id: UUID) -> Addendum:
        addendum = Addendum(
            id=new_id,
            engagement_id=entry.engagement_id,
            author_id=actor.user_id,
            entry=entry,
            created_at=now,
        )
        vault.insert(addendum, text=text)
        audit.record(
            verb="add_to", object_kind=entry.kind, object_id=entry.id, chain=entry.engagement_id
        )
        return addendum

    return once(Addendum, row_id, actor=actor, make=make)


def _lock_draft(entry: Entry) -> None:
    if not Entry.objects.select_for_update().filter(id=entry.id, state=Entry.DRAFT).exists():
        raise WrongState
