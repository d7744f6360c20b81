"""mapping.txt: names both ways, in the forms of ProGuard and of R8, with places for what is broken."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.documents import DocumentError
from hapline_hooks import Unreadable
from hapline_plugins.hotpatch.obfuscation.mapping import class_names, is_whole, read_mapping
from hapline_plugins.hotpatch.obfuscation.names import REMOVED, ClassName, MappingHeader, NotAskedForError

PROGUARD = """\
com.example.Main -> com.example.Main:
    com.example.Config config -> a
    int[] sizes -> b
    50:66:void <init>(com.example.Config) -> <init>
    74:228:void execute() -> a
    2039:2056:void com.example.Check.check():39:56 -> a
    2039:2056:void execute():76 -> a
    2235:2252:void print(com.example.Config[],int):235:252 -> a
    2235:2252:void execute():80 -> a
    300:310:void print(com.example.Config[],int) -> a
    311:312:java.lang.String name(long) -> b
com.example.Config -> a.b:
    com.example.Main owner -> a
com.example.Main$Inner -> com.example.Main$a:
    void run() -> run
"""
BODY = """\
com.example.Main -> a.a:
# {"id":"sourceFile","fileName":"Main.kt"}
    java.lang.String DESCRIPTOR -> a
    com.example.Config config -> b
      # {"id":"com.android.tools.r8.residualsignature","signature":"La/b;"}
    1:3:void <init>():60:60 -> <init>
    1:1:void run(com.example.Config,int):10:10 -> a
      # {"id":"com.android.tools.r8.residualsignature","signature":"(La/b;)V"}
    2:5:void run(com.example.Config,int):11:14 -> a
    6:9:void com.example.Help.log(java.lang.String):7:10 -> a
    6:9:void twice():20 -> a
    6:9:void run(com.example.Config,int):15 -> a
    10:12:void run():30:32 -> a
    1:2:void com.example.Base.stop():3:4 -> b
    int made() -> c
    # {"id":"com.android.tools.r8.synthesized"}
com.example.Config -> a.b:
com.example.Gone -> R8$$REMOVED$$CLASS$$12:
"""
HEADER = """\
# compiler: R8
# compiler_version: 8.9.32
# min_api: 21
# common_typos_disable
# {"id":"com.android.tools.r8.mapping","version":"2.2"}
# pg_map_id: 23f8b68
# pg_map_hash: SHA-256 HASH
"""
R8 = HEADER.replace("HASH", hashlib.sha256(BODY.encode()).hexdigest()) + BODY


def test_the_names_of_classes_both_ways() -> None:
    mapping = read_mapping(PROGUARD.encode(), obfuscated={"a.b", "x.Y"}, original={"com.example.Main$Inner"})
    assert mapping.original("a.b") == "com.example.Config"
    assert mapping.obfuscated("com.example.Main$Inner") == "com.example.Main$a"
    assert mapping.original("com.example.Main$a") == "com.example.Main$Inner"
    assert mapping.original("x.Y") == "x.Y"
    assert mapping.of_obfuscated("x.Y") is None
    assert list(mapping.classes) == ["a.b", "com.example.Main$a"]
    assert mapping.header == MappingHeader()


def test_what_was_not_asked_for_is_not_answered() -> None:
    mapping = read_mapping(PROGUARD.encode(), obfuscated={"a.b"})
    with pytest.raises(NotAskedForError):
        mapping.original("com.example.Main")
    with pytest.raises(NotAskedForError):
        mapping.obfuscated("com.example.Main")
    assert mapping.obfuscated("com.example.Config") == "a.b"
    everything = read_mapping(PROGUARD.encode(), original=None)
    assert everything.original("x.Y") == "x.Y"
    assert everything.obfuscated("x.Y") == "x.Y"
    assert len(everything.classes) == 3


def test_methods_of_proguard_are_told_apart_by_their_types() -> None:
    mapping = read_mapping(PROGUARD.encode(), obfuscated={"com.example.Main"})
    execute = mapping.method("com.example.Main", "a", "()V")
    assert execute is not None
    assert execute.key == "com.example.Main.execute()"
    assert execute.inlined == (
        "com.example.Check.check()",
        "com.example.Main.print(com.example.Config[],int)",
    )
    assert execute.line == 5
    printed = mapping.method("com.example.Main", "a", "([La/b;I)V")
    assert printed is not None
    assert printed.key == "com.example.Main.print(com.example.Config[],int)"
    assert printed.inlined == ()
    assert printed.line == 10
    named = mapping.method("com.example.Main", "b", "(J)Ljava/lang/String;")
    assert named is not None
    assert (named.name, named.returns, named.parameters) == ("name", "java.lang.String", ("long",))
    assert mapping.method("com.example.Main", "b", "()V") is None
    assert mapping.method("com.example.Main", "c", "()V") is None


def test_fields_are_found_by_name_and_type() -> None:
    mapping = read_mapping(PROGUARD.encode(), obfuscated=["com.example.Main", "a.b"])
    found = mapping.field("com.example.Main", "a", "La/b;")
    assert found is not None
    assert (found.owner, found.name, found.type) == ("com.example.Main", "config", "com.example.Config")
    sizes = mapping.field("com.example.Main", "b")
    assert sizes is not None
    assert (sizes.name, sizes.line) == ("sizes", 3)
    assert mapping.field("com.example.Main", "c") is None


def test_two_fields_of_one_new_name_need_their_type() -> None:
    text = b"A -> a:\n    int x -> a\n    A y -> a\n"
    mapping = read_mapping(text, obfuscated={"a"})
    found = mapping.field("a", "a", "La;")
    assert found is not None
    assert found.name == "y"
    assert mapping.field("a", "a") is None


def test_r8_with_comments_inlining_and_residual_signatures() -> None:
    mapping = read_mapping(R8.encode(), obfuscated={"a.a"})
    run = mapping.method("a.a", "a", "(La/b;)V")
    assert run is not None
    assert run.key == "com.example.Main.run(com.example.Config,int)"
    assert run.residual == "(La/b;)V"
    assert run.inlined == ("com.example.Help.log(java.lang.String)", "com.example.Main.twice()")
    plain = mapping.method("a.a", "a", "()V")
    assert plain is not None
    assert plain.key == "com.example.Main.run()"
    merged = mapping.method("a.a", "b", "()V")
    assert merged is not None
    assert merged.key == "com.example.Base.stop()"
    made = mapping.method("a.a", "c", "()I")
    assert made is not None
    assert made.is_synthesized
    assert not merged.is_synthesized
    config = mapping.field("a.a", "b", "La/b;")
    assert config is not None
    assert config.residual == "La/b;"
    assert mapping.header.compiler == "R8"
    assert mapping.header.compiler_version == "8.9.32"
    assert mapping.header.map_id == "23f8b68"
    assert mapping.header.map_version == "2.2"


def test_a_removed_class_is_told_by_its_new_name() -> None:
    mapping = read_mapping(R8.encode(), original={"com.example.Gone"})
    assert mapping.obfuscated("com.example.Gone").startswith(REMOVED)


def test_where_r8_is_too_old_to_say_the_types_the_only_method_is_taken() -> None:
    text = b"A -> a:\n    void f(B) -> a\n    void g(int) -> b\n    void h(long) -> b\nB -> b:\n"
    mapping = read_mapping(text, obfuscated={"a"})
    found = mapping.method("a", "a", "(Lc;)V")
    assert found is not None
    assert found.name == "f"
    assert mapping.method("a", "a", "()V") is None
    assert mapping.method("a", "b", "(F)V") is None


def test_lines_without_numbers_are_no_inlining() -> None:
    mapping = read_mapping(b"A -> a:\n    void f() -> a\n    void g(int) -> a\n", obfuscated=None)
    assert [one.name for one in mapping.classes["a"].methods] == ["f", "g"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\ufeffA -> a:\r\n    int x -> b\r\n", "x"),
        ("A->a:\n int x->b\n", "x"),
        ("\n# a comment\n\nA -> a:\n\n    # {broken\n\tint x -> b", "x"),
        ("例.子 -> a:\n    int 名 -> b\n", "名"),
        ("package-info -> a:\n    int x-y -> b\n", "x-y"),
    ],
    ids=["Windows", "narrow", "blank and comments", "Chinese", "hyphens"],
)
def test_odd_forms(text: str, wanted: str) -> None:
    (found,) = read_mapping(text.encode(), obfuscated={"a"}).classes["a"].fields
    assert (found.name, found.obfuscated) == (wanted, "b")


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("<!DOCTYPE html>\n<html>\n", 1, 1, "`<!DOCTYPE html>` is not"),
        ("A -> a:\nB -> b\n", 2, 3, "`B -> b` is not"),
        ("A -> a:\nB -> b: c\n", 2, 3, "is not"),
        ("A B -> a:\n", 1, 5, "is not"),
        (" -> a:\n", 1, 2, "is not"),
        ("    void f() -> a\n", 1, 14, "is not"),
        ("A -> a:\n    void f()\n", 2, 13, "parameters or an arrow is wanted"),
        ("A -> a:\n    void f( -> a\n", 2, 11, "parameters or an arrow is wanted"),
        ("A -> a:\n    1:2:f() -> a\n", 2, 9, "a type is wanted"),
        ("A -> a:\n    int x -> \n", 2, 11, "a new name is wanted"),
        ("A -> a:\n    int x -> b c\n", 2, 14, "the end of the line is wanted"),
        ("A -> a:\n    void f():a -> b\n", 2, 13, "parameters or an arrow is wanted"),
        ("A -> a:\nB -> b:\nC -> a:\n", 3, 1, "two classes are called a now: A in line 1, and C"),
    ],
)
def test_what_is_broken_is_said_with_its_place(text: str, line: int, column: int, says: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read_mapping(text.encode(), obfuscated=None)
    assert says in raised.value.message
    assert (raised.value.line, raised.value.column) == (line, column)
    assert raised.value.span.start_line == line


def test_what_is_no_text_is_said_with_its_place() -> None:
    with pytest.raises(DocumentError) as raised:
        read_mapping(b"A -> a:\nB\xff -> b:\n", obfuscated={"z"})
    assert (raised.value.line, raised.value.column) == (2, 2)
    assert "0xFF" in raised.value.message


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        b"x" * (3 << 20),
        b"A -> a:\n  " + b"a->" * 300_000,
        b"A -> a:\n" + b" " * 900_000 + b"x",
        b"A -> a:\n  void f()" + b" " * 900_000 + b"x -> b",
        b"A -> a:\n  void f():" + b"1" * 900_000 + b" -> b",
        b'A -> a:\n  int x -> b\n  # {"id":"com.android.tools.r8.",' + b"[" * 900_000,
        b"A" + b" ->" * 300_000 + b":",
    ],
    ids=["no lines", "arrows", "spaces", "spaces inside", "digits", "deep", "arrows of a class"],
)
def test_hostile_lines_end_soon(text: bytes) -> None:
    lines = set()
    try:
        read_mapping(text, obfuscated=None)
    except DocumentError as error:
        lines.add(error.line)
    assert lines <= {1, 2}


def test_members_that_nobody_asked_for_are_not_looked_at() -> None:
    text = b"A -> a:\n    nothing of a member\nB -> b:\n    int x -> c\n"
    assert read_mapping(text, obfuscated={"b"}).field("b", "c") is not None
    with pytest.raises(DocumentError):
        read_mapping(text, obfuscated={"a"})


def test_the_names_of_all_classes() -> None:
    assert list(class_names(R8.encode())) == [
        ClassName("com.example.Main", "a.a", 8),
        ClassName("com.example.Config", "a.b", 24),
        ClassName("com.example.Gone", "R8$$REMOVED$$CLASS$$12", 25),
    ]


def test_a_mapping_of_r8_proves_that_it_is_whole() -> None:
    assert is_whole(R8.encode()) is True
    assert is_whole(R8.replace("\n", "\r\n").encode()) is True
    assert is_whole(R8[:-20].encode()) is False
    assert is_whole(R8.replace("int made", "int mode").encode()) is False
    assert is_whole(PROGUARD.encode()) is None
    assert is_whole(b"") is None
    assert is_whole(b"# a\n" * 3) is None


@pytest.mark.skipif(os.name != "posix", reason="pipes are files on POSIX systems alone")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mapping.txt")
    with pytest.raises(Unreadable):
        read_mapping(tmp_path / "mapping.txt")


_MEASURE = """
import resource, sys
from hapline_plugins.hotpatch.obfuscation.mapping import read_mapping
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
mapping = read_mapping(sys.argv[1], obfuscated={"b.c7"})
assert mapping.original("b.c7") == "com.example.Class7"
assert mapping.method("b.c7", "a", "(Lb/c8;)V") is not None
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="how much memory was used is counted in KiB on Linux alone")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "mapping.txt"
    with file.open("w") as out:
        for number in range(20_000):
            out.write(f"com.example.Class{number} -> b.c{number}:\n")
            member = f"    1:9:void method(com.example.Class{number + 1}):10:18 -> a\n"
            out.write(member * 20)
    assert file.stat().st_size > 20 << 20
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(file)], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert int(done.stdout) < 15 << 10


_NAMES = st.text("abZ_$.-例", min_size=1, max_size=6)


@given(st.dictionaries(_NAMES, _NAMES, min_size=1).filter(lambda one: len(set(one.values())) == len(one)), st.data())
def test_every_class_is_found_again(names: dict[str, str], data: st.DataObject) -> None:
    text = "".join(f"{original} -> {new}:\n    int f -> g\n" for original, new in names.items()).encode()
    asked = data.draw(st.sets(st.sampled_from(sorted(names))))
    mapping = read_mapping(text, original=asked)
    assert {one.original for one in mapping.classes.values()} == asked
    for original in asked:
        assert mapping.obfuscated(original) == names[original]
        assert mapping.original(names[original]) == original


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    lines = {1}
    try:
        read_mapping(text.encode(), obfuscated=None)
        list(class_names(text.encode()))
    except DocumentError as error:
        lines.add(error.line)
    assert max(lines) <= text.count("\n") + 1
    assert min(lines) == 1
