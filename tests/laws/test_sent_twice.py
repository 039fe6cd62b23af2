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
from reviews.agreements.models import Agreement
from reviews.amendments.models import Amendment
from reviews.calls.models import Call
from reviews.checkins.models import CheckIn
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep, Goal, GoalEnd
from reviews.concerns.models import Concern, ConcernStep
from reviews.disclosures.models import Disclosure
from reviews.ending.models import ClosingWords
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement
from reviews.journal.models import Addendum
from reviews.progress.models import ProgressReview, ReviewRemark
from reviews.releases.models import Permission
from reviews.reports.models import CorrectionRequest
from reviews.sessions.models import ProcessNote
from reviews.suitability.models import Referral
from tests import voices
from tests.commitments import propose_as, set_goal
from tests.concerns import noted, told
from tests.conftest import PASSWORD, _actor
from tests.endings import ended
from tests.first_talks import newcomer, opened_again
from tests.ground import acted_once
from tests.looking_back import BY_CLIENT, BY_CLINICIAN, both_signed, signed
from tests.looking_back import opened as review_opened
from tests.sharing_story import signed_report
from tests.talks import give_feedback, log_session, reply_to
from tracker.lib import dates

ONE_PAGE, ANOTHER = "a" * 64, "b" * 64


@dataclass(frozen=True)
class Form:
    """Who sends what where; `ends`: it can be said once, whatever page it comes from."""

    who: str
    where: Callable[[Any, Any, Any], str]
    says: dict[str, str]
    makes: Any
    words: str = "text"  # the box of which other words are another thing
    ends: bool = False
    by_key: bool = False  # the same thing from another page is the row that is there
    read_by: str = ""  # whoever sees the rows, where the sender does not
    trail_of: str = "eli"  # whoever sees its lines in the trail
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


def at(name: str, of: str) -> Callable[[Any, Any, Any], str]:
    return lambda cast, world, now: reverse(
        name, args=[getattr(getattr(world, of), "id", world.engagement_id)]
    )


def after(name: str, make: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], str]:
    """The page about what `make` makes first; it gives that or its id."""

    def where(cast: Any, world: Any, now: Any) -> str:
        made = make(cast, world.engagement_id, now)
        return reverse(name, args=[getattr(made, "id", made)])

    return where


def a_log(cast: Any, work: Any, now: Any) -> Any:
    return log_session(cast.dana.actor, work, now=now)


def feedback(cast: Any, work: Any, now: Any) -> Any:
    return give_feedback(cast.dana.actor, work, now=now)


def replied_to(cast: Any, work: Any, now: Any) -> Any:
    found = feedback(cast, work, now)
    reply_to(cast.eli.actor, found.id, now=now)
    return found


def a_report(cast: Any, work: Any, now: Any) -> Any:
    return signed_report(cast, work, now=now)


def a_setback(cast: Any, work: Any, now: Any) -> Any:
    return told(cast.eli.actor, work, now=now).entry_id


def a_note(cast: Any, work: Any, now: Any) -> Any:
    return noted(cast.dana.actor, work, now=now)


def a_reported_one(cast: Any, work: Any, now: Any) -> Any:
    erin = _actor(voices.ADDRESS)
    return voices.report(erin, voices.forms(erin)[0].id)


def somebody_new(cast: Any, work: Any, now: Any) -> Any:
    return newcomer(cast).membership_id


SOON, TODAY, MONDAY = "SOON", "TODAY", "MONDAY"
ADDS = {"text": "One more thing.", "reason": "It was left out."}
IN_ERROR = {"reason": "It is of another day."}
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
    "a permission": Form(
        "eli",
        lambda cast, world, now: reverse("releases:new"),
        {
            "name": "Erin Vale",
            "role": "people director",
            "organization": "Harrow & Vale",
            "address": "vale@example.org",
            "parts": "takes_part",
            "description": "That I take part.",
            "why": "request",
            "until": SOON,
            "signed_name": "Eli Rask",
            "password": PASSWORD,
        },
        Permission,
        words="description",
    ),
    "words beside a summary": Form(
        "eli",
        after(
            "ending:after",
            lambda cast, work, now: ended(cast.dana.actor, work, now=now).engagement_id,
        ),
        {"text": "It took me longer than this."},
        ClosingWords,
    ),
    "an addition to a log": Form("dana", after("sessions:add", a_log), ADDS, Amendment),
    "an addition to feedback": Form("dana", after("feedback:add", feedback), ADDS, Amendment),
    "an addition to a reply": Form(
        "eli", after("feedback:add_to_reply", replied_to), ADDS, Amendment
    ),
    "an addition to a report": Form("dana", after("reports:add", a_report), ADDS, Amendment),
    "an addition to what was told": Form(
        "eli", after("journal:add", a_setback), {"text": "One more thing."}, Addendum
    ),
    "that a log is in error": Form(
        "dana", after("sessions:in_error", a_log), IN_ERROR, Amendment, "reason", True
    ),
    "that feedback is in error": Form(
        "dana", after("feedback:in_error", feedback), IN_ERROR, Amendment, "reason", True
    ),
    "that a reply is in error": Form(
        "eli", after("feedback:reply_in_error", replied_to), IN_ERROR, Amendment, "reason", True
    ),
    "that a report is in error": Form(
        "dana", after("reports:in_error", a_report), IN_ERROR, Amendment, "reason", True
    ),
    "that a note is in error": Form(
        "dana", after("concerns:in_error", a_note), IN_ERROR, Amendment, "reason", True
    ),
    "that what a contact named is in error": Form(
        "dana", after("concerns:in_error", a_reported_one), IN_ERROR, Amendment, "reason", True
    ),
    "a correction of facts": Form(
        "eli",
        after("releases:correct", a_report),
        {"words": "The first day was a Monday."},
        CorrectionRequest,
        "words",
        True,
    ),
    "a process note": Form(
        "dana",
        at("sessions:private", WORK),
        {"text": "I want him to do well."},
        ProcessNote,
        trail_of="dana",
    ),
    "a call": Form(
        "eli", lambda cast, world, now: reverse("calls:ask"), {}, Call, words="", by_key=True
    ),
    "another version of the agreement": Form(
        "dana",
        at("agreements:another", WORK),
        {
            "pathway": "voluntary",
            "focus_areas": "responsibility",
            "working_on": "Asking before acting.",
            "password": PASSWORD,
        },
        Agreement,
        words="working_on",
        ends=True,
    ),
    "a first talk": Form(
        "dana",
        after("suitability:open", somebody_new),
        {"client_name": "Ivo Lund"},
        Engagement,
        "client_name",
        True,
        trail_of="dana",
    ),
    "that nothing is begun, and where other help is": Form(
        "dana",
        after("suitability:decline", lambda cast, work, now: opened_again(cast, work, now=now)),
        {"referral": "Ask at the Lantern house."},
        Referral,
        "referral",
        True,
    ),
    "one more time": Form(
        "dana",
        at("checkins:add", WORK),
        {"on_date": MONDAY, "wall_time": "10:00"},
        CheckIn,
        words="wall_time",
        other="11:00",
    ),
}


@pytest.fixture
def sender(cast, world, now, browser):
    """Sends a form; gives the answer's status and where it leads."""

    def make(form: Form) -> Any:
        today = dates.local(now).date()
        days = {
            TODAY: today.isoformat(),
            SOON: (today + timedelta(days=9)).isoformat(),
            MONDAY: (today + timedelta(days=14 - today.weekday())).isoformat(),
        }
        says = {name: days.get(text, text) for name, text in form.says.items()}
        client, url = browser(getattr(cast, form.who)), form.where(cast, world, now)

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
    with acting_as(getattr(cast, form.trail_of).actor), transaction.atomic():
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


# --- what changes a row that is there --------------------------------------------------------------


@pytest.fixture
def sent(browser):
    """Sends what a page sends, twice or more; gives the statuses."""

    clients: dict[str, Any] = {}

    def send(person, url, *bodies):
        if person.name not in clients:  # signing in is a line of the trail, too
            clients[person.name] = browser(person)
        client = clients[person.name]
        return [
            client.post(url, {**b, "csrfmiddlewaretoken": ONE_PAGE}).status_code for b in bodies
        ]

    return send


def test_an_answer_about_a_correction_is_given_once(cast, world, now, being, sent):
    """The same answer again is answered alike; another one is refused, and the first stays."""
    from reviews.reports.correction_queries import list_corrections
    from reviews.reports.corrections import ask_correction
    from reviews.reports.queries import get_signed

    eli = cast.eli.actor
    report = signed_report(cast, world.engagement_id, now=now)
    with being(eli):
        asked = ask_correction(
            actor=eli,
            report=get_signed(actor=eli, report_id=report.id),
            words="The first day was a Monday.",
            now=now,
        )
    kept = {"outcome": "kept", "answer": "It was a Friday."}
    url = reverse("reports:answer", args=[asked.id])
    form = FORMS["a correction of facts"]

    assert sent(cast.dana, url, kept) == [302]
    once = all_there_is(cast, form)
    assert sent(cast.dana, url, kept, {**kept, "answer": "It was."}) == [302, 409]
    assert all_there_is(cast, form) == once
    with being(eli):
        [seen] = list_corrections(actor=eli, report_ids=[report.id])
    assert seen.answer == "It was a Friday."


def test_why_a_client_could_not_answer_is_noted_once(cast, world, now, sent):
    """The same again is answered alike, also once their part has come; other words are refused."""
    dana, eli = cast.dana.actor, cast.eli.actor
    review = review_opened(dana, world.engagement_id, now=now)
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    again_on = (dates.local(now).date() + timedelta(days=14)).isoformat()
    why = {"why": "Two weeks in hospital.", "again_on": again_on}
    url = reverse("progress:without", args=[review.id])
    form = FORMS["a review"]

    assert sent(cast.dana, url, why) == [302]
    once = all_there_is(cast, form)
    assert sent(cast.dana, url, why, {**why, "why": "He was away."}) == [302, 409]
    assert all_there_is(cast, form) == once
    signed(eli, review.id, text=BY_CLIENT, now=now)
    assert sent(cast.dana, url, why) == [302]


@pytest.mark.parametrize(("who", "state"), [("eli", "declined"), ("dana", "withdrawn")])
def test_a_no_before_the_work_is_said_once(cast, world, now, being, sent, who, state):
    person = getattr(cast, who)
    talk = opened_again(cast, world.engagement_id, now=now)
    url = reverse("suitability:decline", args=[talk.id])
    form = FORMS["that nothing is begun, and where other help is"]

    assert sent(person, url, {"referral": ""}) == [302]
    once = all_there_is(cast, form)
    assert sent(person, url, {"referral": ""}) == [302]
    assert all_there_is(cast, form) == once
    with being(person.actor):
        row = get_engagement(actor=person.actor, engagement_id=talk.id)
    assert row.state == state


def test_words_sent_after_a_no_are_not_taken_for_said(cast, world, now, sent):
    talk = opened_again(cast, world.engagement_id, now=now)
    url = reverse("suitability:decline", args=[talk.id])
    words = {"referral": "Ask at the Lantern house."}
    assert sent(cast.dana, url, {"referral": ""}, words) == [302, 409]
