"""``hapline verify`` with an archive: a release that is kept passes, one that is another build does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.archives import open_archive
from hapline.archives.writer import NewEntry, build
from hapline.testing import Bench, lines
from plugins.hotpatch import built_sample


def _archived(folder: Path, apk: Path) -> Bench:
    """A bench whose configuration names an archive that holds an apk."""
    archive = folder / "releases"
    bench = Bench(options={"hotpatch.archive": str(archive)})
    (folder / "mapping.txt").write_text("com.example.shop.Prices -> com.example.shop.Prices:\n", encoding="utf-8")
    methods = str(built_sample.STAND_IN / "methodsMap.instantrun")
    line = ["hotpatch", "archive", "--apk", str(apk), "--methods-map", methods]
    ended = bench.run(*line, "--mapping", str(folder / "mapping.txt"), cwd=folder)
    assert ended.code == 0, ended.out + ended.err
    return bench


def test_an_archived_release_passes(tmp_path: Path) -> None:
    [apk] = built_sample.write(tmp_path, {"app.apk": "{}"})
    report = _archived(tmp_path, apk).verify([apk])
    assert lines(report, rule="HOT514") == []


def test_another_build_of_the_version_does_not(tmp_path: Path) -> None:
    apk, other = built_sample.write(tmp_path, {"app.apk": "{}", "other.apk": "{ signer: 'somebody' }"})
    report = _archived(tmp_path, apk).verify([other])
    assert lines(report, rule="HOT514") == [f"{other} HOT514 another build is archived: app.apk is another one"]


def test_a_part_that_is_lost_is_named(tmp_path: Path) -> None:
    [apk] = built_sample.write(tmp_path, {"app.apk": "{}"})
    bench = _archived(tmp_path, apk)
    [kept] = [one for one in (tmp_path / "releases").rglob("*") if one.is_file() and one.stat().st_size == 299]
    kept.unlink()
    assert "methodsMap.instantrun is lost" in lines(bench.verify([apk]), rule="HOT514")[0]


@pytest.mark.parametrize("name", ["AndroidManifest.xml", "classes.dex"])
def test_an_app_that_is_damaged(name: str, tmp_path: Path) -> None:
    data = bytearray((built_sample.STAND_IN / "before.apk").read_bytes())
    with open_archive(bytes(data)) as archive:
        entry = archive.by_name[name]
    data[entry.data_offset + entry.compressed_size // 2] ^= 0x40
    path = tmp_path / "damaged.apk"
    path.write_bytes(data)
    ended = Bench().run("verify", str(path))
    assert ended.code == 2
    assert ended.err.startswith(f"hapline: {path}!{name}: error: ")
    assert ended.err.count("error:") == 1


def test_what_is_nothing_of_anybody(tmp_path: Path) -> None:
    (tmp_path / "a.apk").write_bytes(build([NewEntry(name="a.txt", data=b"a")]))
    ended = Bench().run("verify", str(tmp_path / "a.apk"))
    assert ended.code == 2
    assert "no plugin knows what" in ended.err
    assert "patches, whitelists" in ended.err
