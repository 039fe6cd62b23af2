"""Anchors: audit heads signed with a key the database does not hold, and kept outside it too.

A deleted tail leaves its chain intact; a deleted head hides that. An anchor names the heads as they
were, is signed, chained to the one before, and its line goes to a file beside the database.
Source: docs/threat-model.md, "The trail".
"""

import json
import re
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.db import transaction

from accounts import doors
from accounts.access import acting_as_system
from tracker.lib import clock

_LINE = re.compile(r"(?P<number>\d+) \S+ (?P<signature>[0-9a-f]{128})")


def take_anchor() -> int | None:
    """Sign the heads that moved since the last anchor. Returns its number; None if none moved."""
    with acting_as_system("anchor"), transaction.atomic():
        number, prev, heads = doors.moved_heads()
        if not heads:
            return None
        at = clock.now()
        signature = _private_key().sign(signed_bytes(number=number, at=at, heads=heads, prev=prev))
        doors.store_anchor(number=number, at=at, heads=heads, prev=prev, signature=signature)
        # Written before the commit: a line without a row is noticed, a row without a line as well.
        with settings.ANCHOR_LOG_FILE.open("a") as log:
            log.write(f"{number} {at.isoformat()} {signature.hex()}\n")
    return number


def signed_bytes(*, number: int, at: datetime, heads: list[list[Any]], prev: bytes) -> bytes:
    """What is signed: canonical JSON of everything the anchor says."""
    return json.dumps(
        {"at": at.isoformat(), "heads": heads, "number": number, "prev": prev.hex()},
        separators=(",", ":"),
        sort_keys=True,
    ).encode()


def signature_holds(
    *, number: int, at: datetime, heads: list[list[Any]], prev: bytes, signature: bytes
) -> bool:
    try:
        public_key().verify(signature, signed_bytes(number=number, at=at, heads=heads, prev=prev))
    except InvalidSignature:
        return False
    return True


def public_key() -> Ed25519PublicKey:
    return _private_key().public_key()


def logged_signatures() -> dict[int, str]:
    """The signatures kept outside the database, by number; the last line of a number counts.

    A line that is not one of ours counts as missing: verify_audit says so of its anchor.
    """
    if not settings.ANCHOR_LOG_FILE.exists():
        return {}
    lines = settings.ANCHOR_LOG_FILE.read_text(errors="replace").splitlines()
    matches = (_LINE.fullmatch(line) for line in lines)
    return {int(found["number"]): found["signature"] for found in matches if found}


@cache
def _private_key() -> Ed25519PrivateKey:
    key = load_pem_private_key(settings.ANCHOR_KEY_FILE.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("ANCHOR_KEY_FILE must hold an Ed25519 private key")
    return key
