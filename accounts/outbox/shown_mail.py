"""The demo's mail server: a table, and a page that shows it. Not routed anywhere else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.models import ShownMail
from tracker.lib import clock


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with acting_as_system("outbox"), transaction.atomic():
            for message in email_messages:
                html = ""
                if isinstance(message, EmailMultiAlternatives) and message.alternatives:
                    html = str(message.alternatives[0][0])
                ShownMail.objects.create(
                    sent_at=clock.now(),
                    to=message.to[0],
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html,
                    headers={name: str(value) for name, value in message.message().items()},
                )
        return len(email_messages)
