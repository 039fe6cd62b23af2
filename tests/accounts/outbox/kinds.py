"""Kinds of message that do one thing each."""

from django.db import connection

from accounts.outbox.delivery import Mail


class Plain:
    @staticmethod
    def build(*, notice, now):
        return Mail(
            to="eli@example.org",
            sender_name='Tallow "St", Ltd',
            subject="A message is waiting",
            text="Sign in to read it.",
            html="<p>Sign in to read it.</p>",
        )


class ReasonEnded:
    @staticmethod
    def build(*, notice, now):
        return None


class Broken:
    @staticmethod
    def build(*, notice, now):
        raise RuntimeError("a template that does not render")


class BrokenInDatabase:
    @staticmethod
    def build(*, notice, now):
        with connection.cursor() as cursor:
            cursor.execute("select 1 / 0")


class Unsendable:
    """A subject with a line break, which no header may hold."""

    @staticmethod
    def build(*, notice, now):
        return Mail("eli@example.org", "Tallow", "one\ntwo", "text", "<p>text</p>")
