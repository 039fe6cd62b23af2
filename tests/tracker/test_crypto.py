"""Sealed text opens in its place with its key, and nowhere else; the keyring is a private file."""

import base64
import json
import os
import uuid
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.lib.crypto import (
    CannotOpen,
    Keyring,
    KeyringUnusable,
    load_keyring,
    new_data_key,
    open_sealed,
    place_of,
    seal,
)

KEY = bytes(range(32))
ROW = uuid.UUID(int=7)
PLACE = place_of(table="reviews_answer", column="text", row_id=ROW)
TEXT = "Plain words, “quotes”, and a line\nbreak."


def ring(primary: str = "k1", *names: str) -> Keyring:
    return Keyring(primary=primary, keys={n: new_data_key() for n in {primary, *names}})


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=500), st.uuids())
def test_what_was_sealed_opens(text, row_id):
    place = place_of(table="t", column="c", row_id=row_id)
    try:
        text.encode()
    except UnicodeEncodeError:  # lone surrogates are refused by tracker.lib.text
        return
    assert open_sealed(key=KEY, sealed=seal(key=KEY, text=text, place=place), place=place) == text


def test_the_same_text_is_never_the_same_twice():
    first, second = (seal(key=KEY, text=TEXT, place=PLACE) for _ in range(2))
    assert first != second
    assert first[:1] == second[:1] == b"\x01"
    assert first[1:13] != second[1:13]
    assert len(first) == 1 + 12 + len(TEXT.encode()) + 16


@pytest.mark.parametrize(
    "place",
    [
        place_of(table="reviews_addendum", column="text", row_id=ROW),
        place_of(table="reviews_answer", column="second_text", row_id=ROW),
        place_of(table="reviews_answer", column="text", row_id=uuid.UUID(int=8)),
        "",
    ],
    ids=["another table", "another column", "another row", "no place"],
)
def test_a_text_moved_to_another_place_does_not_open(place):
    sealed = seal(key=KEY, text=TEXT, place=PLACE)
    assert open_sealed(key=KEY, sealed=sealed, place=PLACE) == TEXT
    with pytest.raises(CannotOpen):
        open_sealed(key=KEY, sealed=sealed, place=place)


def test_another_key_does_not_open():
    sealed = seal(key=KEY, text=TEXT, place=PLACE)
    with pytest.raises(CannotOpen):
        open_sealed(key=new_data_key(), sealed=sealed, place=PLACE)


@pytest.mark.parametrize("version", [b"\x00", b"\x02", b"\xff"])
def test_another_version_byte_does_not_open(version):
    sealed = seal(key=KEY, text=TEXT, place=PLACE)
    with pytest.raises(CannotOpen):
        open_sealed(key=KEY, sealed=version + sealed[1:], place=PLACE)


def test_nothing_shorter_opens():
    sealed = seal(key=KEY, text=TEXT, place=PLACE)
    for length in range(len(sealed)):
        with pytest.raises(CannotOpen):
            open_sealed(key=KEY, sealed=sealed[:length], place=PLACE)
    with pytest.raises(CannotOpen):
        open_sealed(key=KEY, sealed=sealed + b"\0", place=PLACE)


def test_no_changed_bit_opens():
    sealed = bytearray(seal(key=KEY, text="x", place=PLACE))
    for position in range(len(sealed)):
        sealed[position] ^= 1
        with pytest.raises(CannotOpen):
            open_sealed(key=KEY, sealed=bytes(sealed), place=PLACE)
        sealed[position] ^= 1


def test_a_refusal_says_nothing():
    with pytest.raises(CannotOpen) as caught:
        open_sealed(key=KEY, sealed=b"nonsense", place=PLACE)
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


# --- data keys ------------------------------------------------------------------------------------


def test_a_wrapped_key_opens_for_its_owner_alone():
    keys, data_key = ring(), new_data_key()
    kek_id, wrapped = keys.wrap(data_key=data_key, owner="e1|record")
    assert data_key not in wrapped
    assert keys.unwrap(kek_id=kek_id, wrapped=wrapped, owner="e1|record") == data_key
    for owner in ("e2|record", "e1|notes", ""):
        with pytest.raises(CannotOpen):
            keys.unwrap(kek_id=kek_id, wrapped=wrapped, owner=owner)


def test_a_wrapped_key_opens_under_the_master_key_it_names():
    keys = ring("k1", "k2")
    kek_id, wrapped = keys.wrap(data_key=KEY, owner="e1")
    assert kek_id == "k1"
    for wrong in ("k2", "k3", ""):
        with pytest.raises(CannotOpen):
            keys.unwrap(kek_id=wrong, wrapped=wrapped, owner="e1")


def test_a_wrapped_key_is_no_text_and_a_text_no_key():
    """The places of the two never meet."""
    keys = ring()
    _, wrapped = keys.wrap(data_key=KEY, owner="e1")
    with pytest.raises(CannotOpen):
        open_sealed(key=keys.keys["k1"], sealed=wrapped, place="e1")


def test_secrets_are_sealed_by_the_primary_and_opened_by_the_one_they_name():
    keys = ring("old", "new")
    sealed = keys.seal_secret(text="JBSWY3DP", place="mfa")
    assert sealed.startswith("old:")
    assert "JBSWY3DP" not in sealed
    moved = Keyring(primary="new", keys=keys.keys)
    assert moved.open_secret(sealed=sealed, place="mfa") == "JBSWY3DP"
    for wrong in ("", "old", "old:", "old:!!", "gone:" + sealed[4:], "new:" + sealed[4:]):
        with pytest.raises(CannotOpen):
            moved.open_secret(sealed=wrong, place="mfa")
    with pytest.raises(CannotOpen):
        moved.open_secret(sealed=sealed, place="other")


def test_resealing_moves_old_values_and_leaves_the_others():
    keys = ring("old", "new")
    text = json.dumps({"secret": keys.seal_secret(text="s", place="mfa"), "used_mask": 3})
    moved = Keyring(primary="new", keys=keys.keys)
    resealed = moved.reseal_json(text=text, place="mfa")
    data = json.loads(resealed)
    assert data["used_mask"] == 3
    assert data["secret"].startswith("new:")
    assert moved.open_secret(sealed=data["secret"], place="mfa") == "s"
    assert moved.reseal_json(text=resealed, place="mfa") is resealed


# --- the keyring file -----------------------------------------------------------------------------


@pytest.fixture
def keyring_file(tmp_path: Path) -> Path:
    path = tmp_path / "keyring.json"
    key = base64.b64encode(KEY).decode()
    path.write_text(json.dumps({"primary": "k1", "keys": {"k1": key}}))
    path.chmod(0o600)
    return path


def test_a_keyring_is_read(keyring_file):
    assert load_keyring(keyring_file) == Keyring(primary="k1", keys={"k1": KEY})


def test_a_missing_keyring_is_refused_with_what_to_do(keyring_file):
    load_keyring(keyring_file)
    keyring_file.unlink()
    with pytest.raises(KeyringUnusable, match=r"cannot be read\. Put it back from its backup"):
        load_keyring(keyring_file)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601, 0o644])
def test_a_keyring_others_can_read_is_refused_with_what_to_do(keyring_file, mode):
    load_keyring(keyring_file)
    os.chmod(keyring_file, mode)
    with pytest.raises(KeyringUnusable, match=r"Run: chmod 600"):
        load_keyring(keyring_file)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "7",
        "{}",
        '{"primary": "k1", "keys": {}}',
        '{"primary": "k2", "keys": {"k1": "%(key)s"}}',
        '{"primary": "k1", "keys": {"k1": "c2hvcnQ="}}',
        '{"primary": "k1", "keys": {"k1": "%(key)s", "k2": "c2hvcnQ="}}',
        '{"primary": "k1", "keys": {"k1": "not base64 ü"}}',
        '{"primary": "k1", "keys": ["k1"]}',
        '{"primary": "k1", "keys": {"k1": 7}}',
        '{"primary": ["k1"], "keys": {"k1": "%(key)s"}}',
    ],
)
def test_a_file_that_is_no_keyring_is_refused(keyring_file, content):
    load_keyring(keyring_file)
    keyring_file.write_text(content.replace("%(key)s", base64.b64encode(KEY).decode()))
    with pytest.raises(KeyringUnusable, match="is not a keyring") as caught:
        load_keyring(keyring_file)
    assert base64.b64encode(KEY).decode() not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(keyring_file):
    keyring_file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KeyringUnusable):
        load_keyring(keyring_file)
