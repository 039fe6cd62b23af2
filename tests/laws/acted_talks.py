"""What is said in the acted story: each text found nowhere else in the repository, as in acted.py."""

from typing import Any
from uuid import UUID

from accounts.access import Actor, acting_as

DONE = "We walked through the episode of the borrowed accordion once more."
SEEN = "The walnut bowl was turned upside down while the answer came."
AGREED = "Leaves the rowing shed before the lanterns are lit"
STEP = "Out of the rowing shed at seven, both evenings, lanterns unlit."
PLAINLY = "You spoke of the accordion as though it had played itself."
ACCEPTED = "The accordion was in my hands, that much I accept."
PRIVATE = "I catch myself wanting the heron painting to mean something."
LATER = "The episode began a day earlier, beside the kiln."
WHY_LATER = "The kiln was left out of the first wording."
WHY_WRONG = "This page belongs to the week of the marmalade fair."
UNSIGNED = "Half a sentence about the pewter teapot, not signed."

TYPED = {
    "log": DONE,
    "log, seen": SEEN,
    "commitment": AGREED,
    "step": STEP,
    "feedback": PLAINLY,
    "reply": ACCEPTED,
    "process note": PRIVATE,
    "amendment": LATER,
    "reason": WHY_LATER,
    "in error": WHY_WRONG,
    "unsigned log": UNSIGNED,
}


def act_talks(dana: Actor, eli: Actor, engagement_id: UUID, *, now: Any) -> None:
    """Everything Dana and Eli say, and one log of a wrong day."""
    from django.db import transaction

    from reviews.amendments.actions import add_addendum, mark_in_error
    from reviews.commitments.actions import note_step
    from reviews.commitments.queries import list_commitments, read_commitment
    from reviews.feedback.queries import list_feedback, read_feedback
    from reviews.sessions.queries import list_process_notes, list_sessions, read_session
    from reviews.sessions.words import Agreed
    from tests.talks import commitment_of, give_feedback, log_session, note_privately, reply_to

    said = {"done": DONE, "seen": SEEN, "commitments": [Agreed(text=AGREED)]}
    session = log_session(dana, engagement_id, now=now, **said)
    wrong = log_session(dana, engagement_id, now=now, **said)
    log_session(dana, engagement_id, now=now, sign=False, done=UNSIGNED)
    feedback = give_feedback(dana, engagement_id, now=now, session=session, text=PLAINLY)
    reply_to(eli, feedback.id, now=now, accept=ACCEPTED)
    note_privately(dana, engagement_id, now=now, text=PRIVATE)
    commitment = commitment_of(eli, session)
    about = {"actor": dana, "engagement_id": engagement_id, "of_kind": "session", "now": now}
    with acting_as(eli), transaction.atomic():
        note_step(actor=eli, commitment=commitment, stands="under_way", text=STEP, now=now)
        read_commitment(actor=eli, commitment_id=commitment.id)
    with acting_as(dana), transaction.atomic():
        add_addendum(**about, of_id=session.id, reason=WHY_LATER, text=LATER)
        mark_in_error(**about, of_id=wrong.id, reason=WHY_WRONG)
        list_process_notes(actor=dana, engagement_id=engagement_id)
    for reader in (dana, eli):
        with acting_as(reader), transaction.atomic():
            assert read_session(actor=reader, session_id=session.id).words
            read_feedback(actor=reader, feedback_id=feedback.id)
            list_sessions(actor=reader, engagement_ids=[engagement_id])
            list_feedback(actor=reader, engagement_ids=[engagement_id])
            list_commitments(actor=reader, engagement_id=engagement_id)
