"""methodsMap.instantrun: what Java serialises is read, and nothing else; InstantRunMapping.txt.gz is a text."""

from __future__ import annotations

import base64
import gzip
import shutil
import struct
import subprocess
import tracemalloc
from pathlib import Path

import pytest

from hapline.android import BinaryError
from hapline_plugins.hotpatch.obfuscation.instantrun_mapping import PackedText, check_instantrun_mapping
from hapline_plugins.hotpatch.obfuscation.methods_map import InstrumentedMethod, read_methods_map
from hapline_plugins.hotpatch.obfuscation.serialised import read_map

WRITER = """
import java.io.*; import java.util.*; import java.util.zip.*;
public class Writer {
  public static void main(String[] arguments) throws Exception {
    Map<Object, Object> map = arguments[0].equals("tree") ? new TreeMap<>()
        : arguments[0].equals("linked") ? new LinkedHashMap<>() : new HashMap<>();
    for (int at = 2; at < arguments.length; at += 2) {
      String value = arguments[at + 1];
      Object one = value.startsWith("#") ? Integer.valueOf(value.substring(1))
          : value.startsWith("@") ? new Date(0) : value.startsWith("x") ? "long".repeat(20000) : value;
      map.put(arguments[at], one);
    }
    OutputStream file = new GZIPOutputStream(new FileOutputStream(arguments[1]));
    try (ObjectOutputStream out = new ObjectOutputStream(file)) { out.writeObject(map); }
  }
}
"""
"""A program that writes maps; ``#1`` is a number."""
LINKED = base64.b64decode(
    "H4sIAAAAAAAA/1vzloG1uIhBPCuxLFGvtCQzR88nMy87NcUjsTjDN7HA5IBfjEDOgd9MDIxRDNyJycmpxcX+RSmpRRVFDIIIPVDVrOy3Dh4WS7jIzMDk"
    "xsCVk5+Y4paYXJJf5MnAWZJRlFqckZ+TUlFg78AAAjzlHEBSAIiZSxh0kvNz9VIrEnMLclL1fBMz8/SKSvM0MvNKdMCW5CTmpesFlxRl5qVHx2oWw+wG"
    "C3vmlaSmpxYJPVqw5HtjuwXQpZ4MrGWJOaWpQDcKINT5leYmpRa1rZkqyz3lQTcTA0NFAdBuxhIGaXS7VTzz8lKL9NLzNTSLCxnqGFiA6phKGMQx3Fhc"
    "kl+goQlSwlbBAAB89tXtSgEAAA=="
)
"""What the program wrote for ``linked`` and the three methods below, so that this is tested without Java too."""
METHODS = {
    "com.example.Main.run(int,java.lang.String[])": 1,
    "com.example.Main$Inner.go()": 2,
    "com.example.Main.stop()": 1,
}


def test_what_java_wrote_is_read() -> None:
    made = read_methods_map(LINKED)
    assert made.ids == METHODS
    assert list(made.ids) == list(METHODS)
    assert len(made) == 3
    assert made.id("com.example.Main$Inner.go()") == 2
    assert made.id("com.example.Main.go()") is None
    assert made.classes == {"com.example.Main", "com.example.Main$Inner"}
    assert made.methods("com.example.Main") == (
        InstrumentedMethod("com.example.Main", "run", ("int", "java.lang.String[]"), 1),
        InstrumentedMethod("com.example.Main", "stop", (), 1),
    )
    assert made.methods("com.example") == ()
    assert made.unclear == ()


@pytest.fixture(scope="module")
def java(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("java") is None or shutil.which("javac") is None:
        pytest.skip("there is no Java compiler here")
    folder = tmp_path_factory.mktemp("java")
    (folder / "Writer.java").write_text(WRITER, encoding="utf-8")
    subprocess.run(["javac", "Writer.java"], cwd=folder, check=True, capture_output=True)
    return folder


def written(folder: Path, kind: str, *pairs: str) -> bytes:
    subprocess.run(["java", "Writer", kind, "out.gz", *pairs], cwd=folder, check=True, capture_output=True)
    return (folder / "out.gz").read_bytes()


@pytest.mark.parametrize("kind", ["linked", "hash"])
def test_what_java_writes_is_read(java: Path, kind: str) -> None:
    pairs = [text for key, number in METHODS.items() for text in (key, f"#{number}")]
    assert read_methods_map(written(java, kind, *pairs)).ids == METHODS
    assert read_methods_map(written(java, kind)).ids == {}
    many = {f"com.example.C{at}.m(int)": at for at in range(2000)}
    pairs = [text for key, number in many.items() for text in (key, f"#{number}")]
    assert read_methods_map(written(java, kind, *pairs)).ids == many
    odd = read_methods_map(
        written(java, kind, "例.名(😀)", "id-7", "again.a()", "id-7", "nothing", "x", "neg.a()", "#-1")
    )
    assert odd.id("例.名(😀)") == "id-7"
    assert odd.id("neg.a()") == -1
    assert odd.id("nothing") == "long" * 20000
    assert odd.unclear == ("nothing",)


def test_other_classes_are_refused_by_name(java: Path) -> None:
    with pytest.raises(BinaryError) as raised:
        read_methods_map(written(java, "tree", "a.b()", "#1"))
    assert "java.util.TreeMap" in raised.value.message
    assert raised.value.at == 5
    with pytest.raises(BinaryError) as raised:
        read_methods_map(written(java, "hash", "a.b()", "@"))
    assert "java.util.Date" in raised.value.message
    assert raised.value.at > 5


PLAIN = gzip.decompress(LINKED)


def changed(old: bytes, new: bytes) -> bytes:
    assert old in PLAIN
    return PLAIN.replace(old, new, 1)


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        (b"", "format", "Java serialisation"),
        (b"PK\3\4", "format", "Java serialisation"),
        (PLAIN + b"\0", "value", "the end of the map"),
        (changed(b"java.util.LinkedHashMap", b"evil.Gadget.LinkedHashM"), "value", "evil.Gadget.LinkedHashM"),
        (changed(b"\x11java.util.HashMap", b"\x11evil.util.HashMap"), "value", "evil.util.HashMap"),
        (changed(b"java.lang.Integer", b"java.lang.Process"), "value", "java.lang.Process"),
        (changed(b"java.lang.Number", b"java.lang.Object"), "value", "java.lang.Object"),
        (changed(b"accessOrder", b"accessOther"), "value", "the fields of java.util.LinkedHashMap"),
        (changed(b"\0\0\0\x10\0\0\0\3", b"\0\0\0\x10\x7f\xff\xff\xff"), "value", "size"),
        (changed(b"\0\0\0\x10\0\0\0\3", b"\0\0\0\x10\0\0\0\2"), "value", "TC_ENDBLOCKDATA"),
        (changed(b"w\x08", b"w\x07"), "value", "TC_BLOCKDATA"),
        (changed(b"q\0\x7e\0\x04", b"q\0\x7e\0\x7f"), "value", "TC_REFERENCE"),
        (changed(b"q\0\x7e\0\x04", b"q\0\x7e\0\x03"), "value", "TC_CLASSDESC"),
        (changed(b"t\0\x2c", b"p\0\x2c"), "value", "a key of the map"),
        (changed(b"t\0\x2c", b"~\0\x2c"), "value", "the code of an object"),
    ],
)
def test_what_it_cannot_be_is_refused(data: bytes, reason: str, says: str) -> None:
    with pytest.raises(BinaryError) as raised:
        read_map(data)
    assert raised.value.reason == reason
    assert says in raised.value.message


def test_no_prefix_is_a_crash() -> None:
    for end in range(len(PLAIN)):
        with pytest.raises(BinaryError):
            read_map(PLAIN[:end])
    for end in range(len(LINKED)):
        with pytest.raises(BinaryError):
            read_methods_map(LINKED[:end])


@pytest.mark.timeout(60)
def test_no_damage_is_a_crash() -> None:
    places = set()
    for at in range(len(PLAIN)):
        for value in (0, 1, 0x70, 0x7F, 0x80, 0xFF):
            copy = bytearray(PLAIN)
            copy[at] = value
            try:
                read_map(bytes(copy))
            except BinaryError as error:
                places.add(error.at)
    assert len(places) > 20
    assert max(places) <= len(PLAIN)


def test_a_length_that_is_a_lie_costs_nothing() -> None:
    long = PLAIN[: PLAIN.index(b"t\0\x2c")] + b"|" + struct.pack(">Q", 1 << 62)
    with pytest.raises(BinaryError) as raised:
        read_map(long)
    assert raised.value.reason == "truncated"


@pytest.mark.timeout(60)
def test_a_bomb_is_bounded() -> None:
    bomb = gzip.compress(bytes(64 << 20), 9)
    tracemalloc.start()
    with pytest.raises(BinaryError) as raised:
        read_methods_map(bomb, limit=4 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert raised.value.reason == "size"
    assert peak < 16 << 20


def test_several_members_and_padding_are_one_content() -> None:
    both = gzip.compress(PLAIN[:100]) + gzip.compress(PLAIN[100:]) + bytes(512)
    assert read_methods_map(both).ids == METHODS
    with pytest.raises(BinaryError):
        read_methods_map(gzip.compress(PLAIN) + b"more")


def test_a_file_is_read_like_its_content(tmp_path: Path) -> None:
    file = tmp_path / "methodsMap.instantrun"
    file.write_bytes(LINKED)
    assert read_methods_map(file).ids == METHODS
    file.write_bytes(b"")
    with pytest.raises(BinaryError) as raised:
        read_methods_map(str(file))
    assert raised.value.reason == "format"


def test_the_mapping_of_instantrun_is_a_packed_text() -> None:
    assert check_instantrun_mapping(gzip.compress("a -> b\n名\n".encode())) == PackedText(size=11, lines=2)
    assert check_instantrun_mapping(gzip.compress(b"a\nb")) == PackedText(size=3, lines=2)
    assert check_instantrun_mapping(gzip.compress(b"")) == PackedText(size=0, lines=0)
    large = check_instantrun_mapping(gzip.compress("名\n".encode() * 1_000_000))
    assert large == PackedText(size=4_000_000, lines=1_000_000)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a -> b\n", "format"),
        (gzip.compress(b"a\0b"), "value"),
        (gzip.compress(b"a\xff"), "value"),
        (gzip.compress("名".encode()[:2]), "value"),
        (gzip.compress(b"a -> b\n")[:-9], "truncated"),
        (gzip.compress(b"a -> b\n")[:-8] + b"12345678", "value"),
        (gzip.compress(bytes(2000)), "value"),
    ],
)
def test_what_is_no_packed_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BinaryError) as raised:
        check_instantrun_mapping(data)
    assert raised.value.reason == reason


def test_a_text_that_is_too_large_is_refused() -> None:
    with pytest.raises(BinaryError) as raised:
        check_instantrun_mapping(gzip.compress(b"a" * 2000), limit=1999)
    assert raised.value.reason == "size"
