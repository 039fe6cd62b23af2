"""Reading commitments. One of a session that was entered in error is not shown any more.

A commitment is one line that both people hold, as a label in lists; what was said about it is read
together with its line in the trail.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound
from reviews.amendments.queries import in_error
from reviews.commitments.models import Commitment, CommitmentStep
from reviews.commitments.rules import NOTHING_SAID, STANDS_ON_SCREEN
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_visible
from reviews.records import vault
from tracker.lib import dates


@dataclass(frozen=True, slots=True)
class StepSeen:
    """What one of the two said about how it stands."""

    at: datetime
    by_client: bool
    stands: str
    text: str  # "" in lists

    @property
    def stands_on_screen(self) -> str:
        return STANDS_ON_SCREEN[self.stands]


@dataclass(frozen=True, slots=True)
class CommitmentSeen:
    """One agreed step of the client's, and what was said about it since."""

    id: UUID
    engagement_id: UUID
    session_id: UUID
    text: str
    agreed_on: date
    due_on: date | None
    steps: list[StepSeen]

    @property
    def stands(self) -> str:
        """The last word; "" if nothing was said yet."""
        return self.steps[-1].stands if self.steps else ""

    @property
    def stands_on_screen(self) -> str:
        return self.steps[-1].stands_on_screen if self.steps else NOTHING_SAID


def get_commitment(*, actor: Actor, commitment_id: UUID) -> Commitment:
    """Raises NotFound, also for one of a session entered in error."""
    rows = Commitment.objects.select_related("engagement")
    found = get_visible(rows, actor=actor, row_id=commitment_id)
    if found.session_id in in_error(actor=actor, engagement_ids=[found.engagement_id]):
        raise NotFound
    return found


def read_commitment(*, actor: Actor, commitment_id: UUID) -> CommitmentSeen:
    """One commitment, and what was said about it. The reading enters the trail.

    Raises NotFound.
    """
    row = get_commitment(actor=actor, commitment_id=commitment_id)
    audit.record(verb="read", object_kind="commitment", object_id=row.id, chain=row.engagement_id)
    steps = CommitmentStep.objects.filter(commitment=row).order_by("created_at")
    return _seen(row, [_step(row, step, text=_said(step)) for step in steps])


def list_commitments(
    *, actor: Actor, engagement_id: UUID, until: date | None = None
) -> list[CommitmentSeen]:
    """What was agreed, in order of time, each with how it stands, without what was said about it.

    until  the last day that counts, as dates stand in the zone of the request: what was agreed or
    said later is left out.
    """
    rows = Commitment.objects.filter(
        engagement_id=engagement_id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).select_related("engagement")
    if until is not None:
        rows = rows.filter(agreed_on__lte=until)
    gone = in_error(actor=actor, engagement_ids=[engagement_id])
    kept = [row for row in rows.order_by("agreed_on", "created_at") if row.session_id not in gone]
    steps: dict[UUID, list[StepSeen]] = {row.id: [] for row in kept}
    by_id = {row.id: row for row in kept}
    for step in CommitmentStep.objects.filter(commitment__in=list(by_id)).order_by("created_at"):
        if until is None or dates.local(step.created_at).date() <= until:
            row = by_id[step.commitment_id]
            steps[row.id].append(_step(row, step, text=""))
    return [_seen(row, steps[row.id]) for row in kept]


def _seen(row: Commitment, steps: list[StepSeen]) -> CommitmentSeen:
    return CommitmentSeen(
        id=row.id,
        engagement_id=row.engagement_id,
        session_id=row.session_id,
        text=vault.open_text(row, "text", engagement_id=row.engagement_id),
        agreed_on=row.agreed_on,
        due_on=row.due_on,
        steps=steps,
    )


def _step(row: Commitment, step: CommitmentStep, *, text: str) -> StepSeen:
    by_client = step.author_id == row.engagement.client_id
    return StepSeen(at=step.created_at, by_client=by_client, stands=step.stands, text=text)


def _said(step: CommitmentStep) -> str:
    return vault.open_text(step, "text", engagement_id=step.engagement_id)
