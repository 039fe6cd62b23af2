"""The records a text may rest on: signed or shared ones of the engagement, as kinds and days.

A report offers the same (reviews.reports.grounds), and reviews beside them.
"""

from datetime import date
from uuid import UUID

from accounts.access import Actor
from reviews.agreements.models import Agreement
from reviews.agreements.queries import list_agreements
from reviews.commitments.queries import list_commitments
from reviews.commitments.words import PROPOSED
from reviews.feedback.queries import list_feedback
from reviews.journal import grounds
from reviews.journal.grounds import GroundChoice
from reviews.journal.queries import list_entries
from reviews.sessions.queries import list_sessions
from tracker.lib import dates


def record_choices(*, actor: Actor, engagement_id: UUID) -> list[GroundChoice]:
    """Signed sessions, published feedback, commitments and accepted agreements; no draft, and nothing
    that was only proposed.
    """
    ids = [engagement_id]
    found = [
        GroundChoice(grounds.SESSION, log.id, log.on_date)
        for log in list_sessions(actor=actor, engagement_ids=ids)
        if log.signed_at is not None and not log.in_error
    ]
    found += [
        GroundChoice(grounds.FEEDBACK, said.id, dates.local(said.published_at).date())
        for said in list_feedback(actor=actor, engagement_ids=ids)
        if said.published_at is not None and not said.in_error
    ]
    found += [
        GroundChoice(grounds.COMMITMENT, item.id, item.agreed_on)
        for item in list_commitments(actor=actor, engagement_id=engagement_id)
        if item.agreement != PROPOSED
    ]
    found += [
        GroundChoice(grounds.AGREEMENT, row.id, dates.local(row.answered_at).date())
        for row in list_agreements(actor=actor, engagement_ids=ids)
        if row.state == Agreement.ACCEPTED and row.answered_at is not None
    ]
    return sorted(found, key=lambda choice: choice.on)


def part_choices(*, actor: Actor, engagement_id: UUID, last: date) -> list[GroundChoice]:
    """What a part of a review may rest on: the records up to its day, and what was shared."""
    shared = [
        GroundChoice(grounds.WRITING, entry.id, dates.local(entry.shared_at).date())
        for entry in list_entries(actor=actor, engagement_ids=[engagement_id])
        if entry.shared_at is not None
    ]
    found = [*record_choices(actor=actor, engagement_id=engagement_id), *shared]
    return sorted((c for c in found if c.on <= last), key=lambda choice: choice.on)
