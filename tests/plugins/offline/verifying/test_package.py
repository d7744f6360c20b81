"""Built packages as they are opened: real variants, files read out of them, and archives that attack their reader."""

from __future__ import annotations

import io
import tarfile
import zlib
from mmap import mmap
from pathlib import Path

import pytest

from hapline.archives import DEFLATED, ArchiveError, open_archive
from hapline.archives.writer import NewEntry
from hapline.archives.writer import build as build_zip
from hapline.errors import HaplineError
from hapline_hooks import Location, Unreadable
from hapline_plugins.offline.amr.holding import Holder, unfolded
from hapline_plugins.offline.amr.manifest import read_manifest
from hapline_plugins.offline.amr.package import AmrPackage
from hapline_plugins.offline.amr.signatures import read_signatures
from hapline_plugins.offline.ids import flavour_of
from hapline_plugins.offline.keys.public import read_public_key
from hapline_plugins.offline.verifying.verdicts import Verdict, verdict, verdict_on
from plugins.offline.sample import DOMAIN, ID, SPACE, key
from plugins.offline.verifying.made import FILES, NAME, Json, amr, header, member, other_key, spki, tar


def _opened(folder: Path, change: Json | bytes | None = None) -> AmrPackage:
    file = folder / NAME
    file.write_bytes(change if isinstance(change, bytes) else amr(change))
    return AmrPackage(str(file))


def _verdict(folder: Path, change: Json | bytes | None = None, *given: str) -> Verdict:
    return verdict(_opened(folder, change), [read_public_key(one) for one in given or (spki(key()),)])


class TestOpening:
    def test_what_it_says(self, tmp_path: Path) -> None:
        package = _opened(tmp_path)
        assert (package.id, package.version, package.kind, package.flavour) == (
            ID, "1.0.0.1", "normal", "offline-package",
        )  # fmt: skip
        assert {one.path: one.read().decode() for one in package.content.files} == FILES
        assert package.hpmfile is not None
        assert (package.hpmfile.id, package.hpmfile.version) == (ID, "1.0.0.1")
        assert [*package.errors, *package.entry_problems, *package.member_problems] == []

    def test_what_clients_unpack(self, tmp_path: Path) -> None:
        assert set(_opened(tmp_path).unpacked.by_path) == {"hpmfile.json", *FILES}

    def test_one_that_is_in_memory_already(self) -> None:
        package = AmrPackage("nowhere.amr", data=amr())
        package.close()
        assert {one.path: one.read().decode() for one in package.content.files} == FILES
        assert package.source(package.at("Manifest.xml")).startswith(b"<?xml")

    def test_a_global_one(self, tmp_path: Path) -> None:
        package = _opened(tmp_path, {"global": True})
        assert package.kind == package.described.kind == "global"
        assert package.content.files[0].path == f"{DOMAIN}/{SPACE}/www/index.html"

    def test_one_of_the_sdk(self, tmp_path: Path) -> None:
        change = {"id": "66666692", "sign": True, "wrapped": True, "key": 1024}
        order = ["66666692.tar", "CERT.json", "Manifest.xml", "SIGN.json"]
        package = _opened(tmp_path, {**change, "order": order})
        keys = [read_public_key(spki(key(1024))), read_public_key(spki(other_key()))]
        found = verdict(package, keys)
        assert package.flavour == "sdk-package"
        assert (found.state, found.bits, set(found.entries)) == ("valid", 1024, set(order) - {"CERT.json"})
        sign = verdict_on(package, package.sign, keys)
        assert (sign.state, sign.bits, sign.key) == ("valid", 2048, keys[1])

    def test_a_manifest_in_another_form(self, tmp_path: Path) -> None:
        text = f"<package>\n<name>A &amp; B</name><version>2.0</version><uid> {ID} </uid></package>"
        found = _opened(tmp_path, {"manifest": text}).manifest
        assert found is not None
        assert (found.id, found.name, found.version) == (ID, "A & B", "2.0")

    def test_files_of_one_after_the_other(self, tmp_path: Path) -> None:
        holder = Holder()
        packages = []
        for number in range(3):
            file = tmp_path / f"{number}.amr"
            file.write_bytes(amr({"files": {"www/n.js": str(number)}}))
            packages.append(AmrPackage(str(file), holder=holder))
        for _ in range(2):
            assert [one.content.by_path["www/n.js"].read() for one in packages] == [b"0", b"1", b"2"]

    def test_members_that_are_no_files_are_odd(self, tmp_path: Path) -> None:
        odd = [{"name": "www/a", "link": "/etc"}, {"name": "www/b", "device": True}, {"name": "../c.js"}]
        content = _opened(tmp_path, {"members": odd}).content
        assert set(content.by_path) == set(FILES)
        assert [(one.path, one.kind) for one in content.odd] == [
            ("www/a", "link"), ("www/b", "special"), ("../c.js", "special"),
        ]  # fmt: skip

    def test_the_places_of_findings(self, tmp_path: Path) -> None:
        package = _opened(tmp_path)
        assert package.source(package.member_at("www/index.html")) == b"<html></html>"
        assert package.source(package.at("Manifest.xml")).startswith(b"<?xml")
        for inner in (("www/index.html",), (f"{ID}.tar",), (f"{ID}.tar", "no.js"), ()):
            with pytest.raises(Unreadable):
                package.source(Location(path=package.path, inner=inner))

    def test_several_tars(self, tmp_path: Path) -> None:
        package = _opened(tmp_path, {"entries": {"other.tar": "x"}})
        assert package.tar is not None
        assert package.tar.name == f"{ID}.tar"
        package = _opened(tmp_path, {"entries": {"other.tar": "x"}, "without": ["Manifest.xml"]})
        assert package.tar is None

    def test_flavours(self) -> None:
        ids = [ID, "2018032302435038", "20000196", "", "201803230243503"]
        assert [flavour_of(one) for one in ids] == [
            "offline-package", "mini-program", "sdk-package", "offline-package", "offline-package",
        ]  # fmt: skip


class TestVerdicts:
    def test_states(self, tmp_path: Path) -> None:
        assert _verdict(tmp_path).state == "valid"
        assert _verdict(tmp_path, {"key": None}).state == "unsigned"
        assert _verdict(tmp_path, {"key": "other"}).state == "wrong-key"
        assert _verdict(tmp_path, {"key": 1024}).state == "wrong-key"
        assert _verdict(tmp_path, {"without": ["CERT.json"]}).state == "unreadable"
        assert verdict(_opened(tmp_path), []).state == "signed"

    def test_of_several_keys_any(self, tmp_path: Path) -> None:
        keys = (spki(other_key()), spki(key()), spki(key(1024)))
        assert _verdict(tmp_path, {}, *keys).state == "valid"
        assert _verdict(tmp_path, {"signed": {f"{ID}.tar": "x"}}, *keys).state == "broken"

    @pytest.mark.parametrize("entry", [f"{ID}.tar", "Manifest.xml", "SIGN.json"])
    def test_which_entry_is_broken(self, tmp_path: Path, entry: str) -> None:
        found = _verdict(tmp_path, {"sign": True, "signed": {entry: "other"}})
        assert (found.state, [(one.entry, one.fault) for one in found.failures]) == ("broken", [(entry, "content")])

    def test_one_signature_of_another_key(self, tmp_path: Path) -> None:
        mixed = read_signatures(open_archive(amr({"key": "other"})).read("CERT.json")).by_entry["Manifest.xml"]
        package = _opened(tmp_path)
        assert package.cert is not None
        package.cert = type(package.cert)(
            by_entry={**package.cert.by_entry, "Manifest.xml": mixed, "more": mixed}, broken={}
        )
        found = verdict(package, [read_public_key(spki(key()))])
        assert {(one.entry, one.fault) for one in found.failures} == {
            ("Manifest.xml", "other-key"), ("more", "no-entry"), ("more", "other-key"),
        }  # fmt: skip

    def test_further_entries_are_verified_too(self, tmp_path: Path) -> None:
        data = amr()
        with open_archive(data) as archive:
            entries = {one.name: archive.read(one) for one in archive.entries}
        package = _opened(tmp_path, _zip({**entries, "extra.txt": entries["Manifest.xml"]}))
        assert package.cert is not None
        by_entry = {**package.cert.by_entry, "extra.txt": package.cert.by_entry["Manifest.xml"]}
        package.cert = type(package.cert)(by_entry=by_entry, broken={})
        assert verdict(package, [read_public_key(spki(key()))]).state == "valid"

    @pytest.mark.parametrize("method", [0, 8])
    def test_another_container_around_the_same_bytes_keeps_them_valid(self, tmp_path: Path, method: int) -> None:
        with open_archive(amr({"sign": True})) as archive:
            entries = {one.name: archive.read(one) for one in archive.entries}
        rebuilt = build_zip(
            [NewEntry(name=name, data=entries[name], method=method, time=77, level=1) for name in sorted(entries)],
            comment=b"built again",
        )
        found = _verdict(tmp_path, rebuilt)
        assert (found.state, len(found.entries)) == ("valid", 3)

    def test_the_tar_packed_anew_is_broken(self, tmp_path: Path) -> None:
        with open_archive(amr()) as archive:
            entries = {one.name: archive.read(one) for one in archive.entries}
        made = io.BytesIO()
        with tarfile.open(fileobj=io.BytesIO(entries[f"{ID}.tar"])) as old, tarfile.open(fileobj=made, mode="w") as new:
            for one in old.getmembers():
                one.mtime += 1
                new.addfile(one, old.extractfile(one))
        found = _verdict(tmp_path, _zip({**entries, f"{ID}.tar": made.getvalue()}))
        assert [(one.entry, one.fault) for one in found.failures] == [(f"{ID}.tar", "content")]


def _zip(entries: dict[str, bytes], **lies: Json) -> bytes:
    return build_zip(
        [NewEntry(name=name, data=data, method=DEFLATED, **lies.get(name, {})) for name, data in entries.items()]
    )


class TestHostile:
    @pytest.mark.parametrize(
        "cert",
        [
            "",
            "[]",
            "null",
            "{",
            "not JSON",
            '{"a": "x"} {}',
            "{'a': 'x'}",
            '{"a": "eA==", "a": "eQ=="}',
            "[" * 5000,
            '{"a":' * 5000,
            "{" + ",".join(f'"{number}": ""' for number in range(100)) + "}",
            "x" * 70_000,
        ],
    )
    def test_a_certificate_that_is_none(self, tmp_path: Path, cert: str) -> None:
        package = _opened(tmp_path, {"cert": cert})
        assert list(package.errors) == ["CERT.json"]
        assert verdict(package, []).state == "unreadable"

    @pytest.mark.parametrize("value", ['"%%%"', '"eA"', "1", "null", '["eA=="]', f'"{"A" * 4096}"', '"éé=="'])
    def test_signatures_that_are_none(self, value: str) -> None:
        assert list(read_signatures(f'{{"a": {value}}}'.encode()).broken) == ["a"]

    def test_a_key_of_another_size_than_the_signature(self, tmp_path: Path) -> None:
        assert _verdict(tmp_path, {}, spki(key(1024))).state == "wrong-key"
        assert _verdict(tmp_path, {"cert": f'{{"{ID}.tar": "eA==", "Manifest.xml": "eA=="}}'}).state == "wrong-key"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "<package/>",
            "<package><uid>1</uid><uid>2</uid></package>",
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><package><uid>&b;</uid></package>',
            "<a>" * 100_000,
            "<package><uid>1",
        ],
    )
    def test_a_manifest_that_is_none(self, tmp_path: Path, text: str) -> None:
        package = _opened(tmp_path, {"manifest": text})
        assert package.manifest is None
        assert list(package.errors) == ["Manifest.xml"]

    def test_a_manifest_that_is_no_utf_8(self) -> None:
        with pytest.raises(Exception, match=r"UTF-8|encod"):
            read_manifest(b"<package><uid>\xff</uid><name></name><version>1</version></package>")

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (tar(member("a.js"))[:700], "truncated"),
            (tar(header("a.js", 99_999)), "truncated"),
            (b"text", "truncated"),
            (b"text" * 500, "corrupt"),
            (tar(member("l", b"n" * 5000, b"L"), member("a")), "name-too-long"),
        ],
    )
    def test_a_tar_that_is_refused(self, tmp_path: Path, data: bytes, reason: str) -> None:
        package = _opened(tmp_path, {"tar": data})
        error = package.errors[f"{ID}.tar"]
        assert isinstance(error, ArchiveError)
        assert error.reason == reason
        assert verdict(package, [read_public_key(spki(key()))]).state == "unreadable"
        with pytest.raises(Unreadable):
            package.tar_bytes()

    def test_what_is_held_has_a_limit(self, tmp_path: Path) -> None:
        package = _opened(tmp_path)
        assert package.tar is not None
        name, size = package.tar.name, package.tar.size
        assert len(unfolded(package.path, name, size)) == size
        with pytest.raises(ArchiveError, match="are allowed"):
            unfolded(package.path, name, size - 1)

    def test_a_large_tar_is_in_a_file_and_not_in_memory(self, tmp_path: Path) -> None:
        package = _opened(tmp_path)
        assert package.tar is not None
        name, size = package.tar.name, package.tar.size
        in_file, in_memory = unfolded(package.path, name, in_memory=size - 1), unfolded(package.path, name)
        assert isinstance(in_file, mmap)
        assert bytes(in_file) == bytes(in_memory)
        holder = Holder()
        owner = object()
        assert bytes(holder.get(owner, lambda: in_file)) == bytes(in_memory)
        holder.drop(owner)

    def test_a_file_that_is_no_more(self, tmp_path: Path) -> None:
        package, unread = _opened(tmp_path), _opened(tmp_path)
        file = package.content.files[0]
        package.close()
        (tmp_path / NAME).write_bytes(amr({"without": [f"{ID}.tar"]}))
        with pytest.raises(Unreadable, match="no such entry"):
            file.read()
        assert ([*unread.members], [*unread.errors]) == ([], [f"{ID}.tar"])
        (tmp_path / NAME).unlink()
        for read in (file.read, lambda: package.source(package.at("CERT.json"))):
            with pytest.raises(Unreadable):
                read()

    def test_an_archive_that_says_it_unfolds_to_more_than_anything_can(self, tmp_path: Path) -> None:
        data = _zip({f"{ID}.tar": b"x"}, **{f"{ID}.tar": {"central": {"size": 3 << 30}}})
        with pytest.raises(ArchiveError) as caught:
            _opened(tmp_path, data)
        assert caught.value.reason == "bomb-ratio"

    @pytest.mark.parametrize("size", [10, 20_480, 1 << 20])
    def test_a_size_that_lies(self, tmp_path: Path, size: int) -> None:
        package = _opened(
            tmp_path, _zip({f"{ID}.tar": tar(member("a.js"))}, **{f"{ID}.tar": {"central": {"size": size}}})
        )
        error = package.errors[f"{ID}.tar"]
        assert isinstance(error, ArchiveError)
        assert error.reason in {"lying-size", "truncated"}

    def test_content_that_is_damaged(self, tmp_path: Path) -> None:
        whole = tar(member("a.js", b"abc"))
        package = _opened(tmp_path, _zip({f"{ID}.tar": whole}, **{f"{ID}.tar": {"central": {"crc": 1}}}))
        assert isinstance(package.errors[f"{ID}.tar"], ArchiveError)
        packed = zlib.compress(whole)[2:40]
        package = _opened(tmp_path, _zip({f"{ID}.tar": whole}, **{f"{ID}.tar": {"packed": packed}}))
        assert isinstance(package.errors[f"{ID}.tar"], ArchiveError)

    @pytest.mark.parametrize("cut", [0, 10, 200, 1000])
    def test_a_file_that_is_cut(self, tmp_path: Path, cut: int) -> None:
        with pytest.raises(ArchiveError):
            _opened(tmp_path, amr()[:cut])

    def test_a_folder_is_no_package(self, tmp_path: Path) -> None:
        with pytest.raises((OSError, ArchiveError, HaplineError)):
            AmrPackage(str(tmp_path))
