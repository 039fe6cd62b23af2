"""Every form that makes a row can be sent twice: one row, the same answer, nothing said twice.

Each form is sent as its page sends it, with the page's form token, and again: as a double click
does, or a sending that was thought lost. Sent from a page that was opened anew, or with other words,
it is something else that is said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.access import acting_as, acting_as_system
from accounts.models import AuditEvent
from accounts.outbox.models import Notice
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep, Goal, GoalEnd
from reviews.concerns.models import Concern, ConcernStep
from reviews.disclosures.models import Disclosure
from reviews.ending.models import ClosingWords
from reviews.progress.models import ProgressReview, ReviewRemark
from tests import voices
from tests.commitments import propose_as, set_goal
from tests.concerns import told
from tests.conftest import PASSWORD
from tests.endings import ended
from tests.ground import acted_once
from tests.looking_back import both_signed
from tracker.lib import dates

ONE_PAGE, ANOTHER = "a" * 64, "b" * 64


@dataclass(frozen=True)
class Form:
    """Who sends what where; `ends`: it can be said once, whatever page it comes from."""

    who: str
    where: Callable[[Any], str]
    says: dict[str, str]
    makes: Any
    words: str = "text"  # the box of which other words are another thing
    ends: bool = False
    by_key: bool = False  # the same thing from another page is the row that is there
    read_by: str = ""  # whoever sees the rows, where the sender does not
    other: str = "Other words, from the same page."


@dataclass(frozen=True)
class World:
    engagement_id: Any
    commitment: Any
    group: Any
    answered: Any
    goal: Any
    review: Any
    concern: Any
    asked: Any
    form: Any


@acted_once
def world(cast, engagement, now):
    dana, eli = cast.dana.actor, cast.eli.actor
    voices.agreed(cast, engagement.id, "new_complaint", "boundary_not_kept", now=now)
    [form] = voices.forms(voices.contact())
    return World(
        engagement.id,
        propose_as(dana, engagement.id, now=now),
        propose_as(dana, engagement.id, now=now, outside="group"),
        propose_as(dana, engagement.id, now=now),
        set_goal(dana, engagement.id, now=now),
        both_signed(eli, dana, engagement.id, now=now),
        told(eli, engagement.id, now=now),
        voices.asked_second(cast, engagement.id, now=now),
        form,
    )


def at(name: str, of: str) -> Callable[[World], str]:
    return lambda world: reverse(
        name, args=[getattr(getattr(world, of), "id", world.engagement_id)]
    )


SOON, TODAY = "SOON", "TODAY"
NEW = {"carried_by": "client", "told": "may_be_told"}
WORK = "engagement_id"
FORMS: dict[str, Form] = {
    "a commitment": Form(
        "dana",
        at("commitments:propose", WORK),
        {**NEW, "text": "Hands over in the open office"},
        Commitment,
    ),
    "an answer": Form(
        "eli",
        at("commitments:answer", "commitment"),
        {"says": "disagrees", "text": "The office is locked at night."},
        CommitmentAnswer,
    ),
    "how it stands": Form(
        "eli",
        at("commitments:one", "commitment"),
        {"stands": "under_way", "text": "Twice this week."},
        CommitmentStep,
    ),
    "that it was attended": Form(
        "eli",
        at("commitments:one", "group"),
        {"attended": "attended", "on_day": TODAY},
        CommitmentStep,
        words="",
    ),
    "another day": Form(
        "dana",
        at("commitments:later", "commitment"),
        {"due_on": SOON, "reason": "Ill all week."},
        CommitmentStep,
        words="reason",
    ),
    "a change": Form(
        "dana",
        at("commitments:change", "commitment"),
        {**NEW, "text": "Hands over in the small office", "reason": "It is locked."},
        Commitment,
        ends=True,
    ),
    "letting go": Form(
        "eli",
        at("commitments:let_go", "commitment"),
        {"reason": "There is no such group any more."},
        CommitmentStep,
        words="reason",
        ends=True,
    ),
    "a goal": Form("eli", at("commitments:new_goal", WORK), {"text": "Hears a no"}, Goal),
    "an answer to a goal": Form(
        "eli",
        at("commitments:answer_goal", "goal"),
        {"says": "disagrees", "text": "Not that one."},
        CommitmentAnswer,
    ),
    "the end of a goal": Form(
        "dana",
        at("commitments:end_goal", "goal"),
        {"words": "It is reached."},
        GoalEnd,
        words="words",
        ends=True,
    ),
    "a review": Form(
        "dana", at("progress:all", WORK), {"on_date": TODAY}, ProgressReview, "", True
    ),
    "a remark": Form(
        "eli",
        at("progress:say", "review"),
        {"theme": "", "stands": "differs", "text": "I remember it otherwise."},
        ReviewRemark,
    ),
    "what becomes of a concern": Form(
        "dana",
        at("concerns:read", "concern"),
        {"kind": "answered", "text": "We talked about it."},
        ConcernStep,
    ),
    "that a concern is closed": Form(
        "dana",
        at("concerns:read", "concern"),
        {"kind": "closed", "text": "It is dealt with."},
        ConcernStep,
        ends=True,
    ),
    "what an employer contact reports": Form(
        "erin",
        at("documents:form", "form"),
        {"key": "new_complaint", "on": TODAY},
        Concern,
        words="key",
        by_key=True,
        read_by="eli",
        other="boundary_not_kept",
    ),
    "what a second clinician notes": Form(
        "mo",
        at("reports:second_note", "asked"),
        {"seen": "A remark, heard by me.", "voiced": "", "password": PASSWORD},
        Concern,
        words="seen",
        read_by="eli",
    ),
    "a disclosure": Form(
        "dana",
        at("disclosures:record", WORK),
        {
            "ground": "court",
            "facts": "An order came with the post.",
            "outcome": "told",
            "decision": "The order names the dates.",
            "told_to": "The court of the county",
            "told_on": TODAY,
            "password": PASSWORD,
        },
        Disclosure,
        words="facts",
    ),
    "words beside a summary": Form(
        "eli", at("ending:after", WORK), {"text": "It took me longer than this."}, ClosingWords
    ),
}


@pytest.fixture
def sender(cast, world, now, browser):
    """Sends a form; gives the answer's status and where it leads."""

    def make(form: Form) -> Any:
        if form.makes is ClosingWords:
            ended(cast.dana.actor, world.engagement_id, now=now)
        today = dates.local(now).date()
        days = {TODAY: today.isoformat(), SOON: (today + timedelta(days=9)).isoformat()}
        says = {name: days.get(text, text) for name, text in form.says.items()}
        client, url = browser(getattr(cast, form.who)), form.where(world)

        def send(*, page: str, **other: str) -> tuple[int, str]:
            kept = {"text-page": "c" * 8, "text-version": str(send.times)}
            send.times += 1  # type: ignore[attr-defined] # a page's script counts its saves
            sent = {**says, **other, "csrfmiddlewaretoken": page, **kept}
            answer = client.post(url, sent)
            return answer.status_code, answer.headers.get("Location", "")

        send.times = 0  # type: ignore[attr-defined]
        return send

    return make


def all_there_is(cast, form):
    who = getattr(cast, form.read_by or form.who).actor
    with acting_as(who), transaction.atomic():
        rows = form.makes.objects.count()
    with acting_as(cast.eli.actor), transaction.atomic():
        lines = AuditEvent.objects.exclude(verb="read").count()
    with acting_as_system("outbox"), transaction.atomic():
        return rows, lines, Notice.objects.count()


@pytest.mark.parametrize("name", FORMS)
def test_sent_twice_it_is_one(name, cast, world, sender):
    form = FORMS[name]
    send = sender(form)
    before = all_there_is(cast, form)

    first = send(page=ONE_PAGE)
    assert first[0] == 302, first
    once = all_there_is(cast, form)
    assert once[0] == before[0] + 1
    assert once[1] > before[1]

    assert send(page=ONE_PAGE) == first
    assert all_there_is(cast, form) == once


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if not form.ends])
def test_from_another_page_or_in_other_words_it_is_another(name, cast, world, sender):
    form = FORMS[name]
    send = sender(form)
    before = all_there_is(cast, form)[0]
    send(page=ONE_PAGE)

    assert send(page=ANOTHER)[0] == 302
    there = before + (1 if form.by_key else 2)
    assert all_there_is(cast, form)[0] == there
    if form.words:
        assert send(page=ONE_PAGE, **{form.words: form.other})[0] == 302
        assert all_there_is(cast, form)[0] == there + 1


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.ends])
def test_what_is_said_once_is_refused_from_another_page(name, cast, world, sender):
    form = FORMS[name]
    send = sender(form)
    send(page=ONE_PAGE)
    once = all_there_is(cast, form)
    assert send(page=ANOTHER)[0] == 409
    assert all_there_is(cast, form) == once


def test_one_whose_page_knows_no_token_is_a_new_one_each_time(cast, world, sender):
    form = FORMS["a goal"]
    send = sender(form)
    before = all_there_is(cast, form)[0]
    assert [send(page="")[0], send(page="")[0]] == [302, 302]
    assert all_there_is(cast, form)[0] == before + 2
