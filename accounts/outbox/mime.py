"""A mail as bytes: two texts, neutral headers, seven-bit lines.

Written here and not with the standard library's objects, which take as long as a mail server does
(tests/accounts/outbox/test_mime.py reads it back with them).
"""

import binascii
import re
import secrets
from email.header import Header
from email.utils import formataddr, formatdate, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from accounts.outbox.mails import Mail

SHORT = 60  # characters of a header that need no folding beside its name
LONGEST_LINE = 900  # bytes; 998 are allowed
_DOTS = re.compile(rb"(?m)^\.")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")


def as_bytes(mail: Mail, *, message_id: str) -> bytes:
    """The whole message, lines ending in CRLF. The sender's address is that of the settings."""
    boundary = f"=_{secrets.token_hex(16)}"
    headers = "".join(f"{name}: {value}\r\n" for name, value in _headers(mail, message_id))
    return (
        f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n'
        f"MIME-Version: 1.0\r\n{headers}\r\n"
        f"--{boundary}\r\n{_part('plain', mail.text)}\r\n"
        f"--{boundary}\r\n{_part('html', mail.html)}\r\n"
        f"--{boundary}--\r\n"
    ).encode("ascii")


def as_django(mail: Mail, *, message_id: str) -> EmailMultiAlternatives:
    """The same message for Django's other backends."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((mail.sender_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[mail.to],
        headers={"Message-ID": message_id, **_OURS, **mail.headers},
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def dotted(content: bytes) -> bytes:
    """As it goes over the line: leading dots doubled, and the dot that ends it."""
    return _DOTS.sub(b"..", content) + b".\r\n"


def envelope_sender() -> str:
    """Where the mail servers on the way report to."""
    return settings.BOUNCES_TO or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def plain_address(address: str) -> str:
    """ASCII, without a name. Raises ValueError for what is none."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    return sanitize_address(address, "utf-8")


_OURS = {"Auto-Submitted": "auto-generated"}


def _headers(mail: Mail, message_id: str) -> list[tuple[str, str]]:
    return [
        ("Subject", _words(mail.subject, "Subject")),
        ("From", _sender(mail)),
        ("To", plain_address(mail.to)),
        ("Date", formatdate()),
        ("Message-ID", message_id),
        *_OURS.items(),
        *mail.headers.items(),
    ]


def _sender(mail: Mail) -> str:
    name = _words(mail.sender_name, "From")
    return formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def _words(value: str, name: str) -> str:
    if len(value) <= SHORT and value.isascii() and "=?" not in value:
        return value
    return Header(value, "utf-8", header_name=name).encode(linesep="\r\n")


def _part(subtype: str, text: str) -> str:
    body = _LINE_ENDS.sub("\r\n", text.rstrip("\r\n") + "\n")
    encoding = "7bit"
    if not body.isascii() or max(map(len, body.split("\r\n"))) > LONGEST_LINE:
        encoding = "quoted-printable"
        body = binascii.b2a_qp(body.encode(), istext=True).decode("ascii")
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n{body}"
    )
