"""Reads of the outbox for people's pages."""

from accounts.outbox.models import ShownMail


def list_shown_mails(limit: int) -> list[ShownMail]:
    """Mails that went out in the demonstration, newest first; nothing anywhere else."""
    return list(ShownMail.objects.order_by("-sent_at")[:limit])
