"""What keeps a patch from being built, seen before anything is run."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from hapline.errors import HaplineError
from hapline.store import measured
from hapline_plugins.hotpatch.archive.releases import Release
from hapline_plugins.hotpatch.building.apk import Apk
from hapline_plugins.hotpatch.building.inputs import Inputs, input_problems, mapping_notes
from hapline_plugins.hotpatch.building.layout import layout_of
from hapline_plugins.hotpatch.building.paths import path_problems
from plugins.hotpatch.building.making import XML, apk, gradle_build, write


def _apk(file: Path, data: bytes) -> Apk:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return Apk(str(file))


def _problems(folder: Path, **changes: object) -> list[str]:
    values: dict[str, object] = {"layout": layout_of(str(folder)), "method": "instantrun", "program": "./gradlew"}
    inputs = Inputs(**{**values, **changes})  # type: ignore[arg-type]  # tests name what they change
    return [str(one).replace(f"{folder}/", "") for one in input_problems(inputs)]


def test_all_is_well(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    both = [_apk(tmp_path / f"{name}.apk", apk()) for name in ("old", "new")]
    assert _problems(tmp_path, old=both[0], new=both[1]) == []
    assert _problems(tmp_path / "app") == []


@pytest.mark.parametrize(
    ("gone", "problem"),
    [
        ("app/instantrun.xml", "app: the module has no instantrun.xml"),
        ("app/instantrun/mapping.txt", "app/instantrun/mapping.txt: a file of the release is missing"),
        (
            "app/instantrun/methodsMap.instantrun",
            "app/instantrun/methodsMap.instantrun: a file of the release is missing",
        ),
        ("gradlew", "{folder}: the build has no ./gradlew"),
    ],
)
def test_what_is_missing(tmp_path: Path, gone: str, problem: str) -> None:
    (gradle_build(tmp_path) / gone).unlink()
    found = _problems(tmp_path)
    assert found[0] == problem.format(folder=tmp_path)


def test_what_only_some_releases_have(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    assert _problems(tmp_path, kept=["InstantRunMapping.txt.gz"]) == [
        "app/instantrun/InstantRunMapping.txt.gz: a file of the release is missing"
    ]
    write(tmp_path, {"app/instantrun/InstantRunMapping.txt.gz": b"plain text"})
    assert _problems(tmp_path) == [
        "app/instantrun/InstantRunMapping.txt.gz: the file is not in the format gzip, which the plugin reads"
    ]


def test_what_a_module_says_that_it_does_not_need(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    for name in ("mapping.txt", "methodsMap.instantrun"):
        (tmp_path / "app/instantrun" / name).unlink()
    (tmp_path / "app/instantrun.xml").write_text(
        XML.replace("<proguard>true", "<proguard>false").replace(">id<", ">signature<")
    )
    assert _problems(tmp_path) == []
    (tmp_path / "app/instantrun.xml").write_text("<resources><switch></resources>")
    assert _problems(tmp_path)[0].startswith("app/instantrun.xml:1:")


def test_empty_files(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    for name in ("mapping.txt", "methodsMap.instantrun"):
        (tmp_path / "app/instantrun" / name).write_bytes(b"")
    assert [one.split(": ")[1] for one in _problems(tmp_path)] == ["a file of the release is empty"] * 2


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_wrapper_that_is_not_executable(tmp_path: Path) -> None:
    (gradle_build(tmp_path) / "gradlew").chmod(0o644)
    assert _problems(tmp_path) == ["gradlew: ./gradlew is not executable"]
    assert _problems(tmp_path, program="gradle") == [], "what is on the PATH is looked for when it is run"


def test_native_libraries_must_be_the_same(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    old = _apk(tmp_path / "old.apk", apk(libraries=["arm64-v8a/liba.so", "arm64-v8a/libb.so"]))
    new = _apk(tmp_path / "new.apk", apk(libraries=["arm64-v8a/liba.so", "armeabi-v7a/libb.so"]))
    assert _problems(tmp_path, old=old, new=new) == [
        "new.apk: native libraries that the released app does not have: lib/armeabi-v7a/libb.so",
        "new.apk: native libraries of the released app are missing: lib/arm64-v8a/libb.so",
    ]
    assert _problems(tmp_path, old=old, new=old) == []
    assert _problems(tmp_path, old=old, new=new, method="dexpatch") == []


def test_a_library_that_is_called_otherwise(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    old = _apk(tmp_path / "old.apk", apk(libraries=["arm64-v8a/liba.so"]))
    new = _apk(tmp_path / "new.apk", apk(libraries=["arm64-v8a/libb.so"]))
    assert _problems(tmp_path, old=old, new=new) == [
        "new.apk: native libraries have other names than in the released app: lib/arm64-v8a/liba.so → libb.so"
    ]


def test_a_methods_map_that_is_none(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    write(tmp_path, {"app/instantrun/methodsMap.instantrun": gzip.compress(b"no map")})
    (problem,) = _problems(tmp_path)
    assert problem.startswith("app/instantrun/methodsMap.instantrun:")


def test_notes_on_the_mapping(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    layout = layout_of(str(tmp_path))
    old = _apk(tmp_path / "old.apk", apk())
    assert list(mapping_notes(layout, None, old)) == []
    (note,) = mapping_notes(layout, None)
    assert note.endswith("is not known: name that by --release, or its apk by --old-apk")
    file = tmp_path / "app/instantrun/mapping.txt"
    file.write_text('# compiler: R8\na.B -> a.b:\n# {"id":"sourceFile","fileName":"B.java"}\n    void run() -> a\n')
    (note,) = mapping_notes(layout, None, old)
    assert note.endswith("mapping.txt:3: the plugin may stop at this line; it is of a form that Robust cannot read")
    file.write_text("a.A -> a.a:\n    void run() -> a\na.B -> a.b:\n")
    (note,) = mapping_notes(layout, None, old)
    assert note.endswith(
        "mapping.txt:3: the plugin may stop here, at the end of the file: its last class has no members"
    )
    file.unlink()
    assert list(mapping_notes(layout, None)) == []


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("a.A -> a.b:\n", ""),
        ("a.A -> a.c:\n", "app/instantrun/mapping.txt: this is the mapping of another build than "),
        (
            "a.A -> a.b:\n    void run",
            "app/instantrun/mapping.txt:2:13: this is no mapping.txt: a member is written as",
        ),
        ("<html>404</html>\n", "app/instantrun/mapping.txt:1:1: this is no mapping.txt: a class is written as"),
        ("# nothing\n", "app/instantrun/mapping.txt:1:1: this is no mapping.txt: no class is in it"),
    ],
)
def test_a_mapping_of_another_build_where_no_release_is_named(tmp_path: Path, mapping: str, problem: str) -> None:
    gradle_build(tmp_path)
    (tmp_path / "app/instantrun/mapping.txt").write_text(mapping)
    found = _problems(tmp_path, old=_apk(tmp_path / "old.apk", apk()))
    assert [one[: len(problem)] for one in found] == ([problem] if problem else [])


def test_another_app(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    new = _apk(tmp_path / "new.apk", apk("com.other"))
    found = _problems(tmp_path, old=_apk(tmp_path / "old.apk", apk()), new=new)
    assert found == ["new.apk: the app with the fix is com.other, the released one com.example.app"]


def test_paths(tmp_path: Path) -> None:
    gradle_build(tmp_path / "工程")
    old = _apk(tmp_path / "发布/old.apk", apk())
    found = _problems(tmp_path / "工程", old=old)
    assert [one.partition(": ")[2] for one in found] == [
        "the path has characters that the build tools refuse: 工程",
        "the path has characters that the build tools refuse: 发布",
    ]


@pytest.mark.parametrize(
    ("path", "is_apk", "count"),
    [
        ("C:\\Users\\me\\old.apk", True, 1),
        ("c:/users/me/old.apk", True, 1),
        ("\\\\?\\C:\\Users\\me\\old.apk", True, 1),
        ("C:\\Users\\张三\\old.apk", True, 2),
        ("C:\\Users\\me\\project", False, 0),
        ("C:\\UsersData\\old.apk", True, 0),
        ("D:\\Users\\old.apk", True, 0),
        ("/home/Users/old.apk", True, 0),
        ("/home/café/old.apk", True, 1),
    ],
)
def test_paths_that_the_vendors_plugin_refuses(path: str, is_apk: bool, count: int) -> None:  # noqa: FBT001 a table
    assert len(list(path_problems(path, is_apk=is_apk))) == count


@pytest.mark.parametrize("data", [b"", b"no apk", apk()[:-5]])
def test_no_apk(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(HaplineError) as caught:
        _apk(tmp_path / "old.apk", data)
    assert str(tmp_path / "old.apk") in caught.value.where
    with pytest.raises(HaplineError, match="there is no such file"):
        Apk(str(tmp_path / "gone.apk"))


def test_which_module_is_meant(tmp_path: Path) -> None:
    gradle_build(tmp_path)
    found = layout_of(str(tmp_path))
    assert (found.root, found.module) == (str(tmp_path), str(tmp_path / "app"))
    assert layout_of(str(tmp_path / "app")) == found
    assert found.patch == str(tmp_path / "app/build/outputs/instantrun/patch.jar")
    write(tmp_path, {"lite/instantrun.xml": XML})
    with pytest.raises(HaplineError, match="several modules are set up for InstantRun: app, lite"):
        layout_of(str(tmp_path))
    with pytest.raises(HaplineError, match="there is no such folder"):
        layout_of(str(tmp_path / "gone"))
    alone = layout_of(str(write(tmp_path / "other", {"a/x": b""}) / "a"))
    assert (alone.module, alone.uses_instantrun) == (str(tmp_path / "other/a"), False)


class TestTheRelease:
    """What is in instantrun/ has to be what the archive keeps."""

    @staticmethod
    def _with(folder: Path, kept: str | None, **changes: object) -> list[str]:
        contents = {} if kept is None else {measured([kept.encode()]): kept.encode()}
        files = {"mapping.txt": next(iter(contents))} if contents else {}
        release = Release(version="2.1.0", files=files, **changes)  # type: ignore[arg-type]
        return _problems(folder, release=release, archived=lambda content: [contents[content]], version="2.1.0")

    def test_another_mapping_is_an_error(self, tmp_path: Path) -> None:
        gradle_build(tmp_path)
        own = (tmp_path / "app/instantrun/mapping.txt").read_text()
        assert self._with(tmp_path, own) == []
        assert self._with(tmp_path, own.replace("a.b", "a.c")) == [
            "app/instantrun/mapping.txt: the file is not that of the release 2.1.0"
        ]

    def test_comments_and_empty_lines_may_be_taken_out(self, tmp_path: Path) -> None:
        gradle_build(tmp_path)
        file = tmp_path / "app/instantrun/mapping.txt"
        kept = "# compiler: R8\n\n" + file.read_text().replace("\n", '\r\n# {"id":"x"}\n', 1)
        assert self._with(tmp_path, kept) == []
        release = Release(version="2.1.0", files={"mapping.txt": measured([kept.encode()])})
        (note,) = mapping_notes(layout_of(str(tmp_path)), release)
        assert note.endswith("differs from that of 2.1.0 in comments and empty lines alone")

    def test_what_was_archived_without_something_is_not_built(self, tmp_path: Path) -> None:
        gradle_build(tmp_path)
        (tmp_path / "app/instantrun.xml").write_text(XML.replace(">id<", ">signature<"))
        assert self._with(tmp_path, None, obfuscated=True) == []  # somebody has laid it there
        (tmp_path / "app/instantrun/methodsMap.instantrun").unlink()
        assert self._with(tmp_path, None, obfuscated=True) == [
            "app/instantrun/methodsMap.instantrun: a file of the release is missing"
        ]

    @pytest.mark.parametrize(
        ("kept", "obfuscated", "todo"),
        [
            ("a.B -> a.b:\n", True, "lay what the release kept into instantrun/: hapline hotpatch restore 2.1.0"),
            (None, True, "2.1.0 was archived without it: lay it there from the build of that release, or no patch"),
            (None, False, "2.1.0 was archived without it, as a build that is not minified: set proguard to false"),
        ],
    )
    def test_what_to_do(self, tmp_path: Path, kept: str | None, todo: str, *, obfuscated: bool) -> None:
        gradle_build(tmp_path)
        (tmp_path / "app/instantrun/mapping.txt").unlink()
        files = {} if kept is None else {"mapping.txt": measured([kept.encode()])}
        release = Release(version="2.1.0", files=files, obfuscated=obfuscated)
        layout = layout_of(str(tmp_path))
        inputs = Inputs(layout=layout, method="instantrun", program="", release=release, version="2.1.0")
        (problem,) = input_problems(inputs)
        assert problem.todo.startswith(todo)
