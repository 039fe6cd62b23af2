"""A real SMTP server in the test's process that keeps what arrives, and a page to leave to."""

import email
import email.policy
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Postbox:
    """Every mail that arrived, oldest first, as bytes."""

    def __init__(self) -> None:
        self.raw: list[tuple[str, bytes]] = []  # (address, message)
        self.port = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.extend((address, content) for address in envelope.rcpt_tos)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        found = [raw for to, raw in self.raw if to == address]
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in found]  # type: ignore[misc]

    def wait_for(
        self, address: str, *, count: int, says: str = "", seconds: float = 40
    ) -> EmailMessage:
        """The newest mail to the address that says so, once there are `count` of them.

        says  for a reminder: that something waits may come before or after it, by the hour of the
        day at which the test runs.
        """
        deadline = time.monotonic() + seconds
        while len(mails := [m for m in self.to(address) if says in text_of(m)]) < count:
            assert time.monotonic() < deadline, f"no mail number {count} to {address}: {self.raw}"
            time.sleep(0.1)
        return mails[-1]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"http://\S+", text_of(mail))
    assert found, text_of(mail)
    return found.group(0)


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    postbox = Postbox()
    postbox.port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=postbox.port)
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()


class _Outside(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # noqa: N802 - the library's name
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><html lang=en><title>Weather</title><p>Mild.")

    def log_message(self, *args: object) -> None:
        """Nothing to say."""


@contextmanager
def outside_page() -> Iterator[str]:
    """Address of a page that is not ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Outside)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
