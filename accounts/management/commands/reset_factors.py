"""The operator's half of a factor reset, where a practice has no second administrator to confirm.

The web's role cannot write such a row. Nothing is removed now: the delay of the practice runs, the
address is told, and the person can stop it. Source: docs/threat-model.md, "All factors lost".
"""

from django.core.management.base import CommandError

from accounts import operator
from accounts.access import NotAllowed, NotFound, WrongState
from accounts.management.owner import OwnerCommand


class Command(OwnerCommand):
    help = (
        "Let a person's second factors be removed after the practice's delay. "
        "Run it with DATABASE_URL set to the owner's."
    )

    def act(self, email: str) -> str:
        try:
            takes_effect_at = operator.confirm_factor_reset(email=email)
        except NotFound:
            raise CommandError("Nobody with this address has a role and a second factor.") from None
        except NotAllowed:
            raise CommandError(
                "The practice has two administrators who can do this, on the page People."
            ) from None
        except WrongState:
            raise CommandError("A reset for this person is confirmed already.") from None
        return (
            f"The second factor goes at {takes_effect_at:%Y-%m-%d %H:%M} UTC, "
            "unless the person stops it. Their address is told."
        )
