"""Mails that come back: one delivery-status message, as a mail server reports it.

Source: RFC 3464, and docs/operations.md, "Bounces".
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from uuid import UUID

import structlog
from django.db import transaction

from accounts import doors
from accounts.access import acting_as_system
from accounts.outbox.mails import message_id
from accounts.outbox.retries import REFUSED_FOR_GOOD

LONGEST = 1024 * 1024  # bytes; a report holds a few thousand
NOT_A_REPORT, NOT_A_FAILURE, UNKNOWN, KNOWN = "not_a_report", "not_a_failure", "unknown", "known"

log = structlog.get_logger()

_OUR_ID = re.compile(r"<([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@[^<>\s]{1,255}>")


def note_bounce(report: bytes) -> str:
    """Record that a mail came back. Anybody can send such a report, so it can do little.

    Gives what the row became, "waiting" or "failed"; "known" for a row that was not sent, or whose
    bounce is recorded; "unknown" for a mail of somebody else; "not_a_failure" for a delay;
    "not_a_report" for what cannot be read.
    """
    read = _read(report)
    if isinstance(read, str):
        return read
    with acting_as_system("bounces"), transaction.atomic():
        became = doors.note_bounce(
            notice_id=read, waits=[timedelta(minutes=minutes) for minutes in REFUSED_FOR_GOOD]
        )
    log.info("bounce", id=str(read), state=became)
    return became


def _read(report: bytes) -> UUID | str:
    """The id of the row whose mail came back, or why there is none."""
    if len(report) > LONGEST:
        return NOT_A_REPORT
    try:
        parts = list(message_from_bytes(report).walk())
        actions = {str(part["Action"]).strip().lower() for part in parts if part["Action"]}
        found = next(_ids_in(parts), None)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return NOT_A_REPORT  # whatever else the standard library stumbles over
    if not actions:
        return NOT_A_REPORT
    if "failed" not in actions:
        return NOT_A_FAILURE
    return found or UNKNOWN


def _ids_in(parts: list[Message]) -> Iterator[UUID]:
    """Ids of ours in what was returned: the whole mail, or its headers as a text."""
    for part in parts:
        values = [str(part["Message-ID"] or "")]
        if part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            values.append(content.decode("ascii", "replace") if isinstance(content, bytes) else "")
        for value in values:
            for match in _OUR_ID.finditer(value.lower()):
                found = UUID(match[1])
                if message_id(found) == match[0]:
                    yield found
