"""The registry: what it says, what is wrong with it and where, and lines that are added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.documents import DocumentError
from hapline.errors import UsageError
from hapline_plugins.portal.ids.registry import LIMIT, MOST_LINES, Registry

GOOD = """\
# package ids; never remove or change a line

com.shop:cart-build = 41  # the shop team
com.shop:old-build = 43  # retired: since 2.0
com.shop:search-build=44
"""


def _problems(text: str | bytes) -> list[tuple[str, str, int, int]]:
    found = Registry(text if isinstance(text, bytes) else text.encode()).problems
    spans = [one.location.span for one in found]
    assert all(span is not None for span in spans)
    return [
        (one.kind, one.severity, span.start_line, span.start_column)
        for one, span in zip(found, spans, strict=True)
        if span is not None
    ]


def test_what_it_says() -> None:
    registry = Registry(GOOD.encode())
    assert [(one.bundle, one.package_id, one.comment) for one in registry.entries] == [
        ("com.shop:cart-build", 41, "the shop team"),
        ("com.shop:old-build", 43, "retired: since 2.0"),
        ("com.shop:search-build", 44, ""),
    ]
    assert registry.problems == ()
    assert registry.used == {41, 43, 44}
    span = registry.by_bundle["com.shop:cart-build"].location.span
    assert span is not None
    assert (span.start_line, span.start_column, span.end_column) == (3, 23, 25)


def test_an_empty_one() -> None:
    assert (Registry(b"").entries, Registry(b"").problems) == ((), ())
    assert Registry(b"# nothing yet\n").problems == ()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a:b = 3\nnonsense\n", [("malformed", "error", 2, 1)]),
        ("a = 3\n", [("malformed", "error", 1, 1)]),
        ("a:b:c = 3\n", [("malformed", "error", 1, 1)]),
        ("a:b 3\n", [("malformed", "error", 1, 1)]),
        ("a:b = 1 + 2\n", [("malformed", "error", 1, 1)]),
        ("中:b = 3\n", [("malformed", "error", 1, 1)]),
        ("a:b = 0x24 # x\n", [("id", "error", 1, 7)]),
        ("  a:b =\n", [("id", "error", 1, 8)]),
        ("a:b = 036\n", [("id", "error", 1, 7)]),
        ("a:b = 127\n", [("reserved", "error", 1, 7)]),
        ("a:b = 300\n", [("reserved", "error", 1, 7)]),
        ("a:b = 27\n", [("reserved", "warning", 1, 7)]),
        ("a:b = 36\n", []),
        ("a:b = 3\na:c = 3\n", [("two_owners", "error", 2, 7)]),
        ("a:b = 3\na:b = 4\n", [("two_ids", "error", 2, 7)]),
        ("a:b = 3\na:b = 3\n", [("repeated", "note", 2, 7)]),
        ("a:c = 3\na:b = 4\na:a = 5\n", [("unsorted", "note", 2, 7)]),
        ("a:b = 3", [("line_ends", "note", 1, 8)]),
        ("a:b = 3\r\na:c = 4\r\n", []),
        ("a:b = 3\ra:c = 4\n", [("line_ends", "note", 1, 8)]),
        ("=======\n", [("malformed", "error", 1, 1)]),
    ],
)
def test_problems(text: str, problems: list[tuple[str, str, int, int]]) -> None:
    assert _problems(text) == problems


def test_both_owners_are_named() -> None:
    (problem,) = Registry(b"a:b = 3\na:c = 3\n").problems
    assert str(problem.what) == "the package id 3 is that of a:c here and of a:b in line 1"
    assert problem.bundles == ("a:c", "a:b")
    assert [one.span.start_line for one in problem.related if one.span] == [1]


CONFLICT = """\
a:a = 3
<<<<<<< HEAD
a:b = 4
a:d = 6
||||||| base
a:x = 9
=======
a:c = 4
a:d = 7
>>>>>>> feature/pay
a:e = 8
"""


def test_a_merge_that_is_not_settled() -> None:
    found = Registry(CONFLICT.encode()).problems
    assert [(one.kind, one.bundles, one.package_id) for one in found] == [
        ("conflict", (), None),
        ("two_owners", ("a:c", "a:b"), 4),
        ("two_ids", ("a:d", "a:d"), 7),
    ]
    assert str(found[1].what) == (
        "the package id 4 is that of a:c (in feature/pay) here and of a:b (in HEAD) in line 3"
    )
    assert 9 not in Registry(CONFLICT.encode()).used


def test_both_sides_may_say_the_same() -> None:
    text = "<<<<<<< \na:b = 4\n=======\na:b = 4 # x\n>>>>>>> \n"
    assert [one.kind for one in Registry(text.encode()).problems] == ["conflict"]


@pytest.mark.parametrize("data", [b"a:b = 3 # \xd6\xd0\n", b"\xff\xfea"])
def test_other_encodings(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        Registry(data)
    assert caught.value.line == 1


def test_a_mark_at_the_start_is_kept() -> None:
    registry = Registry("\ufeffa:b = 3\r\n".encode("utf-16-le"))
    assert registry.applied(registry.add([("a:c", 4)])) == "\ufeffa:b = 3\r\na:c = 4\r\n".encode("utf-16-le")


def test_a_large_file_is_refused() -> None:
    with pytest.raises(DocumentError, match="10485760 bytes"):
        Registry(b"#" * (10 * 1024 * 1024))


def test_a_file_of_too_many_lines_is_refused() -> None:
    with pytest.raises(DocumentError, match="more than 5000 lines"):
        Registry(b"\r" * (2 * MOST_LINES + 1))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "line", [b"x\n", b"a:b=3\n", b"<<<<<<<\n", b"<<<<<<<\n>>>>>>>\n", b" ", b"a:b=3#  ", b"x\r\n", b"a:b = 4 ="]
)
def test_damage_of_any_length_is_bounded(line: bytes) -> None:
    registry = Registry(line * (MOST_LINES if b"\n" in line else LIMIT // len(line)))
    assert len(registry.problems) <= 201
    assert all(len(one.what) < 400 for one in registry.problems)


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("", [("a:b", 3)], "a:b = 3\n"),
        ("# head\n", [("a:b", 3, "ours")], "# head\na:b = 3  # ours\n"),
        ("# head", [("a:b", 3)], "# head\na:b = 3\n"),
        ("a:b = 3", [("a:c", 4)], "a:b = 3\na:c = 4\n"),
        ("# head\na:b = 3\n", [("a:a", 4)], "# head\na:a = 4\na:b = 3\n"),
        ("a:b = 3\n# of d\na:d = 5\n", [("a:c", 4)], "a:b = 3\na:c = 4\n# of d\na:d = 5\n"),
        ("a:b = 3\r\na:d=5\r\n", [("a:c", 4)], "a:b = 3\r\na:c = 4\r\na:d=5\r\n"),
        ("a:z = 3\na:b = 5\n", [("a:c", 4)], "a:c = 4\na:z = 3\na:b = 5\n"),
        ("a:b = 3\n\n# end\n", [("a:e", 6), ("a:c", 4)], "a:b = 3\na:c = 4\na:e = 6\n\n# end\n"),
        ("a:b = 3\n", [("a:b", 3, "again")], "a:b = 3\n"),
        ("a:b = 3\n", [("a:c", 4), ("a:c", 4, "x")], "a:b = 3\na:c = 4\n"),
    ],
)
def test_additions(before: str, new: list[tuple[str, int]], after: str) -> None:
    registry = Registry(before.encode())
    assert registry.applied(registry.add(new)).decode() == after


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ([("a:c", 3)], "the package id 3 is taken by a:b, and cannot be that of a:c"),
        ([("a:b", 4)], "a:b has the package id 3, and cannot have 4"),
        ([("a:c", 127)], "a:c cannot have the package id 127: 127 is the id of the app"),
        ([("a c", 4)], "a c is not of the form group:artifact"),
        ([("a:c", 4, "x\ny")], "stands on one line"),
        ([("a:c", 4), ("a:d", 4)], "is to be taken by a:d and by a:c"),
        ([("a:c", 4), ("a:c", 5)], "a:c is to have two package ids, 4 and 5"),
    ],
)
def test_additions_that_are_refused(new: list[tuple[str, int]], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Registry(b"a:b = 3\n").add(new)


@pytest.mark.parametrize("text", [CONFLICT, "a:b = x\n", "nonsense\n"])
def test_nothing_is_added_to_what_cannot_be_read(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Registry(text.encode()).add([("a:z", 99)])
    assert caught.value.span is not None


_NAMES = st.from_regex(r"[a-c]\.[a-c]:[a-e]{1,3}", fullmatch=True)


@given(st.sets(_NAMES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["sorted", "mixed"]), st.data())
def test_additions_keep_every_other_line(old: set[str], newline: str, order: str, data: st.DataObject) -> None:
    names = sorted(old) if order == "sorted" else data.draw(st.permutations(sorted(old)))
    numbers = {name: number for number, name in enumerate(names, 2)}
    before = "".join(f"{name}  =  {numbers[name]}{newline}" for name in names)
    registry = Registry(before.encode())
    new = data.draw(st.sets(_NAMES, max_size=6)) - numbers.keys()
    after = registry.applied(registry.add([(name, number) for number, name in enumerate(sorted(new), 60)])).decode()
    kept = [line for line in after.splitlines(keepends=True) if "  =  " in line]
    assert "".join(kept) == before
    found = Registry(after.encode())
    assert found.by_bundle.keys() == numbers.keys() | new
    if order == "sorted":
        assert [one.bundle for one in found.entries] == sorted(found.by_bundle)


@given(st.binary(max_size=300) | st.text("a:=3 #<>|\n\r", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        registry = Registry(data)
    except DocumentError:
        return
    for problem in registry.problems:
        assert problem.location.span is not None
    assert registry.applied([]) == data
