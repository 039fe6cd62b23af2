"""Reading handovers and absences, as each of those they concern may see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from accounts import audit
from accounts.access import Actor, NotFound, WrongState
from accounts.outbox.models import Notice
from accounts.queries import get_organization, list_clinicians, staff_names
from accounts.roles import ADMINISTRATOR, CLINICIAN
from reviews.assignments.models import Absence, Handover, Objection
from reviews.engagements.models import Engagement
from reviews.records import vault
from tracker.lib import dates

OPEN = (Handover.PROPOSED, Handover.OBJECTED)


@dataclass(frozen=True, slots=True)
class HandoverSeen:
    id: UUID
    engagement_id: UUID
    code: str
    state: str
    outgoing: str
    incoming: str
    takes_effect_on: date  # without a yes of the client's; by the practice's days
    incoming_said: bool
    client_said: bool

    @property
    def objected(self) -> bool:
        return self.state == Handover.OBJECTED


@dataclass(frozen=True, slots=True)
class AbsenceSeen:
    id: UUID
    person_id: UUID
    person: str
    starts_on: date


def get_handover(*, actor: Actor, handover_id: UUID) -> Handover:
    """An open one that concerns the actor. Raises NotFound; WrongState where it is not open to them
    any more, for whoever could know that there was one.
    """
    found = _mine(actor).filter(id=handover_id).first()
    if found is not None and found.state in OPEN:
        return found
    if found is not None or _was_told(actor, handover_id):
        raise WrongState
    raise NotFound


def see_handover(*, actor: Actor, handover_id: UUID) -> HandoverSeen:
    """Raises as get_handover."""
    return _seen(actor, [get_handover(actor=actor, handover_id=handover_id)])[0]


def open_handover(*, actor: Actor, engagement_id: UUID) -> HandoverSeen | None:
    rows = Handover.objects.filter(
        engagement_id=engagement_id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
        state__in=OPEN,
    )
    return next(iter(_seen(actor, list(rows))), None)


def handovers_asked(*, actor: Actor) -> list[HandoverSeen]:
    """What colleagues ask this clinician to take over, agreed to or not."""
    if actor.role != CLINICIAN:
        return []
    rows = Handover.objects.filter(incoming_id=actor.user_id, state=Handover.PROPOSED)
    return _seen(actor, list(rows.order_by("created_at")))


def read_objection(*, actor: Actor, handover_id: UUID) -> str:
    """The client's latest words, to the clinician they know or to themselves; "" if there are none.

    Enters the trail. Raises as get_handover.
    """
    handover = get_handover(actor=actor, handover_id=handover_id)
    row = Objection.objects.filter(handover=handover).order_by("-created_at").first()
    if row is None:
        return ""
    audit.record(
        verb="read", object_kind="objection", object_id=row.id, chain=handover.engagement_id
    )
    return vault.open_text(row, "words", engagement_id=handover.engagement_id)


def absence_of(*, actor: Actor, person_id: UUID, today: date) -> AbsenceSeen | None:
    """Whether this clinician is away, for whoever may know: client, colleague in cover, practice."""
    rows = Absence.objects.filter(person_id=person_id, ended_at=None, starts_on__lte=today)
    return next(iter(_absences(actor, list(rows))), None)


def own_absence(*, actor: Actor) -> Absence | None:
    """That the practice has noted the actor as away, from whatever day."""
    return Absence.objects.filter(
        organization_id=actor.organization_id, person_id=actor.user_id, ended_at=None
    ).first()


def list_absences(*, actor: Actor) -> list[AbsenceSeen]:
    """For administrators."""
    rows = Absence.objects.filter(organization_id=actor.organization_id, ended_at=None)
    return _absences(actor, list(rows.order_by("starts_on"))) if actor.role == ADMINISTRATOR else []


def get_absence(*, actor: Actor, absence_id: UUID) -> Absence:
    """An open one: one's own, or as an administrator. Raises NotFound."""
    found = Absence.objects.filter(
        id=absence_id, organization_id=actor.organization_id, ended_at=None
    ).first()
    if found is None or (actor.role != ADMINISTRATOR and found.person_id != actor.user_id):
        raise NotFound
    return found


def present(*, actor: Actor) -> dict[UUID, str]:
    """Clinicians of the practice by id, for whom no absence is noted; without the actor."""
    away = {absence.person_id for absence in list_absences(actor=actor)}
    return {
        m.user_id: m.display_name
        for m in list_clinicians(actor=actor)
        if m.user_id not in away and m.user_id != actor.user_id
    }


def _was_told(actor: Actor, handover_id: UUID) -> bool:
    """Whether a mail asked them about it, or said what became of it. The row is not theirs to see while
    the client objects, nor once it came to nothing or is done; that they were told is. Administrators
    are told of an objection: by that, nobody was asked.
    """
    told = Notice.objects.filter(
        subject_id=handover_id, recipient_id=actor.user_id, organization_id=actor.organization_id
    ).exclude(key__contains=":objected:")
    return actor.role == CLINICIAN and told.exists()


def _mine(actor: Actor) -> QuerySet[Handover]:
    of_mine = Handover.objects.filter(
        engagement__in=Engagement.objects.visible_to(actor).values("id")
    )
    if actor.role != CLINICIAN:
        return of_mine
    return of_mine | Handover.objects.filter(incoming_id=actor.user_id)


def _seen(actor: Actor, rows: list[Handover]) -> list[HandoverSeen]:
    if not rows:
        return []
    practice = get_organization(actor=actor)
    people = {p for row in rows for p in (row.incoming_id, row.author_id) if p is not None}
    names = staff_names(organization_id=practice.id, user_ids=people)
    return [
        HandoverSeen(
            id=row.id,
            engagement_id=row.engagement_id,
            code=row.code,
            state=row.state,
            outgoing=(row.author_id and names.get(row.author_id)) or "A colleague",
            incoming=names.get(row.incoming_id) or "A colleague",
            takes_effect_on=dates.local(row.takes_effect_at, zone=practice.zone).date(),
            incoming_said=row.incoming_said_at is not None,
            client_said=row.client_said_at is not None,
        )
        for row in rows
    ]


def _absences(actor: Actor, rows: list[Absence]) -> list[AbsenceSeen]:
    names = (
        staff_names(organization_id=actor.organization_id, user_ids={row.person_id for row in rows})
        if rows
        else {}
    )
    return [
        AbsenceSeen(row.id, row.person_id, names.get(row.person_id) or "", row.starts_on)
        for row in rows
    ]
