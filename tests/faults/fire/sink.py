"""The mail server that is the judge: it writes each acceptance to disk before it says yes.

It runs as a process of its own, outside whatever is killed, and its ledger is no part of the
product's database. It waits a little before it lets the content come, as real servers do; a client
that dies then has handed nothing over. Some addresses are refused once, with "try again later".
"""

import asyncio
import email
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.browser.postbox import free_port
from tests.browser.world import CLONE
from tests.faults.fire.ledgers import Taken
from tracker.supervisor.processes import spawn

GREETS_WITHIN_SECONDS = 0.008
REFUSED_ONCE_PER_MILLE = 20


@dataclass
class Sink:
    """The running server's port, and its ledger."""

    port: int
    file: Path

    def taken(self) -> list[Taken]:
        """Every acceptance, the oldest first. A line cut short was never answered with yes."""
        lines = self.file.read_text().split("\n")[:-1] if self.file.exists() else []
        return [Taken(**json.loads(line)) for line in lines]


@contextmanager
def open_sink(folder: Path) -> Iterator[Sink]:
    """Started on a free port, stopped after the block."""
    sink = Sink(port=free_port(), file=folder / "sink.jsonl")
    command = [sys.executable, "-m", "tests.faults.fire.sink", str(sink.port), str(sink.file)]
    with (folder / "sink.log").open("wb") as log:
        process = spawn(
            command, environment=os.environ, folder=CLONE, own_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield sink
    finally:
        process.terminate()
        process.wait(timeout=10)


class Judge:
    """aiosmtpd's handler."""

    def __init__(self, file: Path) -> None:
        self.ledger = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(GREETS_WITHIN_SECONDS)
        if _is_refused_once(address) and address not in self.refused:
            self.refused.add(address)
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        content = envelope.content
        assert isinstance(content, bytes)
        message_id = email.message_from_bytes(content)["Message-ID"] or ""
        for address in envelope.rcpt_tos:
            line = {"message_id": str(message_id), "address": address, "at": time.time()}
            os.write(self.ledger, (json.dumps(line) + "\n").encode())
        os.fsync(self.ledger)
        return "250 taken"


def _is_refused_once(address: str) -> bool:
    digest = hashlib.sha256(address.encode()).digest()
    return int.from_bytes(digest[:4]) % 1000 < REFUSED_ONCE_PER_MILLE


async def _serve(port: int, file: Path) -> None:
    judge = Judge(file)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(judge, hostname="localhost"), host="127.0.0.1", port=port
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
