"""The way a message leaves: e-mail. Another way is another class with these three functions.

Source: docs/architecture.md, "Outbox".
"""

import contextlib
import smtplib
from collections.abc import Iterator
from typing import Protocol, cast

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils.module_loading import import_string

from accounts.outbox import mime
from accounts.outbox.mails import Mail

CLOSING = 421  # the server ends the connection; it says nothing about the message


class Unreachable(Exception):
    """Nobody answers, or nobody lets us in. Nothing was handed over."""


class Refused(Exception):
    """The server has said no to this message: it was not taken."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

    @property
    def is_permanent(self) -> bool:
        """As the server says: 5xx. An address that it does not know, for example."""
        return self.code >= 500


class CutOff(Exception):
    """The line broke while the message was on its way: it may have been taken."""


class Channel(Protocol):
    """One open line. Any error but CutOff means that the message was not taken."""

    def open(self) -> None:
        """Be ready for `send`; nothing happens if it is. Raises Unreachable."""

    def announce(self, mail: Mail) -> None:
        """Say to whom the next mail goes, and wait for no answer. Nothing is handed over.

        The mail itself follows with `send`, or never: `open` takes it back. Never raises.
        """

    def send(self, *, message_id: str, mail: Mail) -> None:
        """Return when the message was taken. Raises Refused, CutOff or Unreachable."""

    def close(self) -> None:
        """Say goodbye. Never raises."""


class Lines:
    """The channels of settings.NOTICE_CHANNELS, each opened when it is first needed."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}

    def open(self, name: str) -> Channel:
        """Raises Unreachable; KeyError for a name that is not listed."""
        channel = self._channels.get(name)
        if channel is None:
            channel = self._channels[name] = import_string(settings.NOTICE_CHANNELS[name])()
        channel.open()
        return channel

    def close(self) -> None:
        for channel in self._channels.values():
            channel.close()


@contextlib.contextmanager
def lines() -> Iterator[Lines]:
    opened = Lines()
    try:
        yield opened
    finally:
        opened.close()


class Email:
    """The mail server of the settings. One connection for as many mails as it bears."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None
        self._used = False  # it has carried a mail, and may have been closed since
        self._announced = ""  # the address whose envelope was written and not answered for yet

    def open(self) -> None:
        if self._announced:
            self.close()  # a server that waits for a mail takes nothing else
        if self._backend is not None:
            return
        backend = get_connection()
        try:
            backend.open()
            if isinstance(backend, EmailBackend) and backend.connection is not None:
                backend.connection.ehlo_or_helo_if_needed()
        except OSError as error:  # smtplib's own errors are all of this kind
            raise Unreachable from error
        self._backend, self._used = backend, False

    def announce(self, mail: Mail) -> None:
        """Where the server takes commands in a row (RFC 2920); what goes wrong, `send` will see."""
        if isinstance(self._backend, EmailBackend) and self._server.has_extn("pipelining"):
            with contextlib.suppress(OSError, ValueError):
                commands = _envelope(mail.to)
                self._announced = mail.to
                self._server.send("".join(f"{command}\r\n" for command in commands))

    def send(self, *, message_id: str, mail: Mail) -> None:
        if self._announced != mail.to:
            self.open()
        if isinstance(self._backend, EmailBackend):
            self._speak(mime.as_bytes(mail, message_id=message_id), to=mail.to)
        elif self._backend is not None:  # the demo's page, the tests' list: they know no SMTP
            self._backend.send_messages([mime.as_django(mail, message_id=message_id)])

    def close(self) -> None:
        if self._backend is not None:
            # What was handed over has been taken, or not; a goodbye changes nothing about it.
            with contextlib.suppress(OSError):
                self._backend.close()
        self._backend, self._announced = None, ""

    def _speak(self, content: bytes, *, to: str) -> None:
        """What breaks before the mail itself goes out was surely not taken."""
        try:
            self._begin(to)
        except OSError as error:
            self.close()
            raise Unreachable from error
        try:
            self._server.send(mime.dotted(content))
            code, _ = self._server.getreply()
        except Exception as error:
            self.close()
            raise CutOff from error
        self._expect_yes(code)

    def _begin(self, to: str) -> None:
        """The envelope; once more on a new connection if the old one was closed while nobody spoke."""
        try:
            self._ask(to)
        except (smtplib.SMTPServerDisconnected, Unreachable):
            if not self._used:
                raise
            self.close()
            self.open()
            self._ask(to)
        self._used = True

    def _ask(self, to: str) -> None:
        """Say everything up to the mail itself, unless it was announced; hear every answer."""
        announced, self._announced = self._announced, ""
        if not announced:
            for command in _envelope(to):
                self._expect_yes(self._server.docmd(command)[0])
            return
        codes = [self._server.getreply()[0] for _ in _envelope(to)]
        refused = next((code for code in codes if not _is_yes(code)), None)
        if refused is not None and _is_yes(codes[-1]):
            self.close()  # it waits for a mail to nobody
            raise Refused(refused)
        if refused is not None:
            self._expect_yes(refused)

    def _expect_yes(self, code: int) -> None:
        """After a no, forget this mail and be ready for the next one."""
        if _is_yes(code):
            return
        if code == CLOSING:
            self.close()
            raise Unreachable
        with contextlib.suppress(OSError):
            self._server.rset()
        raise Refused(code)

    @property
    def _server(self) -> smtplib.SMTP:
        return cast("smtplib.SMTP", cast("EmailBackend", self._backend).connection)


def _envelope(to: str) -> list[str]:
    """The commands before a mail. Raises ValueError for what is no address."""
    recipient = mime.plain_address(to)
    return [f"MAIL FROM:<{mime.envelope_sender()}>", f"RCPT TO:<{recipient}>", "DATA"]


def _is_yes(code: int) -> bool:
    return 200 <= code < 400
