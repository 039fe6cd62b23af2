"""The room's words, as pages and reports say them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep
from tracker.lib.dates import month_day

STANDS_ON_SCREEN: dict[str, str] = {
    CommitmentStep.UNDER_WAY: "under way",
    CommitmentStep.DONE: "done",
    CommitmentStep.CHANGED: "changed",
    CommitmentStep.NOT_STARTED: "not started",
    CommitmentStep.NOT_TAKEN_UP: "not taken up",
    CommitmentStep.ATTENDED: "attended",
    CommitmentStep.NOT_ATTENDED: "not attended",
    CommitmentStep.CARRIED_OVER: "carried over",
    CommitmentStep.REPLACED: "changed",
    CommitmentStep.LET_GO: "let go",
}
NOTHING_SAID = "nothing said yet"
OUTSIDE_ON_SCREEN: dict[str, str] = {
    Commitment.GROUP: "a group",
    Commitment.TWELVE_STEP: "a 12-step meeting",
    Commitment.COACH: "a coach",
    Commitment.COUPLES: "counseling for couples",
    Commitment.RESIDENTIAL: "a residential stay",
    Commitment.PUBLIC_ACCOUNTS: "hearing survivors’ public accounts",
}
SAYS_ON_SCREEN: dict[str, str] = {
    CommitmentAnswer.AGREES: "agreed",
    CommitmentAnswer.DISAGREES: "did not agree",
    CommitmentAnswer.COULD_NOT: "could not answer",
}
AGREED, PROPOSED = "agreed", "proposed"
CLIENT_DISAGREES, CLINICIAN_DISAGREES, COULD_NOT = (
    "client_disagrees",
    "clinician_disagrees",
    "could_not",
)
# As a page says it to the clinician; a page to the client says "you".
AGREEMENT_ON_SCREEN: dict[str, str] = {
    AGREED: "agreed",
    PROPOSED: "proposed, not answered yet",
    CLIENT_DISAGREES: "the client did not agree, and says why",
    CLINICIAN_DISAGREES: "the clinician did not agree",
    COULD_NOT: "the client could not answer yet",
}
# A reader hears of a why only where it stands beside it.
IN_A_REPORT: dict[str, str] = AGREEMENT_ON_SCREEN | {CLIENT_DISAGREES: "the client did not agree"}
TO_CLIENT: dict[str, str] = AGREEMENT_ON_SCREEN | {
    CLIENT_DISAGREES: "you did not agree, and say why",
    COULD_NOT: "you could not answer yet",
}


def stands(word: str, on_day: date | None) -> str:
    """ "carried over to June 3", "attended on June 3"; "done" """
    if on_day is None:
        return STANDS_ON_SCREEN[word]
    to = "to" if word == CommitmentStep.CARRIED_OVER else "on"
    return f"{STANDS_ON_SCREEN[word]} {to} {month_day(on_day)}"


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """What one of the two answered."""

    at: datetime
    by_client: bool
    says: str
    text: str  # the why; in lists only where the client chose that it may be told
    ask_again_on: date | None = None
    may_be_told: bool = False

    @property
    def says_on_screen(self) -> str:
        """ "could not answer; to be asked again on June 3" """
        again = (
            f"; to be asked again on {month_day(self.ask_again_on)}" if self.ask_again_on else ""
        )
        return SAYS_ON_SCREEN[self.says] + again

    @property
    def is_of_client(self) -> bool:
        """Whose mind it tells: that the client could not answer may be said for them."""
        return self.by_client or self.says == CommitmentAnswer.COULD_NOT


def agreement(answers: list[AnswerSeen], *, proposed_by_client: bool | None) -> str:
    """Where the two stand: whoever proposes agrees, a session is agreed by both, and after that
    the last answer of each counts.

    proposed_by_client  None: agreed in a session.
    """
    client = CommitmentAnswer.AGREES if proposed_by_client in (None, True) else ""
    clinician = CommitmentAnswer.AGREES if proposed_by_client in (None, False) else ""
    for answer in answers:
        if answer.is_of_client:
            client = answer.says
        else:
            clinician = answer.says
    if client == CommitmentAnswer.DISAGREES:
        return CLIENT_DISAGREES
    if client == CommitmentAnswer.COULD_NOT:
        return COULD_NOT
    if clinician == CommitmentAnswer.DISAGREES:
        return CLINICIAN_DISAGREES
    return AGREED if client and clinician else PROPOSED
