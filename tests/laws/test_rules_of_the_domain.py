"""R1–R10, the rules the whole service rests on, each as far as there is something to show.

R1  (no number, level or color describes a person)  tests/laws/test_no_rating.py, and the words below.
R2  (nothing reaches an employer without every link of the chain)  below.
R3  (refused, revoked, expired and not due look the same)  tests/laws/test_silent_absence.py
R4  (process notes feed nothing)  tests/laws/test_process_notes.py
R5, R6, R7, R8, R9  below.
R10 (the program replaces no discipline, investigation, law or wish)  is said by what is not there:
    no word of the service speaks of an outcome of one.
"""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from accounts.access import NotAllowed, NotFound, NotFresh, Stale, WrongState, acting_as
from tests import sharing_story as sharing
from tests import story, talks
from tests.laws.acted import TYPED
from tests.story import being

# --- R2, R9: every link of the chain, and the limits on every text --------------------------------


def test_with_every_link_it_is_released_and_carries_the_limits(cast, engagement, now):
    from reviews.releases.copy_queries import read_released
    from reviews.reports import limits_text

    report = sharing.signed_report(cast, engagement.id, now=now)
    permission = sharing.permitted(cast, engagement.id, now=now)
    release = sharing.released(cast, report, permission, now=now, parts=("takes_part",))
    with acting_as(cast.eli.actor), transaction.atomic():
        _, document = read_released(actor=cast.eli.actor, release_id=release.id)
    assert document["limits"]["items"] == limits_text.TEXTS[limits_text.VERSION]
    assert len(document["limits"]["items"]) >= 7


def _unsigned(cast: Any, report: Any, permission: Any, now: Any) -> None:
    """The author has begun another version and not signed it."""
    from reviews.reports.actions import begin_version
    from reviews.reports.queries import get_signed

    with acting_as(cast.dana.actor), transaction.atomic():
        before = get_signed(actor=cast.dana.actor, report_id=report.id)
        draft = begin_version(actor=cast.dana.actor, report=before, now=now)
    sharing.released(cast, draft, permission, now=now)


def _not_seen(cast: Any, report: Any, permission: Any, now: Any) -> None:
    from reviews.releases.actions import Seen

    _release_as_seen(cast, report, permission, Seen(b"another text", None), now)


def _without_fresh_yes(cast: Any, report: Any, permission: Any, now: Any) -> None:
    from reviews.releases.actions import Seen

    long_ago = now - timedelta(minutes=11)
    _release_as_seen(cast, report, permission, Seen(bytes(report.digest), None), now, long_ago)


def _withdrawn(cast: Any, report: Any, permission: Any, now: Any) -> None:
    sharing.withdrawn(cast, permission, now=now)
    sharing.released(cast, report, permission, now=now)


def _of_somebody_else(cast: Any, report: Any, permission: Any, now: Any) -> None:
    sharing.released(cast, report, permission, now=now, client=cast.otto.actor)


def _by_the_author(cast: Any, report: Any, permission: Any, now: Any) -> None:
    sharing.released(cast, report, permission, now=now, client=cast.dana.actor)


def _release_as_seen(
    cast: Any, report: Any, permission: Any, seen: Any, now: Any, authenticated_at: Any = None
) -> None:
    from reviews.releases.actions import release_report
    from reviews.releases.queries import get_permission
    from reviews.reports.queries import get_signed

    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        release_report(
            actor=eli,
            report=get_signed(actor=eli, report_id=report.id),
            permission=get_permission(actor=eli, permission_id=permission.id),
            parts=["takes_part"],
            seen=seen,
            authenticated_at=authenticated_at or now,
            now=now,
        )


@pytest.mark.parametrize(
    "missing",
    [_unsigned, _not_seen, _without_fresh_yes, _withdrawn, _of_somebody_else, _by_the_author],
    ids=lambda link: link.__name__.strip("_"),
)
def test_any_missing_link_stops_it(cast, engagement, now, missing):
    from reviews.releases.models import Release

    report = sharing.signed_report(cast, engagement.id, now=now)
    permission = sharing.permitted(cast, engagement.id, now=now)
    with pytest.raises((NotAllowed, NotFound, NotFresh, WrongState, Stale)):
        missing(cast, report, permission, now)
    with acting_as(cast.eli.actor), transaction.atomic():
        assert not Release.objects.exists()


def test_without_the_second_name_that_was_agreed_it_is_not_there_to_release(cast, dana, eli, now):
    from reviews.reports.queries import get_signed

    agreement = story._engagement(dana, eli, "Eli Rask", now=now, two_names=True)
    report = sharing.signed_report(cast, agreement.engagement_id, now=now)
    with acting_as(eli), transaction.atomic(), pytest.raises(NotFound):
        get_signed(actor=eli, report_id=report.id)
    sharing.cosigned(dana, report.id, cast.mo.actor, now=now)
    with acting_as(eli), transaction.atomic():
        assert get_signed(actor=eli, report_id=report.id).id == report.id


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


SIGNED = [
    "update reviews_sessionlog set words = '\\x00'",
    "update reviews_sessionlog set state = 'draft'",
    "delete from reviews_sessionlog",
    "update reviews_feedback set text = '\\x00'",
    "delete from reviews_feedback",
    "update reviews_reply set words = '\\x00'",
    "delete from reviews_reply",
    "update reviews_commitment set text = '\\x00'",
    "update reviews_report set body = '\\x00'",
    "update reviews_report set digest = '\\x00', state = 'draft'",
    "delete from reviews_report",
    "update reviews_section set text = '\\x00'",
    "delete from reviews_ground",
    "update reviews_statement set text = '\\x00'",
    "update reviews_permission set expires_at = now() + interval '9 years'",
    "delete from reviews_permission",
    "update reviews_narrowing set parts = '[]'",
    "delete from reviews_narrowing",
    "update reviews_withdrawal set created_at = now()",
    "delete from reviews_withdrawal",
    "update reviews_release set copy = '\\x00'",
    "update reviews_release set live_at = now()",
    "delete from reviews_release",
    "update reviews_amendment set text = '\\x00'",
    "delete from reviews_amendment",
]


def test_what_was_signed_and_permitted_is_never_edited(cast, engagement, now):
    """Session, feedback, reply, report and the client's own acts, by everybody, in plain SQL."""
    eli, dana = cast.eli.actor, cast.dana.actor
    feedback = talks.give_feedback(dana, engagement.id, now=now)
    talks.reply_to(eli, feedback.id, now=now)
    report = sharing.signed_report(cast, engagement.id, now=now)
    permission = sharing.permitted(cast, engagement.id, now=now)
    sharing.stated(cast, report, now=now)
    sharing.released(cast, report, permission, now=now)
    sharing.narrowed(cast, permission, "takes_part", now=now)
    sharing.withdrawn(cast, permission, now=now)
    sharing.entered_in_error(cast, report, now=now)
    changed = []
    for who in ("eli", "dana", "mo", "ada"):
        for statement in SIGNED:
            with being(cast, who):
                try:
                    with transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(statement)
                        if cursor.rowcount:
                            changed.append((who, statement))
                except DatabaseError as error:
                    assert "permission denied" in str(error), statement
    assert changed == []
    with being(cast, "eli"), connection.cursor() as cursor:
        for statement in SIGNED:
            table = re.search(r"reviews_\w+", statement)
            if table and table[0] not in ("reviews_section", "reviews_ground"):
                cursor.execute(f"select count(*) from {table[0]}")
                assert cursor.fetchone()[0] > 0, f"{table[0]} is empty: nothing was tried"


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


# What must name such words: to refuse them, to say that none of them is meant, because a seal has a
# certificate, and because the demo shows a first draft that is refused.
SPEAKS_OF_THEM = {"language", "limits_text.py", "sealkey.py", "victor.py"}


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
            if SPEAKS_OF_THEM & {path.name, path.parent.name}:
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
