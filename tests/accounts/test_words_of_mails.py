"""What account mails say, in every header and word: that something waits, and nothing else."""

import re
from datetime import UTC, date, datetime

import pytest

from accounts.notices import compose

TELLING = re.compile(
    r"waymark|therap|clinic|counsel|report|employer|court|progress|missed|overdue|program|client"
    r"|patient|abuse|record|check-in|treatment|practice",
    re.IGNORECASE,
)
KINDS = (
    "invitation",
    "password_reset",
    "account_changed",
    "document_available",
    "document_invitation",
    "form_available",
    "form_invitation",
)


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_tells(kind):
    mail = compose(
        kind=kind,
        to="eli@example.org",
        sender_name="Tallow St",
        link="https://example.org/x/",
        expires_at=datetime(2026, 12, 5, tzinfo=UTC),
        until=date(2026, 6, 30),
        phone="555-0100",
    )

    for words in (mail.subject, mail.text, mail.html, mail.sender_name):
        assert words.strip()
        assert TELLING.search(words) is None, words
    assert "https://example.org/x/" in mail.text
    assert "https://example.org/x/" in mail.html
    assert "\n" not in mail.subject


def test_a_telling_word_would_be_found():
    assert TELLING.search("Your report is ready")


@pytest.mark.parametrize("kind", KINDS)
def test_a_sender_with_signs_is_shown_as_typed(kind):
    mail = compose(
        kind=kind,
        to="a@example.org",
        sender_name="Ruiz & Holm",
        link="https://example.org/?a=1&b=2",
    )

    assert "&amp;" not in mail.text
    assert "<script" not in mail.html
