"""`load_demo`: make the demonstration's invented people and their weeks. Demo mode alone."""

import logging
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.demo.story import tell_the_story


class Command(BaseCommand):
    help = "Load the demonstration. Refused outside demo mode."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded in demo mode alone: ./run")
        # Weeks of deliveries pass here; only what goes wrong is worth a line.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        if not tell_the_story(say=lambda line: self.stdout.write(f"  {line}")):
            self.stdout.write("  The demonstration is there already.")
