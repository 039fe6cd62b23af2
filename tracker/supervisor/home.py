"""The folder that holds one Waymark: its keys, its data, and what is needed while it runs."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.supervisor.problems import Problem, plain_words_for_disk_errors

CLONE = Path(__file__).resolve().parents[2]
START_VERB = {"demo": "./run", "practice": "./run practice", "test": "./run test"}
LONGEST_SOCKET_FOLDER = 80  # bytes; a socket's whole path must stay below 104 (macOS), 108 (Linux)


@dataclass(frozen=True)
class Home:
    """Paths only; nothing is made by asking for one."""

    path: Path
    mode: str

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def valkey(self) -> Path:
        return self.path / "valkey"

    @property
    def assets(self) -> Path:
        return self.path / "assets"

    @property
    def static(self) -> Path:
        return self.path / "static"

    @property
    def running(self) -> Path:
        return self.path / "run"

    @property
    def register(self) -> Path:
        """Process numbers of the children, for the start after a kill -9."""
        return self.running / "children.json"

    @property
    def sockets_note(self) -> Path:
        """Where the running servers have their sockets, for `./run manage` from another shell."""
        return self.running / "sockets"


def open_home(path: Path, *, mode: str) -> Home:
    """Make the folder if it is missing. Raises Problem if it belongs to another mode."""
    home = Home(path=path.absolute(), mode=mode)
    with plain_words_for_disk_errors(f"making {home.path}"):
        if home.path.exists() and not home.path.is_dir():
            raise Problem(f"{home.path} is not a folder: choose another WAYMARK_HOME.")
        home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = mode_of(home.path)
        if kept and kept != mode:
            raise Problem(
                f"{home.path} holds a {kept} home: start it with {START_VERB.get(kept, kept)}, "
                "or choose another WAYMARK_HOME."
            )
        home.running.mkdir(exist_ok=True, mode=0o700)
        if not kept:
            (home.path / "mode").write_text(mode + "\n", encoding="utf-8")
    return home


def mode_of(path: Path) -> str | None:
    """The mode a home was made for, or None where there is none yet."""
    try:
        return (path / "mode").read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


@contextlib.contextmanager
def only_one(home: Home) -> Iterator[None]:
    """Hold the home's lock. Raises Problem if another start holds it; a dead one does not."""
    with (
        plain_words_for_disk_errors(f"writing to {home.running}"),
        (home.running / "lock").open("a+") as lock,
    ):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                f"{home.path} is already running: stop it first, "
                "or choose another WAYMARK_HOME and PORT."
            ) from None
        yield


def is_running(path: Path) -> bool:
    """Whether a live process holds this home's lock."""
    try:
        with (path / "run" / "lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextlib.contextmanager
def socket_folder(home: Home) -> Iterator[Path]:
    """A short private folder for sockets, away from the home, whose path may be too long for them.

    Raises Problem if somebody else has made a folder of this name.
    """
    digest = hashlib.sha256(str(home.path).encode()).hexdigest()[:10]
    parent = tempfile.gettempdir()
    if len(parent.encode()) > LONGEST_SOCKET_FOLDER - 30:
        parent = "/tmp"  # noqa: S108 - the folder inside is checked to be ours
    folder = Path(parent) / f"waymark-{digest}"
    with plain_words_for_disk_errors(f"making {folder}"):
        folder.mkdir(exist_ok=True, mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise Problem(f"{folder} belongs to somebody else: remove it, or set TMPDIR.")
        # Sockets and lock files of servers that were killed; nobody else may hold this home now.
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        # As root, PostgreSQL runs as another account and must reach its own folder inside.
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        home.sockets_note.write_text(json.dumps(str(folder)), encoding="utf-8")
    try:
        yield folder
    finally:
        home.sockets_note.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def noted_sockets(home: Home) -> Path:
    """Where the servers of a running home have their sockets. Raises Problem while it starts."""
    try:
        return Path(json.loads(home.sockets_note.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise Problem(f"{home.path} is starting or stopping: try again in a moment.") from None
