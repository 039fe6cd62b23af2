"""Reading check-ins: guarded, in lists, and by time for the sweep.

What was said about one (why it was missed, why another time) is opened with a line in the trail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import audit
from accounts.access import Actor
from reviews.checkins import recurrence, rules, times, words
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault


@dataclass(frozen=True, slots=True)
class MoveSeen:
    """One request for another time, with why it was asked for."""

    id: UUID
    by_client: bool
    due_at: datetime  # the time that was asked for
    zone: str
    words: str
    state: str
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckInSeen:
    """One check-in with what was said about it, and what it was moved from and to."""

    checkin: CheckIn
    why_words: str
    moves: list[MoveSeen]  # the newest first
    moved_from: CheckIn | None
    moved_to: CheckIn | None

    @property
    def open_move(self) -> MoveSeen | None:
        return next((m for m in self.moves if m.state == Move.ASKED), None)


def get_checkin(*, actor: Actor, checkin_id: UUID) -> CheckIn:
    """The check-in, if the actor may enter its engagement. Raises NotFound."""
    return get_visible(CheckIn.objects.select_related("engagement"), actor=actor, row_id=checkin_id)


def read_checkin(*, actor: Actor, checkin_id: UUID) -> CheckInSeen:
    """One check-in with its words; where there are any, the reading enters the trail.

    Raises NotFound.
    """
    checkin = get_checkin(actor=actor, checkin_id=checkin_id)
    moves = list(Move.objects.filter(checkin=checkin).order_by("-created_at"))
    if checkin.why_words is not None or any(move.words is not None for move in moves):
        audit.record(
            verb="read", object_kind="checkin", object_id=checkin.id, chain=checkin.engagement_id
        )
    near = CheckIn.objects.filter(Q(id=checkin.moved_from_id) | Q(moved_from=checkin))
    by_id = {row.id: row for row in near}
    return CheckInSeen(
        checkin=checkin,
        why_words=_words(checkin, "why_words", checkin.engagement_id),
        moves=[_move_seen(move, checkin.engagement) for move in moves],
        moved_from=by_id.get(checkin.moved_from_id) if checkin.moved_from_id else None,
        moved_to=next((row for row in near if row.moved_from_id == checkin.id), None),
    )


def get_move(*, actor: Actor, move_id: UUID) -> Move:
    """A request for another time, if the actor may enter its engagement. Raises NotFound."""
    return get_visible(
        Move.objects.select_related("engagement", "checkin"), actor=actor, row_id=move_id
    )


def get_rhythm(*, actor: Actor, cadence_id: UUID) -> Cadence:
    """A cadence in any state, if the actor may enter its engagement. Raises NotFound."""
    return get_visible(Cadence.objects.select_related("engagement"), actor=actor, row_id=cadence_id)


def get_pause(*, actor: Actor, pause_id: UUID) -> Pause:
    """A pause, if the actor may enter its engagement. Raises NotFound."""
    return get_visible(Pause.objects.select_related("engagement"), actor=actor, row_id=pause_id)


def why_not_move(
    *, actor: Actor, checkin: CheckIn, notice: timedelta, phone: str, now: datetime
) -> str:
    """Why the actor cannot ask for another time now, in a sentence; "" if they can.

    notice, phone  the practice's settings.
    """
    in_time = rules.may_ask_to_move(actor, checkin, notice=notice, now=now)
    return words.why_not_move(
        checkin,
        asked=Move.objects.filter(checkin=checkin, state=Move.ASKED).exists(),
        has_later=CheckIn.objects.filter(moved_from=checkin).exists(),
        ended=checkin.engagement.state != Engagement.ACTIVE,
        late="" if in_time else words.too_late(notice=notice, phone=phone),
    )


def open_moves(*, engagement_ids: list[UUID], now: datetime) -> list[Move]:
    """Requests that can still be answered, the oldest first; without their words."""
    asked = (
        Move.objects.filter(
            engagement_id__in=engagement_ids, state=Move.ASKED, checkin__state__in=rules.MOVABLE
        )
        .select_related("checkin", "engagement")
        .defer("words")
        .order_by("created_at")
    )
    return [move for move in asked if due_of(move) > now]


def proposed_rhythms(*, engagement_ids: list[UUID]) -> list[Cadence]:
    """Rhythms that wait for an answer."""
    return list(
        Cadence.objects.filter(engagement_id__in=engagement_ids, state=Cadence.PROPOSED)
        .select_related("engagement")
        .order_by("created_at")
    )


def running_pauses(*, engagement_ids: list[UUID], now: datetime) -> dict[UUID, Pause]:
    """By engagement; one whose end has come is over, even before the sweep has written it."""
    rows = _running(now).filter(engagement_id__in=engagement_ids)
    return {pause.engagement_id: pause for pause in rows}


def list_checkins(*, actor: Actor, engagement_ids: list[UUID]) -> list[CheckIn]:
    """Every check-in of these engagements that the actor may enter, in order of time."""
    return list(
        CheckIn.objects.filter(
            engagement_id__in=engagement_ids,
            engagement__in=Engagement.objects.visible_to(actor).values("id"),
        ).order_by("due_at")
    )


def led_to(*, checkins: list[CheckIn]) -> dict[UUID, CheckIn]:
    """Each by its id, a moved one as the time it was moved to in the end. One query, or none."""
    by_id = {c.id: c for c in checkins}
    moved = {c.engagement_id for c in checkins if c.state == CheckIn.MOVED}
    if moved:
        later = CheckIn.objects.filter(engagement_id__in=moved, moved_from__isnull=False)
        after = {c.moved_from_id: c for c in later}
        for id_, checkin in by_id.items():
            found = checkin
            while found.state == CheckIn.MOVED and found.id in after:
                found = after[found.id]
            by_id[id_] = found
    return by_id


def moved_before(*, checkin: CheckIn) -> list[UUID]:
    """The times that were moved, one after the other, until they were this one."""
    earlier = dict(
        CheckIn.objects.filter(
            engagement_id=checkin.engagement_id, moved_from__isnull=False
        ).values_list("id", "moved_from_id")
    )
    found: list[UUID] = []
    before = checkin.moved_from_id
    while before is not None:
        found.append(before)
        before = earlier.get(before)
    return found


def get_cadence(*, engagement_id: UUID) -> Cadence | None:
    """The engagement's live cadence, if the actor may enter it."""
    return Cadence.objects.filter(engagement_id=engagement_id, state=Cadence.LIVE).first()


def zone_of(*, engagement_id: UUID) -> str:
    """Where the engagement's check-ins keep their time."""
    cadence = get_cadence(engagement_id=engagement_id)
    return cadence.zone if cadence is not None else "UTC"


def cadence_of_client(*, client_id: UUID, organization_id: UUID) -> Cadence | None:
    """The live cadence of one client of a practice, the newest of several. For the outbox."""
    live = Cadence.objects.filter(client_id=client_id, organization_id=organization_id)
    return live.filter(state=Cadence.LIVE).order_by("-created_at").first()


def due_to_open(*, now: datetime, limit: int = 500) -> list[CheckIn]:
    """Scheduled check-ins whose time to write has come. For the sweep."""
    return list(
        CheckIn.objects.filter(state=CheckIn.SCHEDULED, opens_at__lte=now)
        .exclude(in_a_pause(now))
        .order_by("opens_at")[:limit]
    )


def cadences_to_make_ahead(*, now: datetime) -> list[Cadence]:
    """Live cadences that may lack a check-in of the coming weeks. For the sweep.

    Between two times of one rhythm there is a week at least: where the last week ahead has one, none
    is missing. Where one rhythm follows another, two times may be closer.
    """
    furthest = (now + times.MADE_AHEAD).date() + timedelta(days=1)  # in whatever zone
    made = CheckIn.objects.filter(
        cadence=OuterRef("id"), series_date__gt=furthest - timedelta(weeks=1)
    )
    one_rhythm = Q(phases__1__isnull=True)
    live = Cadence.objects.filter(state=Cadence.LIVE).only("id", "phases", "wall_time", "zone")
    return list(live.exclude(Exists(made) & one_rhythm))


def near(*, now: datetime, before: timedelta, after: timedelta) -> list[CheckIn]:
    """Check-ins that nobody has settled, up to `before` their time or `after` it. For the sweep."""
    return list(
        CheckIn.objects.filter(
            state__in=(CheckIn.SCHEDULED, CheckIn.OPEN),
            due_at__gt=now - after,
            due_at__lte=now + before,
        )
        .exclude(in_a_pause(now))
        .select_related("cadence")
        .order_by("due_at")
    )


def passed_in_a_pause(*, now: datetime, limit: int = 500) -> list[CheckIn]:
    """Check-ins whose time came during a pause, and nobody has settled. For the sweep."""
    pauses = Pause.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=OuterRef("due_at")),
        Q(over_at=None) | Q(over_at__gt=OuterRef("due_at")),
        engagement_id=OuterRef("engagement_id"),
        starts_at__lte=OuterRef("due_at"),
    )
    return list(
        CheckIn.objects.filter(
            Exists(pauses), state__in=(CheckIn.SCHEDULED, CheckIn.OPEN), due_at__lte=now
        )[:limit]
    )


def pauses_to_end(*, now: datetime) -> list[Pause]:
    """Running pauses whose end has come. For the sweep."""
    return list(Pause.objects.filter(state=Pause.RUNNING, ends_at__lte=now))


def moves_to_lapse(*, now: datetime) -> list[Move]:
    """Requests that nobody has answered before the time they asked for. For the sweep."""
    asked = Move.objects.filter(state=Move.ASKED)
    return [m for m in asked if due_of(m) <= now]


def due_of(move: Move) -> datetime:
    """The time that was asked for, as an instant."""
    return recurrence.instant(on_date=move.to_date, wall_time=move.to_time, zone=move.zone)


def _move_seen(move: Move, engagement: Engagement) -> MoveSeen:
    return MoveSeen(
        id=move.id,
        by_client=move.author_id == engagement.client_id,
        due_at=due_of(move),
        zone=move.zone,
        words=_words(move, "words", engagement.id),
        state=move.state,
        asked_at=move.created_at,
        answered_at=move.answered_at,
    )


def _words(row: CheckIn | Move, column: str, engagement_id: UUID) -> str:
    return vault.open_text(row, column, engagement_id=engagement_id)


def in_a_pause(now: datetime) -> Exists:
    """Its engagement pauses right now: the end counts even before the sweep has written it."""
    return Exists(_running(now).filter(engagement_id=OuterRef("engagement_id")))


def _running(now: datetime) -> QuerySet[Pause]:
    return Pause.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), state=Pause.RUNNING)
