"""slinks: each form that no real file has is a problem of its own, and what is written is the exact form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.documents import DocumentError
from hapline_plugins.portal.names import slinks_name
from hapline_plugins.portal.source.slinks_file import SlinksFile, arranged, formatted

GOOD = b"com.acme.core-core\ncom.acme.pay-pay\n"
LINES = st.lists(st.sampled_from([f"com.acme-{letter}" for letter in "abcdefgh"]), max_size=8)


def test_a_good_file() -> None:
    file = SlinksFile("app/slinks", GOOD)
    assert file.problems == []
    assert file.names == ("com.acme.core-core", "com.acme.pay-pay")
    line = file.find("com.acme.pay-pay")
    assert line is not None
    assert (line.number, file.text[line.start : line.end]) == (2, "com.acme.pay-pay\n")
    assert (line.span.start_line, line.span.start_column, line.span.end_column) == (2, 1, 17)
    assert file.find("com.acme.other") is None
    assert formatted(file.names) == GOOD


@pytest.mark.parametrize(
    ("data", "names", "problems"),
    [
        (b"", "", ""),
        (b"a-b", "a-b", "1:4 no-end"),
        (b"\xef\xbb\xbfa-b\n", "a-b", "1:1 bom"),
        (b"a-b\r\nc-d\r\n", "a-b c-d", "1:4 crlf"),
        (b"a-b\rc-d\n", "a-b c-d", "1:4 crlf"),
        (b"a-b\n\n \t\nc-d\n", "a-b c-d", "2:1 blank, 3:1 blank"),
        (b"# all\na-b\n", "a-b", "1:1 comment"),
        (b"// all\na-b // why\n", "a-b", "1:1 comment, 2:5 comment"),
        (b"a-b#1//2\n", "a-b#1//2", ""),
        (b" a-b\nc-d \n", "a-b c-d", "1:1 spaces, 2:1 spaces"),
        (b"a b\n", "a b", "1:1 spaces"),
        (b"a-b\nc-d\na-b\n", "a-b c-d", "3:1 duplicate"),
        ("a-支付\n".encode(), "a-支付", "1:1 not-ascii"),
        (b"a-\xb0\xa1\n", "a-\ufffd\ufffd", "1:1 not-ascii"),
        (b"a-\x00b\n", "a-\x00b", "1:1 not-ascii"),
        (b"\n", "", "1:1 blank"),
        (b"\r\n", "", "1:1 crlf, 1:1 blank"),
        (
            "\ufeffa-b \r\n#中\r\na-b".encode(),
            "a-b",
            "1:1 bom, 1:5 crlf, 1:1 spaces, 2:1 comment, 2:1 not-ascii, 3:1 duplicate, 3:4 no-end",
        ),
    ],
)
def test_problems(data: bytes, names: str, problems: str) -> None:
    file = SlinksFile("slinks", data)
    assert [*file.names] == ([names] if names == "a b" else names.split())
    said = [f"{one.span.start_line}:{one.span.start_column} {one.kind}" for one in file.problems if one.span]
    assert ", ".join(said) == problems


def test_the_second_of_two_lines_says_where_the_first_is() -> None:
    file = SlinksFile("slinks", b"a-b\nc-d\na-b\n")
    assert str(file.problems[0].message) == "a-b stands in line 1 already"
    assert [line.number for line in file.lines] == [1, 2, 3]


def test_names() -> None:
    assert slinks_name("com.mpaas.group", "testBundle-build") == "com.mpaas.group-testBundle"
    assert slinks_name("com.acme", "pay-builder") == "com.acme-pay-builder"
    assert slinks_name("com.acme", "pay-build-build") == "com.acme-pay-build"


@pytest.mark.parametrize(
    ("wanted", "present", "lines"),
    [
        ("c a b", "", "a b c"),
        ("b a", "b a", "b a"),
        ("d a b c", "c a", "c a b d"),
        ("b c a", "a c", "a b c"),
        ("a", "c a b", "a"),
        ("a b", "b a b", "b a"),
        ("", "a b", ""),
    ],
)
def test_arranging(wanted: str, present: str, lines: str) -> None:
    assert arranged(wanted.split(), present.split()) == lines.split()


@given(LINES, LINES)
def test_what_is_arranged_and_written_is_read_again(wanted: list[str], present: list[str]) -> None:
    lines = arranged(wanted, present)
    assert set(lines) == set(wanted)
    assert [line for line in lines if line in present] == [line for line in dict.fromkeys(present) if line in wanted]
    file = SlinksFile("slinks", formatted(lines))
    assert (file.problems, [*file.names]) == ([], lines)
    assert arranged(wanted, file.names) == lines


@pytest.mark.parametrize("line", ["", " ", "a b", "a ", "a\n", "中", "a\tb", "a\x00b"])
def test_what_is_no_line_is_never_written(line: str) -> None:
    with pytest.raises(ValueError, match="no line of slinks"):
        formatted(["a-b", line])


def test_each_line_is_written_once() -> None:
    assert formatted(["b", "a", "b"]) == b"b\na\n"
    assert formatted([]) == b""


@pytest.mark.timeout(20)
def test_large_and_odd_files() -> None:
    many = SlinksFile("slinks", b"a\n" * 200_000 + b"# why\n")
    assert (len(many.problems), many.kinds) == (200, {"duplicate", "comment"})
    assert SlinksFile("slinks", bytes(range(256)) * 1000).problems
    assert SlinksFile("slinks", b" " * 900_000).names == ()
    with pytest.raises(DocumentError, match="more than"):
        SlinksFile("slinks", b"a" * 2_000_000)
