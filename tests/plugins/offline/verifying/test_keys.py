"""Public keys in all forms that apps embed, those that are refused, and pairs as openssl makes them."""

from __future__ import annotations

import json
import stat
from base64 import b64encode, encodebytes
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which
from subprocess import run

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as new_ec_key
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from hapline.errors import HaplineError
from hapline.testing import Bench
from hapline_plugins.offline.keys.public import public_key_in, read_public_key
from hapline_plugins.offline.keys.published import published_keys
from hapline_plugins.offline.keys.signing import read_key
from plugins.offline.sample import key, pem
from plugins.offline.verifying.made import public, spki
from repositories import TestRepository


def _certificate(encoding: Encoding, padding: PSS | None = None) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trips")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key().public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    return builder.sign(key(), SHA256(), rsa_padding=padding).public_bytes(encoding)


FORMS: Mapping[str, Callable[[], bytes]] = {
    "pem": lambda: public(key(), Encoding.PEM),
    "der": lambda: public(key()),
    "base64": lambda: b64encode(public(key())),
    "wrapped base64": lambda: encodebytes(public(key())),
    "pkcs1": lambda: key().public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1),
    "certificate": lambda: _certificate(Encoding.PEM),
    "certificate in der": lambda: _certificate(Encoding.DER),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms(tmp_path: Path, form: str) -> None:
    file = tmp_path / "key"
    file.write_bytes(FORMS[form]())
    found = read_public_key(str(file))
    assert (found.spki, found.bits, found.where) == (public(key()), 2048, str(file))


_PSS = bytes.fromhex("06092a864886f70d01010a0500")
_ANY_USE = bytes.fromhex("06092a864886f70d0101010500")


def _for_pss_only(der: bytes) -> bytes:
    """A key that says of itself that it is for RSASSA-PSS alone."""
    return der.replace(_ANY_USE, _PSS, 1)


def _as_pem(der: bytes, what: str) -> bytes:
    return f"-----BEGIN {what} KEY-----\n{encodebytes(der).decode()}-----END {what} KEY-----\n".encode()


class TestForPssAlone:
    @pytest.mark.parametrize("form", ["pem", "der", "base64"])
    def test_a_public_key_is_refused(self, tmp_path: Path, form: str) -> None:
        der = _for_pss_only(public(key()))
        file = tmp_path / "key"
        file.write_bytes({"pem": _as_pem(der, "PUBLIC"), "der": der, "base64": b64encode(der)}[form])
        with pytest.raises(HaplineError, match="this public key is for RSASSA-PSS alone"):
            read_public_key(str(file))

    def test_in_source_it_is_none(self) -> None:
        assert public_key_in(public(key())) is not None
        assert public_key_in(_for_pss_only(public(key()))) is None

    def test_a_private_key_is_refused(self, tmp_path: Path) -> None:
        der = key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        file = tmp_path / "private_key.pem"
        file.write_bytes(_as_pem(_for_pss_only(der), "PRIVATE"))
        with pytest.raises(HaplineError, match="this private key is for RSASSA-PSS alone"):
            read_key(str(file))

    @pytest.mark.skipif(not which("openssl"), reason="there is no openssl")
    @pytest.mark.parametrize("limit", ["", " -pkeyopt rsa_pss_keygen_md:sha256"])
    def test_those_of_openssl(self, tmp_path: Path, limit: str) -> None:
        for line in (
            f"genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048{limit} -out private.pem",
            "pkey -in private.pem -pubout -out public.pem",
            "req -x509 -new -key private.pem -subj /CN=Trips -out certificate.pem",
        ):
            run(["openssl", *line.split()], check=True, cwd=tmp_path, capture_output=True)
        for read, name in ((read_key, "private"), (read_public_key, "public"), (read_public_key, "certificate")):
            with pytest.raises(HaplineError, match="RSASSA-PSS alone"):
                read(str(tmp_path / f"{name}.pem"))

    @pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
    def test_a_certificate_that_is_signed_so_holds_a_key_for_any_use(self, tmp_path: Path, encoding: Encoding) -> None:
        file = tmp_path / "certificate"
        file.write_bytes(_certificate(encoding, PSS(MGF1(SHA256()), PSS.DIGEST_LENGTH)))
        assert read_public_key(str(file)).spki == public(key())


def test_the_base64_itself() -> None:
    assert read_public_key(spki(key())).spki == public(key())
    assert read_public_key(encodebytes(public(key())).decode()).spki == public(key())


@pytest.mark.parametrize("bits", [1024, 4096, 8192])
def test_sizes(bits: int) -> None:
    assert read_public_key(b64encode(_of_bits(bits)).decode()).bits == bits


def _of_bits(bits: int) -> bytes:
    """A key as long as that, whose modulus is nobody's, and has no small factors, as that of any key."""
    numbers = range((1 << (bits - 1)) + 1, (1 << bits), 2)
    modulus = next(number for number in numbers if all(number % one for one in range(3, 4096, 2)))
    return _with(modulus)


def _with(modulus: int, exponent: int = 65537) -> bytes:
    public_key = RSAPublicNumbers(exponent, modulus).public_key()
    return public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _elliptic() -> bytes:
    public_key = new_ec_key(SECP256R1()).public_key()
    return public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


REFUSED: Mapping[str, Callable[[], bytes]] = {
    "this is a private key": lambda: pem(key()),
    "no RSA public key": lambda: b"text",
    "is no RSA public key": lambda: b"",
    "this is no RSA public key": lambda: b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    "no RSA public": lambda: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "much too large": lambda: bytes(70_000),
    "is no RSA key": _elliptic,
    "16384 bits": lambda: _with((1 << 16383) | 1),
    "its numbers are none that a key can have": lambda: _with(3 * (1 << 2046) + 9),
    "numbers are none that a key can have": lambda: _with(key().public_key().public_numbers().n, 3 * 65537),
    "the key is cut: 100 of its 294 bytes are there": lambda: public(key())[:100],
    "the key is cut: 294 of its 550 bytes are there": lambda: b64encode(b"\x30\x82\x02\x22" + public(key())[4:]),
    "something stands behind the key": lambda: public(key()) + b"more",
}


@pytest.mark.parametrize("said", REFUSED)
def test_refused(tmp_path: Path, said: str) -> None:
    file = tmp_path / "key"
    file.write_bytes(REFUSED[said]())
    with pytest.raises(HaplineError, match=said):
        read_public_key(str(file))


@pytest.mark.parametrize("given", ["no/such/file.pem", "%%%", "", "MIIB"])
def test_neither_a_file_nor_a_key(given: str) -> None:
    with pytest.raises(HaplineError, match=r"no key in base64|no RSA public key"):
        read_public_key(given)


CUT: Mapping[str, Callable[[str], str]] = {
    "the key is cut: 150 of its 294 bytes are there": lambda text: text[:200],
    "the key is cut: 150 of its 294": lambda text: text[:201],
    "the key is cut: 293 of its 294": lambda text: text[:-1],
    "the key is cut: 7 of its 294": lambda text: text[:10],
    "it has 294 bytes, and 588 are there": lambda text: text + text,
    "the key is garbled: \\*, its character 101, is no base64": lambda text: f"{text[:100]}*{text[101:]}",
    "the key is garbled: …, its character 41": lambda text: f"{text[:40]}…",
    r"the key is garbled: \\x00, its character 9": lambda text: f"{text[:8]}\0{text[9:]}",
    "no key in base64": lambda text: text[5:],
}


@pytest.mark.parametrize("said", CUT)
def test_the_base64_of_a_key_that_was_copied_badly(said: str) -> None:
    with pytest.raises(HaplineError, match=said):
        read_public_key(CUT[said](spki(key())))


def test_keys_of_the_sdk_are_keys() -> None:
    assert [one.bits for one in published_keys()] == [1024, 2048]
    assert [read_public_key(one.base64).spki for one in published_keys()] == [one.spki for one in published_keys()]


class TestKeygen:
    def test_a_pair(self, tmp_path: Path) -> None:
        ended = Bench().run("offline", "keygen", "--out", "keys", cwd=tmp_path)
        private, public_ = tmp_path / "keys/private_key.pem", tmp_path / "keys/public.pem"
        assert (ended.code, ended.err) == (0, "")
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
        assert private.read_text().startswith("-----BEGIN PRIVATE KEY-----")
        found = read_public_key(str(public_))
        assert read_key(str(private)).public.spki == found.spki
        assert f'MPNebula.enableAppVerification("{b64encode(found.spki).decode()}");' in ended.out
        assert f'pubKey(): string {{ return "{b64encode(found.spki).decode()}" }}' in ended.out
        assert found.sha256 in ended.out

    def test_as_openssl_did_before_version_3(self, tmp_path: Path) -> None:
        assert Bench().run("offline", "keygen", "--traditional", cwd=tmp_path).code == 0
        assert (tmp_path / "private_key.pem").read_text().startswith("-----BEGIN RSA PRIVATE KEY-----")
        assert read_key(str(tmp_path / "private_key.pem")).bits == 2048

    @pytest.mark.skipif(not which("openssl"), reason="there is no openssl")
    def test_openssl_makes_the_same_public_key_of_the_private_one(self, tmp_path: Path) -> None:
        ended = Bench().run("offline", "keygen", "--format", "json", cwd=tmp_path)
        line = ["openssl", "rsa", "-in", "private_key.pem", "-outform", "PEM", "-pubout"]
        made = run(line, cwd=tmp_path, capture_output=True, check=True).stdout
        assert made == (tmp_path / "public.pem").read_bytes()
        assert json.loads(ended.out)["publicKey"] == "".join(made.decode().splitlines()[1:-1])

    @pytest.mark.parametrize("name", ["private_key.pem", "public.pem"])
    def test_nothing_is_replaced(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("mine")
        ended = Bench().run("offline", "keygen", cwd=tmp_path)
        assert ended.code == 2
        assert "keys are never replaced" in ended.err
        assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {name: "mine"}

    def test_not_even_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "private_key.pem").symlink_to("elsewhere.pem")
        assert Bench().run("offline", "keygen", cwd=tmp_path).code == 2
        assert [one.name for one in tmp_path.iterdir()] == ["private_key.pem"]

    @pytest.mark.parametrize("out", ["file", "file/keys"])
    def test_a_folder_that_cannot_be_made(self, tmp_path: Path, out: str) -> None:
        (tmp_path / "file").write_text("")
        ended = Bench().run("offline", "keygen", "--out", out, cwd=tmp_path)
        assert ended.code == 2
        assert "hapline: file: error: a file is where a folder would be made\n" in ended.err
        assert "help: name another folder with --out, or move it away\n" in ended.err

    def test_in_no_work_tree(self, tmp_path: Path) -> None:
        row = json.loads(Bench().run("offline", "keygen", "--format", "json", cwd=tmp_path).out)
        assert row["gitIgnored"] is None

    def test_in_a_work_tree(self, tmp_path: Path) -> None:
        TestRepository(tmp_path).commit({".gitignore": "ignored/\n"})
        ended = Bench().run("offline", "keygen", "--out", "keys", cwd=tmp_path)
        assert ended.code == 0
        assert ended.err == (
            "warning: git does not ignore keys/private_key.pem; write this line into .gitignore: private_key.pem\n"
        )
        assert "git ignores it already" not in ended.out
        line = ended.err.rstrip().rpartition(" ")[2]
        (tmp_path / ".gitignore").write_text(f"{line}\n")
        ended = Bench().run("offline", "keygen", "--out", "more", "--format", "json", cwd=tmp_path)
        assert ended.err == ""
        assert (json.loads(ended.out)["gitIgnored"], json.loads(ended.out)["gitignore"]) == (True, "private_key.pem")

    def test_where_git_ignores_it_that_is_said(self, tmp_path: Path) -> None:
        TestRepository(tmp_path).commit({".gitignore": "ignored/\n"})
        ended = Bench().run("offline", "keygen", "--out", "ignored", cwd=tmp_path)
        assert ended.err == ""
        assert "  git ignores it already\n" in ended.out
