"""Databases of their own, for tests that must commit and for workers: copies of the migrated template.

`./run test` names the template in TEST_TEMPLATE_URL; nobody is connected to it. A copy is made and
dropped by the owner, who may make databases.
"""

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from tracker.lib.postgres.base import DatabaseWrapper


@dataclass(frozen=True)
class Clone:
    """One copy, and the addresses of its roles."""

    name: str
    owner_url: str
    app_url: str
    maintenance_url: str

    @contextmanager
    def as_owner(self) -> Iterator[psycopg.Connection[Any]]:
        """A plain connection as the owner; what is done in it is committed."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            yield connection


@contextmanager
def clone(of: Clone | None = None) -> Iterator[Clone]:
    """A fresh copy of the template, without the cast, or of another clone that nobody is in.

    Dropped after the block.
    """
    owner_url = os.environ["DATABASE_OWNER_URL"]
    name = f"waymark_clone_{uuid.uuid4().hex[:12]}"
    make(owner_url, name, template=of.name if of else database_of(os.environ["TEST_TEMPLATE_URL"]))
    try:
        yield Clone(
            name=name,
            owner_url=renamed(owner_url, name),
            app_url=renamed(os.environ["DATABASE_URL"], name),
            maintenance_url=renamed(os.environ["DATABASE_MAINTENANCE_URL"], name),
        )
    finally:
        drop(owner_url, name)


def make(owner_url: str, name: str, *, template: str) -> None:
    """Copy a database that nobody is in."""
    copying = sql.SQL("create database {} template {}")
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(copying.format(sql.Identifier(name), sql.Identifier(template)))


def drop(owner_url: str, name: str) -> None:
    """Drop a copy. While another role's connection is going, the owner may not: try again."""
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for _ in range(50):
            try:
                owner.execute(drop)
                return
            except psycopg.errors.InsufficientPrivilege:
                time.sleep(0.2)
        owner.execute(drop)


@contextmanager
def inside(url: str) -> Iterator[None]:
    """Django works on the database at `url` inside the block, in real transactions."""
    import dj_database_url

    parsed = dict(dj_database_url.parse(url))
    values = {**connections["default"].settings_dict}
    values.update({key: parsed[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    values.update(ATOMIC_REQUESTS=True, CONN_MAX_AGE=0)
    assert values["ENGINE"] == settings.DATABASES["default"]["ENGINE"]
    outer = connections["default"], connections["autocommit"]
    ours = DatabaseWrapper(values, "default")
    connections["default"] = connections["autocommit"] = ours
    try:
        yield
    finally:
        ours.close()
        connections["default"], connections["autocommit"] = outer


def database_of(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def renamed(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
