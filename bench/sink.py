"""A mail server that keeps what it takes: `python -m bench.sink`. Like others, it takes commands in
a row (RFC 2920).

Prints its port. For each line on standard input it prints, as JSON, the mails it has taken since the
last one.
"""

import json
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Keeps:
    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        content = envelope.content
        self.taken.append(content.decode("ascii") if isinstance(content, bytes) else "")
        return "250 taken"


def main() -> None:
    keeps = Keeps()
    controller = Controller(keeps, hostname="127.0.0.1", port=_free_port())
    controller.start()
    print(controller.port, flush=True)
    for _ in sys.stdin:
        taken, keeps.taken = keeps.taken, []
        print(json.dumps(taken), flush=True)
    controller.stop()


def _free_port() -> int:
    import socket  # noqa: PLC0415 - beside its only use

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
