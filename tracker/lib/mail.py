"""The mail backend of a practice that has not named a mail server."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NoMailServer(BaseEmailBackend):
    """Refuses: every message stays in the outbox until EMAIL_HOST is set."""

    def open(self) -> bool | None:
        raise ConnectionRefusedError("no mail server is set")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        return 0
