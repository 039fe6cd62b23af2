"""The secrets of a home: made once, readable by its account alone, never made anew beside data."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tracker.supervisor.home import Home
from tracker.supervisor.problems import Problem, plain_words_for_disk_errors, say
from tracker.supervisor.seal_key import new_seal_key

SECRET_KEY = "secret_key"  # noqa: S105 - a file name
KEYRING = "keyring.json"
ANCHOR_KEY = "anchor_key.pem"
SEAL_KEY = "seal_key.pem"


def prepare_keys(home: Home) -> None:
    """Make the missing key files and check the others.

    Raises Problem if others may read one, or if the keyring or anchor key is missing while there
    is data: what was sealed with a lost keyring can never be read, and a new one would hide that.
    A missing sealing key is made anew and said: papers sealed before keep their bytes, and those
    are what a reader's copy is compared with.
    """
    has_data = (home.postgres / "PG_VERSION").exists()
    with plain_words_for_disk_errors(f"writing keys to {home.keys}"):
        home.keys.mkdir(exist_ok=True, mode=0o700)
        for name in (KEYRING, ANCHOR_KEY):
            if has_data and not (home.keys / name).exists():
                raise Problem(
                    f"{home.keys / name} is missing but there is data: put the file back from "
                    "your backup, or choose another WAYMARK_HOME to start empty."
                )
        if home.keys / SEAL_KEY in write_missing_keys(home.keys) and has_data:
            say(f"Made {home.keys / SEAL_KEY}, the key that seals PDFs: there was none.")
    for name in (SECRET_KEY, KEYRING, ANCHOR_KEY, SEAL_KEY):
        refuse_readable(home.keys / name)


def write_missing_keys(folder: Path) -> list[Path]:
    """Write the key files that are not there yet, mode 0600; give those written."""
    makers = {
        SECRET_KEY: lambda: secrets.token_urlsafe(48),
        KEYRING: new_keyring,
        ANCHOR_KEY: new_anchor_key,
        SEAL_KEY: new_seal_key,
    }
    return [folder / name for name, make in makers.items() if _write_once(folder / name, make)]


def new_keyring() -> str:
    """One random AES-256 key, named k1 and primary."""
    return json.dumps(
        {"primary": "k1", "keys": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()}}
    )


def new_anchor_key() -> str:
    """An Ed25519 private key, PEM."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def refuse_readable(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        raise Problem(f"Others may read {path}: run chmod 600 on it and start again.")


def _write_once(path: Path, make: Callable[[], str]) -> bool:
    """Whether the file was written; an existing one is left as it is."""
    if path.exists():
        return False
    content = make()
    # Written whole beside its place first: a full disk must not leave half a key behind.
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.rename(path)
    return True
