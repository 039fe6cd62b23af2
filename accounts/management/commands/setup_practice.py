"""./run manage setup_practice: the first practice and its administrator, from the command line."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions, doors
from accounts.access import WrongState
from accounts.forms import FoundPracticeForm

EXISTS = "A practice exists already. People are invited by its administrators, on the page People."
# Option, question, words for an empty answer.
QUESTIONS = (
    ("name", "Name of the practice"),
    ("short_name", "Name that mails come from (it shows on lock screens)"),
    ("zone", "Time zone, for example America/New_York"),
    ("display_name", "Your name"),
    ("email", "Your e-mail address"),
)


class Command(BaseCommand):
    help = "Make the first practice and its first administrator in an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, question in QUESTIONS:
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, help=question)

    def handle(self, *args: Any, **options: Any) -> None:
        if doors.practice_exists():
            raise CommandError(EXISTS)
        values = {name: options[name] or self._ask(question) for name, question in QUESTIONS}
        password, again = self._ask_password()
        form = FoundPracticeForm({**values, "password": password, "password_again": again})
        if not form.is_valid():
            raise CommandError(
                "\n".join(
                    f"{form.fields[name].label if name in form.fields else name}: {message}"
                    for name, messages in form.errors.items()
                    for message in messages
                )
            )
        cleaned = {k: v for k, v in form.cleaned_data.items() if k != "password_again"}
        try:
            actions.found_practice(**cleaned)
        except WrongState:
            raise CommandError(EXISTS) from None
        self.stdout.write(
            f"{cleaned['name']} is made. Sign in as {cleaned['email']}; "
            "the second factor is set up on the first page."
        )

    def _ask(self, question: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(f"Give every value as an option; this one is missing: {question}")
        return input(f"{question}: ")

    def _ask_password(self) -> tuple[str, str]:
        """From the prompt, twice; or the first line of standard input when that is no terminal."""
        if sys.stdin.isatty():
            return getpass.getpass("Password: "), getpass.getpass("The same password again: ")
        password = sys.stdin.readline().rstrip("\r\n")
        return password, password
