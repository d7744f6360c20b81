"""Imports: each part of the reader brings in what it needs and no more."""

from __future__ import annotations

import subprocess
import sys

import pytest

import hapline.documents

HEAVY = {"json5", "lxml", "click", "git", "cryptography", "hapline_hooks"}


def _imported(code: str) -> set[str]:
    command = f"import sys; before = set(sys.modules); {code}; print(*sorted(set(sys.modules) - before))"
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_the_package_itself_imports_nothing() -> None:
    assert not any(name.startswith("hapline.documents.") for name in _imported("import hapline.documents"))


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("from hapline.documents import parse; parse(b'{a: 1}')", HEAVY | {"hapline.documents.json5_tokens"}),
        (
            "from hapline.documents import parse; parse(b'{\"a\": 1, /* one */ }')",
            HEAVY | {"pyjson5", "hapline.documents.json5_tokens"},
        ),
        ("from hapline.documents import parse; parse(b'{}', strict=True)", HEAVY | {"pyjson5"}),
        (
            "from hapline.documents import Document; Document(b'{a: 1}').place(('a',))",
            {"json5", "lxml", "json", "pyjson5"},
        ),
        ("from hapline.documents import XmlDocument, set_attribute, insert_child", HEAVY - {"hapline_hooks"}),
    ],
)
def test_what_is_not_needed_is_not_imported(code: str, absent: set[str]) -> None:
    assert _imported(code) & absent == set()


def test_every_public_name_is_there() -> None:
    for name in hapline.documents.__all__:
        assert getattr(hapline.documents, name)
    with pytest.raises(AttributeError):
        _ = hapline.documents.absent
