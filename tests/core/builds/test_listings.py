"""A tree whose folders are listed once."""

from __future__ import annotations

import pytest

from hapline.builds import ListedTree
from hapline.testing import MemoryTree
from hapline_hooks import Unreadable

FILES = {"shop/app/src/Main.java": b"class Main {}", "shop/build.gradle": b"", "other/build.gradle": b"a"}


@pytest.mark.parametrize("root", ["", "shop", "shop/app"])
def test_what_is_there(root: str) -> None:
    tree = ListedTree(MemoryTree(FILES), root)
    assert tree.read("shop/app/src/Main.java") == b"class Main {}"
    assert [one.name for one in tree.list("shop/app")] == ["src"]
    assert [one.name for one in tree.list("shop")] == ["app", "build.gradle"]
    assert tree.is_file("other/build.gradle")
    assert not tree.is_file("shop/app/src")


@pytest.mark.parametrize("root", ["", "shop"])
@pytest.mark.parametrize(
    "path", ["shop/gone", "shop/app/gone/Main.java", "shop/build.gradle/a", f"shop{'/a' * 30_000}"]
)
@pytest.mark.timeout(20)
def test_what_is_not(path: str, root: str) -> None:
    tree = ListedTree(MemoryTree(FILES), root)
    assert list(tree.list(path)) == []
    assert not tree.is_file(path)
    with pytest.raises(Unreadable) as refused:
        tree.read(path)
    assert refused.value.absent
