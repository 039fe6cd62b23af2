"""With every check of the application switched off, who works with Eli is changed by nobody else.

As test_second_wall.py, for covers, handovers, objections, absences and closing an account.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from accounts.access import Actor
from reviews.assignments import absences, actions, closing, handover_queries, handovers, queries
from reviews.assignments.doors import list_changes
from reviews.assignments.models import Absence, Cover, Handover
from reviews.engagements.models import Engagement
from reviews.engagements.queries import see_engagement
from tests import covers as told_covers
from tests import handovers as told_handovers
from tests.ground import acted_once
from tests.laws.test_second_wall import (
    EVERYTHING,
    _any_one,
    _yes,
    answer,
    goes_through,
    ids_in,
    switched_off,
)
from tests.story import being as being_one
from tracker.lib import clock

EVERYBODY = ("dana", "eli", "mo", "otto", "ada")
ROOM = "reviews.assignments"


@contextmanager
def nothing_is_checked() -> Iterator[None]:
    switches: list[tuple[str, Any]] = [
        (f"{ROOM}.rules.may_arrange", _yes),
        (f"{ROOM}.asking.check_may_ask", lambda **given: None),
        (f"{ROOM}.actions.check_may_ask", lambda **given: None),
        (f"{ROOM}.handovers.check_may_ask", lambda **given: None),
        (f"{ROOM}.queries._mine", lambda actor: Cover.objects.all()),
        (f"{ROOM}.handover_queries._mine", lambda actor: Handover.objects.all()),
        (f"{ROOM}.handover_queries.get_absence", _any_one(Absence, "absence_id")),
    ]
    with ExitStack() as stack:
        stack.enter_context(switched_off(EVERYTHING))
        for target, replacement in switches:
            stack.enter_context(mock.patch(target, replacement))
        yield


class Told:
    """Mo is asked to cover and to take over, Eli objects to the second; Dana is noted as away."""

    def __init__(self, cast: Any, story: Any, now: Any) -> None:
        self.cast = cast
        self.engagement_id = story.engagement_id
        self.cover = told_covers.ask(cast, story.engagement_id, now=now)
        self.handover = told_handovers.plant(cast, story.engagement_id, now=now)
        told_handovers.object_to(cast, self.handover, "I would rather wait.", now=now)
        with being_one(cast, "ada"):
            self.absence = absences.note_absence(
                actor=cast.ada.actor,
                person_id=cast.dana.user_id,
                starts_on=told_covers.day(cast, 0, now=now),
                now=now,
            )
        with being_one(cast, "dana"):
            self.engagement = Engagement.objects.get(id=story.engagement_id)
            self.seen = see_engagement(actor=cast.dana.actor, engagement_id=story.engagement_id)
        self.ids = {
            str(row.id) for row in (self.engagement, self.cover, self.handover, self.absence)
        }


@acted_once
def told(cast: Any, story: Any, now: Any) -> Told:
    return Told(cast, story, now)


Call = Callable[[Actor, Told], Any]

# Name → (who may read it, the call).
READS: dict[str, tuple[tuple[str, ...], Call]] = {
    "see_cover": (
        ("dana", "eli", "mo"),
        lambda a, t: queries.see_cover(actor=a, cover_id=t.cover.id),
    ),
    "open_cover": (
        ("dana", "eli"),
        lambda a, t: queries.open_cover(actor=a, engagement_id=t.engagement_id, now=clock.now()),
    ),
    "covers_asked": (("mo",), lambda a, t: queries.covers_asked(actor=a, now=clock.now())),
    "see_handover": (
        ("dana", "eli"),
        lambda a, t: handover_queries.see_handover(actor=a, handover_id=t.handover.id),
    ),
    "read_objection": (
        ("dana", "eli"),
        lambda a, t: handover_queries.read_objection(actor=a, handover_id=t.handover.id),
    ),
    "absences": (("dana", "eli", "ada"), lambda a, t: list(Absence.objects.all())),
    "list_changes": (("ada",), lambda a, t: list_changes()),
}
# Name → (who may do it, the call).
ACTS: dict[str, tuple[tuple[str, ...], Call]] = {
    "agree_to_cover": (
        ("mo",),
        lambda a, t: actions.agree_to_cover(actor=a, cover=t.cover, now=clock.now()),
    ),
    "decline_cover": (
        ("mo",),
        lambda a, t: actions.decline_cover(actor=a, cover=t.cover, now=clock.now()),
    ),
    "end_cover": (
        ("dana",),
        lambda a, t: actions.end_cover(actor=a, cover=t.cover, now=clock.now()),
    ),
    "take_back_objection": (
        ("eli",),
        lambda a, t: handovers.take_back_objection(actor=a, handover=t.handover, now=clock.now()),
    ),
    "withdraw_handover": (
        ("dana",),
        lambda a, t: handovers.withdraw_handover(actor=a, handover=t.handover, now=clock.now()),
    ),
    "end_absence": (
        ("dana", "ada"),
        lambda a, t: absences.end_absence(actor=a, absence=t.absence, now=clock.now()),
    ),
    "note_death": (
        ("dana",),
        lambda a, t: closing.note_death(
            actor=a, engagement=t.engagement, authenticated_at=clock.now(), now=clock.now()
        ),
    ),
}


def test_reads_show_nothing_foreign(cast, told):
    shown = []
    for name, (rightful, read) in READS.items():
        for who in EVERYBODY:
            with being_one(cast, who):
                if who in rightful:
                    assert answer(read, getattr(cast, who).actor, told), (name, who)
                    continue
                with nothing_is_checked():
                    found = answer(read, getattr(cast, who).actor, told)
                if told.ids & ids_in(found) or isinstance(found, str):
                    shown.append((name, who))
    assert shown == []


def test_acts_of_others_change_nothing(cast, told):
    went_through = []
    for name, (rightful, act) in ACTS.items():
        for who in EVERYBODY:
            with being_one(cast, who):
                if who in rightful:
                    assert goes_through(act, getattr(cast, who).actor, told), (name, who)
                    continue
                with nothing_is_checked():
                    if goes_through(act, getattr(cast, who).actor, told):
                        went_through.append((name, who))
    assert went_through == []
