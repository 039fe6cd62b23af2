"""./run manage setup_code: the one-time code of the first-run page, while no practice exists."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import first_run


class Command(BaseCommand):
    help = "Print the one-time code of the first-run page; nothing once a practice exists."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SETUP_CODE_FILE.name:
            raise CommandError("Set SETUP_CODE_FILE to where the code may be kept.")
        code = first_run.make_code()
        if code:
            self.stdout.write(code)
