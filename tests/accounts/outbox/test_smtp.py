"""Through a real SMTP server: what arrives says nothing of why."""

import email
import email.policy
import re
import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from accounts.outbox import delivery
from accounts.outbox.models import Notice

HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
}
TELLING = re.compile(
    r"abus|assault|harass|behavi|treat|therap|counsel|clinic|reflect|consent|employ|report"
    r"|restor|account|practic|session|progress|setback|check-?in|confiden",
    re.IGNORECASE,
)


class Inbox:
    """A server that keeps what it takes; `dies` closes the connection after taking it."""

    def __init__(self):
        self.taken, self.dies = [], False

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope)
        if self.dies:
            server.transport.abort()
        return "250 taken"


class Quiet(SMTP):
    async def _handle_client(self):
        try:
            await super()._handle_client()
        except ConnectionResetError:
            return


class OurController(Controller):
    def factory(self):
        return Quiet(self.handler, hostname="localhost")


@pytest.fixture
def inbox(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Inbox()
    controller = OurController(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "Somebody <hello@example.org>"
    yield handler
    controller.stop()


def parsed(envelope):
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def test_what_arrives_is_neutral_in_every_header_and_word(post, row, inbox):
    key = post()

    delivery.deliver_pending()

    [envelope] = inbox.taken
    message = parsed(envelope)
    assert row(key).state == Notice.SENT
    assert envelope.mail_from == "hello@example.org"
    assert envelope.rcpt_tos == ["eli@example.org"]
    assert set(message.keys()) == HEADERS
    assert message["Message-ID"] == f"<{row(key).id}@localhost>"
    assert message["From"].addresses[0].display_name == 'Tallow "St", Ltd'
    assert message["From"].addresses[0].addr_spec == "hello@example.org"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for part in message.iter_parts():
        assert set(part.keys()) <= {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}


def test_the_real_words_are_neutral(post, row, inbox, settings, checkin):
    settings.NOTICE_KINDS = {"something_waits": "reviews.reminders.notices.SomethingWaits"}
    key = post("something_waits", subject_id=checkin.id)

    delivery.deliver_pending()

    assert row(key).state == Notice.SENT, row(key).reason
    taken = [parsed(envelope) for envelope in inbox.taken]
    [message] = [m for m in taken if str(row(key).id) in m["Message-ID"]]
    # The address book's names are the practice's and the person's own; the rest is ours.
    ours = [f"{name}: {value}" for name, value in message.items() if name not in ("From", "To")]
    ours += [part.get_content() for part in message.iter_parts()]
    said = "\n".join(ours).replace(str(row(key).id), "").replace("Tallow St", "")
    assert TELLING.search(said) is None, TELLING.search(said)


def test_a_server_that_dies_after_taking_it_gets_it_again_with_the_same_id(
    post, row, change, now, inbox
):
    key = post()
    inbox.dies = True
    delivery.deliver_pending()
    assert (row(key).state, row(key).uncertain) == (Notice.WAITING, True)

    inbox.dies = False
    change(key, due_at=now - timedelta(seconds=1))
    delivery.deliver_pending()

    assert (row(key).state, row(key).uncertain) == (Notice.SENT, True)
    first, second = (parsed(envelope)["Message-ID"] for envelope in inbox.taken)
    assert first == second


def test_a_name_with_a_line_break_reaches_no_header(post, row, inbox):
    key = post("unsendable")

    delivery.deliver_pending()

    assert inbox.taken == []
    assert row(key).state == Notice.WAITING
