"""A seal holds for the very bytes that were sealed, and for nothing else."""

import hashlib
import io
import os
import random
import re
import socket
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.tracker.pdf.papers import LONG, paper
from tests.tracker.pdf.reading import words
from tracker.lib.pdf import seal as module
from tracker.lib.pdf.field import add_field
from tracker.lib.pdf.render import render
from tracker.lib.pdf.seal import check, seal
from tracker.lib.pdf.sealkey import SealKeyUnusable, load_seal_key
from tracker.supervisor.seal_key import new_seal_key

AT = datetime(2026, 7, 10, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def made():
    return render(paper())


@pytest.fixture(scope="module")
def sealed(made):
    return seal(made, at=AT)


def place_of_the_signature(pdf):
    """Where the only bytes are that the seal does not cover: the signature's own."""
    numbers = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", pdf).groups()
    before, after, length = map(int, numbers)
    assert after + length == len(pdf)
    return before, after


def test_a_sealed_paper_holds_and_an_unsealed_one_does_not(made, sealed):
    assert check(sealed)
    assert not check(made)
    assert not check(add_field(made))


def test_a_long_paper_holds():
    assert check(seal(render(paper(**LONG)), at=AT))


def test_the_words_are_the_same(made, sealed):
    assert words(sealed) == words(made)


def test_the_metadata_are_the_same(made, sealed):
    with pikepdf.open(io.BytesIO(made)) as before, pikepdf.open(io.BytesIO(sealed)) as after:
        assert dict(before.docinfo.items()) == dict(after.docinfo.items())
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()


def test_the_seal_says_when_and_that_it_is_ours_and_no_more(sealed):
    (found,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    said = {str(name) for name in found.sig_object}

    assert found.self_reported_timestamp == AT
    assert found.signer_cert.subject.native == {"common_name": "Waymark seal"}
    assert found.signer_cert.issuer.native == {"common_name": "Waymark seal authority"}
    assert said == {
        "/ByteRange", "/Contents", "/Filter", "/M", "/Reference", "/SubFilter", "/Type",
    }  # fmt: skip


def test_the_time_is_told_in_utc(made):
    elsewhere = AT.astimezone(timezone(timedelta(hours=-7)))

    assert b"20260710093000Z" in seal(made, at=elsewhere)


def test_each_changed_byte_is_noticed(sealed):
    before, after = place_of_the_signature(sealed)
    chance = random.Random(20260710)  # noqa: S311 - where to look, not a secret
    places = [0, before - 1, after, len(sealed) - 1]
    places += chance.sample(range(before), 50) + chance.sample(range(after, len(sealed)), 10)
    assert check(sealed)

    for place in places:
        changed = bytearray(sealed)
        changed[place] ^= 1 << chance.randrange(8)
        assert not check(bytes(changed)), place


def test_a_changed_digest_signature_or_certificate_is_noticed(sealed):
    before, after = place_of_the_signature(sealed)
    digest = hashlib.sha256(sealed[:before] + sealed[after:]).hexdigest().upper().encode()
    (found,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    signature = found.signer_info["signature"].native.hex().upper().encode()
    leaf = found.signer_cert.dump().hex().upper().encode()

    for part in (digest, signature, leaf):
        place = sealed.index(part, before, after) + len(part) - 3
        changed = bytearray(sealed)
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        assert not check(bytes(changed)), part


@pytest.mark.parametrize("tail", [b"\n", b" ", b"\0", b"%%EOF\n", b"% a note\n", b"x" * 5000])
def test_bytes_after_the_end_are_noticed(sealed, tail):
    assert check(sealed)
    assert not check(sealed + tail)


def test_bytes_before_the_start_or_missing_at_the_end_are_noticed(sealed):
    assert check(sealed)
    assert not check(b"\n" + sealed)
    assert not check(sealed[:-1])
    assert not check(sealed[: len(sealed) // 2])


def test_an_appended_revision_is_noticed(sealed):
    """The way other programs add a note, a field or another page: the seal itself still fits."""
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/PageLayout"] = NameObject("/SinglePage")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    appended = out.getvalue()

    assert appended.startswith(sealed)
    (found,) = PdfFileReader(io.BytesIO(appended)).embedded_signatures
    found.compute_integrity_info()
    assert not check(appended)


def _first_page(writer):
    return writer.root["/Pages"]["/Kids"][0]


def _laid_over(writer):
    """A note over the words, as a hidden layer would be."""
    note = {"/Type": "/Annot", "/Subtype": "/FreeText", "/DA": "/Helv 12 Tf"}
    values = DictionaryObject({NameObject(k): NameObject(v) for k, v in note.items() if k != "/DA"})
    values[NameObject("/Rect")] = ArrayObject([NumberObject(n) for n in (0, 0, 500, 500)])
    page = _first_page(writer)
    page["/Annots"].append(writer.add_object(values))
    writer.update_container(page["/Annots"])


def _put_in_place(writer):
    """Other content on the page; the one that was sealed stays in the file."""
    page = _first_page(writer)
    page[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def _made_to_act(writer):
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    acts = DictionaryObject({NameObject(k): v for k, v in script.items()})
    writer.root[NameObject("/OpenAction")] = writer.add_object(acts)
    writer.update_root()


def _sealed_once_more(writer):
    """A second field, with the first one's signature in it."""
    form = writer.root["/AcroForm"]
    first = form["/Fields"][0]
    second = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("Second"),
            NameObject("/V"): first.raw_get("/V"),
        }
    )
    form["/Fields"].append(writer.add_object(second))
    writer.update_container(form["/Fields"])


@pytest.mark.parametrize("attack", [_laid_over, _put_in_place, _made_to_act, _sealed_once_more])
def test_what_is_laid_over_put_in_place_or_signed_again_is_noticed(sealed, attack):
    """The sealed bytes are all there, and other words, or an act, stand above them."""
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    attack(writer)
    out = io.BytesIO()
    writer.write(out)

    assert out.getvalue().startswith(sealed)
    assert len(out.getvalue()) > len(sealed)
    assert check(sealed)
    assert not check(out.getvalue())


def test_the_same_paper_saved_again_is_noticed(sealed):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed)) as document:
        document.save(out)

    assert not check(out.getvalue())


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"\0" * 100, b"plain words", b"%PDF-1.7\n%%EOF" * 50]
)
def test_what_is_no_paper_does_not_hold(content):
    assert not check(content)


def test_a_second_seal_over_the_first_does_not_hold(sealed):
    with pytest.raises(ValueError, match="without a form"):
        seal(sealed, at=AT)


def test_a_pdf_without_tags_is_not_sealed():
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)

    with pytest.raises(ValueError, match="tagged"):
        seal(out.getvalue(), at=AT)


def test_the_prepared_paper_is_the_same_each_time(made):
    assert add_field(made) == add_field(made)


def test_nothing_is_fetched(made, monkeypatch):
    def refuse(*given, **named):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert check(seal(made, at=AT))


# --- keys -----------------------------------------------------------------------------------------


def write_key(path, content, mode=0o600):
    path.write_text(content)
    path.chmod(mode)
    return path


def certificates(content):
    return ["-----BEGIN CERT" + part for part in content.split("-----BEGIN CERT")[1:]]


def test_another_services_seal_does_not_hold(made, sealed, settings, tmp_path):
    settings.SEAL_KEY_FILE = write_key(tmp_path / "other.pem", new_seal_key())
    theirs = seal(made, at=AT)
    assert check(theirs)

    assert not check(sealed)
    settings.SEAL_KEY_FILE = Path(os.environ["SEAL_KEY_FILE"])
    assert not check(theirs)
    assert check(sealed)


def test_an_earlier_keys_seal_holds_while_its_authority_is_kept(made, settings, tmp_path):
    old, new = new_seal_key(), new_seal_key()
    settings.SEAL_KEY_FILE = write_key(tmp_path / "old.pem", old)
    earlier = seal(made, at=AT)
    assert check(earlier)

    settings.SEAL_KEY_FILE = write_key(tmp_path / "new.pem", new)
    assert not check(earlier)

    settings.SEAL_KEY_FILE = write_key(tmp_path / "both.pem", new + certificates(old)[1])
    assert check(earlier)
    assert check(seal(made, at=AT))


def test_each_year_gets_its_key_and_every_earlier_paper_still_holds(made, settings, tmp_path):
    """By the very line that docs/operations.md tells the operator to type, three years in a row."""
    manual = (Path(__file__).parents[3] / "docs" / "operations.md").read_text()
    line = next(text.strip() for text in manual.splitlines() if text.strip().startswith("awk "))
    path = tmp_path / "seal_key.pem"
    settings.SEAL_KEY_FILE = path
    papers = []
    for year in (2026, 2027, 2028, 2029):
        if path.exists():
            path.rename(tmp_path / "seal_key.old")
        write_key(path, new_seal_key())
        if papers:
            subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, check=True)  # noqa: S603 - ours
        papers.append(seal(made, at=AT.replace(year=year)))

        assert len(load_seal_key(path).authorities) == len(papers)
        assert all(map(check, papers))
    leaves = {
        PdfFileReader(io.BytesIO(paper)).embedded_signatures[0].signer_cert.dump()
        for paper in papers
    }
    assert len(leaves) == len(papers)


def test_the_key_is_no_part_of_the_database():
    """Its file is named by a setting of its own, and no table has a column of that kind."""
    from django.apps import apps

    names = {f.name for model in apps.get_models() for f in model._meta.get_fields()}
    assert not {name for name in names if "seal" in name or "private" in name or "pem" in name}
    assert Path(os.environ["SEAL_KEY_FILE"]).is_file()


def test_a_seal_outlives_its_certificate(made, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.supervisor.seal_key.AFTER", timedelta(days=-30))
    settings.SEAL_KEY_FILE = write_key(tmp_path / "expired.pem", new_seal_key())
    leaf = load_seal_key(settings.SEAL_KEY_FILE).leaf
    assert leaf.not_valid_after_utc < datetime.now(UTC)

    assert check(seal(made, at=AT))


def test_a_new_key_is_what_it_should_be(tmp_path):
    key = load_seal_key(write_key(tmp_path / "seal.pem", new_seal_key()))
    (authority,) = key.authorities
    usage = key.leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    above = authority.extensions.get_extension_for_class(x509.KeyUsage).value

    assert isinstance(key.private.curve, ec.SECP256R1)
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert not usage.key_cert_sign
    assert (above.key_cert_sign, above.digital_signature) == (True, False)
    assert key.leaf.public_key() != authority.public_key()
    assert "private=" not in repr(key)


def test_two_keys_are_never_the_same():
    assert new_seal_key() != new_seal_key()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    path = write_key(tmp_path / "seal.pem", new_seal_key())
    assert load_seal_key(path)
    path.chmod(mode)

    with pytest.raises(SealKeyUnusable, match=f"can be read by others. Run: chmod 600 {path}"):
        load_seal_key(path)


def test_a_missing_key_is_named(tmp_path):
    with pytest.raises(SealKeyUnusable, match="cannot be read. Put it back from its backup"):
        load_seal_key(tmp_path / "nothing.pem")


def mixed(*parts):
    return lambda one, two: "".join(part(one, two) for part in parts)


def private(which):
    return lambda *keys: keys[which].split("-----BEGIN CERT")[0]


def certificate(which, number):
    return lambda *keys: certificates(keys[which])[number]


@pytest.mark.parametrize(
    "content",
    [
        lambda one, two: "",
        lambda one, two: "nonsense",
        mixed(private(0)),
        mixed(private(0), certificate(0, 0)),
        mixed(certificate(0, 0), certificate(0, 1)),
        mixed(private(0), certificate(0, 1), certificate(0, 0)),
        mixed(private(1), certificate(0, 0), certificate(0, 1)),
        mixed(private(0), certificate(0, 0), certificate(1, 1)),
        mixed(private(0), certificate(0, 0), certificate(0, 1), certificate(1, 0)),
    ],
)
def test_a_file_that_is_no_sealing_key_is_refused(tmp_path, content):
    one, two = new_seal_key(), new_seal_key()
    assert load_seal_key(write_key(tmp_path / "good.pem", one))

    with pytest.raises(SealKeyUnusable, match="is not a sealing key"):
        load_seal_key(write_key(tmp_path / "bad.pem", content(one, two)))


def test_an_unusable_key_is_an_error_and_not_a_paper_that_does_not_hold(sealed, settings, tmp_path):
    assert check(sealed)
    settings.SEAL_KEY_FILE = tmp_path / "nothing.pem"

    with pytest.raises(SealKeyUnusable):
        check(sealed)


def test_the_check_asks_for_the_whole_file(sealed, monkeypatch):
    """Planted: without the look at the coverage, bytes after the end would go unnoticed."""
    longer = sealed + b"x"
    assert not check(longer)

    less = SimpleNamespace(ENTIRE_FILE=module.SignatureCoverageLevel.ENTIRE_REVISION)
    monkeypatch.setattr(module, "SignatureCoverageLevel", less)

    assert check(longer)
