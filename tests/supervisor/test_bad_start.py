"""What is in the way of a start is one sentence that says what to do; the exit code is not 0."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]


def refusal(start, **extra):
    """The last line and exit code of a start that must not succeed."""
    begun = start(**extra)
    code = begun.wait_end()
    assert code == 1, begun.said
    assert "Traceback" not in begun.said
    assert begun.children() == {}
    return begun.lines[-1]


def stopped_once(start):
    """A home that has been started and stopped."""
    begun = start().wait_ready()
    begun.kill()


def test_taken_port(start, home, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        sentence = refusal(start)

    assert sentence == (
        f"Port {port} is taken by another program: choose another one, "
        f"for example PORT={port + 1} ./run"
    )
    assert not home.exists()


@pytest.mark.parametrize("name", ["keyring.json", "seal_key.pem"])
def test_world_readable_key(start, home, name):
    stopped_once(start)
    (home / "keys" / name).chmod(0o644)

    sentence = refusal(start)

    assert sentence.startswith(f"Others may read {home}/keys/{name}: run chmod 600")


def test_missing_keyring_beside_data(start, home):
    stopped_once(start)
    (home / "postgres").mkdir(exist_ok=True)
    (home / "postgres" / "PG_VERSION").write_text("18\n")
    (home / "keys" / "keyring.json").unlink()

    sentence = refusal(start)

    assert "keyring.json is missing but there is data" in sentence
    assert not (home / "keys" / "keyring.json").exists()


def test_a_home_from_before_pdfs_were_sealed_gets_its_key_and_says_so(start, home):
    stopped_once(start)
    (home / "postgres").mkdir(exist_ok=True)
    (home / "postgres" / "PG_VERSION").write_text("18\n")
    key = home / "keys" / "seal_key.pem"
    key.unlink()

    again = start().wait_ready()

    assert f"Made {key}, the key that seals PDFs: there was none." in again.lines
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_home_of_another_mode(start, home):
    stopped_once(start)
    (home / "mode").write_text("practice\n")

    assert "holds a practice home: start it with ./run practice" in refusal(start)


def test_keys_are_for_their_account_alone(start, home):
    stopped_once(start)

    modes = {path.name: path.stat().st_mode & 0o777 for path in (home / "keys").iterdir()}

    names = ("secret_key", "keyring.json", "anchor_key.pem", "seal_key.pem")
    assert modes == dict.fromkeys(names, 0o600)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "it does not start with postgres://"),
        ("postgres://somebody@127.0.0.1:1/waymark", "Connection refused"),
    ],
)
def test_wrong_database_url(start, url, reason):
    sentence = refusal(start, SERVERS="yes", DATABASE_URL=url, DATABASE_OWNER_URL=url)

    assert sentence.startswith("DATABASE_URL cannot be used (")
    assert reason in sentence


def test_database_url_without_the_owners(start):
    url = "postgres://somebody@127.0.0.1:1/waymark"

    sentence = refusal(start, SERVERS="yes", DATABASE_URL=url)

    assert sentence.startswith("DATABASE_URL is set, so DATABASE_OWNER_URL is needed too")


@pytest.mark.faults
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a tiny disk")
def test_full_disk(start, home):
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m,mode=755", "tmpfs", str(home)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine may not mount")
    try:
        assert refusal(start, SERVERS="yes").startswith("The disk is full")
    finally:
        subprocess.run(["umount", str(home)], check=True)


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", ""])
def test_port_that_is_no_port(text):
    done = run_script("manage", "help", PORT=text or " ")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("PORT is ")


def test_old_python(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo Python 3.9.2; exit 0; }\nexit 1\n')
    old.chmod(0o755)

    done = run_script("test", PYTHON=str(old))

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Waymark needs Python 3.11 to 3.13, and {old} is Python 3.9.2: set PYTHON to a newer one."
    ]


def test_unknown_word():
    done = run_script("dance")

    assert done.returncode == 2
    assert done.stderr.startswith('./run does not know "dance".')


def run_script(*words, **extra):
    environment = os.environ | extra
    if "PYTHON" not in extra:
        environment.pop("PYTHON", None)
    return subprocess.run(
        [str(CLONE / "run"), *words], env=environment, capture_output=True, text=True, timeout=120
    )
