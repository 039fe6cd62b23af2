"""The operator's half of a factor reset, where a practice has no second administrator to confirm.

Run as the owner of the database, whose credential only the operator has; the web's role cannot
write such a row. Nothing is removed now: the delay of the practice runs, the address is told, and
the person can stop it. Source: docs/threat-model.md, "All factors lost".
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import operator
from accounts.access import NotAllowed, NotFound, WrongState


class Command(BaseCommand):
    help = (
        "Let a person's second factors be removed after the practice's delay. "
        "Run it with DATABASE_URL set to the owner's."
    )
    requires_system_checks: list[str] = []  # they refuse the owner, rightly

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the person signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        if not operator.is_owner():
            raise CommandError(
                "Run this as the owner of the database: "
                "DATABASE_URL=$DATABASE_OWNER_URL ./run manage reset_factors ADDRESS"
            )
        try:
            takes_effect_at = operator.confirm_factor_reset(email=options["email"])
        except NotFound:
            raise CommandError("Nobody with this address has a role and a second factor.") from None
        except NotAllowed:
            raise CommandError(
                "The practice has two administrators who can do this, on the page People."
            ) from None
        except WrongState:
            raise CommandError("A reset for this person is confirmed already.") from None
        self.stdout.write(
            f"The second factor goes at {takes_effect_at:%Y-%m-%d %H:%M} UTC, "
            "unless the person stops it. Their address is told."
        )
