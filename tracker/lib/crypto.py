"""Envelope encryption: a master keyring wraps data keys, data keys seal texts.

Sealed form: version byte | 12-byte nonce | AES-256-GCM ciphertext and tag. The associated data names
table, column and row, so a text copied to another place does not open. Random nonces stay far below
2^32 texts for one data key (NIST SP 800-38D, section 8.3). Source: docs/architecture.md, "Sealing".
"""

import base64
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class CannotOpen(Exception):
    """The bytes were not sealed with this key for this place. Says nothing more, on purpose."""


class KeyringUnusable(Exception):
    """The master keyring is missing, readable by others, or not a keyring."""


def seal(*, key: bytes, text: str, place: str) -> bytes:
    """Seal `text` for `place` ("table|column|row id")."""
    return _encrypt(cipher=AESGCM(key), plain=text.encode(), place=place.encode())


def open_sealed(*, key: bytes, sealed: bytes, place: str) -> str:
    """The text sealed for `place`. Raises CannotOpen."""
    return _decrypt(cipher=AESGCM(key), sealed=sealed, place=place.encode()).decode()


def seal_bytes(*, key: bytes, content: bytes, place: str) -> bytes:
    """As `seal`, for the bytes of a file."""
    return _encrypt(cipher=AESGCM(key), plain=content, place=place.encode())


def open_bytes(*, key: bytes, sealed: bytes, place: str) -> bytes:
    """The bytes sealed for `place`. Raises CannotOpen."""
    return _decrypt(cipher=AESGCM(key), sealed=sealed, place=place.encode())


def place_of(*, table: str, column: str, row_id: UUID) -> str:
    return f"{table}|{column}|{row_id}"


def new_data_key() -> bytes:
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)


@dataclass(frozen=True)
class Keyring:
    """Master keys by name; new data keys are wrapped by `primary`."""

    primary: str
    keys: dict[str, bytes] = field(repr=False)
    # Made once: a list unwraps a key for each of its rows.
    _ciphers: dict[str, AESGCM] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ciphers = {name: AESGCM(key) for name, key in self.keys.items()}
        object.__setattr__(self, "_ciphers", ciphers)

    def wrap(self, *, data_key: bytes, owner: str) -> tuple[str, bytes]:
        """The name of the master key used, and `data_key` wrapped for `owner`."""
        wrapped = _encrypt(
            cipher=self._ciphers[self.primary], plain=data_key, place=_wrap_place(owner)
        )
        return self.primary, wrapped

    def unwrap(self, *, kek_id: str, wrapped: bytes, owner: str) -> bytes:
        """The data key. Raises CannotOpen, also when the named master key is not in the ring."""
        if kek_id not in self.keys:
            raise CannotOpen
        return _decrypt(cipher=self._ciphers[kek_id], sealed=wrapped, place=_wrap_place(owner))

    def seal_secret(self, *, text: str, place: str) -> str:
        """Seal a short secret directly with the primary key, for a column of text."""
        sealed = _encrypt(
            cipher=self._ciphers[self.primary], plain=text.encode(), place=place.encode()
        )
        return f"{self.primary}:{base64.b64encode(sealed).decode()}"

    def open_secret(self, *, sealed: str, place: str) -> str:
        """The secret sealed by `seal_secret`. Raises CannotOpen."""
        kek_id, _, body = sealed.partition(":")
        if kek_id not in self.keys:
            raise CannotOpen
        try:
            raw = base64.b64decode(body, validate=True)
        except ValueError:
            raise CannotOpen from None
        return _decrypt(cipher=self._ciphers[kek_id], sealed=raw, place=place.encode()).decode()

    def reseal_json(self, *, text: str, place: str) -> str:
        """A JSON object whose values sealed by an older key are sealed by the primary one.

        Returns `text` itself when nothing had to change.
        """
        data = json.loads(text)
        changed = {}
        for name, value in data.items():
            kek_id = value.partition(":")[0] if isinstance(value, str) else ""
            if kek_id in self.keys and kek_id != self.primary:
                plain = self.open_secret(sealed=value, place=place)
                changed[name] = self.seal_secret(text=plain, place=place)
        return json.dumps({**data, **changed}) if changed else text


def load_keyring(path: Path) -> Keyring:
    """Read the keyring file. Raises KeyringUnusable with one sentence that says what to do."""
    try:
        mode = path.stat().st_mode
        text = path.read_bytes()
    except OSError:
        raise KeyringUnusable(
            f"The keyring {path} cannot be read. Put it back from its backup, or set KEYRING_FILE."
        ) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyringUnusable(f"The keyring {path} can be read by others. Run: chmod 600 {path}")
    try:
        data = json.loads(text)
        keys = {name: base64.b64decode(value) for name, value in data["keys"].items()}
        ring = Keyring(primary=data["primary"], keys=keys)
        sound = ring.primary in keys and all(len(key) == KEY_BYTES for key in keys.values())
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise KeyringUnusable(f"The file {path} is not a keyring. Put it back from its backup.")
    return ring


def _wrap_place(owner: str) -> bytes:
    return b"dek|" + owner.encode()


def _encrypt(*, cipher: AESGCM, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher.encrypt(nonce, plain, place)


def _decrypt(*, cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    if len(sealed) < 1 + NONCE_BYTES or sealed[:1] != VERSION:
        raise CannotOpen
    try:
        return cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], place)
    except InvalidTag:
        raise CannotOpen from None
