"""`manage.py build_fonts`: make the web fonts from the installed font packages."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.lib import fonts


class Command(BaseCommand):
    help = "Write the web fonts to ASSETS_DIR/fonts; does nothing when they are up to date."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        directory = Path(settings.ASSETS_DIR) / "fonts"
        try:
            written = fonts.build(directory=directory)
        except fonts.FontPackageMissing as missing:
            raise CommandError(str(missing)) from missing
        except OSError as problem:
            raise CommandError(
                f"The fonts could not be written to {directory}: {problem}"
            ) from problem
        self.stdout.write(f"Fonts written to {directory}." if written else "Fonts are up to date.")
