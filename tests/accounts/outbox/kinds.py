"""Kinds of message that do one thing each."""

from datetime import datetime

from django.db import connection

from accounts.models import Membership
from accounts.outbox.mails import Later, Mail, NotNeeded


def mail(to="eli@example.org", **values):
    return Mail(
        **{
            "to": to,
            "sender_name": 'Tallow "St", Ltd',
            "subject": "A message is waiting",
            "text": "Sign in to read it.",
            "html": "<p>Sign in to read it.</p>",
            **values,
        }
    )


class Plain:
    @staticmethod
    def build(*, notice, now):
        return mail()


class ToAMember:
    """To whoever still has a role, at the moment of sending."""

    @staticmethod
    def build(*, notice, now):
        found = Membership.objects.filter(user_id=notice.recipient_id, ended_at=None)
        return mail() if found.exists() else None


class ReasonEnded:
    @staticmethod
    def build(*, notice, now):
        return None


class NotYet:
    """Not before it is called for; the reason is the row's."""

    at: datetime

    @classmethod
    def build(cls, *, notice, now):
        return mail() if now >= cls.at else Later(cls.at, "quiet")


class Stopped:
    @staticmethod
    def build(*, notice, now):
        return NotNeeded("stopped")


class Broken:
    @staticmethod
    def build(*, notice, now):
        raise RuntimeError("a template that does not render")


class BrokenInDatabase:
    @staticmethod
    def build(*, notice, now):
        with connection.cursor() as cursor:
            cursor.execute("select 1 / 0")


class Deadly:
    """Ends whoever builds it: as far as the code can tell, the process is gone."""

    @staticmethod
    def build(*, notice, now):
        raise SystemExit


class Unsendable:
    """A subject with a line break, which no header may hold."""

    @staticmethod
    def build(*, notice, now):
        return mail(subject="one\ntwo")
