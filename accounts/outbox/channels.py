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

    def open(self) -> None:
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

    def send(self, *, message_id: str, mail: Mail) -> None:
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
        self._backend = None

    def _speak(self, content: bytes, *, to: str) -> None:
        """What breaks before the mail itself goes out was surely not taken."""
        sender, recipient = mime.envelope_sender(), mime.plain_address(to)
        try:
            self._begin(sender)
            self._ask("RCPT", f"TO:<{recipient}>")
            self._ask("DATA", "")
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

    def _begin(self, sender: str) -> None:
        """MAIL; once more on a new connection if the old one was closed while nobody spoke."""
        try:
            self._ask("MAIL", f"FROM:<{sender}>")
        except (smtplib.SMTPServerDisconnected, Unreachable):
            if not self._used:
                raise
            self.close()
            self.open()
            self._ask("MAIL", f"FROM:<{sender}>")
        self._used = True

    def _ask(self, verb: str, words: str) -> None:
        code, _ = self._server.docmd(verb, words)
        self._expect_yes(code)

    def _expect_yes(self, code: int) -> None:
        """After a no, forget this mail and be ready for the next one."""
        if 200 <= code < 400:
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
