"""`python -m tracker.supervisor start|manage|exec|secrets`; `./run` calls it, see `./run help`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tracker.supervisor.container_secrets import write_secrets
from tracker.supervisor.foreground import execute, manage
from tracker.supervisor.home import CLONE, mode_of
from tracker.supervisor.problems import Problem, Stopped, say
from tracker.supervisor.start import port_from, start, waymark_plan


def main(arguments: Sequence[str]) -> int:
    """Run one subcommand; give the exit code. What is in the way is one sentence on stderr."""
    try:
        return _main(arguments)
    except Stopped:
        say("Stopped.")
        return 0
    except Problem as problem:
        sys.stdout.flush()
        sys.stderr.write(f"{problem}\n")
        return 1


def _main(arguments: Sequence[str]) -> int:
    # Keys and data are for this account alone.
    os.umask(0o077)
    if arguments[:1] == ["manage"]:
        # Not through argparse: every word belongs to manage.py, --help too.
        path, mode = home_for_manage(arguments[1:])
        return manage(path, mode=mode, port=_port(), words=arguments[1:])
    parser = argparse.ArgumentParser(prog="tracker.supervisor")
    verbs = parser.add_subparsers(dest="verb", required=True)
    starting = verbs.add_parser("start")
    starting.add_argument("mode", choices=["demo", "practice"])
    executing = verbs.add_parser("exec")
    executing.add_argument("--data", required=True, type=Path)
    executing.add_argument("--mode", default="test", choices=["test", "demo", "practice"])
    executing.add_argument("--unsafe-fast", action="store_true")
    executing.add_argument("--migrated", action="store_true")
    executing.add_argument("words", nargs="+")
    writing = verbs.add_parser("secrets")
    writing.add_argument("folder", type=Path)
    chosen = parser.parse_args(arguments)

    if chosen.verb == "start":
        start(
            home_path(chosen.mode), mode=chosen.mode, port=_port(), plan=waymark_plan(chosen.mode)
        )
    elif chosen.verb == "exec":
        return execute(
            chosen.data,
            mode=chosen.mode,
            port=_port(),
            fast=chosen.unsafe_fast,
            migrated=chosen.migrated,
            words=chosen.words,
        )
    else:
        write_secrets(chosen.folder)
    return 0


def home_path(name: str) -> Path:
    """WAYMARK_HOME, or a folder of this name in the clone that git ignores."""
    given = os.environ.get("WAYMARK_HOME")
    return Path(given).absolute() if given else CLONE / ".waymark" / name


def home_for_manage(words: Sequence[str]) -> tuple[Path, str]:
    """Which home a manage.py command means: the named one, else a practice, else the demo."""
    practice = home_path("practice")
    if os.environ.get("WAYMARK_HOME"):
        return practice, mode_of(practice) or _mode_for(words)
    if practice.exists() or _mode_for(words) == "practice":
        return practice, "practice"
    return home_path("demo"), "demo"


def _mode_for(words: Sequence[str]) -> str:
    return "practice" if words[:1] == ["setup_practice"] else "demo"


def _port() -> int:
    return port_from(os.environ.get("PORT", "8000"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
