"""Reading the whole trail again: chains, heads and anchors. Computes every hash anew.

Source: docs/operations.md, "Verifying the trail"; docs/threat-model.md, "The trail".
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.anchors import logged_signatures, signature_holds

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZERO = bytes(32)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: where, and what. Ids and numbers only."""

    chain: str
    seq: int
    what: str


def verify_trail() -> tuple[int, list[Finding]]:
    """How many events were read, and what is wrong with them. Needs the maintenance role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        found: list[Finding] = []
        last: dict[UUID, tuple[int, bytes]] = {}
        hashes: dict[tuple[str, int], str] = {}
        count = 0
        for row in _events(cursor):
            count += 1
            chain, seq, prev, digest = row["chain"], row["seq"], row["prev"], row["hash"]
            before_seq, before_hash = last.get(chain, (0, ZERO))
            if seq != before_seq + 1:
                found.append(Finding(str(chain), before_seq + 1, "an event is missing here"))
            elif prev != before_hash:
                found.append(Finding(str(chain), seq, "it does not follow the event before"))
            if digest != event_hash(row):
                found.append(Finding(str(chain), seq, "it was changed"))
            last[chain] = (seq, digest)
            hashes[(str(chain), seq)] = digest.hex()
        found.extend(_against_heads(cursor, last))
        found.extend(_against_anchors(cursor, hashes))
    return count, found


def event_hash(row: dict[str, Any]) -> bytes:
    """The hash the trigger computes, from the same bytes."""
    microseconds = (row["at"] - EPOCH) // (datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC) - EPOCH)
    parts = [
        row["prev"],
        row["chain"].bytes,
        struct.pack(">q", row["seq"]),
        struct.pack(">q", microseconds),
        row["actor"].bytes if row["actor"] else bytes(16),
        row["object_id"].bytes,
        row["id"].bytes,
    ]
    for name in ("chain_kind", "role", "verb", "object_kind", "payload"):
        words = row[name].encode()
        parts += [struct.pack(">i", len(words)), words]
    return hashlib.sha256(b"".join(parts)).digest()


def _events(cursor: Any) -> Iterator[dict[str, Any]]:
    names = (
        "id",
        "chain_kind",
        "chain",
        "seq",
        "at",
        "actor",
        "role",
        "verb",
        "object_kind",
        "object_id",
        "payload",
        "prev",
        "hash",
    )
    cursor.execute(
        "select id, chain_kind, chain, seq, at, actor, role, verb, object_kind, object_id,"
        " payload::text, prev, hash from accounts_auditevent order by chain, seq"
    )
    while rows := cursor.fetchmany(5000):
        for values in rows:
            row = dict(zip(names, values, strict=True))
            row["prev"], row["hash"] = bytes(row["prev"]), bytes(row["hash"])
            yield row


def _against_heads(cursor: Any, last: dict[UUID, tuple[int, bytes]]) -> list[Finding]:
    cursor.execute("select chain, seq, hash from accounts_audithead")
    heads = {chain: (seq, bytes(digest)) for chain, seq, digest in cursor.fetchall()}
    found = []
    for chain, (seq, digest) in heads.items():
        if last.get(chain) != (seq, digest):
            found.append(Finding(str(chain), seq, "the end of the trail is missing"))
    for chain, (seq, _) in last.items():
        if chain not in heads:
            found.append(Finding(str(chain), seq, "its head is missing"))
    return found


def _against_anchors(cursor: Any, hashes: dict[tuple[str, int], str]) -> list[Finding]:
    cursor.execute(
        "select number, at, heads, prev, signature from accounts_auditanchor order by number"
    )
    found: list[Finding] = []
    before, expected = b"", 1
    outside = logged_signatures()
    for number, at, heads, prev, signature in cursor.fetchall():
        prev, signature = bytes(prev), bytes(signature)
        if not signature_holds(
            number=number, at=at, heads=_plain(heads), prev=prev, signature=signature
        ):
            found.append(Finding("anchor", number, "its signature does not hold"))
        if number != expected or prev != before:
            found.append(Finding("anchor", expected, "an anchor is missing here"))
        if number not in outside:
            found.append(Finding("anchor", number, "its copy outside is missing"))
        elif outside[number] != signature.hex():
            found.append(Finding("anchor", number, "it differs from the copy outside"))
        for chain, seq, digest in _plain(heads):
            if hashes.get((chain, seq)) != digest:
                found.append(Finding(chain, seq, "an anchored event is missing or was changed"))
        before, expected = signature, number + 1
    if outside and max(outside) >= expected:
        found.append(Finding("anchor", expected, "anchors at the end are missing"))
    return found


def _plain(heads: Any) -> list[list[Any]]:
    """jsonb comes as text or as data, depending on who reads it."""
    if isinstance(heads, str):
        heads = json.loads(heads)
    plain: list[list[Any]] = heads
    return plain
