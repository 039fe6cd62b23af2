"""What each act of questions needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.checkins.queries import get_checkin
from reviews.prompts import actions as prompts
from tests.laws.acts import Act, Stage

READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.prompts.actions.prepare_checkin": lambda s: s.as_(
        s.dana, lambda: get_checkin(actor=s.dana, checkin_id=s.checkin.id)
    )
}

ACTS: dict[str, Act] = {
    "reviews.prompts.actions.publish_questions": Act(
        lambda s: s.as_(
            s.dana,
            lambda: prompts.publish_questions(
                actor=s.dana, area="coping", questions=["What helped?"], version=0, now=s.now
            ),
        ),
        ("publish_questions",),
    ),
    "reviews.prompts.actions.prepare_checkin": Act(
        lambda s: s.as_(
            s.dana,
            lambda: prompts.prepare_checkin(
                actor=s.dana, checkin=s.ready, focus_areas=[], questions=["Why?"], now=s.now
            ),
        ),
        ("prepare_checkin",),
    ),
}
