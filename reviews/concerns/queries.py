"""Reading what ran off course, and what became of it. Heads open no words; a reading is recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.queries import opened_since
from accounts.roles import CLINICIAN, EMPLOYER_CONTACT
from reviews.agreements.queries import accepted_terms
from reviews.agreements.terms import LISTED
from reviews.amendments.models import Amendment
from reviews.amendments.queries import AmendmentSeen, in_error, list_amendments
from reviews.commitments.queries import list_commitments
from reviews.concerns import doors, noted, rules
from reviews.concerns.doors import AgreedForm
from reviews.concerns.models import Concern, ConcernStep
from reviews.concerns.noted import Noted
from reviews.concerns.rules import STEPS_ON_SCREEN
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.journal import queries as journal
from reviews.journal.models import Entry
from reviews.journal.queries import EntrySeen
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class StepHead:
    """What became of it, without words."""

    kind: str
    at: datetime
    on_date: date
    author_id: UUID | None
    agreed_key: str

    @property
    def on_screen(self) -> str:
        return STEPS_ON_SCREEN[self.kind]

    @property
    def agreed_on_screen(self) -> str:
        return LISTED.get(self.agreed_key, "")


@dataclass(frozen=True, slots=True)
class StepSeen(StepHead):
    """The same, with its words."""

    text: str
    commitment: str  # the line of the commitment a changed plan is about, or ""
    commitment_id: UUID | None


@dataclass(frozen=True, slots=True)
class ConcernHead:
    """One setback or concern without its words: for lists and the timeline."""

    id: UUID
    engagement_id: UUID
    told_by: str  # of Concern.TELLERS
    author_id: UUID | None
    told_at: datetime
    happened_on: date | None  # only where a contact named a day
    steps: list[StepHead]  # in order of time
    in_error: bool

    @property
    def kind(self) -> str:
        return "setback" if self.told_by == Concern.CLIENT else "concern"

    @property
    def listed(self) -> bool:
        """Whether the clinician's last word is that the agreement lists it."""
        return self.listed_on is not None

    @property
    def listed_on(self) -> date | None:
        """The day of that word: from then on it binds a summary (list_binding)."""
        said = [s for s in self.steps if s.kind in (ConcernStep.LISTED, ConcernStep.NOT_LISTED)]
        return said[-1].on_date if said and said[-1].kind == ConcernStep.LISTED else None

    @property
    def closed_at(self) -> datetime | None:
        return next((s.at for s in self.steps if s.kind == ConcernStep.CLOSED), None)


@dataclass(frozen=True, slots=True)
class ConcernSeen:
    """One setback or concern with its words; without them once it was entered in error."""

    head: ConcernHead
    entry: EntrySeen | None
    noted: Noted | None  # a second clinician's words
    agreed: str  # what a contact chose, in the agreement's words
    steps: list[StepSeen]
    error: AmendmentSeen | None

    @property
    def author_ids(self) -> set[UUID | None]:
        by = {self.error.author_id} if self.error else set()
        return {self.head.author_id, *(step.author_id for step in self.steps), *by}


@dataclass(frozen=True, slots=True)
class New:
    """What waits for the actor: told to them, or said about it since they last looked."""

    id: UUID
    engagement_id: UUID
    told_by: str
    author_id: UUID | None  # who told it, or said something about it
    at: datetime
    is_step: bool


def get_concern(*, actor: Actor, concern_id: UUID) -> Concern:
    """Raises NotFound."""
    return get_visible(Concern.objects.select_related("engagement"), actor=actor, row_id=concern_id)


def get_to_withdraw(*, actor: Actor, concern_id: UUID) -> Concern:
    """The clinician's own signed note, or what an employer contact named, who sees it no more.

    Raises NotFound for what anybody else told.
    """
    found = get_concern(actor=actor, concern_id=concern_id)
    own = found.told_by == Concern.CLINICIAN and found.author_id == actor.user_id
    if actor.role != CLINICIAN or not (own or found.told_by == Concern.CONTACT):
        raise NotFound
    return found


def is_closed(*, actor: Actor, concern_id: UUID) -> bool:
    concern = get_concern(actor=actor, concern_id=concern_id)
    return ConcernStep.objects.filter(concern=concern, kind=ConcernStep.CLOSED).exists()


def may_acknowledge(*, actor: Actor, concern: Concern) -> bool:
    """Whether "I have read this" is theirs to say; any word of theirs says it already."""
    said = ConcernStep.objects.filter(concern=concern, author_id=actor.user_id).exists()
    return rules.can_acknowledge(actor, concern) and not said


def list_concerns(*, actor: Actor, engagement_ids: list[UUID]) -> list[ConcernHead]:
    """Newest first, without words; two queries more, however many."""
    rows = list(_visible(actor, engagement_ids).order_by("-created_at"))
    steps: dict[UUID, list[StepHead]] = {row.id: [] for row in rows}
    for step in ConcernStep.objects.filter(concern__in=list(steps)).order_by("created_at"):
        steps[step.concern_id].append(_step_head(step))
    gone = in_error(actor=actor, engagement_ids=engagement_ids)
    return [_head(row, steps[row.id], gone=row.record_id in gone) for row in rows]


def read_concern(*, actor: Actor, concern_id: UUID) -> ConcernSeen:
    """One concern with both voices in order. The reading enters the trail. Raises NotFound."""
    row = get_concern(actor=actor, concern_id=concern_id)
    audit.record(verb="read", object_kind="concern", object_id=row.id, chain=row.engagement_id)
    said = list_amendments(actor=actor, of_ids=[row.record_id])
    error = next((a for of in said.values() for a in of if a.is_in_error), None)
    rows = list(ConcernStep.objects.filter(concern=row).order_by("created_at"))
    heads = [_step_head(step) for step in rows]
    lines = _commitment_lines(actor, row.engagement_id, rows)
    return ConcernSeen(
        head=_head(row, heads, gone=error is not None),
        entry=_opened_entry(actor, row) if error is None else None,
        noted=second_words(row) if error is None else None,
        agreed=LISTED.get(row.agreed_key, "") if error is None else "",
        steps=[_step_seen(step, lines=lines, gone=error is not None) for step in rows],
        error=error,
    )


def list_new(*, actor: Actor, engagement_ids: list[UUID]) -> list[New]:
    """What others told or said and the actor has not opened since, the oldest first."""
    told = (
        _in_view(actor, engagement_ids)
        .exclude(author_id=actor.user_id)
        .exclude(opened_since(actor=actor, object_id="id", since="created_at"))
    )
    said = (
        ConcernStep.objects.filter(concern__in=_in_view(actor, engagement_ids).values("id"))
        .exclude(Q(author_id=actor.user_id) | Q(kind=ConcernStep.READ))
        .exclude(opened_since(actor=actor, object_id="concern_id", since="created_at"))
        .select_related("concern")
    )
    found = {c.id: _new(c) for c in told}
    for step in said.order_by("-created_at"):
        new = New(
            id=step.concern_id,
            engagement_id=step.engagement_id,
            told_by=step.concern.told_by,
            author_id=step.author_id,
            at=step.created_at,
            is_step=True,
        )
        found.setdefault(step.concern_id, new)
    return sorted(found.values(), key=lambda new: new.at)


def unacknowledged(*, actor: Actor, engagement_ids: list[UUID]) -> list[New]:
    """What was told to the clinician, opened or not, and has had no word of theirs yet."""
    any_word = ConcernStep.objects.filter(concern=OuterRef("id"), author_id=actor.user_id)
    told = _in_view(actor, engagement_ids).exclude(author_id=actor.user_id)
    return [_new(c) for c in told.exclude(Exists(any_word)).order_by("created_at")]


def list_binding(*, actor: Actor, engagement_id: UUID, since: date) -> list[ConcernHead]:
    """What a summary of the time since that day must not leave out, the oldest first.

    The database asks the same of a release: app.unstated_concerns.
    """
    heads = list_concerns(actor=actor, engagement_ids=[engagement_id])
    return [
        head
        for head in reversed(heads)
        if head.listed_on is not None and head.listed_on >= since and not head.in_error
    ]


def listed_choices(*, actor: Actor, engagement_id: UUID) -> list[tuple[str, str]]:
    """What the agreement in force lists: (key, its words)."""
    terms = accepted_terms(actor=actor, engagement_id=engagement_id)
    return [(one.key, one.on_screen) for one in terms.listed] if terms else []


def list_forms(*, actor: Actor) -> list[AgreedForm]:
    """What an employer contact may report now, the oldest agreement first; none for anybody else."""
    return doors.agreed_forms() if actor.role == EMPLOYER_CONTACT else []


def get_form(*, actor: Actor, form_id: UUID) -> AgreedForm:
    """One of them. Raises NotFound: unknown, another's, dropped or over are one answer."""
    found = next((form for form in list_forms(actor=actor) if form.id == form_id), None)
    if found is None:
        raise NotFound
    return found


def second_told_at(*, actor: Actor, copy_id: UUID) -> datetime | None:
    """When the actor, asked about this copy, sent a concern last; all that is shown back to them."""
    return doors.second_told_at(copy_id=copy_id) if actor.role == CLINICIAN else None


def described(*, actor: Actor, engagement_id: UUID) -> str:
    """The written description that "as described" points to; "" if there is none."""
    terms = accepted_terms(actor=actor, engagement_id=engagement_id)
    return terms.described if terms else ""


def _visible(actor: Actor, engagement_ids: list[UUID]) -> QuerySet[Concern]:
    return Concern.objects.filter(
        engagement_id__in=engagement_ids,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).select_related("engagement")


def _in_view(actor: Actor, engagement_ids: list[UUID]) -> QuerySet[Concern]:
    """Without those that were entered in error."""
    gone = Amendment.objects.filter(
        Q(of_id=OuterRef("entry_id")) | Q(of_id=OuterRef("id")), kind=Amendment.IN_ERROR
    )
    return _visible(actor, engagement_ids).exclude(Exists(gone))


def _head(row: Concern, steps: list[StepHead], *, gone: bool) -> ConcernHead:
    return ConcernHead(
        id=row.id,
        engagement_id=row.engagement_id,
        told_by=row.told_by,
        author_id=row.author_id,
        told_at=row.created_at,
        happened_on=row.happened_on,
        steps=steps,
        in_error=gone,
    )


def _new(row: Concern) -> New:
    return New(row.id, row.engagement_id, row.told_by, row.author_id, row.created_at, is_step=False)


def _step_head(step: ConcernStep) -> StepHead:
    return StepHead(step.kind, step.created_at, step.on_date, step.author_id, step.agreed_key)


def _step_seen(step: ConcernStep, *, lines: dict[UUID, str], gone: bool) -> StepSeen:
    text = "" if gone else vault.open_text(step, "text", engagement_id=step.engagement_id)
    return StepSeen(
        kind=step.kind,
        at=step.created_at,
        on_date=step.on_date,
        author_id=step.author_id,
        agreed_key=step.agreed_key,
        text=text,
        commitment=lines.get(step.commitment_id, "") if step.commitment_id else "",
        commitment_id=step.commitment_id if step.commitment_id in lines else None,
    )


def _commitment_lines(
    actor: Actor, engagement_id: UUID, steps: list[ConcernStep]
) -> dict[UUID, str]:
    if not any(step.commitment_id for step in steps):
        return {}
    return {c.id: c.text for c in list_commitments(actor=actor, engagement_id=engagement_id)}


def _opened_entry(actor: Actor, row: Concern) -> EntrySeen | None:
    if row.entry_id is None:
        return None
    try:
        entry: Entry = journal.get_shared(actor=actor, entry_id=row.entry_id)
    except NotFound:
        return None
    return journal.opened(entry, actor=actor)


def second_words(row: Concern) -> Noted | None:
    """What a second clinician noted, if one did; ask it where the reading enters the trail."""
    if row.copy_id is None:
        return None
    lock = vault.copy(row.engagement_id, copy_id=row.copy_id)
    return noted.read(vault.open_in(lock, row, "words"))
