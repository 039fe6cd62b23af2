"""Through a real SMTP server: what arrives says nothing of why."""

import email
import email.policy
import re
import socket
import time
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.db import DatabaseError

from accounts.outbox import delivery
from accounts.outbox.channels import Email
from accounts.outbox.models import Notice
from tests.accounts.outbox.crowd import crowd
from tests.accounts.outbox.kinds import Plain, mail
from tracker.lib.postgres.base import DatabaseWrapper

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
    """A server that keeps what it takes.

    `says` holds what it answers to a command, once each: "RCPT": "550 no". "cut" ends the
    connection there; after DATA it has taken the mail by then. `offers` is added to what it can do.
    """

    def __init__(self, offers=()):
        self.offers = list(offers)
        self.taken, self.said, self.connections, self.says = [], [], 0, []

    def answer(self, verb, server):
        """What this command is answered, or None for yes."""
        self.said.append(verb)
        if not self.says or self.says[0][0] != verb:
            return None
        _, words = self.says.pop(0)
        if words == "cut":
            server.transport.abort()
        return words

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return [responses[0], *self.offers, *responses[1:]]

    async def handle_MAIL(self, server, session, envelope, address, options):
        words = self.answer("MAIL", server)
        if words is None:
            envelope.mail_from = address
        return words or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        words = self.answer("RCPT", server)
        if words is None:
            envelope.rcpt_tos.append(address)
        return words or "250 OK"

    async def handle_RSET(self, server, session, envelope):
        self.said.append("RSET")
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        words = self.answer("DATA", server)
        if words in (None, "cut"):
            self.taken.append(envelope)
        return words or "250 taken"


class Quiet(SMTP):
    async def _handle_client(self):
        try:
            await super()._handle_client()
        except ConnectionResetError:
            return


class OurController(Controller):
    def factory(self):
        return Quiet(self.handler, hostname="localhost")


ONE_BY_ONE, IN_A_ROW = (), ("250-PIPELINING",)
in_a_row = pytest.mark.parametrize("inbox", [IN_A_ROW], indirect=True)


@pytest.fixture(params=[ONE_BY_ONE, IN_A_ROW], ids=["one by one", "in a row"])
def inbox(request, settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Inbox(request.param)
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


def test_the_real_words_are_neutral(post, row, inbox, settings, checkin, cast):
    settings.NOTICE_KINDS = {"something_waits": "reviews.reminders.notices.SomethingWaits"}
    key = post("something_waits", subject_id=checkin.id, to=cast.dana)  # a client's wait at night

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
    inbox.says = [("DATA", "cut")]
    delivery.deliver_pending()
    assert (row(key).state, row(key).uncertain) == (Notice.WAITING, True)

    change(key, due_at=now - timedelta(seconds=1))
    delivery.deliver_pending()

    assert (row(key).state, row(key).uncertain) == (Notice.SENT, True)
    first, second = (parsed(envelope)["Message-ID"] for envelope in inbox.taken)
    assert first == second


def test_many_mails_go_over_one_connection(post, row, inbox):
    keys = [post() for _ in range(5)]

    delivery.deliver_pending()

    assert {row(key).state for key in keys} == {Notice.SENT}
    assert len(inbox.taken) == 5
    assert inbox.connections == 1


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("code", [450, 550])
def test_after_a_refusal_the_same_connection_carries_the_next(post, row, inbox, verb, code):
    refused, other = post(), post()
    inbox.says = [(verb, f"{code} no, and the words of a server")]

    delivery.deliver_pending()

    assert (row(refused).state, row(refused).reason) == (Notice.WAITING, f"refused_{code}")
    assert row(refused).uncertain is False
    assert row(other).state == Notice.SENT
    assert (len(inbox.taken), inbox.connections) == (1, 1)
    assert "RSET" in inbox.said


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
def test_a_line_that_breaks_before_the_mail_is_no_reason_to_doubt(post, row, inbox, verb):
    broken, other = post(), post()
    inbox.says = [(verb, "cut")]

    delivery.deliver_pending()

    assert (row(broken).state, row(broken).reason) == (Notice.WAITING, "unreachable")
    assert row(broken).uncertain is False
    assert row(other).state == Notice.SENT
    assert (len(inbox.taken), inbox.connections) == (1, 2)


@pytest.mark.parametrize("answer", ["cut", "421 enough for one connection"])
def test_a_connection_that_was_closed_while_nobody_spoke_costs_nothing(
    post, row, inbox, answer, monkeypatch
):
    first, second = post(), post()
    real = Inbox.handle_DATA

    async def closing(self, *values):
        self.says = [("MAIL", answer)]  # the next one's
        return await real(self, *values)

    monkeypatch.setattr(Inbox, "handle_DATA", closing)

    delivery.deliver_pending()

    for key in (first, second):
        assert (row(key).state, row(key).attempts, row(key).uncertain) == (Notice.SENT, 1, False)
    assert (len(inbox.taken), inbox.connections) == (2, 2)


@in_a_row
def test_the_server_hears_to_whom_a_mail_goes_while_that_is_stored(inbox, monkeypatch):
    seen = []
    real = DatabaseWrapper._commit

    def commit(self):
        until = time.monotonic() + 5
        while len(seen) in (1, 2) and inbox.said.count("RCPT") < len(seen):
            assert time.monotonic() < until, "it was not told"
            time.sleep(0.01)
        seen.append((inbox.said.count("RCPT"), len(inbox.taken)))
        return real(self)

    with crowd("plain", "plain") as two:
        monkeypatch.setattr(DatabaseWrapper, "_commit", commit)
        two.work()
        assert two.ask("select distinct state from accounts_notice") == [("sent",)]

    # The claim; each beginning, of a mail that was announced and not handed over; the last settling.
    assert seen[:4] == [(0, 0), (1, 0), (2, 1), (2, 2)]


@in_a_row
def test_a_mail_that_was_announced_and_could_not_be_stored_is_not_handed_over(
    post, row, inbox, monkeypatch
):
    lost, other = post(), post()
    real, calls = Email.announce, []

    def announce(self, mail):
        real(self, mail)
        calls.append(mail)
        if len(calls) == 1:
            raise DatabaseError

    monkeypatch.setattr(Email, "announce", announce)

    delivery.deliver_pending()

    assert (row(lost).state, row(lost).uncertain) == (Notice.WAITING, False)
    assert row(other).state == Notice.SENT
    assert (len(inbox.taken), inbox.connections) == (1, 2)


@in_a_row
def test_a_server_that_waits_for_a_mail_to_nobody_gets_none(post, row, inbox, monkeypatch):
    """RFC 2920: it may say yes to DATA after a no to the address."""
    refused, other = post(), post()
    monkeypatch.setattr(Quiet, "smtp_DATA", says_yes_once(Quiet.smtp_DATA))
    inbox.says = [("RCPT", "550 no")]

    delivery.deliver_pending()

    assert (row(refused).reason, row(refused).uncertain) == ("refused_550", False)
    assert row(other).state == Notice.SENT
    assert (len(inbox.taken), inbox.connections) == (1, 2)


def says_yes_once(real):
    async def smtp_data(self, arg):
        if not self.envelope.rcpt_tos:
            await self.push("354 go on")
        else:
            await real(self, arg)

    return smtp_data


def test_mails_come_back_to_an_address_of_its_own(post, row, inbox, settings):
    settings.BOUNCES_TO = "returned@example.org"
    post()

    delivery.deliver_pending()

    [envelope] = inbox.taken
    assert envelope.mail_from == "returned@example.org"
    assert parsed(envelope)["From"].addresses[0].addr_spec == "hello@example.org"


def test_a_mail_that_begins_its_lines_with_dots_arrives_whole(post, row, inbox, monkeypatch):
    words = ".\n..\n.hidden\n"
    build = staticmethod(lambda *, notice, now: mail(text=words))
    monkeypatch.setattr(Plain, "build", build)
    post()

    delivery.deliver_pending()

    [envelope] = inbox.taken
    text = next(parsed(envelope).iter_parts()).get_content()
    assert text.replace("\r\n", "\n") == words


def test_a_name_with_a_line_break_reaches_no_header(post, row, inbox):
    key = post("unsendable")

    delivery.deliver_pending()

    assert inbox.taken == []
    assert row(key).state == Notice.WAITING
