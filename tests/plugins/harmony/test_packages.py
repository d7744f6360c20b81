"""Built packages: what they are opened as, loose, in an .app, or both at once."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from hapline.archives.writer import NewEntry, build
from hapline.testing import Bench, lines
from hapline_hooks import Location, Unreadable
from hapline_plugins.harmony.apps import PackageSet, Update
from hapline_plugins.harmony.packages import App, Package
from hapline_plugins.harmony.parallel import in_parallel
from plugins.harmony import sample
from plugins.harmony.sample import Json


def _sets(
    folder: Path,
    packages: Mapping[str, str | Json],
    *,
    judged_as: str = "",
    base: Mapping[str, str | Json] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> list[PackageSet]:
    files = sample.write_packages(folder, packages)
    for name, content in (more or {}).items():
        files.append(folder / name)
        files[-1].write_bytes(content)
    old = sample.write_packages(folder / "base", base or {})
    report = Bench().verify(files, judged_as=judged_as, base=old)
    return [one for one in report.subjects if isinstance(one, PackageSet)]


def _names(one: PackageSet) -> list[str]:
    return [package.name for package in one.packages]


def test_an_app(tmp_path: Path) -> None:
    (one,) = _sets(tmp_path, {"demo.app": {"modules": {"lib.hsp": {}, "feat.hap": {}, "entry.hap": {}}}})
    assert isinstance(one.app, App)
    assert _names(one) == ["feat.hap", "entry.hap", "lib.hsp"]
    assert one.bundle is not None
    assert (one.bundle.stages, one.bundle.complete, one.bundle.predicted) == (frozenset({"app"}), True, False)
    assert one.bundle.where == Location(path=f"{tmp_path}/demo.app")
    assert not any(package.repacked for package in one.packages)
    # Sizes are those of the entries of the .app.
    assert one.app.archive is not None
    in_app = {entry.name: entry.compressed_size for entry in one.app.archive.entries}
    assert one.bundle.sizes is not None
    assert {module.file: size for module, size in one.bundle.sizes.items()} == {
        package.name: in_app[package.name] for package in one.packages
    }


@pytest.mark.parametrize(
    ("names", "judged_as", "stage"),
    [
        (["entry.hap"], "", "hap"),
        (["lib.hsp"], "", "hsp"),
        (["lib.HSP"], "", "hsp"),
        (["lib.hsp", "entry.hap"], "", "app"),
        (["entry.hap"], "app", "app"),
        (["entry.hap", "lib.hsp"], "hap", "hap"),
    ],
)
def test_loose_packages(tmp_path: Path, names: list[str], judged_as: str, stage: str) -> None:
    (one,) = _sets(tmp_path, dict.fromkeys(names, "{}"), judged_as=judged_as)
    assert one.app is None
    assert _names(one) == sorted(names)
    assert one.bundle is not None
    assert one.bundle.stages == frozenset({stage})
    assert one.bundle.complete == (stage == "app")
    assert one.bundle.predicted
    assert all(package.repacked and package.stages == {stage} for package in one.packages)
    first = Location(path=f"{tmp_path}/{min(names)}", inner=("module.json",))
    assert one.bundle.where == one.bundle.first.at() == first


def test_apps_and_loose_packages_together(tmp_path: Path) -> None:
    sets = _sets(
        tmp_path, {"entry.hap": "{}", "a.app": "{}", "lib.hsp": "{}", "b.app": "{}", "notes.txt": {"rawFile": ""}}
    )
    assert [_names(one) for one in sets] == [["entry.hap", "lib.hsp"]] * 3
    assert [one.app.path if one.app else "" for one in sets] == [f"{tmp_path}/a.app", f"{tmp_path}/b.app", ""]


def test_suffixes_in_upper_case(tmp_path: Path) -> None:
    loose = _sets(tmp_path, {"ENTRY.HAP": "{}", "Lib.Hsp": "{}"})[0]
    (inside,) = _sets(tmp_path, {"DEMO.APP": {"rawFile": sample.package("x.app", {"modules": {"Entry.HAP": {}}})}})
    for one in (loose, inside):
        assert one.bundle is not None
        assert one.bundle.first.is_hap
        assert one.packages[0].suffix == ".hap"
    assert loose.packages[1].suffix == ".hsp"


def test_a_pack_info_that_is_given_counts_for_predicted_sizes(tmp_path: Path) -> None:
    def size(folder: str, more: Mapping[str, bytes]) -> int:
        path = tmp_path / folder
        path.mkdir()
        (one,) = _sets(path, {"entry.hap": "{ app: { debug: true } }"}, judged_as="app", more=more)
        assert one.bundle is not None
        assert one.bundle.sizes is not None
        return next(iter(one.bundle.sizes.values()))

    # A debug module is stored, so that each byte of pack.info is one of the .app; its own one has two.
    assert size("with", {"pack.info": b"x" * 1002}) == size("without", {}) + 1000
    assert size("other", {"my-pack.info": b"x" * 1002}) == size("none", {})


def test_files_of_places(tmp_path: Path) -> None:
    (one,) = _sets(tmp_path, {"demo.app": {"modules": {"entry.hap": {}}, "entries": {"a.txt": "text"}}})
    app = f"{tmp_path}/demo.app"
    assert one.source(Location(path=app, inner=("a.txt",))) == b"text"
    assert one.source(Location(path=app, inner=("entry.hap", "module.json"))).startswith(b'{"app"')
    assert one.packages[0].source(Location(path=app, inner=("entry.hap", "pack.info"))) == b"{}"
    for path, inner in ((app, ("no",)), (app, ("entry.hap", "no")), (app, ("no.hap", "a")), (app, ()), ("x", ("a",))):
        with pytest.raises(Unreadable):
            one.source(Location(path=path, inner=inner))


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    gone, folder = tmp_path / "gone.hap", tmp_path / "folder.app"
    folder.mkdir()
    assert lines(Bench().verify([gone, folder]), rule="HOS701") == [
        f"{folder} HOS701 the archive cannot be read (is not a regular file); name a regular file",
        f"{gone} HOS701 the archive cannot be read (cannot be opened: No such file or directory); name a regular file",
    ]


def test_packages_that_cannot_be_read_leave_the_app_incomplete(tmp_path: Path) -> None:
    (one,) = _sets(tmp_path, {"entry.hap": "{}", "lib.hsp": {"rawFile": "x"}, "more.hsp": "{ raw: '[' }"})
    assert [package.module is None for package in one.packages] == [False, True, True]
    assert one.bundle is not None
    assert not one.bundle.complete
    (none,) = _sets(tmp_path, {"entry.hap": {"rawFile": "x"}})
    assert none.bundle is None


def test_texts_of_entries(tmp_path: Path) -> None:
    broken = NewEntry(name="broken", data=b"x", central={"crc": 1}, local={"crc": 1})
    path = tmp_path / "a.hap"
    path.write_bytes(build([NewEntry(name="good", data=b"x"), broken]))
    (one,) = _sets(tmp_path, {"b.hap": {"rawFile": path.read_bytes()}})
    package = one.packages[0]
    assert [package.text(name) for name in ("good", "broken", "none")] == [b"x", None, None]


def test_profiles_are_found_as_the_packing_tool_finds_them(tmp_path: Path) -> None:
    folder = "resources/base/profile/"
    entries = {
        f"{folder}a.json": "1",
        f"odd/{folder}b.json": "2",
        f"{folder}c.json": '{\r\n"x":\n"\u2028"}',
        "a.json": "3",
    }
    (one,) = _sets(tmp_path, {"entry.hap": {"entries": entries}})
    assert one.bundle is not None
    find = one.bundle.first.profiles
    assert [find(name) for name in ("a.json", "odd/b.json", "b.json", "c.json")] == ["1", "2", None, '{"x":"\u2028"}']


def test_a_package_of_the_fa_model(tmp_path: Path) -> None:
    (one,) = _sets(tmp_path, {"entry.hap": "{ fa: {} }", "x.hsp": "{}"})
    package = one.packages[0]
    assert package.module is not None
    assert (package.json_name, package.module.suffix, package.module.is_stage) == ("config.json", "", False)
    place = package.module.at("module", "name")
    assert (place.inner, place.symbol) == (("config.json",), "module.distro.moduleName")


def test_updates_pair_each_build_with_each_earlier_one(tmp_path: Path) -> None:
    files = sample.write_packages(tmp_path, {"entry.hap": "{}", "demo.app": "{}", "broken.app": {"rawFile": ""}})
    old = sample.write_packages(tmp_path / "base", {"old.app": "{ modules: { 'entry.hap': {} } }"})
    request = Bench().verify(files, base=old)
    updates = [one for one in request.subjects if isinstance(one, Update)]
    assert [[len(one.before.modules), len(one.after.modules)] for one in updates] == [[1, 2], [1, 1]]
    place = Location(path=str(old[0]), inner=("entry.hap", "module.json"))
    assert updates[0].source(place) == updates[1].source(place)


def test_modules_of_an_app_are_inflated_in_order_whatever_thread_does_it(tmp_path: Path) -> None:
    names = [f"m{number:02}.hsp" for number in range(20)]
    modules = {name: {"payload": 4096 * (20 - number)} for number, name in enumerate(names)}
    (one,) = _sets(tmp_path, {"demo.app": {"modules": modules}})
    assert _names(one) == names
    assert [package.module.name if package.module else "" for package in one.packages] == [name[:3] for name in names]


def test_work_is_done_by_two_threads() -> None:
    both = threading.Barrier(2, timeout=60)

    def work(number: int) -> int:
        if number < 2:
            both.wait()  # breaks unless another thread comes here too
        return number * number

    assert in_parallel(work, range(9)) == [number * number for number in range(9)]
    assert in_parallel(work, []) == []
    assert in_parallel(lambda one: one, ["a"]) == ["a"]


def test_an_error_of_a_thread_reaches_the_caller() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise KeyError(number)
        return number

    with pytest.raises(KeyError):
        in_parallel(work, range(9))


def test_a_package_says_where_it_is() -> None:
    package = Package.__new__(Package)
    package.path, package.inner = "C:\\builds\\Demo.HAP", ()
    assert (package.name, package.suffix) == ("Demo.HAP", ".hap")
    package.path, package.inner = "demo.app", ("x/Lib.hsp",)
    assert (package.name, package.suffix) == ("Lib.hsp", ".hsp")
    assert package.location("a").file == "demo.app!x/Lib.hsp!a"
