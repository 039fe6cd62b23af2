"""Seals a PDF: PAdES with our own key and no changes allowed. And asks whether a seal still holds.

A seal says "unchanged since this service sealed it", and nothing else. Nothing is ever fetched: no
time stamp, no list of revoked certificates. Source: docs/documents.md.
"""

import asyncio
import io
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import Certificate
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tracker.lib.pdf.field import FIELD, add_field
from tracker.lib.pdf.sealkey import SealKey, load_seal_key

RESERVED = 8192  # hexadecimal digits kept free for the signature, which needs about half


def seal(pdf: bytes, *, at: datetime) -> bytes:
    """`pdf`, as `render` gives it, with a seal. Each call gives other bytes.

    at  the time that the seal states, an aware datetime.
    Raises SealKeyUnusable, and ValueError for a PDF without tags. About 15 milliseconds.
    """
    at = at.astimezone(UTC)
    writer = _Writer(io.BytesIO(add_field(pdf)))
    signer = PdfSigner(_WHAT_IT_SAYS, signer=_signer(load_seal_key(settings.SEAL_KEY_FILE)))
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at  # it would take the machine's clock
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=RESERVED)
    out = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=out)
    asyncio.run(
        prepared.perform_signature(
            document_digest=digest.document_digest,
            pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at),
        )
    )
    return out.getvalue()


def check(pdf: bytes) -> bool:
    """Whether `pdf` is, whole and unchanged, something that was sealed with a key of ours.

    False for everything else, whatever it is. The signature itself can be written in more ways than
    one; which file was released is a matter of its hash. It reads the file: for our own papers, not
    for a stranger's. Raises SealKeyUnusable. About 10 milliseconds.
    """
    key = load_seal_key(settings.SEAL_KEY_FILE)
    try:
        return _holds(pdf, key)
    except Exception:  # noqa: BLE001 - a broken file fails in any place and any way
        return False


class _Writer(IncrementalPdfFileWriter):
    """Adds a seal, and leaves alone what the paper says of itself."""

    def _update_meta(self) -> None:
        """Not the machine's time and zone, and no maker's name beside the first."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Not PDF 2.0, where this curve was named first: PDF/A-2 is PDF 1.7."""

    def register_extension(self, ext: object) -> None:
        """Nor what belongs to 2.0."""


_WHAT_IT_SAYS = PdfSignatureMetadata(
    field_name=FIELD,
    md_algorithm="sha256",
    subfilter=SigSeedSubFilter.PADES,
    certify=True,
    docmdp_permissions=MDPPerm.NO_CHANGES,
)


@lru_cache(maxsize=4)
def _signer(key: SealKey) -> Any:
    private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain = [_translated(key.authorities[0])]
    return SimpleSigner(
        signing_cert=_translated(key.leaf),
        signing_key=load_private_key_from_pemder_data(private, passphrase=None),
        cert_registry=SimpleCertificateStore.from_certs(chain),  # type: ignore[no-untyped-call]
    )


def _translated(certificate: Certificate) -> Any:
    """The certificate as pyHanko's own kind."""
    (found,) = load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))
    return found


def _holds(pdf: bytes, key: SealKey) -> bool:
    seals = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if len(seals) != 1:
        return False
    (found,) = seals
    found.compute_integrity_info()
    # Bytes after the end leave the verdict below as it is; only the coverage tells.
    if found.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE:
        return False
    status = validate_pdf_signature(
        found,
        signer_validation_context=ValidationContext(
            trust_roots=[_translated(one) for one in key.authorities],
            allow_fetching=False,
            # An expired certificate does not make a paper another one: the question is whose key
            # it was, so the moment asked about is one at which its certificate was in force.
            moment=found.signer_cert.not_valid_before,
        ),
    )
    return bool(
        status.intact
        and status.valid
        and status.trusted
        and status.docmdp_ok
        and status.bottom_line
        and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    )
