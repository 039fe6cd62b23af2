"""Mails that come back: retried, then given up; and what a stranger can do with a report."""

import subprocess
import sys
import uuid
from datetime import timedelta
from io import BytesIO, TextIOWrapper

import pytest
from django.core.management import call_command
from structlog.testing import capture_logs

from accounts import doors
from accounts.outbox import bounces, delivery, retries
from accounts.outbox.models import Notice
from tests.laws.test_doors import STRANGERS, refused
from tests.story import being as being_one

SECRET = "Mailbox of Eli Rask is full of words that no log may hold"


def report(message_id, *, action="failed", returned="message/rfc822"):
    """What a mail server says of a mail it could not deliver, as RFC 3464 has it."""
    return f"""From: MAILER-DAEMON@mx.example.net
To: hello@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

{SECRET}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; eli@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 {SECRET}

--b1
Content-Type: {returned}

From: Tallow St <hello@example.org>
To: eli@example.org
Message-ID: {message_id}
Subject: A message is waiting

--b1--
""".encode()


@pytest.fixture
def sent(post, row, channel):
    """A row whose mail has gone, and the Message-ID it went with."""
    key = post()
    delivery.deliver_pending()
    assert row(key).state == Notice.SENT
    return key, channel.ids()[0]


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_bounce_sends_the_mail_again_later_and_gives_it_up_in_the_end(
    post, row, change, now, channel, returned
):
    key = post()
    waited = []
    for _ in retries.REFUSED_FOR_GOOD:
        delivery.deliver_pending()
        assert bounces.note_bounce(report(channel.ids()[0], returned=returned)) == Notice.WAITING
        assert (row(key).reason, row(key).settled_at) == ("bounced", None)
        waited.append(round((row(key).due_at - now).total_seconds() / 60))
        change(key, due_at=now)
    delivery.deliver_pending()

    assert bounces.note_bounce(report(channel.ids()[0], returned=returned)) == Notice.FAILED

    assert tuple(waited) == retries.REFUSED_FOR_GOOD
    assert (row(key).state, row(key).reason) == (Notice.FAILED, "bounced")
    assert row(key).settled_at is not None
    assert len(set(channel.ids())) == 1
    assert len(channel.ids()) == len(retries.REFUSED_FOR_GOOD) + 1


def test_a_repeated_report_changes_nothing(sent, row):
    key, message_id = sent
    assert bounces.note_bounce(report(message_id)) == Notice.WAITING
    before = row(key).due_at

    assert bounces.note_bounce(report(message_id)) == bounces.KNOWN

    assert row(key).due_at == before


def test_a_reason_that_ends_meanwhile_keeps_what_was_wrong(sent, row, change, now, settings):
    key, message_id = sent
    bounces.note_bounce(report(message_id))
    change(key, due_at=now)
    settings.NOTICE_KINDS = {"plain": "tests.accounts.outbox.kinds.ReasonEnded"}

    delivery.deliver_pending()

    assert (row(key).state, row(key).reason) == (Notice.NOT_NEEDED, "bounced")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_report_that_is_no_failure_changes_nothing(sent, row, action):
    key, message_id = sent

    assert bounces.note_bounce(report(message_id, action=action)) == bounces.NOT_A_FAILURE

    assert row(key).state == Notice.SENT


@pytest.mark.parametrize(
    "made_up",
    [
        "<00000000-0000-4000-8000-000000000001@localhost>",  # the same in every process
        "<not-an-id@localhost>",
        "<{}@elsewhere.example>",
        "{}@localhost",
        "",
    ],
)
def test_a_forged_report_is_nobodys(sent, row, made_up):
    key, message_id = sent
    forged = made_up.format(row(key).id)

    assert bounces.note_bounce(report(forged)) == bounces.UNKNOWN

    assert row(key).state == Notice.SENT
    assert bounces.note_bounce(report(message_id)) == Notice.WAITING, "the real one counts"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 500,
        b"Subject: Out of office\n\nI am away.",
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n",
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"".join(b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" for _ in range(3000)),
        b"Content-Type: message/rfc822\n\n" * 3000,
        b"Content-Type: message/delivery-status\n\nAction: =?utf-8?q?=ff?=\n",
    ],
    ids=["empty", "bytes", "a reply", "cut off", "nested", "mails in mails", "bad words"],
)
def test_what_is_no_report_is_said_to_be_none(db, content):
    assert bounces.note_bounce(content) in (bounces.NOT_A_REPORT, bounces.NOT_A_FAILURE)


def test_a_report_that_is_too_large_is_not_read(sent, row):
    key, message_id = sent
    padding = b"x" * bounces.LONGEST

    assert bounces.note_bounce(report(message_id) + padding) == bounces.NOT_A_REPORT

    assert row(key).state == Notice.SENT


@pytest.fixture
def pipe(monkeypatch, capsys):
    """pipe(bytes) -> exit code and what the command said, as a mail server runs it."""

    def run(content):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
        with pytest.raises(SystemExit) as ended:
            call_command("note_bounce")
        return ended.value.code, capsys.readouterr().out.strip()

    return run


def test_the_command_tells_a_mail_server_how_it_went(sent, pipe):
    _, message_id = sent

    assert pipe(report(message_id)) == (0, "waiting")
    assert pipe(report(message_id)) == (0, "known")
    assert pipe(report(message_id, action="delayed")) == (0, "not_a_failure")
    assert pipe(report(f"<{uuid.uuid4()}@localhost>")) == (67, "unknown")
    assert pipe(b"hello") == (65, "not_a_report")


def test_nothing_of_a_report_reaches_a_log_but_the_id(sent, row, pipe):
    key, message_id = sent

    with capture_logs() as lines:
        _, said = pipe(report(message_id))
        pipe(report("<nobody@localhost>"))

    assert lines == [
        {"event": "bounce", "id": str(row(key).id), "state": "waiting", "log_level": "info"}
    ]
    assert SECRET not in said


def test_only_a_mail_servers_report_moves_a_row(cast, sent, row):
    key, _ = sent
    ask = "select app.note_bounce(%s, %s)"
    waits = [timedelta(hours=1)]
    for who in (*STRANGERS, "outbox"):
        with being_one(cast, who):
            assert refused(ask, row(key).id, waits), who

    assert row(key).state == Notice.SENT
    with bounces.acting_as_system("bounces"):
        assert doors.note_bounce(notice_id=row(key).id, waits=waits) == Notice.WAITING


def test_the_command_is_there():
    done = subprocess.run(
        [sys.executable, "manage.py", "note_bounce", "--help"], capture_output=True, text=True
    )
    assert "delivery-status" in done.stdout, done.stderr
