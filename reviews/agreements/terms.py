"""What an agreement says. Pure: plain data in and out of one sealed text."""

import json
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from reviews.checkins import recurrence
from reviews.checkins.recurrence import Phase, Phases, Weekly

# Describes the arrangement, not how bad the conduct was.
PATHWAYS: dict[str, str] = {
    "voluntary": "Voluntary",
    "condition_of_employment": "Condition of continued employment",
    "return_to_work": "Return to work",
    "early_mentoring": "Early mentoring",
}

# What somebody may ever be told, from the least to the most. Nothing is chosen beforehand.
PARTS_TOLD: dict[str, str] = {
    "takes_part": "That the client takes part",
    "attendance": "Check-ins offered and held, as counts with dates",
    "commitments": "What was agreed, and how each commitment stands",
    "boundaries": "Agreed boundaries and supports at work",
    "themes": "The themes of the work",
    "summary": "A narrative summary: what was seen, and what is still hard",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One person who may ever be told something, and which parts. It releases nothing by itself."""

    who: str
    parts: list[str]  # keys of PARTS_TOLD

    @property
    def parts_on_screen(self) -> list[str]:
        return [PARTS_TOLD[part] for part in self.parts]


@dataclass(frozen=True, slots=True)
class Terms:
    pathway: str  # key of PATHWAYS
    focus_areas: list[str]  # keys of prompts.shipped.FOCUS_AREAS
    working_on: str  # in words, one line
    phases: Phases  # the rhythm, with its wall time and zone
    wall_time: time
    zone: str  # IANA name
    told: list[Told]
    two_names: bool = False  # a second clinician signs each report too

    @property
    def pathway_on_screen(self) -> str:
        return PATHWAYS[self.pathway]


def write(terms: Terms) -> str:
    data = asdict(terms)
    data["phases"] = recurrence.write(terms.phases)
    data["wall_time"] = terms.wall_time.isoformat("minutes")
    return json.dumps(data, ensure_ascii=False)


def read(text: str) -> Terms:
    """What `write` has written, now or before a rhythm could have phases."""
    data = json.loads(text)
    return Terms(
        pathway=data["pathway"],
        focus_areas=data["focus_areas"],
        working_on=data["working_on"],
        phases=recurrence.read(data["phases"]) if "phases" in data else _one_phase(data),
        wall_time=time.fromisoformat(data["wall_time"]),
        zone=data["zone"],
        told=[Told(**told) for told in data["told"]],
        two_names=data.get("two_names", False),
    )


def _one_phase(data: dict[str, Any]) -> Phases:
    """The first agreements knew only "every so many weeks, from a day on"."""
    starts_on = date.fromisoformat(data["starts_on"])
    return (Phase(Weekly(every=data["every_weeks"], weekday=starts_on.weekday()), starts_on),)
