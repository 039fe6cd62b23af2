"""Commands that need the servers for as long as they run: tests, benches, `./run manage`."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tracker.supervisor.fingerprint import TABLES, fingerprint
from tracker.supervisor.home import Home, is_running, mode_of, noted_sockets, open_home
from tracker.supervisor.keys import prepare_keys
from tracker.supervisor.postgres import APP, MAINTENANCE, OWNER, Cluster
from tracker.supervisor.problems import Problem, plain_words_for_disk_errors, say
from tracker.supervisor.processes import STOP_SECONDS, Family, spawn
from tracker.supervisor.servers import (
    DATABASE,
    MIGRATE,
    OWNER_COMMANDS,
    WITHOUT_SERVERS,
    WITHOUT_TABLES,
    Addresses,
    addresses,
    application_environment,
    cluster_of,
    one_family,
    refuse_wrong_urls,
    start_servers,
)
from tracker.supervisor.start import MANAGE, make_static, run_manage, waymark_plan
from tracker.supervisor.valkey import Broker

TEMPLATE_DATABASE = "waymark_test_template"
TEST_DATABASE = "waymark_test"


def manage(path: Path, *, mode: str, port: int, words: Sequence[str]) -> int:
    """Run one manage.py command with the right database role; give its exit code.

    Uses the servers of a running home, else starts them for the command alone.
    """
    command = words[0] if words else "help"
    if command in WITHOUT_SERVERS:
        return _manage_alone(port, words)
    if is_running(path):
        home = Home(path=path.absolute(), mode=mode_of(path) or mode)
        return _manage(Family(), home, noted_sockets(home), port, command, words)
    home = open_home(path, mode=mode_of(path) or mode)
    with one_family(home) as (sockets, family), plain_words_for_disk_errors(f"in {home.path}"):
        with contextlib.redirect_stdout(sys.stderr):
            refuse_wrong_urls(addresses(home, sockets))
            start_servers(family, home, sockets)
            if command not in OWNER_COMMANDS | WITHOUT_TABLES:
                _migrate_if_empty(family, home, sockets, port)
        return _manage(family, home, sockets, port, command, words)


def _manage_alone(port: int, words: Sequence[str]) -> int:
    """Run a command that needs no server, beside whatever runs, with keys of its own.

    Settings ask for keys and addresses before any command: these keys live as long as the command,
    and nothing answers at the addresses.
    """
    with tempfile.TemporaryDirectory(prefix="waymark-") as folder:
        home = open_home(Path(folder), mode="test")
        prepare_keys(home)
        environment = application_environment(home, addresses(home, home.running), port=port)
        return run_in_front(Family(), [*MANAGE, *words], environment)


def _migrate_if_empty(family: Family, home: Home, sockets: Path, port: int) -> None:
    if os.environ.get("DATABASE_URL") or cluster_of(home, sockets).has_tables(DATABASE):
        return
    say("Making the tables")
    urls = addresses(home, sockets)
    environment = application_environment(home, urls, port=port, database_url=urls.owner)
    run_manage(family, waymark_plan(home.mode), MIGRATE, environment)


def _manage(
    family: Family, home: Home, sockets: Path, port: int, command: str, words: Sequence[str]
) -> int:
    urls = addresses(home, sockets)
    environment = application_environment(
        home, urls, port=port, database_url=urls.for_command(command)
    )
    if command == "migrate":
        words = [*words, "--skip-checks"]
    if not os.environ.get("DATABASE_URL"):
        # dbshell looks for psql.
        programs = cluster_of(home, sockets).binaries()
        environment["PATH"] = f"{programs}{os.pathsep}{environment.get('PATH', os.defpath)}"
    return run_in_front(family, [*MANAGE, *words], environment)


def execute(
    path: Path, *, mode: str, port: int, fast: bool, migrated: bool, words: Sequence[str]
) -> int:
    """Start only PostgreSQL and Valkey, run a command with their addresses, give its exit code.

    fast      a crash may lose data; for tests.
    migrated  the command gets a fresh test database cloned from a migrated template.
    """
    home = open_home(path, mode=mode)
    with one_family(home) as (sockets, family), plain_words_for_disk_errors(f"in {home.path}"):
        with contextlib.redirect_stdout(sys.stderr):
            cluster = Cluster(data=home.postgres, sockets=sockets, fast=fast)
            cluster.start(family)
            cluster.make_roles()
            Broker(data=home.valkey, sockets=sockets).start(family)
            database = TEST_DATABASE if migrated else DATABASE
            urls = Addresses(
                app=cluster.url(APP, database),
                owner=cluster.url(OWNER, database),
                maintenance=cluster.url(MAINTENANCE, database),
                broker=Broker(data=home.valkey, sockets=sockets).url,
            )
            environment = application_environment(home, urls, port=port) | {
                "DATABASE_OWNER_URL": urls.owner,
                "DATABASE_MAINTENANCE_URL": urls.maintenance,
            }
            if migrated:
                template_url = cluster.url(OWNER, TEMPLATE_DATABASE)
                _prepare_test_database(family, home, cluster, environment, template_url)
                environment["TEST_TEMPLATE_URL"] = template_url
            else:
                cluster.make_database(DATABASE)
        return run_in_front(family, words, environment)


def _prepare_test_database(
    family: Family, home: Home, cluster: Cluster, environment: dict[str, str], template_url: str
) -> None:
    plan = waymark_plan("test")
    tables = fingerprint(TABLES)
    if _comment_on(cluster, TEMPLATE_DATABASE) != tables:
        say("Making the test database")
        cluster.drop_database(TEMPLATE_DATABASE)
        cluster.make_database(TEMPLATE_DATABASE)
        run_manage(family, plan, MIGRATE, environment | {"DATABASE_URL": template_url})
        with cluster.connect() as connection:
            # Written last: a migration that failed leaves no template to reuse.
            connection.execute(f"comment on database {TEMPLATE_DATABASE} is '{tables}'")
    cluster.drop_database(TEST_DATABASE)
    cluster.make_database(TEST_DATABASE, template=TEMPLATE_DATABASE)
    make_static(family, plan, home, environment)


def _comment_on(cluster: Cluster, database: str) -> str | None:
    with cluster.connect() as connection:
        row = connection.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s",
            [database],
        ).fetchone()
    return row[0] if row else None


def run_in_front(family: Family, command: Sequence[str], environment: dict[str, str]) -> int:
    """Run a command that owns the terminal; give its exit code. Our servers outlive it."""
    try:
        process = spawn(command, environment=environment, folder=Path.cwd(), own_session=False)
    except FileNotFoundError:
        raise Problem(f"{command[0]} was not found.") from None
    stopping = False
    while process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.2)
        if family.stop_asked and not stopping:
            stopping = True
            # A terminal has sent Ctrl-C to both; a second one would cut the command's own end.
            if not os.isatty(0):
                process.send_signal(family.asked_with or signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=STOP_SECONDS)
            process.kill()
        for child in family.children:
            if not stopping and child.process.poll() is not None:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=STOP_SECONDS)
                process.kill()
                process.wait()
                family.check()
    code = process.returncode
    return code if code >= 0 else 128 - code
