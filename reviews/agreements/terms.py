"""What an agreement says. Pure: plain data in and out of one sealed text."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any

from reviews.agreements import wording
from reviews.checkins import recurrence
from reviews.checkins.recurrence import Phase, Phases, Weekly

# Describes the arrangement, not how bad the conduct was.
PATHWAYS: dict[str, str] = {
    "voluntary": "Voluntary",
    "condition_of_employment": "Condition of continued employment",
    "return_to_work": "Return to work",
    "early_mentoring": "Early mentoring, beside a warning after a first, relatively minor offense",
}
# Arrangements in which an employer asks for it, and a yes may not be free.
MANDATED = frozenset({"condition_of_employment", "return_to_work"})

# What somebody may ever be told, from the least to the most. Nothing is chosen beforehand.
PARTS_TOLD: dict[str, str] = {
    "takes_part": "That the client takes part",
    "attendance": "Check-ins offered and held, as counts with dates",
    "commitments": "What was agreed, and how each commitment stands",
    "concerns": "Setbacks and concerns that this agreement lists",
    "boundaries": "Agreed boundaries and supports at work",
    "themes": "The themes of the work",
    "summary": "A narrative summary: what was seen, and what is still hard",
}

# What a report must not leave out, if the two agree to list it. A closed list: an employer contact
# who may report one chooses among these and a date, and has no words.
LISTED: dict[str, str] = {
    "new_complaint": "A new complaint that reaches the workplace",
    "boundary_not_kept": "An agreed boundary at work was not kept",
    "as_described": "A setback at work that meets the description below",
}
# The same, where the description is not on the page: an employer contact has no sight of it here.
LISTED_ALONE = LISTED | {"as_described": "A setback at work that meets the agreement’s description"}
FOLLOW_UP_MONTHS = (3, 6, 12)  # after the end, each with a yes of its own
# Between two progress reviews, in months.
REVIEW_MONTHS: dict[int, str] = {
    1: "Every month",
    2: "Every two months",
    3: "Every three months",
    4: "Every four months",
    6: "Every six months",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One person who may ever be told something, and which parts. It releases nothing by itself."""

    who: str
    parts: list[str]  # keys of PARTS_TOLD

    @property
    def parts_on_screen(self) -> list[str]:
        """In the order of the form, in which they were chosen or not."""
        return [words for part, words in PARTS_TOLD.items() if part in self.parts]


@dataclass(frozen=True, slots=True)
class Listed:
    """One concern that binds a summary: it may not be left out of one."""

    key: str  # of LISTED
    by_contact: bool = False  # the employer contact may report it: the concern and a date only

    @property
    def on_screen(self) -> str:
        return LISTED[self.key]


@dataclass(frozen=True, slots=True)
class Employer:
    """The employer's part of an agreement they asked for. They sign nothing, and see nothing here."""

    contact: str  # name and role
    organization: str
    address: str  # an e-mail address
    refusal_words: str  # what happens on a no, in the employer's own words

    @property
    def in_words(self) -> str:
        return f"{self.contact}, {self.organization}"


@dataclass(frozen=True, slots=True)
class Terms:
    pathway: str  # key of PATHWAYS
    focus_areas: list[str]  # keys of prompts.shipped.FOCUS_AREAS
    working_on: str  # in words, one line
    phases: Phases  # the rhythm, with its wall time and zone
    wall_time: time
    zone: str  # IANA name
    told: list[Told]
    review_months: int | None = None  # of REVIEW_MONTHS; None: no interval was agreed
    two_names: bool = False  # a second clinician signs each report too
    accountability: str = ""  # what accountability already happened
    listed: list[Listed] = field(default_factory=list)
    described: str = ""  # the written description that "as_described" points to
    follow_up_months: list[int] = field(default_factory=list)  # of FOLLOW_UP_MONTHS
    supervision: str = ""  # who supervises the clinician, and who covers for them
    fee_payer: str = ""
    beyond: str = ""  # what this work does not do, and who helps with it
    employer: Employer | None = None  # only where MANDATED
    voluntariness: str = ""  # the clinician's note on how free the choice is, in words
    advice_offered_on: date | None = None  # independent advice was offered; no more is kept
    wording: str = wording.VERSION  # which printed sentences stand with it

    @property
    def pathway_on_screen(self) -> str:
        return PATHWAYS[self.pathway]

    @property
    def is_mandated(self) -> bool:
        return self.pathway in MANDATED

    def lists(self, key: str, *, by_contact: bool = False) -> bool:
        """Whether this concern (of LISTED) is listed; by_contact: for the employer contact too."""
        return any(one.key == key and (one.by_contact or not by_contact) for one in self.listed)


def write(terms: Terms) -> str:
    data = asdict(terms)
    data["phases"] = recurrence.write(terms.phases)
    data["wall_time"] = terms.wall_time.isoformat("minutes")
    data["advice_offered_on"] = _day_written(terms.advice_offered_on)
    return json.dumps(data, ensure_ascii=False)


def read(text: str) -> Terms:
    """What `write` has written, now or before an agreement could say all this."""
    data = json.loads(text)
    return Terms(
        pathway=data["pathway"],
        focus_areas=data["focus_areas"],
        working_on=data["working_on"],
        phases=recurrence.read(data["phases"]) if "phases" in data else _one_phase(data),
        wall_time=time.fromisoformat(data["wall_time"]),
        zone=data["zone"],
        told=[Told(**told) for told in data["told"]],
        review_months=data.get("review_months"),
        two_names=data.get("two_names", False),
        accountability=data.get("accountability", ""),
        listed=[Listed(**listed) for listed in data.get("listed", [])],
        described=data.get("described", ""),
        follow_up_months=data.get("follow_up_months", []),
        supervision=data.get("supervision", ""),
        fee_payer=data.get("fee_payer", ""),
        beyond=data.get("beyond", ""),
        employer=Employer(**data["employer"]) if data.get("employer") else None,
        voluntariness=data.get("voluntariness", ""),
        advice_offered_on=_day_read(data.get("advice_offered_on")),
        wording=data.get("wording", wording.VERSION),
    )


def digest_of(text: str) -> bytes:
    """What a signature is bound to: the SHA-256 of the text as `write` has written it."""
    return hashlib.sha256(text.encode()).digest()


def _day_written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_read(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _one_phase(data: dict[str, Any]) -> Phases:
    """The first agreements knew only "every so many weeks, from a day on"."""
    starts_on = date.fromisoformat(data["starts_on"])
    return (Phase(Weekly(every=data["every_weeks"], weekday=starts_on.weekday()), starts_on),)
