"""Imports: the facade imports nothing, and each reader no more than it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import hapline.android


def _imported(code: str) -> set[str]:
    command = f"import sys; before = set(sys.modules); {code}; print(*sorted(set(sys.modules) - before))"
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_the_package_itself_imports_nothing() -> None:
    assert not any(name.startswith("hapline.android.") for name in _imported("import hapline.android"))


def test_a_dex_file_needs_no_reader_of_anything_else() -> None:
    imported = _imported("from hapline.android import DexFile")
    assert {"hapline.android.dex", "hapline.android.errors"} <= imported
    assert imported & {"hapline.android.chunks", "hapline.android.manifest", "lxml", "dataclasses", "hashlib"} == set()


def test_every_public_name_is_there() -> None:
    for name in hapline.android.__all__:
        assert getattr(hapline.android, name)
    with pytest.raises(AttributeError):
        _ = hapline.android.absent
