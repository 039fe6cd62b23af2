"""Open an account again that was closed by mistake, as if its person had died.

Run as the owner of the database, whose credential only the operator has. Source:
docs/operations.md, "A client has died".
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import operator
from accounts.access import NotFound
from reviews.assignments.operator import reopen_account


class Command(BaseCommand):
    help = (
        "Let a person sign in again whose account was closed. The work stays ended. "
        "Run it with DATABASE_URL set to the owner's."
    )
    requires_system_checks: list[str] = []  # they refuse the owner, rightly

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the person signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        if not operator.is_owner():
            raise CommandError(
                "Run this as the owner of the database: "
                "DATABASE_URL=$DATABASE_OWNER_URL ./run manage reopen_account ADDRESS"
            )
        try:
            reopen_account(email=options["email"])
        except NotFound:
            raise CommandError("No account of this address was closed.") from None
        self.stdout.write(
            "The account is open again. Its person and the clinician are told. The work stays "
            "ended: the clinician offers a new agreement."
        )
