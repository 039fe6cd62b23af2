"""Reading what is written by prompts. A shared text is opened with its line in the trail."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from accounts import audit
from accounts.access import Actor, NotFound
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import led_to, moved_before
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible, own_people, see_engagement
from reviews.journal import grounds, rules
from reviews.journal.definitions import WRITINGS, Writing
from reviews.journal.grounds import GroundChoice
from reviews.journal.models import Addendum, Answer, Entry
from reviews.language.findings import Finding
from reviews.prompts import library
from reviews.prompts.library import Asked
from reviews.records import drafts, vault

REFLECTIONS = frozenset({Entry.REFLECTION})


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """One prompt and what was written to it; `second` only while two texts wait for a choice."""

    prompt: str
    area_title: str
    question: str
    text: str
    version: int  # 0: nothing saved yet
    saved_at: datetime | None
    second: str | None
    second_saved_at: datetime | None
    grounds: tuple[GroundChoice, ...] = ()  # what it rests on


@dataclass(frozen=True, slots=True)
class EntryHead:
    """An entry without its words: for lists."""

    id: UUID
    engagement_id: UUID
    checkin_id: UUID | None
    kind: str
    author_id: UUID | None
    about: UUID | None
    state: str
    created_at: datetime
    shared_at: datetime | None
    late: bool  # shared after the time of its check-in


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft without its words, and when it was last written in."""

    id: UUID
    engagement_id: UUID
    kind: str
    created_at: datetime
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """An entry with its words."""

    id: UUID
    engagement_id: UUID
    writing: Writing
    author_id: UUID | None
    about: UUID | None
    checkin: CheckIn | None
    state: str
    shared_at: datetime | None
    late: bool
    answers: list[AnswerSeen]
    addenda: list[tuple[datetime, str]]
    cast: frozenset[str]  # names that may stand in it; asked only where it is nameless

    @property
    def has_words(self) -> bool:
        return any(answer.text for answer in self.answers)

    @property
    def waits_for_choice(self) -> list[AnswerSeen]:
        return [answer for answer in self.answers if answer.second is not None]

    @property
    def digest(self) -> str:
        """SHA-256 of what it says and rests on, so that what was looked at is what is signed."""
        said = json.dumps(
            [(a.prompt, a.text, [ground.value for ground in a.grounds]) for a in self.answers]
        )
        return hashlib.sha256(said.encode()).hexdigest()

    def findings(self) -> list[tuple[AnswerSeen, Finding]]:
        """What the report gate finds in a kind that passes it; [] for others."""
        return [
            (answer, finding)
            for answer in self.answers
            for finding in rules.found_in(answer.text, self.writing, cast=self.cast)
        ]

    def without_grounds(self) -> list[AnswerSeen]:
        """Paragraphs of a clinician's that name nothing they rest on, in a kind that asks for it."""
        if not self.writing.rests or self.writing.by_client:
            return []
        return [a for a in self.answers if a.text and not a.grounds]

    @property
    def refused(self) -> bool:
        return any(finding.strength == "refuse" for _, finding in self.findings())


def get_draft(*, actor: Actor, entry_id: UUID) -> Entry:
    """One's own unshared draft. Raises NotFound for anybody and anything else."""
    found = get_own(actor=actor, entry_id=entry_id)
    if found.state != Entry.DRAFT:
        raise NotFound
    return found


def get_own(*, actor: Actor, entry_id: UUID) -> Entry:
    """One's own entry in any state: to say what happened to it. Raises NotFound."""
    rows = Entry.objects.filter(author_id=actor.user_id).select_related("checkin", "engagement")
    return get_visible(rows, actor=actor, row_id=entry_id)


def get_own_shared(*, actor: Actor, entry_id: UUID) -> Entry:
    """One's own entry that was handed over: to add to it. Raises NotFound, also for a draft."""
    found = get_own(actor=actor, entry_id=entry_id)
    if found.state != Entry.SHARED:
        raise NotFound
    return found


def get_shared(*, actor: Actor, entry_id: UUID) -> Entry:
    """A shared entry of an engagement the actor may enter. Raises NotFound, also for a draft."""
    rows = Entry.objects.filter(state=Entry.SHARED).select_related("checkin", "engagement")
    return get_visible(rows, actor=actor, row_id=entry_id)


def writing_of(entry: Entry) -> Writing:
    """How its kind is written, and in which words it is spoken of."""
    return WRITINGS[entry.kind]


def open_draft(*, actor: Actor, entry_id: UUID) -> EntrySeen:
    """One's own draft with its words; leaves no trace. Raises NotFound."""
    return opened(get_draft(actor=actor, entry_id=entry_id), actor=actor)


def read_entry(*, actor: Actor, entry_id: UUID) -> EntrySeen:
    """A shared entry with its words. The reading enters the trail; no trail, no reading.

    Raises NotFound.
    """
    entry = get_shared(actor=actor, entry_id=entry_id)
    audit.record(verb="read", object_kind=entry.kind, object_id=entry.id, chain=entry.engagement_id)
    return opened(entry, actor=actor)


def last_section(*, actor: Actor, entry_id: UUID) -> int:
    """Where the writer stopped: the section of their draft that was saved last, from 1.

    Raises NotFound.
    """
    entry = get_draft(actor=actor, entry_id=entry_id)
    last = Answer.objects.filter(entry=entry).order_by("-saved_at").values("prompt").first()
    return entry.prompts.index(last["prompt"]) + 1 if last else 1


def list_drafts(*, actor: Actor) -> list[DraftHead]:
    """The actor's own drafts of all their work, without words."""
    entries = Entry.objects.filter(
        state=Entry.DRAFT,
        author_id=actor.user_id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).annotate(saved=Max("answers__saved_at"), second=Max("answers__second_saved_at"))
    return [
        DraftHead(
            e.id,
            e.engagement_id,
            e.kind,
            e.created_at,
            max(filter(None, (e.created_at, e.saved, e.second))),
        )
        for e in entries.defer("asked")
    ]


def find_own(*, actor: Actor, engagement_id: UUID, kind: str, about: UUID | None) -> Entry | None:
    """The actor's own writing of this kind: what belongs to `about`, or else the draft begun."""
    own = Entry.objects.filter(author_id=actor.user_id, engagement_id=engagement_id, kind=kind)
    if about is not None:
        return own.filter(about=about).first()
    return own.filter(about=None, state=Entry.DRAFT).order_by("created_at").first()


def find_draft_for(*, actor: Actor, checkin_id: UUID) -> UUID | None:
    """The client's own draft for a check-in, if there is one."""
    return (
        Entry.objects.filter(checkin_id=checkin_id, author_id=actor.user_id, state=Entry.DRAFT)
        .values_list("id", flat=True)
        .first()
    )


def find_begun(*, actor: Actor, checkin: CheckIn) -> Entry | None:
    """The client's reflection for this check-in, or their draft for a time that was moved to it."""
    entries = Entry.objects.filter(kind=Entry.REFLECTION, author_id=actor.user_id)
    own = entries.filter(checkin=checkin).first()
    if own is not None or checkin.moved_from_id is None:
        return own
    before = moved_before(checkin=checkin)
    return entries.filter(checkin_id__in=before, state=Entry.DRAFT).first()


def list_entries(
    *, actor: Actor, engagement_ids: list[UUID], kinds: frozenset[str] = REFLECTIONS
) -> list[EntryHead]:
    """Entries the actor may see, newest first, without words: drafts are their writer's alone."""
    entries = Entry.objects.filter(
        Q(state=Entry.SHARED) | Q(author_id=actor.user_id),
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
        kind__in=kinds,
    )
    rows = list(entries.order_by("-created_at").select_related("checkin"))
    times = led_to(checkins=[e.checkin for e in rows if e.checkin is not None])
    return [
        EntryHead(
            id=e.id,
            engagement_id=e.engagement_id,
            checkin_id=e.checkin_id,
            kind=e.kind,
            author_id=e.author_id,
            about=e.about,
            state=e.state,
            created_at=e.created_at,
            shared_at=e.shared_at,
            late=_is_late(e, times),
        )
        for e in rows
    ]


def _is_late(entry: Entry, times: dict[UUID, CheckIn]) -> bool:
    return entry.checkin_id is not None and rules.is_late(entry, times[entry.checkin_id])


def opened(entry: Entry, *, actor: Actor) -> EntrySeen:
    """An entry with its words. For acts on one that is being handed over; leaves no trace."""
    written = {a.prompt: a for a in Answer.objects.filter(entry=entry)}
    addenda = Addendum.objects.filter(entry=entry).order_by("created_at")
    rests_on = grounds.read(entry.grounds)
    times = led_to(checkins=[entry.checkin] if entry.checkin else [])
    return EntrySeen(
        id=entry.id,
        engagement_id=entry.engagement_id,
        writing=WRITINGS[entry.kind],
        author_id=entry.author_id,
        about=entry.about,
        checkin=entry.checkin,
        state=entry.state,
        shared_at=entry.shared_at,
        late=_is_late(entry, times),
        answers=[
            replace(_answer(item, written.get(item.key)), grounds=tuple(rests_on.get(item.key, ())))
            for item in _asked(entry)
        ],
        addenda=[
            (a.created_at, vault.open_text(a, "text", engagement_id=entry.engagement_id))
            for a in addenda
        ],
        cast=_cast(entry, actor),
    )


def review_addition(*, actor: Actor, entry: Entry, text: str) -> list[Finding]:
    """What the gate finds in words that are to stand below an entry: the same as in the entry."""
    return rules.found_in(text, writing_of(entry), cast=_cast(entry, actor))


def _cast(entry: Entry, actor: Actor) -> frozenset[str]:
    """Whoever else is meant can be said without a name. Nobody, where it is not asked."""
    if not writing_of(entry).nameless:
        return frozenset()
    engagement = see_engagement(actor=actor, engagement_id=entry.engagement_id)
    return own_people(actor=actor, engagement=engagement)


def _asked(entry: Entry) -> list[Asked]:
    """What was asked then, in the words of then."""
    if entry.asked is None:
        return [library.shipped_question(key) for key in entry.prompts]
    return library.read_asked(vault.open_text(entry, "asked", engagement_id=entry.engagement_id))


def _answer(asked: Asked, answer: Answer | None) -> AnswerSeen:
    if answer is None:
        return AnswerSeen(asked.key, asked.title, asked.question, "", 0, None, None, None)
    return AnswerSeen(
        prompt=asked.key,
        area_title=asked.title,
        question=asked.question,
        text=vault.open_text(answer, "text", engagement_id=answer.engagement_id),
        version=answer.version,
        saved_at=answer.saved_at,
        second=drafts.second_text(answer),
        second_saved_at=answer.second_saved_at,
    )
