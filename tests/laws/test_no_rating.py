"""No number, level, color or rank describes a person (R1): every number and choice by name.

A new field that holds a number, or one of a fixed set of words, is added here by hand, with what it
counts or says; if it would say how good, how far or how risky somebody is, it is not added.
"""

import enum
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

import reviews

# Numbers, and what they count.
NUMBERS = {
    "Agreement.version": "which wording was offered",
    "Answer.version": "which save of a draft, for stale ones",
    "Commitment.between_us": "whether a report may state it",
    "CommitmentAnswer.may_be_told": "whether a report may state the client's why",
    "Cover.by_practice": "whether an administrator asked, and the client has to say yes",
    "EngagementGrant.id": "a row number",
    "Feedback.version": "which save of a draft, for stale ones",
    "FollowUp.months": "how long after the end a check-in is planned",
    "Reply.version": "which save of a draft, for stale ones",
    "PromptSet.version": "which wording of the practice's questions",
    "ReportTemplate.version": "which wording of the practice's headings",
    "ReleaseFile.attempts": "how often the making of a PDF was tried",
    "Report.number": "which version of one report",
    "Report.preview_days": "working days its client reads it before anybody outside",
    "Report.two_names": "whether a second clinician's name was agreed",
    "Report.version": "which save of a draft, for stale ones",
    "Section.stands_alone": "whether a part misleads when it is read without the others",
    "Section.version": "which save of a draft, for stale ones",
    "SessionLog.held": "whether a meeting took place",
    "SessionLog.minutes": "how long a meeting was",
    "UnsentText.version": "which save of a draft, for stale ones",
    "SessionLog.version": "which save of a draft, for stale ones",
}
# Fixed words: where a thing is on its way, or what kind of thing it is. Never how good.
CHOICES = {
    "Amendment.kind": {"addendum", "in_error"},
    "Amendment.of_kind": {"session", "feedback", "reply", "report", "noted", "concern"},
    "Concern.told_by": {"client", "clinician", "second", "contact"},
    "ConcernStep.kind": {"read", "answered", "changed_plan", "listed", "not_listed", "closed"},
    "Disclosure.ground": {"danger", "protected", "court", "other"},
    "Disclosure.outcome": {"told", "not_told"},
    "Pressure.state": {"asked", "answered", "withdrawn"},
    "ProgressReview.state": {"open", "signed", "without_client", "withdrawn"},
    "ReviewRemark.stands": {"agrees", "differs"},
    "SpeakRequest.state": {"asked", "spoken", "withdrawn"},
    "Commitment.carried_by": {"client", "clinician", "support"},
    "Commitment.outside": {
        "group",
        "twelve_step",
        "coach",
        "couples",
        "residential",
        "public_accounts",
    },
    "CommitmentAnswer.says": {"agrees", "disagrees", "could_not"},
    "CommitmentStep.stands": {
        "under_way",
        "done",
        "changed",
        "not_started",
        "not_taken_up",
        "attended",
        "not_attended",
        "carried_over",
        "replaced",
        "let_go",
    },
    "Feedback.state": {"draft", "published"},
    "Reply.state": {"draft", "sent"},
    "CorrectionRequest.outcome": {"corrected", "kept"},
    "CorrectionRequest.state": {"asked", "answered"},
    "CoSignature.state": {"asked", "cosigned", "changes_asked", "declined", "stood_aside"},
    "Ground.of_kind": {"session", "feedback", "commitment", "agreement", "review", "concern"},
    "ReleaseFile.state": {"waiting", "made", "dropped"},
    "Report.state": {"draft", "signed"},
    "SessionLog.format": {"in_person", "video", "phone"},
    "SessionLog.state": {"draft", "signed"},
    "SessionLog.why_not": {"told_beforehand", "not_told", "logistics", "our_side"},
    "Agreement.state": {"offered", "accepted", "declined", "withdrawn"},
    "Call.state": {"asked", "rung", "withdrawn"},
    "Cadence.state": {"proposed", "live", "ended", "declined", "withdrawn"},
    "CheckIn.state": {
        "scheduled",
        "open",
        "shared",
        "discussed",
        "closed",
        "missed",
        "moved",
        "not_needed",
        "canceled",
    },
    "CheckIn.why_not": {"told_beforehand", "not_told", "logistics", "our_side"},
    "Cover.state": {"asked", "agreed", "declined", "withdrawn", "lapsed", "over"},
    "Handover.state": {"proposed", "objected", "done", "declined", "withdrawn"},
    "Move.state": {"asked", "agreed", "declined", "withdrawn", "lapsed"},
    "Pause.state": {"running", "over"},
    "Closing.how": {
        "completed",
        "by_client",
        "not_taken_up",
        "by_clinician",
        "not_suitable",
        "death",
    },
    "FollowUp.state": {"planned", "agreed", "not_wanted", "held", "not_held"},
    "Engagement.state": {"proposed", "active", "declined", "withdrawn", "ended"},
    "EngagementKey.purpose": {"record", "sharing", "process", "copy"},
    "Entry.kind": {
        "reflection",
        "setback",
        "noted",
        "suitability",
        "review_client",
        "review_clinician",
        "closing",
        "follow_up",
    },
    "Entry.state": {"draft", "shared"},
}
# Data of free form, and what it holds.
FREE = {
    "AgreedContact.keys": "keys of the concerns an employer contact may report",
    "Cadence.phases": "when check-ins fall: rules of the calendar",
    "Entry.grounds": "kinds and days of the records each paragraph rests on",
    "Entry.prompts": "keys of the questions that were asked",
    "Narrowing.parts": "keys of what may still be read",
    "ReminderPlan.steps": "names of the reminders a client wants",
    "ReminderPlan.not_on": "weekdays without mail",
    "Preparation.focus_areas": "keys of what is asked for one check-in",
    "PromptSet.questions": "the practice's questions, by focus area",
    "ReportTemplate.sections": "the practice's headings and guidance, by section",
    "Permission.parts": "keys of what may be read",
    "Release.parts": "keys of what is in the copy",
}

_NUMBER = (
    models.IntegerField,
    models.FloatField,
    models.DecimalField,
    models.DurationField,
    models.BooleanField,
)
_RATING = re.compile(
    "score|rating|grade|rank|level|severity|risk|progress|percent|trend|color|colour|badge|stars"
    "|points|streak|missed|compliance|likelihood|remorse|sincer"
)


def unlisted(model_classes: Iterable[type[models.Model]]) -> Iterator[str]:
    """Fields that could rate somebody and are on no list."""
    for model in model_classes:
        for field in model._meta.concrete_fields:
            name = f"{model.__name__}.{field.name}"
            if isinstance(field, _NUMBER) and name not in NUMBERS:
                yield f"{name} is a number"
            if field.choices and {c for c, _ in field.flatchoices} != CHOICES.get(name):
                yield f"{name} has choices"
            if isinstance(field, models.JSONField) and name not in FREE:
                yield f"{name} has free form"
            if _RATING.search(field.name):
                yield f"{name} sounds like a rating"


def ordinal_enums(modules: Iterable[Any]) -> Iterator[str]:
    """Enums that order or number things; the service has none."""
    for module in modules:
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, enum.Enum)
                and value.__module__ == module.__name__
            ):
                yield f"{module.__name__}.{value.__name__}"


def _modules() -> list[Any]:
    return [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(reviews.__path__, "reviews.")
        if ".management" not in info.name
    ]


def test_no_model_rates_anybody():
    assert list(unlisted(apps.get_app_config("reviews").get_models())) == []


def test_the_lists_name_nothing_that_is_gone():
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("reviews").get_models()
        for field in model._meta.concrete_fields
    }
    assert NUMBERS.keys() | CHOICES.keys() | FREE.keys() <= found


def test_no_enum_orders_people():
    assert list(ordinal_enums(_modules())) == []


@pytest.mark.parametrize(
    ("planted", "finding"),
    [
        (models.PositiveSmallIntegerField(), "X.mood is a number"),
        (models.DecimalField(max_digits=3, decimal_places=1), "X.mood is a number"),
        (models.CharField(max_length=9, choices=[("a", "A"), ("b", "B")]), "X.mood has choices"),
        (models.JSONField(), "X.mood has free form"),
    ],
)
def test_a_planted_rating_is_found(planted, finding):
    assert finding in list(unlisted([_model(mood=planted)]))


def test_a_planted_name_is_found():
    planted = _model(risk_note=models.TextField())
    assert list(unlisted([planted])) == ["X.risk_note sounds like a rating"]


def test_a_planted_enum_is_found():
    module = type(re)("planted")
    module.Level = enum.IntEnum("Level", "LOW HIGH", module="planted")
    assert list(ordinal_enums([module])) == ["planted.Level"]


def _model(**fields: Any) -> Any:
    """A stand-in that has fields and is registered nowhere."""
    for name, field in fields.items():
        field.set_attributes_from_name(name)
    meta = type("Meta", (), {"concrete_fields": list(fields.values())})
    return type("X", (), {"_meta": meta})
