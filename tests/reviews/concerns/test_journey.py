"""A setback told the next morning changes a plan and, listed, binds a summary."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.concerns.queries import read_concern
from reviews.releases.copy_queries import read_released
from reviews.releases.rules import NotReady
from reviews.reports.sections import SECTIONS
from tests import sharing_story as story
from tests.concerns import step, told

STATED = (
    "At a work event in this period he made a remark about somebody's body, and told it himself the "
    "next morning. The plan has changed: he leaves such events early."
)
PLAN = "He leaves work events early, and rings before he goes."
PARTS = (*story.EVERY_PART, "concerns")


def test_from_the_next_morning_to_a_summary_that_says_it(cast, engagement, now, being, browser):
    dana, eli = cast.dana.actor, cast.eli.actor
    permission = story.permitted(cast, engagement.id, parts=PARTS, now=now)
    before = story.signed_report(cast, engagement.id, now=now)
    concern = told(eli, engagement.id, now=now)
    assert "told a setback" in browser(cast.dana).get(reverse("desk:today")).content.decode()
    step(dana, concern, "changed_plan", text=PLAN, now=now)
    listed = {"agreed_key": "as_described", "text": "It meets what we wrote down at the start."}
    step(dana, concern, "listed", now=now + timedelta(seconds=1), **listed)
    step(eli, concern, "answered", text="I asked for it to be in.", now=now + timedelta(seconds=2))
    with being(eli):
        seen = read_concern(actor=eli, concern_id=concern.id)
        assert [s.kind for s in seen.steps] == ["changed_plan", "listed", "answered"]
    later = now + timedelta(seconds=5)
    with pytest.raises(NotReady):
        story.released(cast, before, permission, parts=story.EVERY_PART, now=later)
    stated = story.corrected_report(cast, before, concerns=STATED, stated=(concern.id,), now=later)
    release = story.released(cast, stated, permission, parts=PARTS, now=later)
    with being(eli):
        _, document = read_released(actor=eli, release_id=release.id)
    said = {section["heading"]: section["paragraphs"] for section in document["sections"]}
    assert said[SECTIONS["concerns"].heading] == [STATED]
    assert PLAN not in str(document)  # what the two say to each other stays between them
