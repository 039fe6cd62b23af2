"""The one-time code of the first-run page, and the practice it opens the way to.

`./run` makes the code and prints it; whoever reads that terminal runs this installation. The file
goes with the practice's making. Source: docs/architecture.md, "First run".
"""

import os
import secrets
from hmac import compare_digest
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts import actions, doors
from accounts.access import WrongState
from accounts.models import User


class WrongCode(Exception):
    """Not the code in the file, or there is no file."""


def is_open() -> bool:
    """Whether the first-run page has anything to do."""
    return _code_file().is_file() and not doors.practice_exists()


def make_code() -> str:
    """The code, made on first asking in a file of the service's own; "" once a practice exists."""
    path = _code_file()
    if doors.practice_exists():
        path.unlink(missing_ok=True)
        return ""
    if not path.is_file():
        code = "-".join(secrets.token_hex(2) for _ in range(6))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(code)
    return path.read_text().strip()


def found_practice(  # noqa: PLR0913 - a practice and its first person
    *,
    code: str,
    name: str,
    short_name: str,
    zone: str,
    email: str,
    password: str,
    display_name: str,
) -> User:
    """Make the practice and its first administrator, against the one-time code.

    Raises WrongCode, WrongState if a practice exists by now.
    """
    if not is_open():
        raise WrongState
    kept = _code_file().read_text().strip()
    if not compare_digest(kept.encode(), code.strip().lower().encode()):
        raise WrongCode
    user = actions.found_practice(
        name=name,
        short_name=short_name,
        zone=zone,
        email=email,
        password=password,
        display_name=display_name,
    )
    transaction.on_commit(lambda: _code_file().unlink(missing_ok=True))
    return user


def _code_file() -> Path:
    path: Path = settings.SETUP_CODE_FILE
    return path
