"""What a person is shown: every text of a page, a document, a picture, a mail or a calendar.

A page or a drawing gives the text of each block, and the attributes that are shown or read out. The
words inside one block stand together, so a badge stands beside the name it is stuck to.
"""

import csv
import io
import re
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import Any

import icalendar
import pypdf

# Elements that stand inside a line; every other one begins a line of its own.
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
        *("svg", "circle", "line", "path", "rect", "tspan"),
    )
)
UNSEEN = frozenset({"script", "style"})
# Elements that draw a number without writing it.
BARS = frozenset({"meter", "progress"})
READ_OUT = re.compile(
    "alt|title|placeholder|label|summary|aria-(?:label|description|valuetext|placeholder)"
    "|data-(?:label|say|link)[a-z-]*"
)
BAR_VALUE = re.compile("aria-value(?:now|min|max)")
UNSHOWN = frozenset({"hidden", "checkbox", "radio"})  # their values are for the service
# Of a mail and of a calendar: when, which one, and how it is written. All else is read.
CARRIED = frozenset(
    (
        *("date", "message-id", "mime-version", "content-type", "content-transfer-encoding"),
        *("PRODID", "VERSION", "METHOD", "CLASS", "REFRESH-INTERVAL", "UID", "DTSTAMP", "DTSTART"),
    )
)


def of_page(html: str) -> list[str]:
    """The texts of a page or a drawing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


def of_pdf(pdf: bytes) -> list[str]:
    """The text of each page of a document."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def of_mail(message: bytes) -> list[str]:
    """The texts of a mail: its headers, its subject among them, and each of its parts."""
    parsed = message_from_bytes(message, policy=policy.default)
    lines = []
    for part in parsed.walk():
        lines += [f"{name}: {value}" for name, value in part.items() if name.lower() not in CARRIED]
        if part.get_content_type() == "text/html":
            lines += of_page(part.get_content())
        elif part.get_content_maintype() == "text":
            lines += part.get_content().splitlines()
        elif not part.is_multipart():
            raise ValueError(f"{part.get_content_type()}: tests/laws/shown.py cannot read it yet")
    return lines


def of_calendar(calendar: bytes) -> list[str]:
    """The texts of a calendar: whatever its parts hold, alarms too, each value as a line."""
    return [
        str(value)
        for part in icalendar.Calendar.from_ical(calendar).walk()
        for name, value in part.property_items(recursive=False)
        if name not in CARRIED | {"BEGIN", "END"}
    ]


def of_answer(answer: Any) -> list[str]:
    """The texts of an answer that is not JSON; raises ValueError for a kind that nobody can read."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind in ("text/html", "image/svg+xml"):
        return of_page(body.decode())
    if kind == "application/pdf":
        return of_pdf(body)
    if kind == "text/csv":
        return [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row]
    if kind == "text/plain":
        return body.decode().splitlines()
    if kind == "text/calendar":
        return of_calendar(body)
    if body:
        raise ValueError(f"{kind}: tests/laws/shown.py cannot read it yet")
    return []


class _Reader(HTMLParser):
    """Collects lines; `lines` is whole after `end_line`."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line: list[str] = []
        self._unseen = 0

    def end_line(self) -> None:
        if text := " ".join("".join(self._line).split()):
            self.lines.append(text)
        self._line = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._unseen += tag in UNSEEN
        self._step(tag)
        self.lines += [f"<{tag}>"] if tag in BARS else []
        for name, value in values.items():
            if READ_OUT.fullmatch(name) and value.strip():
                self.lines.append(" ".join(value.split()))
            elif BAR_VALUE.fullmatch(name):
                self.lines.append(f"<{name}>")
        if tag == "input" and values.get("type", "text") not in UNSHOWN and values.get("value"):
            named = f"[{values.get('name')}] " if values.get("type") == "number" else ""
            self.lines.append(named + " ".join(values["value"].split()))

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        self._step(tag)

    def _step(self, tag: str) -> None:
        """A new line, or a space where the page shows one without writing it."""
        if tag not in INLINE:
            self.end_line()
        elif tag == "span":
            self._line.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._line.append(data)
