"""What later versions of an agreement, and asides, need, do and write; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.asides import actions as asides
from reviews.checkins import cadences
from reviews.engagements import actions as engagements
from tests import agreeing
from tests.conftest import terms_from
from tests.laws.acts import PART_OF, Act, Stage


def _pressed(s: Stage) -> Any:
    return s.as_(
        s.eli, lambda: asides.say_pressured(actor=s.eli, engagement=s.engagement, now=s.now)
    )


def _asked(s: Stage) -> Any:
    return s.as_(s.eli, lambda: asides.ask_to_speak(actor=s.eli, engagement=s.engagement))


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.agreements.actions.offer_version": lambda s: s.engagement,
    "reviews.engagements.actions.name_client": lambda s: s.engagement,
    "reviews.checkins.cadences.agree_on_cadence": lambda s: s.engagement,
    "reviews.asides.actions.say_pressured": lambda s: s.engagement,
    "reviews.asides.actions.note_talked": _pressed,
    "reviews.asides.actions.take_pressure_back": _pressed,
    "reviews.asides.actions.ask_to_speak": lambda s: s.engagement,
    "reviews.asides.actions.note_spoken": _asked,
    "reviews.asides.actions.take_request_back": _asked,
}


def _another_rhythm(s: Stage) -> None:
    terms = terms_from(s.now, every_weeks=3)
    cadences.agree_on_cadence(
        actor=s.eli,
        engagement=s.ready,
        phases=terms.phases,
        wall_time=terms.wall_time,
        zone=terms.zone,
        now=s.now,
    )


ACTS: dict[str, Act] = {
    "reviews.agreements.actions.offer_version": Act(
        lambda s: s.as_(
            s.dana,
            lambda: agreeing.offer_version(
                actor=s.dana,
                engagement=s.ready,
                terms=terms_from(s.now, working_on="Another line"),
                now=s.now,
            ),
        ),
        ("offer",),
    ),
    "reviews.engagements.actions.name_client": Act(
        lambda s: s.as_(
            s.eli, lambda: engagements.name_client(engagement=s.ready, client_name="Elias")
        ),
        why=PART_OF.format("accept_agreement"),
    ),
    "reviews.checkins.cadences.agree_on_cadence": Act(
        lambda s: s.as_(s.eli, lambda: _another_rhythm(s)), why=PART_OF.format("accept_agreement")
    ),
    "reviews.asides.actions.say_pressured": Act(
        lambda s: s.as_(
            s.eli, lambda: asides.say_pressured(actor=s.eli, engagement=s.ready, now=s.now)
        ),
        ("say_pressured",),
    ),
    "reviews.asides.actions.note_talked": Act(
        lambda s: s.as_(
            s.dana, lambda: asides.note_talked(actor=s.dana, pressure_id=s.ready.id, now=s.now)
        ),
        ("note_talked",),
    ),
    "reviews.asides.actions.take_pressure_back": Act(
        lambda s: s.as_(
            s.eli, lambda: asides.take_pressure_back(actor=s.eli, pressure_id=s.ready.id, now=s.now)
        ),
        ("take_pressure_back",),
    ),
    "reviews.asides.actions.ask_to_speak": Act(
        lambda s: s.as_(s.eli, lambda: asides.ask_to_speak(actor=s.eli, engagement=s.ready)),
        ("ask_to_speak",),
    ),
    "reviews.asides.actions.note_spoken": Act(
        lambda s: s.as_(
            s.ada, lambda: asides.note_spoken(actor=s.ada, request_id=s.ready, now=s.now)
        ),
        ("note_spoken",),
    ),
    "reviews.asides.actions.take_request_back": Act(
        lambda s: s.as_(
            s.eli, lambda: asides.take_request_back(actor=s.eli, request_id=s.ready, now=s.now)
        ),
        ("take_request_back",),
    ),
}
