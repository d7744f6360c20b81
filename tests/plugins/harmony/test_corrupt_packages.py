"""Corrupts packages and documents thousands of times: nothing crashes, and every finding can be told."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from hapline.engine.report import Report
from hapline.testing import Bench
from hapline.words import Words
from plugins.harmony import sample

Json = dict[str, Any]

OTHERS: tuple[object, ...] = (
    None,
    True,
    -1,
    2**80,
    1.5,
    float("inf"),
    "",
    "x",
    "[1]",
    '{"a":1}',
    [],
    [None, 5, "x", [], {}],
    {},
    {"name": None, "x": []},
)
"""What a value is replaced by: at least one of each JSON type, and what readers stumble over."""

_FILTER = {"screenShape": {"policy": "include", "value": ["circle"]}, "apiVersion": {"policy": "exclude", "value": [9]}}
_SKILLS = [{"entities": ["entity.system.home"], "actions": ["x"], "uris": [{"scheme": "https", "port": "80"}]}]
RICH_MODULE: Json = {
    "srcEntry": "./ets/Stage.ets",
    "pages": "$profile:main_pages",
    "routerMap": "$profile:router_map",
    "metadata": [{"name": "filter", "resource": "$profile:filter"}],
    "abilities": [
        {"name": "EntryAbility", "skills": _SKILLS, "continueType": ["a"], "continueBundleName": ["b"]},
        {"name": "Other", "continueType": ["b"], "exported": False},
    ],
    "extensionAbilities": [
        {"name": "Form", "type": "form", "metadata": [{"name": "ohos.extension.form", "resource": "$profile:form"}]}
    ],
    "requestPermissions": [{"name": "ohos.permission.INTERNET", "usedScene": {"abilities": ["A"], "when": "inuse"}}],
    "atomicService": {"preloads": [{"moduleName": "feat"}, {"moduleName": "lib"}]},
    "proxyData": [{"uri": "datashareproxy://a"}],
    "querySchemes": ["https"],
    "compressNativeLibs": False,
    "extractNativeLibs": False,
    "executableBinaryPaths": [{"path": "a"}],
    "targetModuleName": "feat",
    "targetPriority": 1,
    "skillProfiles": [{"name": "x"}],
    "generateBuildHash": True,
}
RICH_APP: Json = {
    "buildVersion": "1",
    "minCompatibleVersionCode": 1,
    "asanEnabled": False,
    "multiAppMode": {"multiAppModeType": "multiInstance", "maxCount": 2},
    "assetAccessGroups": ["a"],
    "targetBundleName": "com.other",
    "targetPriority": 1,
}
PROFILES = {
    "resources/base/profile/filter.json": json.dumps({"distributionFilter": _FILTER}),
    "resources/base/profile/router_map.json": '{"routerMap":[{"name":"a","pageSourceFile":"b","buildFunction":"c"}]}',
    "resources/base/profile/form.json": '{"forms":[{"name":"a"}]}',
}


def rich_source() -> dict[str, Any]:
    """The sample project with about everything in it that some rule reads; JSON files as values."""
    files = sample.source()
    files["AppScope/app.json5"]["app"] |= RICH_APP
    files["entry/src/main/module.json5"]["module"] |= RICH_MODULE
    files["lib/src/main/module.json5"]["module"]["proxyDatas"] = [{"uri": "datashareproxy://b"}]
    files["build-profile.json5"]["app"] |= {
        "signingConfigs": [{"name": "release", "material": {"storePassword": "0000001A"}}],
        "products": [
            {"name": "default", "signingConfig": "release", "compatibleSdkVersion": "5.0.0(12)"},
            {"name": "pro", "bundleType": "app", "versionCode": 2, "resource": {"directories": ["./Pro"]}},
        ],
    }
    files["build-profile.json5"]["modules"][0]["targets"].append({"name": "wide", "applyToProducts": ["pro"]})
    config = {
        "deviceType": ["phone"],
        "distributionFilter": _FILTER,
        "atomicService": {"preloads": [{"moduleName": "lib"}]},
    }
    target = {"name": "default", "config": config, "resource": {"directories": ["./src/main/resources"]}}
    files["entry/build-profile.json5"] |= {"targets": [target], "buildOption": {"externalNativeOptions": {}}}
    files["entry/oh-package.json5"]["dynamicDependencies"] = {"feat": "file:../feat"}
    files["entry/src/main/ets/Store.ets"] = "const path = context.cacheDir + '/a.db';"
    files |= {f"entry/src/main/{path}": json.loads(text) for path, text in PROFILES.items()}
    return files


def package(name: str, module_json: bytes) -> bytes:
    """A package with this module.json, and what it refers to."""
    entries = [
        ("module.json", module_json),
        ("pack.info", b'{"summary":{"app":{"bundleName":"x"},"modules":[{"distro":{"moduleName":"entry"}}]}}'),
        *((path, text.encode()) for path, text in PROFILES.items()),
        ("ets/modules.abc", sample.filling(3000, name)),
    ]
    return sample.archive(entries)


def rich_module_json() -> Json:
    """A built module.json with about everything in it that some rule reads."""
    module = (
        sample.module("entry", "entry") | RICH_MODULE | {"dependencies": [{"moduleName": "lib", "bundleName": "x"}]}
    )
    return {"app": {**sample.APP, **sample.BUILT, **RICH_APP}, "module": module}


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value, the value itself included."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*at, key))


def replaced(value: Any, at: tuple[str | int, ...], other: object) -> Any:  # noqa: ANN401 any JSON value
    """A JSON value with another one at a place."""
    if not at:
        return other
    changed = copy.deepcopy(value)
    holder = changed
    for key in at[:-1]:
        holder = holder[key]
    holder[at[-1]] = other
    return changed


def corrupted(data: bytes, chance: random.Random) -> bytes:
    """Bytes with one to four flips, cuts, deletions, insertions or repetitions."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((1, 1, 2, 4, 30)))
        match chance.randrange(5):
            case 0 if start < len(changed):
                changed[start] ^= 1 << chance.randrange(8)
            case 1:
                del changed[start : None if chance.random() < 0.3 else end]
            case 2:
                changed[start:start] = chance.choice(
                    (b"\0", b"{", b'"', b"]", b",", b"//", b"PK\5\6", b"\xff\xfe", b"1e999")
                )
            case 3:
                changed[start:end] = bytes(chance.choice((0, 255)) for _ in range(end - start))
            case _:
                changed[start:start] = changed[start:end]
    return bytes(changed)


def told(report: Report) -> None:
    """Render everything that a report says, in English, and see that it is something."""
    words = Words("en")
    for one in report.findings:
        finding, rule = one.finding, one.rule
        texts = [words.message(rule, finding.message, finding.args)]
        texts += [words.message(rule, related.message, {**finding.args, **related.args}) for related in finding.related]
        texts += [words.message(rule, fix.title, finding.args) for fix in finding.fixes]
        for text in texts:
            assert text.strip()
        assert finding.location.path
        assert len(finding.fingerprint) == 32


PATHS = [path for path, value in rich_source().items() if not isinstance(value, str)]
ALL = pytest.param(len(OTHERS), marks=pytest.mark.slow, id="all")
"""Every value in the place of every other: thousands of runs."""


def _some(at: tuple[str | int, ...], count: int) -> Sequence[object]:
    """So many of the other values, different ones for different places, the same each time."""
    return random.Random(repr(at)).sample(OTHERS, count)


@pytest.mark.parametrize("count", [2, ALL])
@pytest.mark.parametrize("path", PATHS)
def test_every_value_of_a_source_document_of_other_types(path: str, count: int) -> None:
    bench = Bench()
    files = {name: value if isinstance(value, str) else json.dumps(value) for name, value in rich_source().items()}
    original = rich_source()[path]
    for at in places(original):
        for other in _some((path, *at), count):
            told(bench.check({**files, path: json.dumps(replaced(original, at, other))}))


@pytest.mark.parametrize("path", PATHS)
def test_source_documents_that_are_damaged(path: str) -> None:
    bench = Bench()
    files = {
        name: value if isinstance(value, str) else json.dumps(value, indent=1) for name, value in rich_source().items()
    }
    chance = random.Random(path)
    for _ in range(20):
        told(bench.check({**files, path: corrupted(files[path].encode(), chance)}))


def _verify(bench: Bench, folder: Path, **files: bytes) -> None:
    paths = [folder / name.replace("_", ".") for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    told(bench.verify(paths))


LIB = package(
    "lib", json.dumps({"app": {**sample.APP, **sample.BUILT}, "module": sample.module("lib", "shared")}).encode()
)


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, ALL])
def test_every_value_of_a_module_json_of_other_types(count: int, tmp_path: Path) -> None:
    bench = Bench()
    original = rich_module_json()
    for at in places(original):
        for other in _some(at, count):
            module_json = json.dumps(replaced(original, at, other)).encode()
            _verify(bench, tmp_path, entry_hap=package("entry", module_json), lib_hsp=LIB)


def test_a_module_json_that_is_damaged(tmp_path: Path) -> None:
    bench = Bench()
    original = json.dumps(rich_module_json()).encode()
    chance = random.Random(1)
    for _ in range(200):
        _verify(bench, tmp_path, entry_hap=package("entry", corrupted(original, chance)), lib_hsp=LIB)


def _hap() -> bytes:
    return package("entry", json.dumps(rich_module_json()).encode())


def _app() -> bytes:
    entries = [("entry.hap", _hap()), ("lib.hsp", LIB), ("pack.info", b"{}")]
    return sample.archive(entries, deflated=True)


def _stored_app() -> bytes:
    return sample.archive([("entry.hap", _hap()), ("lib.hsp", LIB), ("pack.info", b"{}")])


@pytest.mark.parametrize("made", [_hap, _app, _stored_app])
def test_packages_that_are_damaged(made: Callable[[], bytes], tmp_path: Path) -> None:
    bench = Bench()
    original = made()
    name = "entry.hap" if made is _hap else "demo.app"
    chance = random.Random(made.__name__)
    for number in range(400):
        data = corrupted(original, chance)
        if number % 3 == 0:  # damage where the headers are, which is a small part of the bytes
            end = original.rfind(b"PK\5\6")
            start = original.find(b"PK\1\2")
            data = original[:start] + corrupted(original[start:end], chance) + original[end:]
        path = tmp_path / name
        path.write_bytes(data)
        told(bench.verify([path]))


def test_packages_that_are_cut_anywhere(tmp_path: Path) -> None:
    bench = Bench()
    original = _app()
    for length in range(0, len(original), 61):
        _verify(bench, tmp_path, demo_app=original[:length])
