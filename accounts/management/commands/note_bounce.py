"""./run manage note_bounce: reads one delivery-status message from standard input."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError

from accounts.outbox import bounces

# For a mail server's pipe: what it may forget, and what it should bring again.
NOTED, NOT_OURS, AGAIN = os.EX_OK, os.EX_NOUSER, os.EX_TEMPFAIL
CODES = {bounces.NOT_A_REPORT: os.EX_DATAERR, bounces.UNKNOWN: NOT_OURS}


class Command(BaseCommand):
    help = (
        "Record a mail that came back: one delivery-status message (RFC 3464) on standard input."
        " Exit code 0: noted, or nothing to note; 65: no such report; 67: not a mail of ours;"
        " 75: the database does not answer, bring it again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        report = sys.stdin.buffer.read(bounces.LONGEST + 1)
        try:
            outcome = bounces.note_bounce(report)
        except (InterfaceError, OperationalError):
            sys.exit(AGAIN)
        self.stdout.write(outcome)
        sys.exit(CODES.get(outcome, NOTED))
