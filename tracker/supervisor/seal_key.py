"""The key that seals PDFs, and the two certificates that go with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

# Other people's readers show these dates; our own check asks only whose key it was.
BEFORE = timedelta(days=400)  # the demo seals papers in its past
AFTER = timedelta(days=10 * 365)


def new_seal_key() -> str:
    """An EC P-256 key, its certificate, and the certificate of the authority that signed it; PEM.

    The authority's own key is never written: it has signed this one certificate and can sign no
    other, so trusting the authority means trusting this key alone. The names in the certificates
    are the same everywhere, since every reader of a PDF can see them.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    authority, sealer = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name, sealer_name = (_name("Waymark seal authority"), _name("Waymark seal"))
    root = (
        _certificate(
            subject=authority_name, issuer=authority_name, key=authority.public_key(), now=now
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(authority.public_key()), critical=False
        )
        .sign(authority, SHA256())
    )
    leaf = (
        _certificate(subject=sealer_name, issuer=authority_name, key=sealer.public_key(), now=now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(sealer.public_key()), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()),
            critical=False,
        )
        .sign(authority, SHA256())
    )
    private = sealer.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return b"".join((private, *(one.public_bytes(Encoding.PEM) for one in (leaf, root)))).decode()


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _certificate(
    *, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + AFTER)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    """An authority signs certificates and nothing else; the sealing key signs papers."""
    papers = not signs_certificates
    return x509.KeyUsage(
        digital_signature=papers,
        content_commitment=papers,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
