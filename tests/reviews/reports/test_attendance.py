"""What counts as offered, counted by hand."""

from datetime import date, timedelta

import pytest

from reviews.checkins import actions as checkins
from reviews.checkins.models import CheckIn
from reviews.checkins.moving import agree_to_move, ask_move
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.engagements.queries import see_engagement
from reviews.reports import facts
from reviews.reports.filling import meetings

DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("why_not", "counts"),
    [("told_beforehand", True), ("not_told", True), ("logistics", False), ("our_side", False)],
)
def test_a_missed_one_counts_unless_it_was_not_the_clients_doing(why_not, counts):
    found = facts.meeting(on=DAY, held=False, missed=True, why_not=why_not)

    assert found == (facts.Meeting(DAY, held=False) if counts else None)


def test_one_missed_and_talked_about_later_was_held():
    found = facts.meeting(on=DAY, held=True, missed=False, why_not="our_side")

    assert found == facts.Meeting(DAY, held=True)


def test_a_period_counted_by_hand(dana, eli, engagement, now, being):
    """Six times: held, missed untold, missed on our side, not needed, moved (and held), untouched.

    Offered are three: the held one, the untold one, and the moved one at its new time.
    """
    with being(dana):
        listed = list_checkins(actor=dana, engagement_ids=[engagement.id])[:6]
    held, untold, ours, skipped, moved, untouched = listed
    late = untouched.due_at + timedelta(days=3)
    with being(dana):

        def of(checkin):
            return get_checkin(actor=dana, checkin_id=checkin.id)

        checkins.mark_discussed(actor=dana, checkin=of(held), now=held.due_at)
        checkins.mark_missed(
            actor=dana, checkin=of(untold), why="not_told", words="", now=untold.due_at
        )
        checkins.mark_missed(
            actor=dana, checkin=of(ours), why="our_side", words="", now=ours.due_at
        )
        checkins.mark_not_needed(actor=dana, checkin=of(skipped), now=now)
        asked = ask_move(
            actor=dana,
            checkin=of(moved),
            to_date=moved.on_date + timedelta(days=1),
            to_time=moved.wall_time,
            words="",
            notice=timedelta(0),
            now=now,
        )
    with being(eli):
        new = agree_to_move(actor=eli, move=asked, now=now)
    with being(dana):
        checkins.mark_discussed(actor=dana, checkin=of(new), now=late)
        checkins.close_checkin(actor=dana, checkin=of(new), now=late)
        assert of(moved).state == CheckIn.MOVED

        found = meetings(
            actor=dana,
            engagement=see_engagement(actor=dana, engagement_id=engagement.id),
            first=held.on_date,
            last=late.date(),
        )

    assert found == [
        facts.Meeting(held.on_date, held=True),
        facts.Meeting(untold.on_date, held=False),
        facts.Meeting(new.on_date, held=True),
    ]
    assert facts.attendance(found, first=held.on_date, last=late.date())[0].endswith(
        "three check-ins were offered and two held."
    )
