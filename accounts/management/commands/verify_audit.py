"""`verify_audit`: read the whole trail again and say what is wrong with it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.verify import verify_trail


class Command(BaseCommand):
    help = "Verify the audit trail: every hash, every head, every anchor. Maintenance role."

    def handle(self, *args: Any, **options: Any) -> None:
        count, found = verify_trail()
        for finding in found:
            self.stdout.write(f"{finding.chain} at {finding.seq}: {finding.what}")
        if found:
            raise CommandError(f"The trail is not whole: {len(found)} findings in {count} events.")
        self.stdout.write(f"The trail is whole: {count} events read.")
