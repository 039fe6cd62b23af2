"""What web, worker and beat ask before they serve."""

import sys

from django.core.checks import Tags, run_checks


def refuse_if_unsafe() -> None:
    """End the process, with one sentence a finding, while a start-up check fails.

    The checks are in accounts.checks: the keyring, the database role, the row policies.
    """
    found = run_checks(tags=[Tags.database, Tags.security], databases=["default"])
    serious = [message.msg for message in found if message.is_serious()]
    if serious:
        sys.exit("\n".join(serious))
