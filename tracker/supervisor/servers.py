"""The two servers behind the application, embedded or given, and the addresses they have."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from tracker.supervisor.home import Home, only_one, socket_folder
from tracker.supervisor.keys import prepare_keys
from tracker.supervisor.postgres import APP, MAINTENANCE, OWNER, Cluster
from tracker.supervisor.problems import Problem, say
from tracker.supervisor.processes import Family, end_leftovers
from tracker.supervisor.valkey import Broker

DATABASE = "waymark"
# Its own checks would look at the role, and refuse the one role that may migrate.
MIGRATE = ("migrate", "--skip-checks", "--no-input", "-v", "0")
OWNER_COMMANDS = {
    "migrate", "makemigrations", "sqlmigrate", "showmigrations", "squashmigrations",
    "optimizemigration", "createcachetable", "remove_stale_contenttypes", "reset_factors",
}  # fmt: skip
# They say something about the code; no table is needed for them.
WITHOUT_TABLES = {"help", "version", "check", "diffsettings", "--help", "--version"}
# They read what they are given and no database; nothing is started for them.
WITHOUT_SERVERS = {"review_language"}
MAINTENANCE_COMMANDS = {"verify_audit", "rotate_keys"}


@dataclass(frozen=True)
class Addresses:
    """Database URLs by role, and the broker's. An empty one was not given."""

    app: str
    owner: str
    maintenance: str
    broker: str

    def for_command(self, command: str) -> str:
        """The database URL of the role a manage.py command needs. Raises Problem if not given."""
        if command in OWNER_COMMANDS:
            name, url = "DATABASE_OWNER_URL", self.owner
        elif command in MAINTENANCE_COMMANDS:
            name, url = "DATABASE_MAINTENANCE_URL", self.maintenance
        else:
            name, url = "DATABASE_URL", self.app
        if not url:
            raise Problem(
                f"DATABASE_URL is set, so {name} is needed too ({command}): "
                "set it to the same database with the right role."
            )
        return url


@contextlib.contextmanager
def one_family(home: Home) -> Iterator[tuple[Path, Family]]:
    """Hold the home alone, with its keys: its socket folder, and a family stopped at the end."""
    with only_one(home):
        end_leftovers(home.register)
        prepare_keys(home)
        with socket_folder(home) as sockets:
            family = Family(home.register)
            family.handle_signals()
            try:
                yield sockets, family
            finally:
                family.stop()


def cluster_of(home: Home, sockets: Path, *, fast: bool = False) -> Cluster:
    return Cluster(data=home.postgres, sockets=sockets, fast=fast)


def addresses(home: Home, sockets: Path, *, database: str = DATABASE) -> Addresses:
    """DATABASE_URL and CELERY_BROKER_URL of the environment come before the embedded servers."""
    given = os.environ.get("DATABASE_URL", "")
    cluster = cluster_of(home, sockets)
    return Addresses(
        app=given or cluster.url(APP, database),
        owner=os.environ.get("DATABASE_OWNER_URL", "") if given else cluster.url(OWNER, database),
        maintenance=os.environ.get("DATABASE_MAINTENANCE_URL", "")
        if given
        else cluster.url(MAINTENANCE, database),
        broker=os.environ.get("CELERY_BROKER_URL", "")
        or Broker(data=home.valkey, sockets=sockets).url,
    )


def start_servers(family: Family, home: Home, sockets: Path) -> None:
    """Start what the environment does not give, with the roles and the database `waymark`."""
    if not os.environ.get("DATABASE_URL"):
        say("PostgreSQL: starting" + ("" if home.postgres.exists() else " (the first time)"))
        cluster = cluster_of(home, sockets)
        cluster.start(family)
        cluster.make_roles()
        cluster.make_database(DATABASE)
    if not os.environ.get("CELERY_BROKER_URL"):
        say("Valkey: starting")
        Broker(data=home.valkey, sockets=sockets).start(family)


def refuse_wrong_urls(urls: Addresses) -> None:
    """Raises Problem if a given database URL cannot be read or reached."""
    if not os.environ.get("DATABASE_URL"):
        return
    urls.for_command("migrate")
    for name, url in {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}.items():
        try:
            if not url.startswith(("postgres://", "postgresql://")):
                raise psycopg.ProgrammingError("it does not start with postgres://")
            conninfo_to_dict(url)
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.Error as error:
            reason = str(error).strip().splitlines()[0].strip()
            raise Problem(
                f"{name} cannot be used ({reason}): "
                "it must look like postgres://role:password@host:5432/database."
            ) from None


def application_environment(
    home: Home, urls: Addresses, *, port: int, database_url: str | None = None
) -> dict[str, str]:
    """What every manage.py command, web, worker and beat get: one role's database URL only."""
    kept: Mapping[str, str] = os.environ
    environment = {
        name: value
        for name, value in kept.items()
        if name not in {"DATABASE_OWNER_URL", "DATABASE_MAINTENANCE_URL"}
    }
    public = {"PUBLIC_URL": f"http://localhost:{port}", "ALLOWED_HOSTS": "localhost,127.0.0.1"}
    environment |= {
        name: value for name, value in public.items() if name not in kept or home.mode == "test"
    }
    return environment | {
        "WAYMARK_HOME": str(home.path),
        "WAYMARK_MODE": home.mode,
        "PORT": str(port),
        "DATABASE_URL": database_url or urls.app,
        "CELERY_BROKER_URL": urls.broker,
        "SECRET_KEY_FILE": str(home.keys / "secret_key"),
        "KEYRING_FILE": str(home.keys / "keyring.json"),
        "ANCHOR_KEY_FILE": str(home.keys / "anchor_key.pem"),
        "ANCHOR_LOG_FILE": str(home.path / "anchors.log"),
        "SEAL_KEY_FILE": str(home.keys / "seal_key.pem"),
        "SETUP_CODE_FILE": str(home.keys / "setup_code"),
        "ASSETS_DIR": str(home.assets),
        "STATIC_ROOT": str(home.static),
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "PYTHONUNBUFFERED": "1",
    }
