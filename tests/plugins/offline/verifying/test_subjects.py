"""What ``verify`` makes of files: subjects with their parts, and where findings about these point."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from hapline.testing import Bench
from hapline_hooks import Location, Subject, Unreadable, VerifyRequest
from hapline_plugins.offline.amr.holding import OneOpen
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.verifying.bases import LoneBase, PackageUpdate
from hapline_plugins.offline.verifying.built import BuiltAmr, PackageSet, UploadZip
from hapline_plugins.offline.verifying.opening import found_in, open_files
from plugins.offline.sample import DOMAIN, ID, SPACE
from plugins.offline.verifying.made import FILES, NAME, write

OPTIONS = {"offline.appId": "53E5279071442", "offline.workspaceId": "test"}


def _subjects(files: Sequence[Path], base: Sequence[Path] = ()) -> list[Subject]:
    request = VerifyRequest(
        files=tuple(map(str, files)), base=tuple(map(str, base)), settings=Bench(options=OPTIONS).settings
    )
    return list(open_files(request))


def _content(subject: Subject) -> PackageContent:
    [content] = subject.parts()
    assert isinstance(content, PackageContent)
    return content


def test_the_files_of_a_package(tmp_path: Path) -> None:
    files, _ = write(tmp_path, {NAME: "{ global: true }"})
    [built] = _subjects(files)
    content = _content(built)
    assert (content.described.id, content.described.version, content.is_global) == (ID, "1.0.0.1", True)
    assert (content.built, content.target.space) == (True, SPACE)
    page = content.content.by_path[f"{DOMAIN}/{SPACE}/www/index.html"]
    place = content.locate(page)
    assert place == Location(path=str(files[0]), inner=(f"{ID}.tar", page.path))
    assert content.source(place) == page.read() == FILES["www/index.html"].encode()
    assert content.home == Location(path=str(files[0]), inner=(f"{ID}.tar",))


def test_the_files_of_an_upload(tmp_path: Path) -> None:
    files, _ = write(tmp_path, {f"{ID}.zip": '{ entries: { "20171228/www/.DS_Store": "x" } }'})
    [upload] = _subjects(files)
    content = _content(upload)
    page = content.content.by_path["www/index.html"]
    place = content.locate(page)
    assert place == Location(path=str(files[0]), inner=(f"{ID}/www/index.html",))
    assert content.source(place) == page.read() == FILES["www/index.html"].encode()
    assert set(content.content.by_path) == set(FILES)
    assert content.content.odd == ()  # said by the rules on uploads
    with pytest.raises(Unreadable):
        upload.source(Location(path=str(files[0]), inner=("no",)))


@pytest.mark.parametrize("change", ['{ id: "2018032302435038" }', '{ id: "20000196" }', "text", '{ tar: "text" }'])
def test_what_is_no_offline_package_has_no_files_to_be_judged(tmp_path: Path, change: str) -> None:
    files, _ = write(tmp_path, {NAME: change})
    [built] = _subjects(files)
    assert list(built.parts()) == []


def test_several_are_judged_one_by_one_and_together(tmp_path: Path) -> None:
    names = {NAME: "{}", "20171229_1.0.0.1.amr": '{ id: "20171229" }', "20171230.zip": '{ level: "20171230" }'}
    files, base = write(tmp_path, {**names, f"base/{NAME}": "{}", "base/20171231_1.0.0.1.amr": '{ id: "20171231" }'})
    found = _subjects(files, base)
    assert [type(one) for one in found] == [BuiltAmr, BuiltAmr, UploadZip, PackageSet, PackageUpdate, LoneBase]
    together, update, lone = found[3:]
    assert isinstance(lone, LoneBase)
    assert (lone.path, lone.reason, lone.id) == (str(base[1]), "other", "20171231")
    assert isinstance(update, PackageUpdate)
    assert (list(together.parts()), update.after) == ([], found[0])
    assert update.source(update.before.at("Manifest.xml")) == update.source(update.after.at("Manifest.xml"))


def test_one_after_the_other_is_open(tmp_path: Path) -> None:
    files, _ = write(tmp_path, {"20171228.zip": "{}", "20171229.zip": '{ level: "20171229" }'})
    opening = OneOpen()
    first = opening.get(str(files[0]))
    assert opening.get(str(files[0])) is first
    opening.get(str(files[1]))
    with pytest.raises(ValueError, match="released"):
        first.read(f"{ID}/www/index.html")
    contents = [_content(one).content for one in _subjects(files)[:2]]
    for _ in range(2):
        assert {file.read() for one in contents for file in one.files} == {text.encode() for text in FILES.values()}


def test_packages_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {f"b/{NAME}": "{}", "a/20171229.zip": '{ level: "20171229" }', "a/notes.zip": '{ level: "notes" }'})
    (tmp_path / "a" / "broken.AMR").write_bytes(b"")
    (tmp_path / "a" / "readme.txt").write_bytes(b"")
    (tmp_path / "c").symlink_to("b")
    found = [Path(one).relative_to(tmp_path).as_posix() for one in found_in(str(tmp_path))]
    assert found == ["a/20171229.zip", "a/broken.AMR", f"b/{NAME}"]
