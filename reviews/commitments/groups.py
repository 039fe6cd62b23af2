"""Commitments as a page lists them: by goal, and in each by who carries them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reviews.commitments import words
from reviews.commitments.goal_queries import GoalSeen
from reviews.commitments.models import Commitment
from reviews.commitments.queries import CommitmentSeen
from reviews.engagements.queries import EngagementSeen
from tracker.lib.dates import capitalized, full_day

ORDER = (Commitment.CLIENT, Commitment.SUPPORT, Commitment.CLINICIAN)


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment in a list."""

    seen: CommitmentSeen
    tag: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """A goal, or none, with what belongs to it: (who carries it, commitments)."""

    goal: GoalSeen | None
    agreement: str = ""
    carried: list[tuple[str, list[Line]]] = field(default_factory=list)


def by_goal(
    listed: Iterable[CommitmentSeen],
    goals: Iterable[GoalSeen],
    *,
    engagement: EngagementSeen,
    to_client: bool,
) -> list[Group]:
    """Goals in the order in which they were set, then what has no goal."""
    said = words.TO_CLIENT if to_client else words.AGREEMENT_ON_SCREEN
    found = list(listed)
    groups = []
    for goal in [*goals, None]:
        mine = [c for c in found if c.goal_id == (goal.id if goal else None)]
        if goal is None and not mine:
            continue
        carried = []
        for who in ORDER:
            theirs = [c for c in mine if c.carried_by == who]
            if theirs:
                name = carrier(theirs[0], engagement=engagement, to_client=to_client)
                carried.append((capitalized(name), [_line(c, to_client=to_client) for c in theirs]))
        agreement = "" if goal is None or goal.is_agreed else said[goal.agreement]
        groups.append(Group(goal, agreement, carried))
    return groups


def carrier(seen: CommitmentSeen, *, engagement: EngagementSeen, to_client: bool) -> str:
    """Who carries it, to one of the two."""
    if seen.carried_by == Commitment.SUPPORT:
        return "a support at work"
    if (seen.carried_by == Commitment.CLIENT) == to_client:
        return "you"
    return engagement.clinician_name if to_client else engagement.short_name


def _line(seen: CommitmentSeen, *, to_client: bool) -> Line:
    by = f", by {full_day(seen.due_on)}" if seen.due_on else ""
    sentences = [
        f"{capitalized(seen.verb)} on {full_day(seen.agreed_on)}{by}.",
        seen.not_agreed(to_client=to_client),
        f"A step elsewhere: {seen.outside_on_screen}." if seen.outside else "",
    ]
    return Line(seen, capitalized(seen.stands_on_screen), " ".join(s for s in sentences if s))
