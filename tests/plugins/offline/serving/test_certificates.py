"""Certificates: good for the host that was asked for, refused for every other, and kept in memory."""

from __future__ import annotations

import socket
import ssl
from base64 import b64encode
from hashlib import sha256
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hapline_plugins.offline.serving import certificates
from hapline_plugins.offline.serving.certificates import CertificateAuthority


def _certificate(authority: CertificateAuthority, host: str, asked: str = "") -> x509.Certificate:
    """The certificate that a strict client gets."""
    here, there = socket.socketpair()
    client = ssl.create_default_context(cadata=authority.pem.decode())
    client.verify_flags |= ssl.VERIFY_X509_STRICT

    def answer() -> None:
        try:
            authority.context(host).wrap_socket(there, server_side=True).close()
        except OSError:
            there.close()

    thread = Thread(target=answer)
    thread.start()
    try:
        with client.wrap_socket(here, server_hostname=asked or host) as tls:
            return x509.load_der_x509_certificate(tls.getpeercert(binary_form=True) or b"")
    finally:
        thread.join()


@pytest.fixture(scope="module")
def authority() -> CertificateAuthority:
    """An authority."""
    return CertificateAuthority()


@pytest.mark.parametrize("host", ["20171228.h5app.com", "127.0.0.1", "a" * 60 + ".example", "under_score.example"])
def test_clients_that_trust_the_authority_trust_a_host(authority: CertificateAuthority, host: str) -> None:
    found = _certificate(authority, host)
    public = found.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert authority.pin == b64encode(sha256(public).digest()).decode()


def test_that_of_another_host_is_refused(authority: CertificateAuthority) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        _certificate(authority, "a.example", "b.example")


def test_every_run_has_an_authority_of_its_own(authority: CertificateAuthority) -> None:
    assert CertificateAuthority().pem != authority.pem
    assert b"PRIVATE" not in authority.pem


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "_MOST_HOSTS", 2)
    one = CertificateAuthority()
    first = one.context("a.example")
    assert one.context("a.example") is first
    one.context("b.example")
    assert one.context("a.example") is first
    one.context("c.example")
    assert one.context("a.example") is first
    assert list(one._contexts) == ["c.example", "a.example"]  # noqa: SLF001 what is kept shows nowhere else


def test_systems_without_pipes_by_name_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "_FILE_DESCRIPTORS", "/nowhere")
    assert _certificate(CertificateAuthority(), "a.example").issuer
