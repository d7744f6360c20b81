"""Certificates of a run: an authority that nobody trusts but the browser that is told to, and that dies with the run.

Its keys are never written anywhere. One key serves all hosts, so that Chromium can be told to trust that key alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import os
import ssl
import tempfile
from base64 import b64encode
from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_DAYS = 30
"""How long certificates are valid, in days: longer than anybody looks at one page."""
_MOST_HOSTS = 256
"""Hosts whose certificates are kept."""
_FILE_DESCRIPTORS = "/dev/fd"


class CertificateAuthority:
    """Makes certificates for hosts, in memory."""

    def __init__(self) -> None:
        """Make the keys of this run."""
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._lock = Lock()
        self._contexts: OrderedDict[str, ssl.SSLContext] = OrderedDict()
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hapline offline serve, for one run only")])
        self._certificate = self._own()

    @property
    def pem(self) -> bytes:
        """The public certificate of the authority."""
        return self._certificate.public_bytes(Encoding.PEM)

    @property
    def pin(self) -> str:
        """What Chromium calls the key of all hosts: SHA-256 of its public part, in base64."""
        public = self._leaf_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return b64encode(sha256(public).digest()).decode()

    def context(self, host: str) -> ssl.SSLContext:
        """What answers a client that wants to speak TLS with a host."""
        with self._lock:
            known = self._contexts.get(host)
            if known is None:
                known = self._contexts[host] = self._made(host)
                if len(self._contexts) > _MOST_HOSTS:
                    self._contexts.popitem(last=False)
            self._contexts.move_to_end(host)
            return known

    def _made(self, host: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["http/1.1"])
        certificate = self._leaf(host).public_bytes(Encoding.PEM)
        if os.path.isdir(_FILE_DESCRIPTORS):
            with _piped(certificate) as one, _piped(self._private(NoEncryption())) as other:
                context.load_cert_chain(one, other)
        else:
            self._load_encrypted(context, certificate)
        return context

    def _load_encrypted(self, context: ssl.SSLContext, certificate: bytes) -> None:
        """Load where only files can be loaded: what lies on disk for a moment is encrypted by a password in memory."""
        password = os.urandom(32).hex()
        data = certificate + self._private(BestAvailableEncryption(password.encode()))
        descriptor, path = tempfile.mkstemp(suffix=".pem")
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
            context.load_cert_chain(path, password=password)
        finally:
            os.unlink(path)

    def _private(self, encryption: KeySerializationEncryption) -> bytes:
        return self._leaf_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)

    def _own(self) -> x509.Certificate:
        key = self._key.public_key()
        return (
            _builder(self._name, self._name, key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs=False), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .sign(self._key, SHA256())
        )

    def _leaf(self, host: str) -> x509.Certificate:
        bare = host.strip("[]")
        try:
            name: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(bare))
        except ValueError:
            name = x509.DNSName(host)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hapline offline serve")])
        server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        return (
            _builder(subject, self._name, self._leaf_key.public_key())
            .add_extension(x509.SubjectAlternativeName([name]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(server, critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, SHA256())
        )


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=_DAYS))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    """What a key is for: signing handshakes, or certificates."""
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


class _piped(contextlib.AbstractContextManager[str]):  # noqa: N801 used like a function
    """The path of a pipe that holds some bytes, fewer than any pipe has room for: OpenSSL reads paths only."""

    def __init__(self, data: bytes) -> None:
        self._reading, writing = os.pipe()
        with open(writing, "wb") as file:
            file.write(data)

    def __enter__(self) -> str:
        return f"{_FILE_DESCRIPTORS}/{self._reading}"

    def __exit__(self, *_: object) -> None:
        os.close(self._reading)
