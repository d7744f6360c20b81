"""Values of the wrong type in every place of a module.json: no rule crashes, and every finding has its words."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hapline.testing import Bench, lines
from hapline_hooks import Keys, symbol
from plugins.harmony import sample

BENCH = Bench()
ODD: tuple[object, ...] = (None, -1, "x", "[]", [None], ["x"], {"name": [None]})
FULL: sample.Json = {
    "app": {
        **sample.APP,
        **sample.BUILT,
        "minCompatibleVersionCode": 1,
        "buildVersion": "1",
        "assetAccessGroups": ["g"],
        "targetBundleName": "",
        "targetPriority": 1,
        "multiAppMode": {"multiAppModeType": "multiInstance", "maxCount": 2},
        "asanEnabled": False,
        "hwasanEnabled": True,
        "generateBuildHash": False,
    },
    "module": {
        **sample.module("entry", "entry"),
        "atomicService": {"preloads": [{"moduleName": "lib"}]},
        "dependencies": [{"bundleName": sample.APP["bundleName"], "moduleName": "lib"}],
        "abilities": [
            {
                "name": "EntryAbility",
                "continueType": ["t"],
                "continueBundleName": ["com.other"],
                "skills": [{"entities": ["e"], "actions": ["a"]}],
            }
        ],
        "extensionAbilities": [{"name": "B", "type": "form", "skills": []}],
        "metadata": [{"name": "filter", "resource": "$profile:filter"}],
        "proxyData": [{"uri": "u"}],
        "compressNativeLibs": False,
        "extractNativeLibs": True,
        "executableBinaryPaths": ["bin/a"],
        "targetModuleName": "",
        "targetPriority": 1,
        "querySchemes": ["s"],
        "deduplicateHar": False,
        "requestPermissions": [{"name": "p"}],
        "skillProfiles": [{"name": "s"}],
    },
}
FILTER: sample.Json = {"distributionFilter": {"screenShape": {"policy": "include", "value": ["circle"]}}}


def _places(value: object, keys: Keys = ()) -> Iterator[Keys]:
    yield keys
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _places(one, (*keys, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _places(one, (*keys, number))


def _put(keys: Keys, value: object, root: Any) -> Any:  # noqa: ANN401 JSON
    if not keys:
        return value
    found = copy.deepcopy(root)
    holder = found
    for key in keys[:-1]:
        holder = holder[key]
    holder[keys[-1]] = value
    return found


def _package(module: object, profile: object = FILTER) -> bytes:
    return sample.archive(
        [
            ("module.json", json.dumps(module).encode()),
            ("pack.info", b"{}"),
            ("resources/base/profile/filter.json", json.dumps(profile).encode()),
        ]
    )


def _verify(folder: Path, package: bytes) -> None:
    entry, lib = folder / "entry.hap", folder / "lib.hsp"
    entry.write_bytes(package)
    lib.write_bytes(sample.package("lib.hsp"))
    assert all(lines(BENCH.verify([entry, lib], base=[entry])))


@pytest.mark.parametrize("keys", tuple(_places(FULL)), ids=symbol)
def test_module_json(keys: Keys, tmp_path: Path) -> None:
    for value in ODD:
        _verify(tmp_path, _package(_put(keys, value, FULL)))


@pytest.mark.parametrize("keys", tuple(_places(FILTER)), ids=symbol)
def test_a_profile_with_a_filter(keys: Keys, tmp_path: Path) -> None:
    for value in ODD:
        _verify(tmp_path, _package(FULL, _put(keys, value, FILTER)))


@pytest.mark.parametrize("section", ["app", "module"])
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_source(section: str, value: object) -> None:
    path = "AppScope/app.json5" if section == "app" else "entry/src/main/module.json5"
    for key in FULL[section]:
        changes: dict[str, str | sample.Json | None] = {path: {"raw": json.dumps(_put((section, key), value, FULL))}}
        assert all(lines(BENCH.check(sample.project(changes))))
