"""Signers: what apksigner and our own writer sign, in all versions, and damage to all of it."""

from __future__ import annotations

import random
import re
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes

from core.android.signing import END, START, V2, V3, V31, file_signature, key, part, signed_apk, sized, with_block
from hapline.android import Signer, read_signers
from hapline.archives import ArchiveError, open_archive
from hapline.archives.writer import NewEntry, build

SIGNED = b"Signature-Version: 1.0\r\n\r\n"
CONTENT = {"classes.dex": b"dex"}
PLAIN = build([NewEntry(name="classes.dex", data=b"dex")])


def signers(data: bytes) -> tuple[Signer, ...]:
    with open_archive(data) as archive:
        return read_signers(archive)


def jar(**entries: bytes) -> bytes:
    return build([NewEntry(name=f"META-INF/{name.replace('_', '.')}", data=data) for name, data in entries.items()])


def test_what_is_not_signed_has_no_signers() -> None:
    assert signers(PLAIN) == ()
    assert signers(with_block(PLAIN, {0x42726577: b"padding"})) == ()


@pytest.mark.parametrize("kind", ["ec", "rsa"])
@pytest.mark.parametrize("attributes", [False, True])
def test_version_1(kind: str, *, attributes: bool) -> None:
    one = key(f"CN {kind}", kind)
    made = jar(A_SF=SIGNED, A_RSA=file_signature(one, SIGNED, attributes=attributes, others=[key("chain")]))
    assert signers(made) == (
        Signer(
            scheme="v1",
            name="META-INF/A.RSA",
            sha256=one.certificate.fingerprint(hashes.SHA256()).hex(),
            subject=f"CN=CN {kind}",
            not_before=START,
            not_after=END,
            is_signed=True,
        ),
    )
    (other,) = signers(jar(A_SF=SIGNED + b" ", A_RSA=file_signature(one, SIGNED, attributes=attributes)))
    assert other.is_signed is False


def test_several_signers_of_version_1_and_names_in_small_letters() -> None:
    made = jar(b_SF=SIGNED, b_ec=file_signature(key("b"), SIGNED), A_SF=SIGNED, A_EC=file_signature(key("a"), SIGNED))
    assert [(one.name, one.subject) for one in signers(made)] == [
        ("META-INF/A.EC", "CN=a"),
        ("META-INF/b.ec", "CN=b"),
    ]


def test_versions_2_3_and_3_1() -> None:
    old, new = key("old"), key("new", "rsa")
    parts = {
        V2: sized(part(old), part(new)),
        V3: sized(part(old, sdk=(24, 32))),
        V31: sized(part(new, sdk=(33, 2**31 - 1), lineage=[old, new], algorithm=0x0101)),
    }
    found = signers(with_block(PLAIN, parts))
    assert [(one.scheme, one.sha256, one.min_sdk, one.max_sdk) for one in found] == [
        ("v2", old.sha256, None, None),
        ("v2", new.sha256, None, None),
        ("v3", old.sha256, 24, 32),
        ("v3.1", new.sha256, 33, 2**31 - 1),
    ]
    assert [one.is_signed for one in found] == [True] * 4
    assert [one.lineage for one in found] == [(), (), (), (old.sha256, new.sha256)]


def test_all_schemes_of_one_file_come_in_order() -> None:
    found = signers(signed_apk(CONTENT, key("a"), ("v1", "v2", "v3")))
    assert [(one.scheme, one.subject, one.is_signed) for one in found] == [
        ("v1", "CN=a", True),
        ("v2", "CN=a", True),
        ("v3", "CN=a", True),
    ]


def test_a_signature_that_is_not_by_the_certificate_is_told() -> None:
    one, other = key("a"), key("other")
    body = part(one)
    for old, new in ((one.public, other.public), (bytes(32), bytes(31) + b"\1")):
        assert old in body
        (found,) = signers(with_block(PLAIN, {V2: sized(body[::-1].replace(old[::-1], new[::-1], 1)[::-1])}))
        assert found.is_signed is False
    (unknown,) = signers(with_block(PLAIN, {V2: sized(part(one, algorithm=0x9999))}))
    assert unknown.is_signed is None


def test_a_certificate_that_cannot_be_read_still_has_its_digest() -> None:
    one = key("a")
    body = part(one).replace(one.raw, b"\x30\x03" + one.raw[2:])
    (found,) = signers(with_block(PLAIN, {V2: sized(body)}))
    assert (found.subject, found.not_after, found.is_signed) == ("", None, None)
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("data", "entry", "says"),
    [
        (jar(A_RSA=file_signature(key("a"), SIGNED)), "META-INF/A.RSA", "there is no .SF that it signs"),
        (jar(A_SF=SIGNED, A_RSA=b"junk"), "META-INF/A.RSA", "byte 0 of it is not as PKCS #7 has it"),
        (jar(A_SF=SIGNED, A_RSA=b""), "META-INF/A.RSA", "byte 0"),
        (jar(A_SF=SIGNED, A_RSA=key("a").raw), "META-INF/A.RSA", "byte"),
        (jar(A_SF=SIGNED, A_RSA=b"\x30\x80" + bytes(20)), "META-INF/A.RSA", "byte 0"),
        (jar(A_SF=SIGNED, **{f"{at}_RSA": b"" for at in "BCDEFGHIJKL"}), "META-INF/L.RSA", "more than 10 signers"),
        (with_block(PLAIN, {V2: b""}), "", "it breaks off"),
        (with_block(PLAIN, {V2: struct.pack("<I", 99)}), "", "99 bytes do not fit into it"),
        (with_block(PLAIN, {V2: sized()}), "", "0 signers are not possible"),
        (with_block(PLAIN, {V3: sized(*[part(key("a"), sdk=(1, 2))] * 11)}), "", "11 signers are not possible"),
        (
            with_block(PLAIN, {V3: sized(part(key("a"), sdk=(1, 2), lineage=[key("a")] * 101))}),
            "",
            "more than 100 times",
        ),
    ],
)
def test_what_is_broken_is_said_with_its_place(data: bytes, entry: str, says: str) -> None:
    with pytest.raises(ArchiveError) as raised:
        signers(data)
    assert (raised.value.reason, raised.value.entry) == ("signing-block", entry)
    assert says in raised.value.message
    assert raised.value.offset is not None
    assert 0 < raised.value.offset < len(data)


@pytest.mark.timeout(120)
def test_no_prefix_and_no_damage_is_a_crash() -> None:
    chance = random.Random(1)
    one = key("a")
    signature = file_signature(one, SIGNED, attributes=True)
    block = sized(part(one, sdk=(24, 30), lineage=[one]))
    seen: set[bool | str | None] = set()
    for _ in range(600):
        data = bytearray(signature if chance.random() < 0.5 else block)
        is_file = len(data) == len(signature)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        else:
            for _ in range(chance.choice((1, 2, 5))):
                data[chance.randrange(len(data))] = chance.choice((0, 1, 0x30, 0x7F, 0x80, 0x84, 0xFF))
        whole = jar(A_SF=SIGNED, A_RSA=bytes(data)) if is_file else with_block(PLAIN, {V3: bytes(data)})
        try:
            seen.update(found.is_signed for found in signers(whole))
        except ArchiveError as error:
            seen.add(error.reason)
    assert {True, False, "signing-block"} <= seen


APKSIGNER = ["apksigner", "keytool", "java"]
MISSING = [tool for tool in APKSIGNER if shutil.which(tool) is None]


def run(*command: str, cwd: Path) -> str:
    return subprocess.run(command, cwd=cwd, capture_output=True, check=True, text=True).stdout


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    folder = tmp_path_factory.mktemp("signers")
    for name, *kind in (("rsa", "RSA", "-keysize", "2048"), ("ec", "EC", "-groupname", "secp256r1"), ("dsa", "DSA")):
        common = ["-storepass", "secret", "-alias", "k", "-dname", f"CN={name}, O=Example", "-validity", "9999"]
        run("keytool", "-genkeypair", "-keystore", f"{name}.jks", "-keyalg", *kind, *common, cwd=folder)
    with zipfile.ZipFile(folder / "plain.apk", "w") as made:
        made.writestr("AndroidManifest.xml", b"")
        made.writestr("classes.dex", b"dex")
    return folder


BELOW = ("--min-sdk-version", "21")
CASES = {
    "rsa": (["rsa"], []),
    "ec": (["ec"], []),
    "dsa": (["dsa"], []),
    "version 1 alone": (["rsa"], ["--v2-signing-enabled", "false", "--v3-signing-enabled", "false"]),
    "version 2 alone": (["ec"], ["--v1-signing-enabled", "false", "--v3-signing-enabled", "false"]),
    "two keys": (["rsa", "ec"], ["--v3-signing-enabled", "false"]),
    "rotated": (["rsa", "ec"], ["--lineage", "lineage"]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_apksigner_signs_is_read_as_apksigner_prints_it(work: Path, case: str) -> None:
    keys, options = CASES[case]
    if case == "rotated":
        stores = [
            f"--{which}-signer --ks {one}.jks --ks-pass pass:secret" for which, one in (("old", "rsa"), ("new", "ec"))
        ]
        run("apksigner", "rotate", "--out", "lineage", *" ".join(stores).split(), cwd=work)
    named = [
        f"--ks {one}.jks --ks-pass pass:secret --v1-signer-name {one.upper()}{number}"
        for number, one in enumerate(keys)
    ]
    command = [
        "apksigner",
        "sign",
        *BELOW,
        *options,
        *" --next-signer ".join(named).split(),
        "--out",
        "out.apk",
        "plain.apk",
    ]
    run(*command, cwd=work)
    floor = "24" if "version 2" in case else "21"
    printed = run("apksigner", "verify", "--min-sdk-version", floor, "--print-certs", "--verbose", "out.apk", cwd=work)
    schemes = re.findall(r"Verified using (v[123]) scheme \(.*\): true", printed)
    digests = re.findall(r"certificate SHA-256 digest: (\w+)", printed)
    subjects = re.findall(r"certificate DN: (.*)", printed)
    found = signers((work / "out.apk").read_bytes())
    assert sorted({one.scheme for one in found}) == schemes
    newest = [one for one in found if one.scheme == found[-1].scheme]
    assert [one.sha256 for one in newest] == digests
    assert [one.subject.replace(",", ", ") for one in newest] == subjects
    assert [one.is_signed for one in found] == [True] * len(found)
    if case == "rotated":
        (old,) = {one.sha256 for one in found if one.scheme in {"v1", "v2"}}
        assert newest[0].lineage == (old, digests[0])
