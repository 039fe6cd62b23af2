"""A new version begins with what can still be chosen."""

from reviews.amendments.actions import mark_in_error
from reviews.reports.actions import begin_version
from reviews.reports.queries import get_signed


def test_a_ground_entered_in_error_stays_behind(signed, log, dana, now, being, open_draft):
    with being(dana):
        mark_in_error(
            actor=dana,
            engagement_id=log.engagement_id,
            of_kind="session",
            of_id=log.id,
            reason="Another day.",
            now=now,
        )
        before = get_signed(actor=dana, report_id=signed.id)
        draft = begin_version(actor=dana, report=before, now=now)
    section = open_draft(draft).section("seen")
    assert section.text and section.grounds == set()
