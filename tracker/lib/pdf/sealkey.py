"""The file with the sealing key: who seals, and whose seals are known."""

import stat
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    ExtensionNotFound,
    load_pem_x509_certificates,
)


class SealKeyUnusable(Exception):
    """The sealing key is missing, readable by others, or not one; one sentence that says so."""


@dataclass(frozen=True, kw_only=True)
class SealKey:
    """leaf         the certificate of `private`.
    authorities  who signed it first, then those of earlier keys; each has signed one only.
    """

    private: EllipticCurvePrivateKey = field(repr=False)
    leaf: Certificate
    authorities: tuple[Certificate, ...]


def load_seal_key(path: Path) -> SealKey:
    """Read the file. Raises SealKeyUnusable."""
    try:
        mode, content = path.stat().st_mode, path.read_bytes()
    except OSError:
        raise SealKeyUnusable(
            f"The sealing key {path} cannot be read. Put it back from its backup, "
            "or set SEAL_KEY_FILE."
        ) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SealKeyUnusable(
            f"The sealing key {path} can be read by others. Run: chmod 600 {path}"
        )
    return _parse(content, path)


@lru_cache(maxsize=4)
def _parse(content: bytes, path: Path) -> SealKey:
    try:
        return _read(content)
    except (ValueError, TypeError, InvalidSignature, ExtensionNotFound):
        raise SealKeyUnusable(
            f"The file {path} is not a sealing key. Put it back from its backup."
        ) from None


def _read(content: bytes) -> SealKey:
    private = load_pem_private_key(content, password=None)
    leaf, first, *earlier = load_pem_x509_certificates(content)
    leaf.verify_directly_issued_by(first)
    if not isinstance(private, EllipticCurvePrivateKey) or not isinstance(private.curve, SECP256R1):
        raise ValueError("another kind of key")
    if leaf.public_key() != private.public_key():
        raise ValueError("the certificate is another key's")
    authorities = (first, *earlier)
    for one in authorities:
        one.verify_directly_issued_by(one)
        if not one.extensions.get_extension_for_class(BasicConstraints).value.ca:
            raise ValueError("a certificate that is no authority's")
    return SealKey(private=private, leaf=leaf, authorities=authorities)
