"""What a person reads: progress lines, and one sentence when something is in the way."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import threading
from collections.abc import Iterator

_screen = threading.Lock()


class Problem(Exception):
    """One sentence that says what is wrong and what to do. Ends the command, exit code 1."""


class Stopped(Exception):
    """Ctrl-C, SIGTERM or a closed terminal: not a problem, exit code 0."""


def say(text: str) -> None:
    """Print one line at once; a reader that went away is no reason to stop."""
    with _screen, contextlib.suppress(BrokenPipeError, ValueError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


@contextlib.contextmanager
def plain_words_for_disk_errors(doing: str) -> Iterator[None]:
    """Turn a full or unwritable disk into a `Problem`; every other error passes through."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Problem(f"The disk is full ({doing}): free some space and start again.") from None
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise Problem(
                f"{error.filename or 'A file'} cannot be written ({doing}): "
                "give this account the right to it, or choose another WAYMARK_HOME."
            ) from None
        raise


def sentence_from(output: str) -> str | None:
    """The one sentence inside a failed command's output, or None if it holds none we know.

    Known: failed Django system checks, ImproperlyConfigured, a full disk.
    """
    if os.strerror(errno.ENOSPC) in output:
        return "The disk is full: free some space and start again."
    checks = re.findall(r"^\S+ \([\w.]+\.[EC]\d+\) (.+)$", output, flags=re.MULTILINE)
    if checks:
        return " ".join(dict.fromkeys(checks))
    configured = re.findall(r"ImproperlyConfigured: (.+)$", output, flags=re.MULTILINE)
    commanded = re.findall(r"^CommandError: (.+)$", output, flags=re.MULTILINE)
    found = configured or commanded
    return found[-1] if found else None
