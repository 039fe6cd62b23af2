"""Every form of the closed list: kept while one types, found again, gone once sent or discarded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from reviews.unsent.places import PLACES
from tests import handovers, sharing_story
from tests.commitments import set_goal
from tests.concerns import noted
from tests.conftest import PASSWORD
from tests.endings import ended
from tests.first_talks import newcomer, opened_again
from tests.looking_back import both_signed, opened, signed
from tests.pages import form_with
from tests.talks import tell_talks
from tests.texts import tell_texts
from tests.unsent import found_in
from tests.writings import handed_over
from tracker.lib import clock

TYPED = "A sentence that was typed and not sent."
JSON = {"HTTP_ACCEPT": "application/json"}


class Stage:
    """What has gone before, made when it is first asked for."""

    def __init__(self, cast: Any, story: Any, now: Any) -> None:
        self.cast, self.story, self.now = cast, story, now
        self._made: dict[str, Any] = {}

    @property
    def talks(self) -> Any:
        return self._once("talks", lambda: tell_talks(self.cast, self.story, now=self.now))

    @property
    def texts(self) -> Any:
        return self._once("texts", lambda: tell_texts(self.cast, self.story, now=self.now))

    @property
    def note(self) -> Any:
        """What Dana noted, and signed."""
        dana, engagement_id = self.cast.dana.actor, self.story.engagement_id
        return self._once("note", lambda: noted(dana, engagement_id, now=self.now))

    @property
    def report(self) -> Any:
        """A signed one about which nothing was asked."""
        make = sharing_story.signed_report
        return self._once("r", lambda: make(self.cast, self.story.engagement_id, now=self.now))

    @property
    def passed_id(self) -> Any:
        """The second check-in, whose time is over."""
        clock.move(timedelta(days=15))
        return self.story.second_checkin_id

    def looked_back(self, *, both: bool) -> Any:
        """A progress review that both have signed, or Dana alone."""
        eli, dana = self.cast.eli.actor, self.cast.dana.actor
        work = self.story.engagement_id
        if both:
            return self._once("both", lambda: both_signed(eli, dana, work, now=self.now)).id
        review = self._once("hers", lambda: opened(dana, work, now=self.now))
        self._once("her part", lambda: signed(dana, review.id, text="Seen.", now=self.now))
        return review.id

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


@dataclass(frozen=True)
class Form:
    """who writes; `about` finds what it is about; `more` is sent with it, `dates` too."""

    who: str
    about: Callable[[Stage], Any]
    more: dict[str, str] = field(default_factory=dict)
    dates: Callable[[Stage], dict[str, str]] = lambda stage: {}

    def sends(self, stage: Stage) -> dict[str, str]:
        return {**self.more, **self.dates(stage), "password": PASSWORD}


AGAIN = (datetime.now(tz=UTC).date() + timedelta(days=30)).isoformat()
ANSWERED = {"says": "could_not", "ask_again_on": AGAIN}
CHANGED = {"text": "Another one", "carried_by": "client", "told": "between_us"}
REASON = {"reason": "It was left out."}
ANSWER = {"outcome": "kept"}
PERMISSION = {
    "name": "Mara Oldham",
    "role": "team lead",
    "organization": "Harrow & Vale",
    "address": "mara@example.org",
    "parts": "takes_part",
    "why": "other",
    "purpose": "For the talk in spring.",
    "signed_name": "Eli Rask",
    "refusal_words": "Nothing happens.",
}

# A Monday, when somebody is there, far enough ahead.
_DAY = datetime.now(tz=UTC).date() + timedelta(days=60)
OTHER_TIME = {"on_date": (_DAY - timedelta(days=_DAY.weekday())).isoformat(), "wall_time": "10:00"}


def passed(stage: Stage) -> Any:
    """A check-in whose time has come; the clock goes back with the test."""
    clock.move(timedelta(days=10))
    return stage.story.checkin_id


def goal(stage: Stage) -> Any:
    """One that Dana proposed."""
    return set_goal(stage.cast.dana.actor, stage.story.engagement_id, now=stage.now).id


def until(stage: Stage) -> dict[str, str]:
    return {"until": sharing_story.last_day(stage.now).isoformat()}


AGREEMENT = {
    "pathway": "condition_of_employment",
    "focus_areas": "responsibility",
    "working_on": "Asking first",
    "contact": "Mara Oldham, team lead",
    "organization": "Harrow & Vale",
    "address": "mara@example.org",
    "refusal_words": "Nothing happens.",
    "voluntariness": "She says that she would have come anyway.",
    "advice_offered_on": "2026-01-05",
    "listed": "as_described",
    "described": "A remark at work.",
}
FIRST_OFFER = {
    **AGREEMENT,
    "client_name": "Ivo Lund",
    "wall_time": "09:30",
    "zone": "America/Chicago",
}


def first_checkin(stage: Stage) -> dict[str, str]:
    day = stage.now.date() + timedelta(days=4)
    return {
        "often_1": "weeks-2",
        "on_1": f"weekday-{day.weekday()}",
        "starts_on_1": day.isoformat(),
    }


DIFFERS = {"stands": "differs", "theme": "done"}


def again(stage: Stage) -> dict[str, str]:
    return {"again_on": until(stage)["until"]}


FORMS: dict[str, Form] = {
    "agreement": Form("dana", lambda s: s.story.engagement_id, AGREEMENT),
    "first_offer": Form(
        "dana", lambda s: newcomer(s.cast).membership_id, FIRST_OFFER, first_checkin
    ),
    "move_by_client": Form("eli", lambda s: s.story.second_checkin_id, OTHER_TIME),
    "move_by_clinician": Form("dana", lambda s: s.story.second_checkin_id, OTHER_TIME),
    "missed": Form("dana", passed, {"why": "told_beforehand"}),
    "objection": Form(
        "eli",
        lambda s: handovers.plant(s.cast, s.story.engagement_id, now=s.now).id,
        {"word": "object"},
    ),
    "addition": Form("eli", lambda s: s.story.shared_id),
    "reply": Form("eli", lambda s: s.talks.unanswered_id),
    "reply_addendum": Form("eli", lambda s: s.talks.feedback_id, REASON),
    "reply_in_error": Form("eli", lambda s: s.talks.feedback_id),
    "disclosure": Form(
        "dana",
        lambda s: s.story.engagement_id,
        {"ground": "danger", "outcome": "not_told", "decision": "Nobody had to be told."},
    ),
    "becomes_by_client": Form("eli", lambda s: s.note.id),
    "becomes_by_clinician": Form("dana", lambda s: s.note.id, {"kind": "answered"}),
    "noted_in_error": Form("dana", lambda s: s.note.id),
    "step_by_client": Form("eli", lambda s: s.talks.commitment_id, {"stands": "under_way"}),
    "answer_by_client": Form("eli", lambda s: s.talks.commitment_id, ANSWERED),
    "change_by_client": Form("eli", lambda s: s.talks.commitment_id, CHANGED),
    "later_by_client": Form("eli", lambda s: s.talks.commitment_id, {"due_on": AGAIN}),
    "let_go_by_client": Form("eli", lambda s: s.talks.commitment_id),
    "goal_answer_by_client": Form("eli", goal, ANSWERED),
    "goal_end_by_client": Form("eli", goal),
    "statement": Form("eli", lambda s: s.report.id),
    "correction": Form("eli", lambda s: s.report.id),
    "permission": Form("eli", lambda s: s.story.engagement_id, PERMISSION, until),
    "message_by_client": Form("eli", lambda s: s.story.second_checkin_id),
    "review_remark_by_client": Form("eli", lambda s: s.looked_back(both=True), DIFFERS),
    "review_remark_by_clinician": Form("dana", lambda s: s.looked_back(both=True), DIFFERS),
    "review_without": Form("dana", lambda s: s.looked_back(both=False), {}, again),
    "addition_by_clinician": Form(
        "dana",
        lambda s: handed_over(s.cast.dana.actor, s.story.engagement_id, "noted", now=s.now).id,
    ),
    "answer_by_clinician": Form("dana", lambda s: s.talks.commitment_id, ANSWERED),
    "change_by_clinician": Form("dana", lambda s: s.talks.commitment_id, CHANGED),
    "later_by_clinician": Form("dana", lambda s: s.talks.commitment_id, {"due_on": AGAIN}),
    "let_go_by_clinician": Form("dana", lambda s: s.talks.commitment_id),
    "goal_answer_by_clinician": Form("dana", goal, ANSWERED),
    "goal_end_by_clinician": Form("dana", goal),
    "step_by_clinician": Form("dana", lambda s: s.talks.commitment_id, {"stands": "under_way"}),
    "message_by_clinician": Form("dana", lambda s: s.story.second_checkin_id),
    "preparation": Form("dana", lambda s: s.story.second_checkin_id, {"save": "1"}),
    "closing_words": Form(
        "eli", lambda s: ended(s.cast.eli.actor, s.story.engagement_id, now=s.now).engagement_id
    ),
    "referral": Form("dana", lambda s: opened_again(s.cast, s.story.engagement_id, now=s.now).id),
    "log_begun": Form("dana", lambda s: s.story.engagement_id, {"held": "held"}),
    "log_of_checkin": Form("dana", lambda s: s.story.second_checkin_id, {"held": "held"}),
    "log": Form("dana", lambda s: s.talks.session_draft_id),
    "log_addendum": Form("dana", lambda s: s.talks.session_id, REASON),
    "log_in_error": Form("dana", lambda s: s.talks.session_id),
    "process_note": Form("dana", lambda s: s.story.engagement_id),
    "feedback_begun": Form("dana", lambda s: s.story.engagement_id),
    "feedback_about": Form("dana", lambda s: s.talks.session_id),
    "feedback": Form("dana", lambda s: s.talks.feedback_draft_id),
    "feedback_addendum": Form("dana", lambda s: s.talks.feedback_id, REASON),
    "feedback_in_error": Form("dana", lambda s: s.talks.feedback_id),
    "report_about": Form("dana", lambda s: s.texts.report_draft_id),
    "report_addendum": Form("dana", lambda s: s.texts.report_id, REASON),
    "report_in_error": Form("dana", lambda s: s.texts.report_id),
    "correction_answer": Form("dana", lambda s: s.texts.correction_id, ANSWER),
    "second_concern": Form("mo", lambda s: s.texts.cosignature_id),
    "remark": Form("mo", lambda s: s.texts.cosignature_id, {"outcome": "changes_asked"}),
}


@pytest.fixture
def stage(cast: Any, story: Any, now: Any) -> Stage:
    return Stage(cast, story, now)


def test_every_place_has_its_row_here():
    assert FORMS.keys() == PLACES.keys()
    assert all(PLACES[code].role == roles(form.who) for code, form in FORMS.items())


def roles(who: str) -> str:
    return "client" if who == "eli" else "clinician"


@pytest.mark.parametrize("code", FORMS)
def test_what_is_typed_is_kept_found_again_and_sent(code, stage, cast, browser):
    place, form = PLACES[code], FORMS[code]
    person, about, box = getattr(cast, form.who), form.about(stage), place.boxes[0]
    client, page = browser(person), place.path(about)

    before = form_of(client, page, place, about)
    assert saved(client, before, box, TYPED).status_code == 200
    again = form_of(client, page, place, about)
    assert again["fields"][box] == [TYPED]
    assert found_in(person.actor, place, about)[box].text == TYPED

    sent = client.post(again["action"] or page, {**again["fields"], **form.sends(stage)})
    assert sent.status_code == 302, sent.content.decode()
    assert found_in(person.actor, place, about) == {}


@pytest.mark.parametrize("code", FORMS)
def test_one_click_discards_it(code, stage, cast, browser):
    place, form = PLACES[code], FORMS[code]
    person, about, box = getattr(cast, form.who), form.about(stage), place.boxes[0]
    client, page = browser(person), place.path(about)
    saved(client, form_of(client, page, place, about), box, TYPED)
    seen = found_in(person.actor, place, about)[box]
    url = reverse("unsent:discard", args=[seen.id])
    assert f'form="elsewhere" formaction="{url}"' in client.get(page).content.decode()

    after = client.post(url, follow=True)

    assert f"Discarded: {place.in_sentence}." in after.content.decode()
    assert found_in(person.actor, place, about) == {}
    assert form_of(client, page, place, about)["fields"][box] != [TYPED]


@pytest.mark.parametrize("code", FORMS)
def test_sent_after_the_session_ended_the_text_comes_back_whole(code, stage, cast, browser):
    """Without any script: the page shows it, and sent again after signing in it arrives."""
    place, form = PLACES[code], FORMS[code]
    person, about, box = getattr(cast, form.who), form.about(stage), place.boxes[0]
    client, page = browser(person), place.path(about)
    before = form_of(client, page, place, about)
    target = before["action"] or page
    client.session.flush()

    out = client.post(target, {**before["fields"], **form.sends(stage), box: TYPED})

    assert out.status_code == 401
    kept = form_with(out.content.decode(), box)
    assert "Not saved yet. Your text is below" in out.content.decode()
    assert (kept["action"], kept["fields"][box]) == (target, [TYPED])
    sent = browser(person).post(target, {**kept["fields"], "password": PASSWORD})
    assert sent.status_code == 302, sent.content.decode()


def form_of(client: Any, page: str, place: Any, about: Any) -> Any:
    """The place's form on its page, each of its boxes saved while typing."""
    html = client.get(page).content.decode()
    form = form_with(html, f"{place.boxes[0]}-version")
    for box in form["boxes"]:
        if box in place.boxes:
            attributes = form["boxes"][box]
            assert attributes["data-autosave"] == reverse("unsent:save")
            assert f"place={place.code}&about={about}&" in attributes["data-with"]
    return form


def saved(client: Any, form: Any, box: str, text: str) -> Any:
    """What static/autosave.js posts."""
    with_it = dict(part.split("=") for part in form["boxes"][box]["data-with"].split("&"))
    version, page = form["fields"][f"{box}-version"][0], form["fields"][f"{box}-page"][0]
    sent = {**with_it, "text": text, "version": version, "page": page}
    return client.post(reverse("unsent:save"), sent, **JSON)
