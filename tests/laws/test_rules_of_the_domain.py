"""R1–R10, the rules the whole service rests on, each as far as there is something to show.

R1  (no number, level or color describes a person)  tests/laws/test_no_rating.py, and the words below.
R2, R3, R9  are about summaries. There is none yet, no role that receives one, and no address.
R4  process notes have no table yet; nothing could feed on them.
R5, R6, R7, R8  below.
R10 (the program replaces no discipline, investigation, law or wish)  is said by what is not there:
    no word of the service speaks of an outcome of one.
"""

import ast
import re
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from accounts.roles import ROLES
from tests.laws.acted import TYPED
from tests.story import being

# --- R2, R3, R9: nothing to receive ---------------------------------------------------------------


def test_nobody_outside_receives_anything_yet():
    assert set(ROLES) == {"client", "clinician", "administrator"}
    models = {m.__name__.lower() for m in apps.get_app_config("reviews").get_models()}
    assert not {m for m in models if re.search("report|summary|release|recipient|consent", m)}


# --- R5: no place for a harmed person -------------------------------------------------------------

HARMED = re.compile("victim|survivor|harmed|complain(ant|er)|accuser|target_|witness|other_party")


def field_names() -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label in ("accounts", "reviews"):
            yield from (f"{model.__name__}.{f.name}" for f in model._meta.get_fields())
    for form in _subclasses(forms.BaseForm):
        if form.__module__.startswith(("accounts.", "reviews.")):
            yield from (f"{form.__name__}.{name}" for name in getattr(form, "base_fields", {}))


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


def test_no_field_names_or_describes_a_harmed_person():
    names = list(field_names())
    assert len(names) > 100
    assert [name for name in names if HARMED.search(name.lower())] == []
    assert HARMED.search("Entry.survivor_name".lower())


# --- R6: signed text is never edited --------------------------------------------------------------


@pytest.mark.parametrize("who", ["eli", "dana"])
@pytest.mark.parametrize(
    "statement",
    [
        "update reviews_agreement set terms = '\\x00' where id = %(agreement)s",
        "update reviews_answer set text = '\\x00' where entry_id = %(shared)s",
        "update reviews_addendum set text = '\\x00' where entry_id = %(shared)s",
        "update reviews_entry set prompts = '[]' where id = %(shared)s",
        "update reviews_entry set state = 'draft' where id = %(shared)s",
        "delete from reviews_answer where entry_id = %(shared)s",
        "delete from reviews_entry where id = %(shared)s",
        "delete from reviews_addendum where entry_id = %(shared)s",
        "delete from reviews_agreement where id = %(agreement)s",
    ],
)
def test_what_was_signed_or_shared_is_never_edited(story, cast, who, statement):
    """By the two people it belongs to, through the database itself."""
    ids = {"agreement": story.agreement_id, "shared": story.shared_id}
    with being(cast, who):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, ids)
                assert cursor.rowcount == 0
        except DatabaseError as error:
            assert "permission denied" in str(error)


def test_a_draft_is_edited_until_it_is_shared(story, cast):
    with being(cast, "eli"), connection.cursor() as cursor:
        cursor.execute(
            "update reviews_answer set text = '\\x00' where entry_id = %s", [story.draft_id]
        )
        assert cursor.rowcount == 1


# --- R1, R7: no word that judges or foretells -----------------------------------------------------

JUDGING = re.compile(
    r"\b(offenders?|perpetrators?|compliant|compliance|risk (level|score|of re)|score[sd]?|scoring"
    r"|graded?|ranking|rated|rating|likelihood|predict\w*|prognos\w*|remorse\w*|sincer\w+"
    r"|rehabilitat\w*|certif\w+|cured|reoffend\w*|recidiv\w*|streaks?|badges?|well done|great job"
    r"|congratulations|missed check-ins?|overdue|failed to|traffic light|danger level)\b",
    re.IGNORECASE,
)


def words_of_template(text: str) -> str:
    """What a person could see: without tags of the template language and without markup."""
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}", " ", text, flags=re.S)
    return re.sub(r"<[^>]*>", " ", text)


def sentences_of_module(source: str) -> Iterator[str]:
    """String constants that are not docstrings."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_word_on_screen_judges_or_foretells():
    found = {}
    for path in Path("templates").rglob("*"):
        if path.is_file() and (word := JUDGING.search(words_of_template(path.read_text()))):
            found[str(path)] = word.group(0)
    for folder in ("accounts", "reviews", "tracker"):
        for path in Path(folder).rglob("*.py"):
            if {"migrations", "supervisor", "commands"} & set(path.parts):
                continue
            for sentence in sentences_of_module(path.read_text()):
                if word := JUDGING.search(sentence):
                    found[str(path)] = word.group(0)
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    ["Risk level: low", "He scored 7", "You missed check-ins", "Certificate", "Well done"],
)
def test_a_planted_judging_word_is_found(planted):
    assert JUDGING.search(words_of_template(f"<p class='x'>{planted}</p>"))
    assert list(sentences_of_module(f"'''{planted}'''\nx = {planted!r}")) == [planted]


# --- R8: what leaves says nothing of why ----------------------------------------------------------

WHY = re.compile(
    r"therap|counsel|treat|clinic|misconduct|harass|employ|reflect|consent|accountab|setback|crisis"
    r"|survivor|victim|assault|abuse|sexual|health|court|confidential|check-?in|session|client"
    r"|program|mentor|behavio|dr\b|doctor|patient|agreement|writing|shared",
    re.IGNORECASE,
)
# Names that are neutral by the practice's own choice, and addresses of log-in.
CHOSEN = re.compile(r"Tallow St\b|[\w.]+@example\.org|hello@localhost|http://localhost:\d+\S*")


def telling_in(message: Message) -> list[str]:
    """Words in the headers and the parts of a mail that say why somebody has an account."""
    parts = [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        if not part.is_multipart():
            raw = part.get_payload(decode=True)
            assert isinstance(raw, bytes)
            text = raw.decode()
            parts.append(words_of_template(text) if part.get_content_subtype() == "html" else text)
    whole = CHOSEN.sub("", "\n".join(parts))
    people = [name for name in ("Dana", "Eli", "Ada", "Otto", "Ruiz", "Rask") if name in whole]
    return [*WHY.findall(whole), *people, *(t for t in TYPED.values() if t in whole)]


def test_every_kind_of_mail_was_sent_in_the_story(acted):
    copy, _ = acted
    with copy.as_owner() as owner:
        rows = owner.execute("select distinct kind from accounts_notice where state = 'sent'")
        assert {kind for (kind,) in rows} == set(settings.NOTICE_KINDS)


def test_no_mail_says_why_somebody_has_an_account(acted):
    _, left = acted
    assert len(left.mails) >= len(settings.NOTICE_KINDS)
    found = {m.subject: telling_in(m.message()) for m in left.mails if telling_in(m.message())}
    assert found == {}


def test_no_mail_loads_or_follows_anything(acted):
    """No picture, no tracking address, no link that is not our own."""
    _, left = acted
    for mail in left.mails:
        html = mail.alternatives[0].content
        assert not re.search(r"<img|<script|<link|url\(|@import", html)
        for address in re.findall(r"(?:href|src)=\"([^\"]+)\"", html):
            assert address.startswith(settings.PUBLIC_URL), address


def test_a_planted_telling_mail_is_found():
    from django.core.mail import EmailMessage

    calm = EmailMessage("A time is coming up", "Sign in: http://localhost:8000/sign-in/")
    assert telling_in(calm.message()) == []
    told = EmailMessage("Your check-in", "With Dana.", headers={"X-Kind": "therapy"})
    assert telling_in(told.message()) == ["check-in", "therap", "Dana"]
