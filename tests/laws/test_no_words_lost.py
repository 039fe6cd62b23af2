"""Every box of more than a line is saved while somebody types in it, or stands here with a reason.

Asked twice: of every form that is written, whatever page shows it, and of every page as the cast
finds it. A box is saved by a place of reviews.unsent, or by the draft its page belongs to.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

import accounts
import reviews
from reviews.unsent.places import FIRST_OFFER, PLACES
from tests.laws.access_matrix import PAGES
from tests.laws.asking import People
from tests.laws.test_access_matrix import asked, ids  # noqa: F401 - the matrix's fixture
from tests.pages import boxes_of

# Boxes that no place keeps, each with what keeps it, or why it needs no keeping.
OTHERWISE = {
    "reviews.journal.forms.AnswerForm.text": "an answer of a reflection saves itself",
    "reviews.reports.forms.SectionForm.text": "a section of a report saves itself",
    "reviews.unsent.forms.SaveForm.text": "what is saved; no page shows it",
    "accounts.practice_form.PracticeForm.crisis_lines": "a setting of a few lines, about nobody",
    "reviews.prompts.forms.AreaForm.questions": "the practice's own questions, about nobody",
    "reviews.reports.forms.HeadingForm.guidance": "the practice's own guidance, about nobody",
}
KEPT_BY = {
    "reviews.agreements.forms.AgreementForm.accountability": "agreement",
    "reviews.agreements.forms.AgreementForm.beyond": "agreement",
    "reviews.agreements.forms.AgreementForm.described": "agreement",
    "reviews.agreements.forms.AgreementForm.fee_payer": "agreement",
    "reviews.agreements.forms.AgreementForm.refusal_words": "agreement",
    "reviews.agreements.forms.AgreementForm.supervision": "agreement",
    "reviews.agreements.forms.AgreementForm.voluntariness": "agreement",
    **{f"reviews.agreements.forms.OfferForm.{box}": "first_offer" for box in FIRST_OFFER.boxes},
    "reviews.amendments.forms.AddendumForm.text": "log_addendum",
    "reviews.assignments.forms.ObjectionForm.words": "objection",
    "reviews.checkins.time_forms.MissedForm.words": "missed",
    "reviews.checkins.time_forms.MoveForm.words": "move_by_client",
    "reviews.commitments.forms.AnswerForm.text": "answer_by_client",
    "reviews.commitments.forms.ChangeForm.reason": "change_by_client",
    "reviews.commitments.forms.GoalEndForm.words": "goal_end_by_client",
    "reviews.commitments.forms.LaterForm.reason": "later_by_client",
    "reviews.commitments.forms.LetGoForm.reason": "let_go_by_client",
    "reviews.commitments.forms.StepForm.text": "step_by_client",
    "reviews.disclosures.forms.DisclosureForm.facts": "disclosure",
    "reviews.disclosures.forms.DisclosureForm.decision": "disclosure",
    "reviews.concerns.forms.AnswerForm.text": "becomes_by_client",
    "reviews.concerns.forms.StepForm.text": "becomes_by_clinician",
    "reviews.concerns.forms.SecondNoteForm.seen": "second_concern",
    "reviews.concerns.forms.SecondNoteForm.voiced": "second_concern",
    "reviews.dialogue.forms.MessageForm.text": "message_by_client",
    "reviews.ending.forms.WordsForm.text": "closing_words",
    "reviews.feedback.forms.FeedbackForm.text": "feedback",
    "reviews.feedback.forms.ReplyForm.accept": "reply",
    "reviews.feedback.forms.ReplyForm.differently": "reply",
    "reviews.feedback.forms.ReplyForm.explain": "reply",
    "reviews.journal.forms.AddendumForm.text": "addition",
    "reviews.progress.forms.RemarkForm.text": "review_remark_by_client",
    "reviews.progress.forms.WithoutForm.why": "review_without",
    "reviews.prompts.forms.PreparationForm.questions": "preparation",
    "reviews.releases.forms.CorrectionForm.words": "correction",
    "reviews.releases.forms.PermissionForm.description": "permission",
    "reviews.releases.forms.PermissionForm.refusal_words": "permission",
    "reviews.releases.forms.StatementForm.text": "statement",
    "reviews.reports.forms.AboutForm.sources_not_used": "report_about",
    "reviews.reports.forms.AboutForm.sources_used": "report_about",
    "reviews.reports.forms.CorrectionForm.answer": "correction_answer",
    "reviews.reports.forms.SecondForm.remark": "remark",
    "reviews.sessions.forms.ProcessNoteForm.text": "process_note",
    "reviews.sessions.forms.SessionForm.done": "log",
    "reviews.suitability.forms.ReferralForm.referral": "referral",
}
# Whom to call, on every page where a client writes: components/crisis.html.
HELP = 'id="crisis-title"'
# Boxes of a page that need no saving; the words of the errors' pages are there already.
PAGES_OTHERWISE = {
    ("accounts:practice", "crisis_lines"): "a setting of a few lines, about nobody",
    ("prompts:area", "questions"): "the practice's own questions, about nobody",
    ("reports:heading", "guidance"): "the practice's own guidance, about nobody",
}


def boxes_of_forms() -> Iterator[str]:
    """Every field of text of more than one line, by the form that declares it."""
    for package in (accounts, reviews):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" in info.name:
                continue
            module = importlib.import_module(info.name)
            for name, form in inspect.getmembers(module, inspect.isclass):
                if issubclass(form, forms.BaseForm) and form.__module__ == info.name:
                    yield from declared(f"{info.name}.{name}", form)


def declared(name: str, form: Any) -> Iterator[str]:
    for field_name, field in form.declared_fields.items():
        if isinstance(field.widget, forms.Textarea):
            yield f"{name}.{field_name}"


def unsaved(html: str) -> list[str]:
    """The boxes of a page that nothing saves and that are not only for copying from."""
    return [
        box.get("name", "")
        for box in boxes_of(html)
        if "readonly" not in box and "data-autosave" not in box
    ]


def test_every_box_of_every_form_is_kept():
    assert set(boxes_of_forms()) == KEPT_BY.keys() | OTHERWISE.keys()
    assert not KEPT_BY.keys() & OTHERWISE.keys()
    for box, code in KEPT_BY.items():
        assert box.rpartition(".")[2] in PLACES[code].boxes, box


@pytest.fixture
def pages(cast, ids, browser) -> list[tuple[str, str, str]]:  # noqa: F811
    """Every page as each of the cast finds it: route, who, HTML."""
    people, found = People(cast, browser), []
    for row in PAGES:
        method, where = asked(row, ids)
        if method != "GET":
            continue
        for who in ("eli", "dana", "mo", "ada"):
            answer = people.ask(who, "GET", where, "html")
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                found.append((row.split()[1], who, answer.content.decode()))
    return found


def test_every_box_of_every_page_is_saved_while_typing_and_a_client_finds_help_beside_it(pages):
    found = {(route, name) for route, _, html in pages for name in unsaved(html)}
    assert sum(len(boxes_of(html)) > 0 for _, _, html in pages) > 25
    assert found == PAGES_OTHERWISE.keys()

    for_client = {route: html for route, who, html in pages if who == "eli" and boxes_of(html)}
    assert len(for_client) > 8
    assert {route for route, html in for_client.items() if HELP not in html} == set()


class Planted(forms.Form):
    text = forms.CharField(widget=forms.Textarea)
    line = forms.CharField()


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ('<form><textarea name="text">x</textarea></form>', ["text"]),
        ('<textarea name="text" data-autosave="/words/save/"></textarea>', []),
        ("<textarea readonly>kept</textarea>", []),
    ],
)
def test_a_planted_box_is_found(html, names):
    assert unsaved(html) == names
    assert list(declared("planted", Planted)) == ["planted.text"]
