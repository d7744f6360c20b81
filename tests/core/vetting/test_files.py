"""Files are vetted before any of them is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.inline import NOTES, plugin
from hapline.plugins import Host
from hapline.testing import Bench
from hapline.vetting import BrokenContract
from hapline.vetting.files import Paths, vet_change, vet_deliverable, vet_path, vetted_pieces
from hapline_hooks import Change, Deliverable


@pytest.mark.parametrize(
    ("path", "normal"), [("a", "a"), ("./a//b/c.md", "a/b/c.md"), ("元 服务.txt", "元 服务.txt"), ("a..b", "a..b")]
)
def test_paths_have_a_normal_form(path: str, normal: str) -> None:
    assert vet_path(path) == normal


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "a/",
        "/a",
        "../a",
        "a/../../b",
        "a/../b",
        "C:x",
        "C:/x",
        "a\\b",
        "a\0b",
        "a\nb",
        "\udc80",
        Path("a"),
    ],
    ids=repr,
)
def test_paths_outside_and_names_that_no_file_can_have_are_refused(path: object) -> None:
    with pytest.raises(BrokenContract):
        vet_path(path)


@pytest.mark.parametrize(
    ("first", "second"), [("a", "a"), ("a/b", "A/B"), ("a", "a/b"), ("a/b", "A"), ("é", "e\u0301")]
)
def test_files_that_cannot_be_beside_each_other_are_refused_together(first: str, second: str) -> None:
    paths = Paths()
    paths.take([first], "generator one")
    with pytest.raises(BrokenContract, match=f"{second} cannot be beside {first} of generator one"):
        paths.take(["fine", second], "generator two")
    paths.take(["fine"], "generator three")  # nothing was taken of those that were refused


def _deliverable(**changes: Any) -> Deliverable:  # noqa: ANN401 also what is wrong
    sound: dict[str, Any] = {"kind": "k", "name": "n", "version": "1", "path": "n.bin", "content": lambda: [b"x"]}
    return Deliverable(**sound | changes)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"path": "n.bin"}, "made something of type dict, and no Deliverable"),
        (_deliverable(version=3), "version of n.bin must be a text, and is of type int"),
        (_deliverable(name="\udc80"), "name of n.bin holds half of a character"),
        (_deliverable(content=b"x"), "content of n.bin must be a function that makes the pieces"),
        (_deliverable(facts=["a"]), "facts of n.bin must be JSON values by name"),
        (_deliverable(facts={"a": float("nan")}), "facts of n.bin must be JSON values by name"),
        (_deliverable(facts={"a": Path("x")}), "facts of n.bin must be JSON values by name"),
        (_deliverable(facts={"a": [{1: "b"}]}), "facts of n.bin must be JSON values by name"),
    ],
)
def test_deliverables(wrong: object, problem: str) -> None:
    with pytest.raises(BrokenContract) as caught:
        vet_deliverable(wrong, "p")
    assert caught.value.what.startswith(problem)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (lambda: b"x", "content of n.bin returns something of type bytes, and no pieces of bytes"),
        (lambda: None, "content of n.bin returns something of type NoneType, and no pieces of bytes"),
        (lambda: ["x"], "a piece of n.bin is of type str, and not bytes"),
    ],
)
def test_contents(content: Any, problem: str) -> None:  # noqa: ANN401 see above
    with pytest.raises(BrokenContract) as caught:
        list(vetted_pieces(_deliverable(content=content)))
    assert caught.value.what == problem


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (("a", "b"), "made something of type tuple, and no Change"),
        (Change(path="a", content=3), "content of a must be a text or bytes, and is of type int"),  # type: ignore[arg-type]
        (Change(path="a", content="\udc80"), "content of a holds half of a character"),
    ],
)
def test_changes(wrong: object, problem: str) -> None:
    with pytest.raises(BrokenContract) as caught:
        vet_change(wrong, "g")
    assert caught.value.what.startswith(problem)


class _Generator:
    help = "Makes files."

    def __init__(self, name: str, **files: str) -> None:
        self.name = name
        self._files = files

    def changes(self, _project: object, _settings: Mapping[str, object]) -> list[Change]:
        return [Change(path=path, content=content) for path, content in self._files.items()]


def test_generators_may_agree_and_the_second_of_two_that_do_not_is_refused_as_a_whole() -> None:
    one, two, three = _Generator("one", a="x"), _Generator("two", a="x", b="y"), _Generator("three", c="z", b="!")
    module = plugin(hapline_generators=lambda: [one, two, three])
    bench = Bench(plugins=[module])
    with pytest.raises(AssertionError, match="generator three: wants b otherwise than generator two"):
        bench.generate({NOTES: "{}"})
    host = Host(third_party=False, plugins={"oops": plugin(hapline_generators=lambda: [one, two])})
    assert host.faults == []
    assert Bench(plugins=[plugin(hapline_generators=lambda: [one, two])]).generate({NOTES: "{}"}) == {
        "a": "x",
        "b": "y",
    }
