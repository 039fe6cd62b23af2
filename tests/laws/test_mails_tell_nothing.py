"""No mail tells: whole messages, headers included, of every kind the house can send.

A mail is seen by a family at breakfast, on a lock screen and by whoever runs the mailbox. Three
looks: what the templates can say at all, which values can come into them, and what left the house
while the whole story was acted, with a planted name or sentence in every text.
"""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from accounts.notices import compose
from accounts.outbox.mails import Mail
from accounts.outbox.mime import as_bytes
from tests.laws.acted import TYPED

EMAIL = Path("templates/email")
TEMPLATES = sorted(path.name.removesuffix(".subject.txt") for path in EMAIL.glob("*.subject.txt"))

# Parts of words. docs/glossary.md, "Reminder"; the first six stand there by name.
FORBIDDEN = re.compile(
    r"therap|report|employer|court|progress|missed|overdue|waymark|clinic|counsel|psych|mentor"
    r"|program|client|patient|abuse|harass|offen|misconduct|assault|sex|violen|record|check-in"
    r"|session|reflection|feedback|agreement|consent|permission|treatment|practice|confidential"
    r"|\bdr\b|doctor|risk|warning|deadline|late\b|forgot|must\b|fail",
    re.IGNORECASE,
)
# Everything that can be put into a mail: when, where to sign in, whom to ring. Never a person's
# name, a code or a word that somebody typed.
VALUES = frozenset(
    {
        "sender_name",  # the short name the practice chose for lock screens
        "phone",
        "link",
        "stop_link",
        "day",
        "weekday",
        "time",
        "until",
        "expires_at",
        "zone_words",
        "lines",  # of the week's mail: which kinds of thing and how many
        "line",
    }
)
# Things of the cast and the story that are plain in the database, and still in no mail.
NAMES = {
    "the practice": "Tallow Street",
    "a clinician": "Dana Ruiz",
    "another clinician": "Lindgren",
    "the administrator": "Ada Quist",
    "somebody new": "Dr New",
}


def example(kind: str, **changes: Any) -> Mail:
    values: dict[str, Any] = {
        "to": "eli@example.org",
        "sender_name": "Tallow St",
        "phone": "555-0100",
        "link": "https://example.org/x/",
        "stop_link": "https://example.org/y/",
        "day": "Tuesday, June 2",
        "weekday": "Tuesday",
        "time": "10:00 AM",
        "until": datetime(2026, 6, 30, tzinfo=UTC),
        "expires_at": datetime(2026, 6, 30, tzinfo=UTC),
        "zone_words": "Chicago time",
        "lines": ["Two things to read", "One time to settle"],
    }
    return compose(kind=kind, **{**values, **changes})


def read_whole(message: bytes) -> str:
    """Every header and every part, decoded, and the raw bytes beside them; without addresses."""
    parsed = message_from_bytes(message, policy=policy.default)
    said = [f"{name}: {value}" for name, value in parsed.items()]
    for part in parsed.walk():
        said += [f"{name}: {value}" for name, value in part.items()]
        if part.get_content_maintype() == "text":
            said.append(part.get_content())
    said.append(message.decode("utf-8", "replace"))
    # A way in has to stand there; its words are held by tests/laws/test_paths.py.
    return re.sub(r"https?://\S+", "", "\n".join(said))


def telling(message: bytes, *, texts: dict[str, str]) -> list[str]:
    """What a mail must not say and does."""
    said = read_whole(message)
    # Message-ID and addresses are made of ids and of the person's own address.
    words = re.sub(r"[\w.+-]+@[\w.-]+|=\?.*?\?=", "", said)
    found = [match.group(0).lower() for match in FORBIDDEN.finditer(words)]
    return found + [name for name, text in texts.items() if text.lower() in said.lower()]


def variables(template: str) -> set[str]:
    """The names a template takes its values from."""
    tags = re.findall(r"\{[{%](.*?)[%}]\}", template)
    bare = [re.sub(r'\|\w+(:"[^"]*")?|"[^"]*"', " ", tag) for tag in tags]
    keywords = {"if", "endif", "else", "for", "endfor", "in", "autoescape", "endautoescape", "off"}
    return {name for tag in bare for name in re.findall(r"[a-z_]\w*", tag)} - keywords


# --- what can be said ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TEMPLATES)
def test_no_template_has_a_word_that_tells(kind):
    message = as_bytes(example(kind), message_id="<1@example.org>")
    assert telling(message, texts={}) == []
    assert "Tallow St" in read_whole(message)


@pytest.mark.parametrize("path", sorted(EMAIL.iterdir()), ids=lambda path: path.name)
def test_only_listed_values_come_into_a_mail(path):
    assert variables(path.read_text()) <= VALUES


def test_every_template_is_a_mail_of_three_parts():
    assert len(TEMPLATES) > 8
    expected = {f"{kind}{end}" for kind in TEMPLATES for end in (".subject.txt", ".txt", ".html")}
    assert {path.name for path in EMAIL.iterdir()} == expected


# --- what left the house ---------------------------------------------------------------------------


def test_nothing_that_left_the_house_tells(acted):
    copy, left = acted
    with copy.as_owner() as db:
        codes = [code for (code,) in db.execute("select code from reviews_engagement")]
    texts = {**TYPED, **NAMES, **{f"code {code}": code for code in codes}}
    assert len(left.mails) > 5
    assert codes
    for mail in left.mails:
        assert telling(mail.message().as_bytes(), texts=texts) == [], mail.subject


# --- planted mistakes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"subject": "Your report is ready"}, ["report"]),
        ({"subject": "A time for Billie Oxtoby-Thrane"}, ["chosen name"]),
        ({"subject": "A time for Billie Oxtoby-Thrané"}, ["surname"]),
        ({"sender_name": "Tallow Street Practice"}, ["practice"]),
        ({"text": "You missed one.\n"}, ["missed"]),
        ({"html": "<p>Progress</p>"}, ["progress"]),
        ({"text": f"{TYPED['answer']} \N{BLACK HEART SUIT}\n"}, ["answer"]),
        ({"headers": {"List-Unsubscribe": "<mailto:x@example.org?subject=Oxtoby>"}}, ["surname"]),
    ],
)
def test_a_planted_word_is_found_wherever_it_stands(changes, found):
    mail = example("something_waits")
    assert telling(as_bytes(mail, message_id="<1@a>"), texts=TYPED) == []
    values = {name: getattr(mail, name) for name in mail.__slots__}

    planted = as_bytes(Mail(**{**values, **changes}), message_id="<1@a>")

    assert set(found) <= set(telling(planted, texts=TYPED))


@pytest.mark.parametrize("planted", ["{{ client_name }}", "{% if engagement.code %}", "{{ user }}"])
def test_a_planted_value_is_found(planted):
    assert not variables('{% for line in lines %}{{ line|date:"l" }}{% endfor %}') - VALUES
    assert variables(planted) - VALUES
