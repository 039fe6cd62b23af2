"""Open an account again that was closed by mistake, as if its person had died.

Source: docs/operations.md, "A client has died".
"""

from django.core.management.base import CommandError

from accounts.access import NotFound
from accounts.management.owner import OwnerCommand
from reviews.assignments.operator import reopen_account


class Command(OwnerCommand):
    help = (
        "Let a person sign in again whose account was closed. The work stays ended. "
        "Run it with DATABASE_URL set to the owner's."
    )

    def act(self, email: str) -> str:
        try:
            reopen_account(email=email)
        except NotFound:
            raise CommandError("No account of this address was closed.") from None
        return (
            "The account is open again. Its person and the clinician are told. The work stays "
            "ended: the clinician offers a new agreement."
        )
