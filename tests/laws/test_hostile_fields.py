"""Whatever a form of these rooms takes is written as an attack in tests/browser/hostile.py, or says why
not; and what the API and the mails make of the attacks.

That nothing of it runs on a page or in the PDF is tests/browser/test_hostile_words.py.
"""

import importlib
import json
from typing import Any

import pytest
from django import forms
from django.core import mail

from accounts.outbox.delivery import deliver_pending
from tests import sharing_story as story
from tests.browser import hostile
from tests.laws.asking import address
from tests.laws.routes import routes

ROOMS = ("reports", "releases", "documents", "disclosures", "amendments")
FIXED = "a choice, a day or an id: nothing else comes through its form"

# Room and field → the place where hostile.py plants an attack, or why there is none.
FIELDS: dict[str, str] = {
    "reports.SectionForm.text": "themes",
    "reports.AboutForm.role": "role",
    "reports.AboutForm.licence": "licence",
    "reports.AboutForm.fee_payer": "fee_payer",
    "reports.AboutForm.sources_used": "sources_used",
    "reports.AboutForm.sources_not_used": "sources_not_used",
    "reports.RestsForm.seen": "compared with the paragraphs as they are, shown nowhere",
    "reports.SecondForm.remark": "remark",
    "reports.SecondForm.standing": "standing",
    "reports.KeepBackForm.why": "read by its writer alone, where the remark is shown",
    "reports.HeadingForm.heading": "heading",
    "reports.HeadingForm.guidance": "guidance",
    "reports.CorrectionForm.answer": "answer",
    "releases.PermissionForm.name": "name",
    "releases.PermissionForm.role": "role",
    "releases.PermissionForm.organization": "organization",
    "releases.PermissionForm.address": "an address: the mail library's own form of one",
    "releases.PermissionForm.description": "description",
    "releases.PermissionForm.purpose": "purpose",
    "releases.PermissionForm.event": "event",
    "releases.PermissionForm.refusal_words": "refusal",
    "releases.PermissionForm.signed_name": "signed_name",
    "releases.ReleaseForm.digest": FIXED,
    "releases.StatementForm.text": "statement",
    "releases.CorrectionForm.words": "correction",
    "documents.AcknowledgeForm.version": "compared with what stands on the document, shown nowhere",
    "documents.CodeForm.code": "tests/browser/test_hostile_words.py, is_it_genuine",
    "disclosures.DisclosureForm.facts": "facts",
    "disclosures.DisclosureForm.consulted": "consulted",
    "disclosures.DisclosureForm.decision": "decision",
    "disclosures.DisclosureForm.told_to": "told_to",
    "disclosures.DisclosureForm.why_later": "shown where facts is, and made by the same field",
    "amendments.AddendumForm.text": "addendum",
    "amendments.AddendumForm.reason": "reason",
    "amendments.InErrorForm.reason": "reason",
}
NOT_TYPED = (
    forms.ChoiceField,
    forms.DateField,
    forms.IntegerField,
    forms.UUIDField,
    forms.FileField,
)
SECRET = "password"


def typed() -> set[str]:
    """Every field of these rooms' forms into which somebody can write."""
    found = set()
    for room in ROOMS:
        module = importlib.import_module(f"reviews.{room}.forms")
        for form in vars(module).values():
            if not (isinstance(form, type) and issubclass(form, forms.BaseForm)):
                continue
            if form.__module__ != module.__name__:
                continue
            for name, field in form.base_fields.items():
                if not isinstance(field, NOT_TYPED) and name != SECRET:
                    found.add(f"{room}.{form.__name__}.{name}")
    return found


@pytest.fixture
def told(cast: Any, engagement: Any, now: Any, monkeypatch: Any) -> Any:
    """Everything written as an attack, and released; (ids, the places that were planted)."""
    places: set[str] = set()
    plain = hostile.attack

    def attack(place: str) -> str:
        places.add(place)
        return plain(place)

    monkeypatch.setattr(hostile, "attack", attack)
    monkeypatch.setattr(story, "ABOUT", dict(story.ABOUT))
    ids = hostile.tell(cast, engagement.id, now=now)
    report = type("Named", (), {"id": ids["report"]})
    return ids | hostile.tell_on(cast, report, ids["asked"], now=now), places


def test_every_field_that_is_typed_is_attacked_or_says_why_not(told):
    _, places = told
    assert typed() - FIELDS.keys() == set(), "a field nobody attacks"
    assert FIELDS.keys() - typed() == set(), "a line without a field"
    unplanted = {place for place in FIELDS.values() if " " not in place} - places
    assert unplanted == set()


def test_the_api_gives_words_as_data(told, cast, engagement, browser):
    """Each answer is JSON, said to be so, and not to be taken for anything else."""
    ids, _ = told
    story.wait_is_over()
    reader = story.reader_joined()
    story.acknowledged(reader, ids["release"])
    known = {
        "engagement_id": engagement.id,
        "report_id": ids["report"],
        "permission_id": ids["permission"],
        "release_id": ids["release"],
        "session_id": ids["session"],
        "feedback_id": ids["feedback"],
        "commitment_id": ids["commitment"],
    }
    held = set()
    people = {who: browser(getattr(cast, who)) for who in ("eli", "dana", "erin")}
    for name in sorted(route.name for route in routes() if route.name.startswith("api:")):
        try:
            where = address(name, known)
        except KeyError:
            continue
        for who, client in people.items():
            answer = client.get(where, headers={"Accept": "text/html,*/*"})
            if answer.status_code != 200 or name == "api:schema":
                continue
            assert answer["X-Content-Type-Options"] == "nosniff", name
            if answer["Content-Type"] == "application/pdf":
                continue
            assert answer["Content-Type"] == "application/json", (name, who)
            if hostile.ATTACK in json.dumps(answer.json()).encode().decode("unicode_escape"):
                held.add(name)
    assert {"api:sharing", "api:shared_document"} <= held


def test_no_mail_holds_a_word_of_it(told):
    mail.outbox.clear()
    story.wait_is_over()
    deliver_pending()
    assert mail.outbox
    for message in mail.outbox:
        said = f"{message.subject} {message.body} {message.to} {message.alternatives}"
        assert "alert(" not in said and "onerror" not in said and "{{" not in said
