"""`./run secrets FOLDER`: the secret files that docker-compose.yml mounts."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from tracker.supervisor.keys import write_missing_keys
from tracker.supervisor.problems import plain_words_for_disk_errors, say

# The account inside the image; the PostgreSQL container joins its group to read the passwords.
ACCOUNT = 10001
PASSWORDS = ("postgres_password", "db_owner_password", "db_app_password", "db_maintenance_password")


def write_secrets(folder: Path) -> None:
    """Write the files that are missing; existing ones are never changed."""
    with plain_words_for_disk_errors(f"writing to {folder}"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o711)
        written = write_missing_keys(folder)
        for name in PASSWORDS:
            path = folder / name
            if not path.exists():
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                    stream.write(secrets.token_urlsafe(32))
                path.chmod(0o440)
                written.append(path)
        if os.geteuid() == 0:
            for path in written:
                os.chown(path, ACCOUNT, ACCOUNT)
    for path in written:
        say(f"Wrote {path}")
    say(f"{folder} is complete. Keep a copy of keyring.json apart from every database backup.")
    if os.geteuid() != 0:
        say(f"The containers read them as account {ACCOUNT}: sudo chown {ACCOUNT}:{ACCOUNT} them.")
