"""The comparison beside androguard's, on real packages: the same classes, methods and fields differ."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from package_pairs import COMPARE, JAR, REBUILT, SERVER, SETTINGS, PackagePair, androguard, fetched

from hapline_plugins.hotpatch.comparing.built import opened
from hapline_plugins.hotpatch.comparing.changes import ClassChange
from hapline_plugins.hotpatch.comparing.classes import compare_classes

pytestmark = [pytest.mark.network, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


@pytest.mark.parametrize("pair", [SETTINGS, JAR, SERVER, REBUILT], ids=lambda pair: pair.title)
def test_the_same_differs_as_androguard_finds(pair: PackagePair, cache: Path) -> None:
    if pair.is_npm and shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    python = androguard(cache)
    old, new = fetched(pair, cache)
    printed = subprocess.run([python, COMPARE, old, new], capture_output=True, text=True, check=True).stdout
    theirs = json.loads(printed)
    with opened(str(old)) as one, opened(str(new)) as other:
        ours = compare_classes(one.dexes, other.dexes).classes
    assert sorted(one.name for one in ours if one.kind == "added") == theirs["added"]
    assert sorted(one.name for one in ours if one.kind == "removed") == theirs["removed"]
    changed = {one.name: members(one) for one in ours if one.kind == "changed" and not one.only_annotations}
    assert changed == theirs["changed"]
    assert changed


def members(change: ClassChange) -> dict[str, object]:
    """What differs in a class, as the other comparison prints it."""
    fields = [[one.name, one.type] for one in change.fields if not one.only_annotations]
    fields += [[one.name, one.old_type] for one in change.fields if one.old_type]
    return {
        "head": bool(change.flags or change.superclass or change.interfaces),
        "fields": sorted(fields),
        "methods": sorted([one.name, one.descriptor] for one in change.methods if not one.only_annotations),
    }
