"""The demonstration: invented people, made only by calling the acts as each person at that time.

The clock is moved back and walks forward through the story; at each morning the sweep and the
outbox do their real work. It is one transaction: it is all there, or nothing of it is.
"""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts import anchors, doors
from accounts.outbox.delivery import deliver_pending
from reviews.agreements.terms import Terms
from reviews.checkins.recurrence import Phase, Weekly
from reviews.demo import anselm, beginnings, graham, hollis, renee, victor
from reviews.demo.stage import ZONE, Stage, Tell
from reviews.demo.weeks import walk
from tracker.lib import clock, dates

FOUNDED = 165  # days ago


def tell_the_story(*, say: Tell) -> bool:
    """Make the demonstration. Returns False, and changes nothing, if a practice exists."""
    if doors.practice_exists():
        return False
    with transaction.atomic(), timezone.override(ZoneInfo(ZONE)):
        _tell(Stage(today=clock.now(), say=say))
        clock.move(timedelta())
    anchors.take_anchor()
    return True


def _tell(stage: Stage) -> None:
    stage.say("The practice and its people")
    stage.move_to(stage.at(days_ago=FOUNDED))
    stage.found_practice()
    for key in ("voss", "halloran"):
        stage.join(key, role="clinician")
    for key in ("anselm", "graham", "renee", "victor", "hollis", "noor"):
        stage.join(key, role="client", introduced_to="voss")
    anselm.Anselm(stage)
    graham.Graham(stage)
    victor.Victor(stage)
    renee.Renee(stage)
    hollis.Hollis(stage)
    stage.plan(stage.at(days_ago=3), _talk_with_noor)
    stage.plan(stage.at(days_ago=1, hour=18), _offer_to_noor)
    courses = {
        anselm.KEY: anselm.course(stage),
        graham.KEY: graham.course(stage),
        renee.KEY: renee.course(stage),
        victor.KEY: victor.course(stage),
        hollis.KEY: hollis.course(stage),
    }
    walk(stage, courses, days=FOUNDED - 1)
    stage.move_to(stage.today - timedelta(hours=2))
    victor.begins_to_write(stage)
    deliver_pending()


NOOR_FIRST = {
    1: "She was named a mentor’s hours beside a warning, and came to hear what it would be.",
    2: "She says that she decided for others, and did not ask them.",
    3: "A talk with her manager, and a warning in writing.",
    6: "I offer an agreement, and she takes her time.",
}


def _talk_with_noor(stage: Stage) -> None:
    beginnings.talk_first(stage, "noor", NOOR_FIRST)


def _offer_to_noor(stage: Stage) -> None:
    stage.say("Noor: an agreement that waits for an answer")
    starts_on = (dates.local(clock.now()) + timedelta(days=4)).date()
    terms = Terms(
        pathway="early_mentoring",
        focus_areas=["listening", "workplace"],
        working_on="Asking before acting",
        phases=(Phase(Weekly(2, starts_on.weekday()), starts_on),),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[],
        accountability="A talk with her manager, and a warning in writing.",
    )
    beginnings.offer(stage, "noor", terms)
