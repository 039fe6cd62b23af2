"""Who says what about commitments and goals, and when."""

from accounts.access import Actor
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

# What may be said of how one stands. Carried over, changed and let go are acts of their own.
SAID = (
    CommitmentStep.UNDER_WAY,
    CommitmentStep.DONE,
    CommitmentStep.NOT_STARTED,
    CommitmentStep.NOT_TAKEN_UP,
)
# Steps elsewhere whose very kind tells of health, a belief or a marriage: no report states one.
NEVER_STATED = frozenset({Commitment.TWELVE_STEP, Commitment.COUPLES, Commitment.RESIDENTIAL})
CLIENTS_ALONE = frozenset({CommitmentAnswer.COULD_NOT})


def can_note(actor: Actor, engagement: Engagement) -> bool:
    """Either of the two, whatever the act; those that need the work to go on hold it active too."""
    return engagement_rules.is_client(actor, engagement) or engagement_rules.is_clinician(
        actor, engagement
    )


def fits(*, carried_by: str, outside: str, prepared: bool) -> bool:
    """A step elsewhere is the client's; public accounts, and nothing else, have their two days."""
    known = {value for value, _ in Commitment.OUTSIDE} | {""}
    return (
        carried_by in {value for value, _ in Commitment.CARRIED_BY}
        and outside in known
        and (not outside or carried_by == Commitment.CLIENT)
        and (outside == Commitment.PUBLIC_ACCOUNTS) == prepared
    )


def stays_between(*, outside: str, chosen: bool) -> bool:
    """Whether it stays between the two: of some steps elsewhere always, whatever was chosen."""
    return chosen or outside in NEVER_STATED


def can_say(*, says: str, by_client: bool, proposed_by_client: bool | None) -> bool:
    """Who gives which answer.

    The client answers at any time, also to what they once agreed to or proposed; the clinician
    answers what the client proposed. That the client could not answer is said by either.

    proposed_by_client  None: agreed in a session.
    """
    if says not in {value for value, _ in CommitmentAnswer.SAYS}:
        return False
    if by_client or says in CLIENTS_ALONE:
        return True
    return proposed_by_client is True
