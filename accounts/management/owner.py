"""What the operator's commands about one person have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import operator


class OwnerCommand(BaseCommand):
    """Run as the owner of the database, whose credential only the operator has."""

    requires_system_checks: list[str] = []  # they refuse the owner, rightly

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the person signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        if not operator.is_owner():
            name = type(self).__module__.rpartition(".")[2]
            raise CommandError(
                "Run this as the owner of the database: "
                f"DATABASE_URL=$DATABASE_OWNER_URL ./run manage {name} ADDRESS"
            )
        self.stdout.write(self.act(options["email"]))

    def act(self, email: str) -> str:
        """Do it. Returns what to tell the operator. Raises CommandError."""
        raise NotImplementedError
