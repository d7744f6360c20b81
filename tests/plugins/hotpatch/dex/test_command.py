"""``hapline hotpatch diff``: for people, for programs, and for what cannot be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.android.making import Package, table
from hapline.testing import Bench, Ended
from plugins.hotpatch.dex.samples import CALL, INIT, RETURN, code, main, package, says
from plugins.hotpatch.dex_parts import Annotation, Class, Code, Field, Method
from plugins.hotpatch.dex_writer import dex

KEPT = Class("a.Kept", (INIT, says("kept")))
OLD = (
    main(INIT, says("old"), Method("gone"), Method("only", code=Code((0x0012, RETURN)))),
    Class("a.BuildConfig", (), (Field("VERSION", access=0x19, value=1),)),
    Class("a.Gone", (INIT,)),
    Class("a.Noted", (INIT,), annotations=(Annotation("La/Kept;", {"value": 1}),)),
)
NEW = (
    main(
        Method("<init>", access=0x10001, code=Code((0x1012, RETURN))),
        says("new"),
        Method("came", ("I",)),
        Method("only", code=Code((0x1012, RETURN))),
        fields=(Field("count"),),
        interfaces=("Ljava/lang/Runnable;",),
    ),
    Class("a.BuildConfig", (), (Field("VERSION", access=0x19, value=2),)),
    Class("a.Main$$ExternalSyntheticLambda0", (INIT,), access=0x1011),
    Class("a.Noted", (INIT,), annotations=(Annotation("La/Kept;", {"value": 2}),)),
)
KEPT_DEX = dex(KEPT)


def run(
    folder: Path, *line: str, old: Sequence[bytes] | Mapping[str, bytes], new: Sequence[bytes] | Mapping[str, bytes]
) -> Ended:
    (folder / "old.apk").write_bytes(package(old))
    (folder / "new.apk").write_bytes(package(new))
    return Bench().run("hotpatch", "diff", "old.apk", "new.apk", *line, cwd=folder)


def both(folder: Path, *line: str) -> Ended:
    return run(folder, *line, old=[dex(*OLD), KEPT_DEX], new=[dex(*NEW), KEPT_DEX])


def test_text_names_what_a_patch_is_about(tmp_path: Path) -> None:
    ended = both(tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "classes: 3 changed, 1 added, 1 removed, of 5; equal DEX files: 1\n"
        "what a patch must contain:\n"
        "  ~ a.Main  (interfaces)\n"
        "      + count: int\n"
        "      ~ <init>()  (code)\n"
        "      - gone()\n"
        "      ~ only()  (code)\n"
        "      ~ run()  (code)\n"
        "      + came(int)\n"
        "  + a.Main$$ExternalSyntheticLambda0\n"
        "what InstantRun cannot patch:\n"
        "  a.Main implements other interfaces\n"
        "  a.Main: count is a new field; put it into a new class\n"
        "  a.Main: <init>() is a constructor; do it in a method that is called later\n"
        "  a.Main: only() calls nothing and so is not instrumented; patch the methods that call it\n"
        "  a.Main$$ExternalSyntheticLambda0 is made of a new lambda; a patch cannot hold one: "
        "write it as a static class\n"
        "classes that are gone: 1\n"
        "classes that differ in annotations only: 1\n"
        "what no patch is about: BuildConfig 1, R 0, only numbers of resources 0\n"
    )


def test_all_names_what_is_folded(tmp_path: Path) -> None:
    lines = both(tmp_path, "--all").out.splitlines()
    at = lines.index("classes that are gone: 1")
    assert lines[at + 1 : at + 4] == ["  - a.Gone", "classes that differ in annotations only: 1", "  ~ a.Noted"]
    assert lines[-1] == "  ~ a.BuildConfig"


def test_json(tmp_path: Path) -> None:
    found = json.loads(both(tmp_path, "--format", "json").out)
    assert (found["version"], found["old"], found["new"], found["notes"]) == (1, "old.apk", "new.apk", [])
    classes = found["classes"]
    assert (classes["oldCount"], classes["newCount"]) == (5, 5)
    assert classes["sameFiles"] == [["classes2.dex", "classes2.dex"]]
    by_name = {one["name"]: one for one in classes["changes"]}
    assert {name: one["kind"] for name, one in by_name.items()} == {
        "a.BuildConfig": "changed",
        "a.Gone": "removed",
        "a.Main": "changed",
        "a.Main$$ExternalSyntheticLambda0": "added",
        "a.Noted": "changed",
    }
    assert by_name["a.BuildConfig"]["noise"] == "BuildConfig"
    assert by_name["a.Noted"]["onlyAnnotations"] is True
    assert by_name["a.Main"]["interfaces"] == [[], ["java.lang.Runnable"]]
    assert by_name["a.Main"]["methods"][-1] == {
        "kind": "added",
        "name": "came",
        "descriptor": "(I)V",
        "access": 1,
        "code": False,
        "flags": False,
        "annotations": False,
        "onlyNumbers": False,
        "calls": False,
    }
    assert by_name["a.Main"]["fields"][0]["type"] == "I"
    assert len(classes["instantRunObstacles"]) == 5


def test_nothing_differs(tmp_path: Path) -> None:
    ended = run(tmp_path, "--exit-code", old=[KEPT_DEX], new=[dex(KEPT, strings=["!"])])
    assert (ended.code, ended.out) == (0, "classes: 0 changed, 0 added, 0 removed, of 1; equal DEX files: 0\n")


def test_the_exit_code_is_about_what_a_patch_is_about(tmp_path: Path) -> None:
    assert both(tmp_path, "--exit-code").code == 1
    assert both(tmp_path).code == 0
    noise = run(tmp_path, "--exit-code", old=[dex(OLD[1], OLD[3])], new=[dex(NEW[1], NEW[3])])
    assert noise.code == 0
    assert "BuildConfig 1" in noise.out


def test_a_library_is_said_to_hold_no_dex(tmp_path: Path) -> None:
    library = {"classes.jar": b"PK", "AndroidManifest.xml": b""}
    ended = run(tmp_path, old=library, new=library)
    assert ended.code == 2
    assert "old.apk: holds .class files, which are no DEX: classes are not compared" in ended.err
    ended = run(tmp_path, "--format", "json", old=[KEPT_DEX], new={"a/Main.class": b""})
    assert ended.code == 0
    assert "new.apk: holds .class files" in ended.err
    assert json.loads(ended.out)["notes"][0].startswith("new.apk: holds .class files")
    assert "classes" not in json.loads(ended.out)
    ended = run(tmp_path, old={"a.txt": b""}, new={"a.txt": b""})
    assert (ended.code, "holds no DEX file" in ended.err) == (2, True)


def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path) -> None:
    ended = run(tmp_path, old=[KEPT_DEX], new=[KEPT_DEX, b"dex\n035\0"])
    assert ended.code == 2
    assert "new.apk!classes2.dex: error: byte 8: header_item goes past the end" in ended.err
    (tmp_path / "old.apk").write_bytes(b"no archive")
    ended = Bench().run("hotpatch", "diff", "old.apk", "new.apk", cwd=tmp_path)
    assert ended.code == 2
    assert "old.apk" in ended.err
    assert Bench().run("hotpatch", "diff", "absent.apk", "new.apk", cwd=tmp_path).code == 4


def test_entries_that_phones_do_not_load_are_not_looked_at(tmp_path: Path) -> None:
    odd = {"classes.dex": KEPT_DEX, "classes1.dex": b"x", "assets/classes.dex": b"x", "classes02.dex": b"x"}
    assert run(tmp_path, old=odd, new={"classes.dex": KEPT_DEX}).code == 0


def test_ids_of_resources_are_looked_up_in_the_tables(tmp_path: Path) -> None:
    def app(*names: str) -> dict[str, bytes]:
        number = 0x7F010000 + names.index("title")
        made = dex(main(code(0x0014, number & 0xFFFF, number >> 16, *CALL, RETURN)))
        return {"classes.dex": made, "resources.arsc": table([Package(0x7F, "a", {"string": names})])}

    ended = run(tmp_path, old=app("title"), new=app("another", "title"))
    assert ended.out == (
        "classes: 1 changed, 0 added, 0 removed, of 1; equal DEX files: 0\n"
        "what no patch is about: BuildConfig 0, R 0, only numbers of resources 1\n"
        "resources:\n"
        "  + string/another\n"
        "  1 have another id than before; keep them with stable-ids\n"
    )
    broken = {**app("another", "title"), "resources.arsc": b"broken"}
    ended = run(tmp_path, old=app("title"), new=broken)
    assert (ended.code, "new.apk!resources.arsc: error: " in ended.err) == (2, True)
