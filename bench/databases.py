"""The bench's own databases: one migrated template, and a fresh copy of it for each size."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

CLONE = Path(__file__).resolve().parents[1]
TEMPLATE = "waymark_bench_empty"


def url_of(url: str, database: str) -> str:
    """The same server and role, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def make_template(owner_url: str) -> None:
    """Migrate an empty database as its owner."""
    _make(owner_url, TEMPLATE, template="template0")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--skip-checks", "--no-input", "-v", "0"],
        cwd=CLONE,
        env=os.environ
        | {
            "DATABASE_URL": url_of(owner_url, TEMPLATE),
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        },
        check=True,
    )


def make_database(owner_url: str, name: str) -> None:
    """A fresh, empty, migrated database of this name; an earlier one is dropped."""
    _make(owner_url, name, template=TEMPLATE)


def drop_databases(owner_url: str, names: list[str]) -> None:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for name in names:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


def server_settings(owner_url: str) -> dict[str, str]:
    """What decides about the figures, for the report."""
    names = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
    with psycopg.connect(owner_url, autocommit=True) as connection:
        rows = connection.execute(
            "select name, current_setting(name) from pg_settings where name = any(%s)",
            [list(names)],
        ).fetchall()
    return dict(rows)


def _make(owner_url: str, name: str, *, template: str) -> None:
    drop_databases(owner_url, [name])
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
