"""Readers of keys, property lists, pointers and packages: right for what is right, and never more than an error."""

from __future__ import annotations

import plistlib
import tarfile
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.offline.keys.private_in_files import private_key_in
from hapline_plugins.offline.keys.public_in_source import keys_in
from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.lfs import pointer_of
from hapline_plugins.offline.presets.entries import config_entries, plist_entries
from hapline_plugins.offline.presets.facts import Damage, Facts, facts_of
from plugins.offline import sample
from plugins.offline.release.packages import FILES, odd_package, package, parts

KEY = sample.key()
DER = SigningKey(KEY).public.spki
BASE64 = b64encode(DER).decode()
PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
SHORT = SigningKey(sample.key(1024)).public.base64
FORMS = [
    BASE64,
    PEM,
    PEM.replace("\n", "\r\n"),
    f'enableAppVerification("{BASE64}");',
    f"<key>PubKey</key>\n\t<string>{PEM}</string>",
    "".join(f'"{line}\\n" +\n  ' for line in PEM.splitlines()),
    "".join(f"'{line}' +\n  " for line in BASE64.split("A")).replace("' +\n  '", "A' +\n  '"),
    "".join(f'@"{BASE64[start : start + 50]}"\n' for start in range(0, len(BASE64), 50)),
    "".join(f'"{BASE64[start : start + 50]}"\n    "' for start in range(0, len(BASE64), 50)).replace('""', '"'),
    f'"{BASE64.rstrip("=")}"',
]


@pytest.mark.parametrize("text", FORMS, ids=range(len(FORMS)))
def test_public_keys_in_all_forms(text: str) -> None:
    assert [one.spki for one in keys_in(text)] == [DER]


def test_several_public_keys_and_where_they_begin() -> None:
    found = keys_in(f'a = "{BASE64}";\nb = "{SHORT}";\nc = "{BASE64}";\n')
    assert [one.offset for one in found] == [5, 5 + len(BASE64) + 8]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MIIB" * 30,
        sample.pem(KEY).decode(),
        "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAE" + "A" * 60,
        BASE64[:100],
        "MI" + "A" * 20_000,
    ],
    ids=range(6),
)
def test_no_public_key(text: str) -> None:
    assert keys_in(text) == []


@pytest.mark.timeout(20)
@given(st.text(alphabet="MIA+/= \n\"'\\nr@", max_size=400))
def test_any_text_has_keys_or_none(text: str) -> None:
    assert keys_in(text) == []


@pytest.mark.parametrize(
    "data",
    [
        sample.pem(KEY),
        KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, BestAvailableEncryption(b"secret")),
        KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")),
        KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()),
    ],
    ids=range(5),
)
def test_private_keys_in_pem(data: bytes) -> None:
    for text in (
        data,
        data.replace(b"\n", b"\r\n"),
        data.replace(b"\n", b"\\n"),
        b'var k = "' + data.replace(b"\n", b'\\n" +\n "'),
    ):
        found = private_key_in("app.js", text)
        assert found is not None
        assert text[found.offset :].startswith(b"-----BEGIN ")


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_private_keys_in_der(form: PrivateFormat) -> None:
    data = KEY.private_bytes(Encoding.DER, form, NoEncryption())
    assert private_key_in("a.key", data) == ("der", 0)
    assert private_key_in("a.bin", data) is None
    assert private_key_in("a.der", DER) is None


@pytest.mark.timeout(20)
def test_many_heads_take_no_time() -> None:
    assert private_key_in("a.js", b"-----BEGIN PRIVATE KEY-----" * 20_000) is None
    assert private_key_in("a.js", b"-----BEGIN PRIVATE KEY-----" + b'"+ \\n' * 200_000) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"bplist00",
        b"bplist00" + b"\xff" * 64,
        plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY)[:-4],
        b"<plist><dict><key>a</key></dict></plist>",
        b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><plist><string>&c;</string></plist>',
        b"<plist>" + b"<array>" * 100_000,
        b"x" * (5 * 1024 * 1024),
        b"<plist><date>never</date></plist>",
        b"<plist><integer>one</integer></plist>",
    ],
    ids=range(10),
)
def test_broken_property_lists(data: bytes) -> None:
    found = plist_entries("a.plist", data)
    assert (found.entries, len(found.problems)) == ((), 1)


def test_odd_property_lists() -> None:
    odd = {"a": 1, "b": {"app_id": 5}, "c": {"app_id": "20171228", "version": "1.0.0.1", "size": 4}}
    (entry,) = plist_entries("a.plist", plistlib.dumps(odd)).entries
    assert (entry.id, entry.version, entry.is_plain, entry.text("size")) == ("20171228", "1.0.0.1", False, "")
    assert plist_entries("a.plist", plistlib.dumps([odd["c"]])).entries[0].id == "20171228"
    assert plist_entries("a.plist", plistlib.dumps("text")).entries == []


@pytest.mark.timeout(20)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_configuration_or_not(data: bytes) -> None:
    for read in (config_entries, plist_entries):
        for prefix in (b"", b"bplist00", b'{ "data": [', b"<plist><dict>"):
            read("a", prefix + data)


@pytest.mark.parametrize(
    ("address", "space"),
    [
        ("https://a.b/APP-test/20171228/1.0.0.1_all/nebula/20171228_1.0.0.1.amr", "APP-test"),
        (" https://a.b:8700/mcube/APP-my-test/20171228/1_all/a.amr", "APP-my-test"),
        ("https://a.b/APP-test/20171229/1_all/a.amr", ""),
        ("", ""),
    ],
)
def test_the_space_of_an_entry(address: str, space: str) -> None:
    text = f'{{ "data": [{{ "app_id": "20171228", "version": "1", "package_url": "{address}" }}] }}'
    assert config_entries("a", text.encode()).entries[0].space == space


def test_pointers() -> None:
    text = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12\n"
    assert pointer_of(text) == ("0" * 64, 12)
    assert pointer_of(text + b"x") is None
    assert pointer_of(text.replace(b"0", b"g")) is None
    assert pointer_of(b"") is None


def test_facts_of_packages() -> None:
    files = f'{{ alone: true, files: {{ "{sample.DOMAIN}/{sample.SPACE}/a.js": "" }} }}'
    assert facts_of(package("{ signed: true }")) == Facts(
        id=sample.ID, version="1.0.0.1", kind="normal", is_signed=True, paths=frozenset(FILES)
    )
    paths = frozenset({f"{sample.DOMAIN}/{sample.SPACE}/a.js"})
    assert facts_of(package(files)) == Facts(
        id=sample.ID, version="1.0.0.1", kind="global", is_signed=False, paths=paths
    )


@pytest.mark.timeout(60)
@given(st.data())
def test_spoiled_packages_are_damaged_or_sound(data: st.DataObject) -> None:
    content = bytearray(package("{}"))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(facts_of(bytes(content)), Facts | Damage)


@pytest.mark.timeout(60)
def test_a_tar_of_nothing_but_heads_is_refused() -> None:
    header = tarfile.TarInfo("a").tobuf(tarfile.GNU_FORMAT)
    damage = facts_of(odd_package(**{**parts(), "tar": header * 70_000}))
    assert isinstance(damage, Damage)
    assert "more than 65536 members" in damage.reason
