"""Patches that are read: what is in them, and what is odd about them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from core.android import making as android
from core.android.signing import Key, key, signed_apk
from hapline.archives import ArchiveError, open_archive
from hapline.archives.writer import NewEntry, build
from hapline.errors import FailedError, MissingError
from hapline_plugins.hotpatch.building import patch_file
from hapline_plugins.hotpatch.building.checks import Wanted, patch_problems
from hapline_plugins.hotpatch.building.naming import contents_of
from hapline_plugins.hotpatch.building.patch_file import PatchFile, read_patch
from plugins.hotpatch.building.making import APP, fixes, patch

DEX = NewEntry(name="classes.dex", data=android.dex(fixes("com.a.B")))


def _read(folder: Path, data: bytes) -> PatchFile:
    (folder / "patch.jar").write_bytes(data)
    return read_patch(str(folder / "patch.jar"))


def _problems(folder: Path, data: bytes, **wanted: object) -> list[str]:
    found = _read(folder, data)
    values: dict[str, object] = {"method": "instantrun", "most": 10**6, **wanted}
    asked = Wanted(**values)  # type: ignore[arg-type]  # tests name what they change
    return [str(one).replace(str(folder) + "/", "") for one in patch_problems(found, contents_of(found.classes), asked)]


def test_a_patch(tmp_path: Path) -> None:
    data = patch(more={"lib/arm64-v8a/libx.so": b"x", "res/": b""})
    found = _read(tmp_path, data)
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert found.md5 == hashlib.md5(data, usedforsecurity=False).hexdigest()
    assert found.classes == tuple(sorted(fixes("com.example.Main")))
    assert [(dex.entry, dex.is_intact) for dex in found.dexes] == [("classes.dex", True)]
    assert found.entries == ("lib/arm64-v8a/libx.so",)
    assert (found.schemes, found.signers, found.twice, found.is_loadable) == ((), (), {}, True)
    assert _problems(tmp_path, data) == []


def test_a_patch_in_a_package(tmp_path: Path) -> None:
    """As the vendor's plugin may pack it."""
    data = build([NewEntry(name="inner/patch.jar", data=patch()), NewEntry(name="resources.arsc", data=b"x")])
    found = _read(tmp_path, data)
    assert [dex.entry for dex in found.dexes] == ["inner/patch.jar!classes.dex"]
    assert found.entries == ("inner/patch.jar", "resources.arsc")
    assert _problems(tmp_path, data) == []


def _signed(by: Key, *schemes: str) -> bytes:
    return signed_apk({"classes.dex": android.dex(fixes("com.example.Main"))}, by, schemes)


def test_it_is_signed(tmp_path: Path) -> None:
    found = _read(tmp_path, _signed(key("app"), "v1", "v2"))
    assert (found.schemes, {one.sha256 for one in found.signers}) == (("v1", "v2"), {key("app").sha256})
    assert _problems(tmp_path, _signed(key("app"), "v1")) == []


def test_another_signer_than_the_apps(tmp_path: Path) -> None:
    app = _read(tmp_path, _signed(key("app"), "v1", "v2")).signers
    assert _problems(tmp_path, _signed(key("app"), "v1"), signers=app) == []
    other = _signed(key("other"), "v1")
    assert _problems(tmp_path, other, signers=app) == ["patch.jar: the patch is not signed by the signer of the app"]
    assert _problems(tmp_path, other) == [], "of an app that is not known"
    assert _problems(tmp_path, patch(), signers=app) == [], "InstantRun's task signs nothing"


def test_a_signature_that_is_none(tmp_path: Path) -> None:
    data = _signed(key("app"), "v1")
    more = {
        "META-INF/CERT.SF": b"Signature-Version: 9.9\r\n\r\n",
        "classes.dex": android.dex(fixes("com.example.Main")),
    }
    with open_archive(data) as archive:
        more["META-INF/CERT.EC"] = archive.read("META-INF/CERT.EC")
    forged = build([NewEntry(name=name, data=content) for name, content in more.items()])
    assert _problems(tmp_path, forged) == ["patch.jar: a signature of the patch is not by the key of its certificate"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (build([NewEntry(name="x", data=b"x")]), "there is no DEX file in it"),
        (patch(entry="patch.dex"), "Android looks for classes.dex, and there is only patch.dex"),
        (patch([]), "the patch is empty: its DEX files define no class"),
        (patch([f"{APP}.PatchesInfoImpl"]), "the patch is empty: it changes no class of the app and adds none"),
        (patch(["com.example.Main"]), "this is a patch for dexpatch, not for instantrun"),
        (
            patch([*fixes("a.B"), *fixes("a.B", package="other")]),
            "several patches are in one file: com.example.app, other",
        ),
        (
            patch(more={"classes2.dex": android.dex(fixes("com.example.Main")[:1])}),
            f"{APP}.PatchesInfoImpl is in several DEX files: classes.dex, classes2.dex",
        ),
    ],
)
def test_what_it_must_not_be(tmp_path: Path, data: bytes, problem: str) -> None:
    assert _problems(tmp_path, data) == [f"patch.jar: {problem}"]


def test_a_dex_that_was_edited(tmp_path: Path) -> None:
    dex = bytearray(android.dex(fixes("com.example.Main")))
    dex[20] ^= 1
    data = build([NewEntry(name="classes.dex", data=bytes(dex))])
    assert _problems(tmp_path, data) == ["patch.jar!classes.dex: the checksum of the DEX file is wrong"]


def test_it_is_too_large(tmp_path: Path) -> None:
    data = patch()
    found = _problems(tmp_path, data, most=100)
    assert found == [f"patch.jar: the patch has {len(data)} B; 100 B are allowed"]
    assert _problems(tmp_path, data, most=len(data)) == []


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (patch(more={"../x": b""}), "patch.jar!../x: the name of an entry leads out of it"),
        (patch(more={"/x": b""}), "patch.jar!/x: the name of an entry is an absolute path"),
        (
            build([NewEntry(name="x", data=b"a"), NewEntry(name="x", data=b"b"), DEX]),
            "patch.jar!x: an entry is in it twice",
        ),
        (b"dex\n035\0" + patch(), "patch.jar: there is something before its first entry"),
        (patch() + b"more", "patch.jar: there is something behind its end"),
        (
            build([NewEntry(name="classes.dex", data=android.dex(fixes("a.B")), local={"method": 8, "crc": 1})]),
            "patch.jar!classes.dex: an entry has two headers that contradict each other",
        ),
        (
            build([DEX, NewEntry(name="l", data=b"/etc", external_attributes=0o120777 << 16)]),
            "patch.jar!l: an entry is a symbolic link",
        ),
    ],
)
def test_tricks_with_archives(tmp_path: Path, data: bytes, problem: str) -> None:
    found = _problems(tmp_path, data)
    place, _, what = problem.partition(": ")
    assert found == [f"{place}: the archive is not as an honest tool makes it: {what}"]


def test_an_archive_that_could_end_at_several_places(tmp_path: Path) -> None:
    found = _problems(tmp_path, build([DEX], comment=build([NewEntry(name="x")])))
    assert "it could end at several places" in "\n".join(found)


def test_what_honest_tools_do(tmp_path: Path) -> None:
    """Java writes sizes behind the data."""
    entry = NewEntry(name="classes.dex", data=android.dex(fixes("a.B")), method=8, descriptor=True)
    assert _problems(tmp_path, build([entry])) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        patch()[:-10],
        build([NewEntry(name="classes.dex", data=b"dex\n035\0 and so on")]),
        build([NewEntry(name="classes.dex", data=android.dex(["a.B"])[:-4])]),
        build([NewEntry(name="classes.dex", data=b"x" * 100, central={"size": 2**32 - 2})]),
        build([NewEntry(name="inner.jar", data=b"PK no archive")]),
        build([NewEntry(name="classes.dex", data=b"\0" * 60_000_000, method=8, central={"size": 59_000_000})]),
    ],
    ids=range(8),
)
@pytest.mark.timeout(60)
def test_what_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ArchiveError):
        _read(tmp_path, data)


def test_a_file_that_is_no_patch_by_its_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patch_file, "MOST", 1000)
    with pytest.raises(FailedError, match=r"the patch has 2\.00 KB; more than 1000 B is never read"):
        _read(tmp_path, b"x" * 2048)
    with pytest.raises(MissingError):
        read_patch(str(tmp_path / "gone.jar"))
    with pytest.raises(MissingError):
        read_patch(str(tmp_path))
