"""`./run secrets FOLDER` writes what docker-compose.yml mounts, and never writes it twice."""

import os
import re
from pathlib import Path

import pytest

from tracker.lib.pdf.sealkey import load_seal_key
from tracker.supervisor import container_secrets
from tracker.supervisor.container_secrets import write_secrets

CLONE = Path(__file__).resolve().parents[2]
KEYS = {"secret_key", "keyring.json", "anchor_key.pem", "seal_key.pem"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(container_secrets, "ACCOUNT", os.geteuid())
    write_secrets(tmp_path / "secrets")
    return tmp_path / "secrets"


def test_every_file_that_is_mounted_is_written(folder):
    compose = (CLONE / "docker-compose.yml").read_text()

    mounted = set(re.findall(r"\{file: \./secrets/([a-z_.]+)\}", compose))

    assert {path.name for path in folder.iterdir()} == mounted
    assert mounted >= KEYS


def test_keys_are_for_their_account_alone_and_usable(folder):
    assert {(folder / name).stat().st_mode & 0o777 for name in KEYS} == {0o600}
    assert load_seal_key(folder / "seal_key.pem").authorities


def test_what_is_there_stays_and_what_is_missing_comes(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "seal_key.pem").unlink()

    write_secrets(folder)

    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"seal_key.pem"}


def test_only_who_serves_gets_the_sealing_key():
    """An operator's commands and the migration run without it."""
    compose = (CLONE / "docker-compose.yml").read_text()

    lists = re.findall(r"secrets: (?:&app_secrets )?\[([a-z_, ]+)\]", compose)

    assert [names for names in lists if "seal_key" in names] == [
        "secret_key, keyring, anchor_key, seal_key, db_app_password"
    ]
