"""What the agreement lists is stated in what goes out, or nothing goes out."""

import json
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection

from accounts.access import acting_as
from reviews.releases import actions as releases
from reviews.releases.rules import NotReady
from reviews.reports.models import Ground, Report
from reviews.reports.rules import NotReady as NotSigned
from tests import covers
from tests import sharing_story as story
from tests.concerns import step, told
from tests.ground import acted_once
from tracker.lib import clock, dates

STATED = (
    "At a work event in this period she made a remark about a colleague's body, and told it herself "
    "the next morning. The plan has changed: she leaves such events early."
)
PARTS = ("takes_part", "attendance", "commitments")


@acted_once
def concern(cast, engagement, now):
    return told(cast.eli.actor, engagement.id, now=now)


def listed(cast, concern, now):
    return step(cast.dana.actor, concern, "listed", agreed_key="as_described", now=now)


@acted_once
def permission(cast, engagement, now):
    return story.permitted(cast, engagement.id, parts=(*story.EVERY_PART, "concerns"), now=now)


def test_nothing_is_signed_that_leaves_it_out(cast, engagement, concern, now):
    story.signed_report(cast, engagement.id, now=now)
    listed(cast, concern, now)
    with pytest.raises(NotSigned) as refusal:
        story.signed_report(cast, engagement.id, now=now)
    assert [p.where for p in refusal.value.problems] == ["concerns"]
    assert "a half-true summary is not sent" in refusal.value.problems[0].sentence


def test_what_was_signed_before_goes_out_no_more(cast, engagement, concern, permission, now):
    report = story.signed_report(cast, engagement.id, now=now)
    story.released(cast, report, permission, parts=PARTS, now=now)
    listed(cast, concern, now + timedelta(minutes=1))
    with pytest.raises(NotReady) as refusal:
        story.released(cast, report, permission, parts=("takes_part", "commitments"), now=now)
    assert "a half-true summary is not sent" in refusal.value.sentences[0]


def test_a_version_that_states_it_goes_out_with_that_part(
    cast, engagement, concern, permission, now
):
    report = story.signed_report(cast, engagement.id, now=now)
    listed(cast, concern, now)
    later = now + timedelta(seconds=5)
    stated = story.corrected_report(cast, report, concerns=STATED, stated=(concern.id,), now=later)
    with pytest.raises(NotReady):
        story.released(cast, stated, permission, parts=PARTS, now=later)
    every = (*story.EVERY_PART, "concerns")
    assert story.released(cast, stated, permission, parts=every, now=later)


def test_one_that_is_stated_covers_no_other(cast, engagement, concern, permission, now):
    report = story.signed_report(cast, engagement.id, now=now)
    other = told(cast.eli.actor, engagement.id, text="Another one, a week later.", now=now)
    for each in (concern, other):
        listed(cast, each, now)
    every, later = (*story.EVERY_PART, "concerns"), now + timedelta(seconds=5)
    with pytest.raises(NotSigned) as refusal:
        story.corrected_report(cast, report, concerns=STATED, stated=(concern.id,), now=later)
    [problem] = refusal.value.problems
    assert "does not rest on what was told on" in problem.sentence
    with acting_as(cast.dana.actor):
        [draft] = Report.objects.filter(state=Report.DRAFT)
        ground = Ground.objects.filter(section__report=draft, of_kind="session")[0].of_id
    story.write_draft(
        cast.dana.actor,
        draft.id,
        ground=("session", ground),
        concerns=STATED,
        stated=(concern.id, other.id),
        now=later,
    )
    story.sign_draft(cast.dana.actor, draft.id, now=later)
    assert _unstated(cast.eli, draft, every) == set()
    assert story.released(cast, draft, permission, parts=every, now=later)


def test_the_database_asks_for_each_one(cast, engagement, concern, permission, now, monkeypatch):
    report = story.signed_report(cast, engagement.id, now=now)
    other = told(cast.eli.actor, engagement.id, text="Another one, a week later.", now=now)
    for each in (concern, other):
        listed(cast, each, now)
    monkeypatch.setattr("reviews.reports.readiness._left_out", lambda *_: ())
    every, later = (*story.EVERY_PART, "concerns"), now + timedelta(seconds=5)
    one = story.corrected_report(cast, report, concerns=STATED, stated=(concern.id,), now=later)
    assert _unstated(cast.eli, one, every) == {other.id}
    with pytest.raises(NotReady):
        story.released(cast, one, permission, parts=every, now=later)


def test_what_was_told_after_the_period_can_be_stated(cast, engagement, now, being):
    from reviews.reports.grounds import ground_choices

    report = story.signed_report(cast, engagement.id, now=now)
    before = dates.local(now).date() - timedelta(days=1)
    concern = told(cast.eli.actor, engagement.id, now=now)
    with being(cast.dana.actor):
        report.period_to = before
        offered = ground_choices(actor=cast.dana.actor, report=report)
        assert ("concern", concern.id) in {(c.of_kind, c.of_id) for c in offered}
        assert "session" not in {c.of_kind for c in offered}


def test_whose_time_has_not_come_learns_of_none(cast, engagement, concern, now):
    report = story.signed_report(cast, engagement.id, now=now)
    listed(cast, concern, now)
    covers.agree(cast, covers.ask(cast, engagement.id, now=now), now=now)
    assert _unstated(cast.mo, report, PARTS) == set()
    clock.move(timedelta(days=covers.FIRST + 1))
    assert _unstated(cast.mo, report, PARTS) == {concern.id}


def test_that_somebody_takes_part_misleads_nobody(cast, engagement, concern, permission, now):
    report = story.signed_report(cast, engagement.id, now=now)
    listed(cast, concern, now)
    with pytest.raises(NotReady):
        story.released(cast, report, permission, parts=PARTS, now=now)
    assert story.released(cast, report, permission, parts=("takes_part",), now=now)


def test_looked_at_again_it_binds_no_more(cast, engagement, concern, permission, now):
    report = story.signed_report(cast, engagement.id, now=now)
    listed(cast, concern, now)
    with pytest.raises(NotReady):
        story.released(cast, report, permission, parts=PARTS, now=now)
    step(cast.dana.actor, concern, "not_listed", now=now + timedelta(seconds=1))
    assert story.released(cast, report, permission, parts=PARTS, now=now)


def test_the_database_refuses_it_without_the_rule(
    cast, engagement, concern, permission, now, monkeypatch
):
    report = story.signed_report(cast, engagement.id, now=now)
    monkeypatch.setattr(releases.doors, "leaves_out", lambda **_: False)
    assert story.released(cast, report, permission, parts=PARTS, now=now)
    listed(cast, concern, now)
    with pytest.raises(ProgrammingError, match="row-level security"):
        story.released(cast, report, permission, parts=("takes_part", "commitments"), now=now)


def _unstated(person, report, parts):
    with acting_as(person.actor), connection.cursor() as cursor:
        cursor.execute(
            "select * from app.unstated_concerns(%s, %s)", [report.id, json.dumps(list(parts))]
        )
        return {row[0] for row in cursor.fetchall()}
