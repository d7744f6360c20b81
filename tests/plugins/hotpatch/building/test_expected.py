"""Classes that are expected: how they are named, and what of them is not in the patch."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.errors import HaplineError
from hapline_plugins.hotpatch.building.expected import expectation_problems, expected_classes
from hapline_plugins.hotpatch.building.naming import contents_of
from plugins.hotpatch.building.making import fixes


def test_names(tmp_path: Path) -> None:
    assert expected_classes("com.a.B, com.a.B$1,") == {"com.a.B", "com.a.B$1"}
    file = tmp_path / "white.txt"
    file.write_text(
        "# what is fixed\nLcom.a.B\n\ncom.a.B$1  # too\nLcom/a/C;\nLa;\nLcom/a/D\nLauncher\n"
        "PatchType: dexpatch\nHostDex: true"
    )
    assert expected_classes(str(file)) == {"com.a.B", "com.a.B$1", "com.a.C", "a", "com.a.D", "Launcher"}


@pytest.mark.parametrize("content", [b"com.a.B\ncom..C\n", b"", b"# nothing\n", b"\xff\xfe\x00", b"a b\n", b"[La/B;\n"])
def test_what_is_no_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "white.txt"
    file.write_bytes(content)
    with pytest.raises(HaplineError) as caught:
        expected_classes(str(file))
    assert str(file) in caught.value.where


def _problems(expected: set[str], classes: list[str]) -> list[str]:
    return [str(one.what) for one in expectation_problems(expected, contents_of(classes), "patch.jar")]


@pytest.mark.parametrize(
    ("expected", "classes", "problems"),
    [
        ({"com.a.B"}, fixes("com.a.B"), []),
        ({"com.a.B", "com.a.New"}, [*fixes("com.a.B"), "com.a.New", "com.a.New$1"], []),
        ({"com.a.B", "com.a.C"}, fixes("com.a.B"), ["not in the patch: com.a.C"]),
        ({"com.a.B"}, fixes("com.a.B", "com.a.C"), ["in the patch, and not expected: C"]),
        ({"com.a.B"}, [*fixes("com.a.B"), "com.a.New"], ["in the patch, and not expected: com.a.New"]),
        ({"com.a.B"}, fixes("com.a.B", "com.a.B$1"), []),
        ({"com.a.B$1"}, fixes("com.a.B$2"), ["not in the patch: com.a.B$1"]),
        (
            {"com.a.B", "com.x.B"},
            fixes("com.a.B"),
            ["com.a.B, com.x.B give one patch class, BPatch: only one of them is fixed"],
        ),
        ({"com.a.B"}, ["com.a.B"], []),
        ({"com.a.B", "com.x.B"}, ["com.a.B", "com.x.B"], []),
        ({"com.a.B"}, ["com.a.B", "com.x.B"], ["in the patch, and not expected: com.x.B"]),
        ({"com.a.B"}, ["com.x.B"], ["not in the patch: com.a.B", "in the patch, and not expected: com.x.B"]),
    ],
)
def test_what_differs(expected: set[str], classes: list[str], problems: list[str]) -> None:
    assert _problems(expected, classes) == problems
