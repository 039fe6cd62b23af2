"""What one message is, and who writes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from accounts.outbox.models import Notice

# What a kind may add. Everything else in a header is the channel's.
EXTRA_HEADERS = frozenset({"List-Unsubscribe", "List-Unsubscribe-Post"})
LONGEST_HEADER = 900  # characters; a line of a mail may have 998
# Whatever some reader of mails takes for the end of a line, or hides.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_VISIBLE = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One message, ready to go: neutral in every header and word.

    Raises ValueError where a header would hold a line break or is not on the list.
    """

    to: str
    sender_name: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for value in (self.to, self.sender_name, self.subject):
            if _CONTROL.search(value) or len(value) > LONGEST_HEADER:
                raise ValueError("a header holds no line break and no more than a line")
        for name, value in self.headers.items():
            if name not in EXTRA_HEADERS:
                raise ValueError("a header that no message may add")
            if not _VISIBLE.fullmatch(value) or len(value) > LONGEST_HEADER:
                raise ValueError("an added header holds visible ASCII and no more than a line")


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: to be asked again `at` then. It counts as no try."""

    at: datetime
    reason: str = ""  # a code of up to 40 characters, for the row


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """Its reason has ended, and why."""

    reason: str  # a code of up to 40 characters, for the row


class Kind(Protocol):
    """Who writes one kind of message; named in settings.NOTICE_KINDS."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | Later | NotNeeded | None:
        """The mail, or None if its reason has ended. Asked at the moment of sending.

        It may be asked several times for one mail, and runs in a transaction that may be rolled
        back: what it writes must be in that database.
        """


def message_id(notice_id: UUID) -> str:
    """The same at every try, so that a reader's mailbox can tell a second copy."""
    return f"<{notice_id}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"
