"""What each act of the rooms needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.agreements import actions as agreements
from reviews.checkins import actions as checkins
from reviews.checkins.queries import get_checkin
from reviews.engagements import actions as engagements
from reviews.journal import actions as journal
from reviews.journal.models import Entry
from reviews.limits import actions as limits
from reviews.limits.queries import current_version
from reviews.reminders import actions as reminders
from tests import agreeing
from tests.conftest import terms_from
from tests.laws.acts import PART_OF, Act, Stage

OWN_DRAFT = "one's own unshared draft leaves no trace (decision 8)"
SCHEDULE = "the schedule's own step; it reads and shows no words"


def _reread(row: Any) -> Any:
    row.refresh_from_db()
    return row


def _conflict(s: Stage) -> Any:
    draft = s.draft
    s.as_(
        s.eli,
        lambda: journal.save_answer(
            actor=s.eli, entry=draft, prompt=draft.prompts[0], text="Other", version=0, now=s.now
        ),
    )
    return draft


def _cadence(s: Stage, make: Callable[..., Any]) -> Any:
    terms = terms_from(s.now)
    return make(
        actor=s.eli,
        engagement=s.ready,
        phases=terms.phases,
        wall_time=terms.wall_time,
        zone=terms.zone,
        now=s.now,
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.agreements.actions.accept_agreement": lambda s: s.offered,
    "reviews.agreements.actions.decline_agreement": lambda s: s.offered,
    "reviews.agreements.actions.withdraw_offer": lambda s: s.offered,
    "reviews.agreements.actions.end_work": lambda s: s.engagement,
    "reviews.engagements.actions.start_engagement": lambda s: s.offered.engagement,
    "reviews.engagements.actions.decline_engagement": lambda s: s.offered.engagement,
    "reviews.engagements.actions.withdraw_engagement": lambda s: s.offered.engagement,
    "reviews.engagements.actions.end_engagement": lambda s: s.engagement,
    "reviews.limits.actions.acknowledge_limits": lambda s: s.offered.engagement,
    "reviews.checkins.actions.start_cadence": lambda s: s.offered.engagement,
    "reviews.checkins.actions.new_cadence": lambda s: s.offered.engagement,
    "reviews.checkins.actions.open_due": lambda s: s.checkin,
    "reviews.checkins.actions.mark_shared": lambda s: s.checkin,
    "reviews.checkins.actions.mark_discussed": lambda s: s.as_(
        s.dana, lambda: get_checkin(actor=s.dana, checkin_id=s.checkin.id)
    ),
    "reviews.checkins.actions.stop_cadence": lambda s: s.engagement,
    "reviews.journal.actions.begin_reflection": lambda s: s.as_(
        s.eli, lambda: get_checkin(actor=s.eli, checkin_id=s.checkin.id)
    ),
    "reviews.journal.actions.save_answer": lambda s: s.draft,
    "reviews.journal.actions.choose_text": lambda s: _conflict(s),
    "reviews.journal.actions.discard_draft": lambda s: s.draft,
    "reviews.journal.actions.begin_writing": lambda s: s.engagement,
    "reviews.journal.actions.hand_over": lambda s: s.draft,
    "reviews.journal.actions.share_entry": lambda s: s.draft,
    "reviews.journal.actions.add_addendum": lambda s: s.as_(s.eli, lambda: _reread(s.shared)),
    "reviews.reminders.actions.sweep": lambda s: s.engagement,
    "reviews.reminders.actions.key_of": lambda s: s.checkin,
}


ACTS: dict[str, Act] = {
    # --- the engagement ---------------------------------------------------------------------------
    "reviews.engagements.actions.open_engagement": Act(
        lambda s: s.as_(
            s.dana,
            lambda: engagements.open_engagement(
                actor=s.dana, client_membership_id=s.eli.membership_id, client_name="Eli", now=s.now
            ),
        ),
        ("open_engagement",),
    ),
    "reviews.agreements.actions.offer_engagement": Act(
        lambda s: s.as_(
            s.dana,
            lambda: agreeing.offer_engagement(
                actor=s.dana,
                client_membership_id=s.eli.membership_id,
                client_name="Eli",
                terms=terms_from(s.now),
                now=s.now,
            ),
        ),
        ("open_engagement", "offer"),
    ),
    "reviews.agreements.actions.accept_agreement": Act(
        lambda s: s.as_(
            s.eli,
            lambda: agreeing.accept_agreement(
                actor=s.eli, agreement=s.ready, client_name="Eli", now=s.now
            ),
        ),
        ("accept",),
    ),
    "reviews.agreements.actions.decline_agreement": Act(
        lambda s: s.as_(
            s.eli, lambda: agreements.decline_agreement(actor=s.eli, agreement=s.ready, now=s.now)
        ),
        ("decline",),
    ),
    "reviews.agreements.actions.withdraw_offer": Act(
        lambda s: s.as_(
            s.dana, lambda: agreements.withdraw_offer(actor=s.dana, agreement=s.ready, now=s.now)
        ),
        ("withdraw_offer",),
    ),
    "reviews.agreements.actions.end_work": Act(
        lambda s: s.as_(
            s.eli, lambda: agreements.end_work(actor=s.eli, engagement=s.ready, now=s.now)
        ),
        ("end_engagement",),
    ),
    "reviews.engagements.actions.start_engagement": Act(
        lambda s: s.as_(
            s.eli,
            lambda: engagements.start_engagement(engagement=s.ready, client_name="Eli", now=s.now),
        ),
        why=PART_OF.format("accept_agreement"),
    ),
    "reviews.engagements.actions.decline_engagement": Act(
        lambda s: s.as_(
            s.eli, lambda: engagements.decline_engagement(engagement=s.ready, now=s.now)
        ),
        why=PART_OF.format("decline_agreement"),
    ),
    "reviews.engagements.actions.withdraw_engagement": Act(
        lambda s: s.as_(
            s.dana, lambda: engagements.withdraw_engagement(engagement=s.ready, now=s.now)
        ),
        why=PART_OF.format("withdraw_offer"),
    ),
    "reviews.engagements.actions.end_engagement": Act(
        lambda s: s.as_(
            s.dana, lambda: engagements.end_engagement(actor=s.dana, engagement=s.ready, now=s.now)
        ),
        ("end_engagement",),
    ),
    "reviews.limits.actions.acknowledge_limits": Act(
        lambda s: s.as_(
            s.eli,
            lambda: limits.acknowledge_limits(
                actor=s.eli, engagement=s.ready, version=current_version(), now=s.now
            ),
        ),
        ("acknowledge_limits",),
    ),
    # --- check-ins --------------------------------------------------------------------------------
    "reviews.checkins.actions.start_cadence": Act(
        lambda s: s.as_(s.eli, lambda: _cadence(s, checkins.start_cadence)),
        why=PART_OF.format("accept_agreement"),
    ),
    "reviews.checkins.actions.new_cadence": Act(
        lambda s: s.as_(s.eli, lambda: _cadence(s, checkins.new_cadence)),
        why="builds a row; whoever saves it writes the line",
    ),
    "reviews.checkins.actions.open_due": Act(
        lambda s: s.as_(s.eli, lambda: checkins.open_due(checkins=[s.ready])), why=SCHEDULE
    ),
    "reviews.checkins.actions.mark_shared": Act(
        lambda s: s.as_(s.eli, lambda: checkins.mark_shared(checkin=s.ready, now=s.now)),
        why=PART_OF.format("share_entry"),
    ),
    "reviews.checkins.actions.mark_discussed": Act(
        lambda s: s.as_(
            s.dana, lambda: checkins.mark_discussed(actor=s.dana, checkin=s.ready, now=s.now)
        ),
        ("discuss_checkin",),
    ),
    "reviews.checkins.actions.stop_cadence": Act(
        lambda s: s.as_(s.eli, lambda: checkins.stop_cadence(engagement=s.ready, now=s.now)),
        why=PART_OF.format("end_work"),
    ),
    # --- writing ----------------------------------------------------------------------------------
    "reviews.journal.actions.begin_reflection": Act(
        lambda s: s.as_(
            s.eli,
            lambda: journal.begin_reflection(
                actor=s.eli, checkin=s.ready, focus_areas=["responsibility"], now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.journal.actions.begin_writing": Act(
        lambda s: s.as_(
            s.eli,
            lambda: journal.begin_writing(
                actor=s.eli, engagement=s.ready, kind=Entry.SETBACK, now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.journal.actions.save_answer": Act(
        lambda s: s.as_(
            s.eli,
            lambda: journal.save_answer(
                actor=s.eli,
                entry=s.ready,
                prompt=s.ready.prompts[1],
                text="Words",
                version=0,
                now=s.now,
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.journal.actions.choose_text": Act(
        lambda s: s.as_(
            s.eli,
            lambda: journal.choose_text(
                actor=s.eli, entry=s.ready, prompt=s.ready.prompts[0], pick="both", now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.journal.actions.discard_draft": Act(
        lambda s: s.as_(
            s.eli, lambda: journal.discard_draft(actor=s.eli, entry=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.journal.actions.share_entry": Act(
        lambda s: s.as_(s.eli, lambda: journal.share_entry(actor=s.eli, entry=s.ready, now=s.now)),
        ("share",),
    ),
    "reviews.journal.actions.hand_over": Act(
        lambda s: s.as_(s.eli, lambda: journal.hand_over(actor=s.eli, entry=s.ready, now=s.now)),
        ("share",),
    ),
    "reviews.journal.actions.add_addendum": Act(
        lambda s: s.as_(
            s.eli, lambda: journal.add_addendum(actor=s.eli, entry=s.ready, text="More", now=s.now)
        ),
        ("add_to",),
    ),
    # --- the schedule -----------------------------------------------------------------------------
    "reviews.reminders.actions.sweep": Act(lambda s: reminders.sweep(), why=SCHEDULE),
    "reviews.reminders.actions.key_of": Act(
        lambda s: reminders.key_of(s.ready, "week"), why="pure"
    ),
}
