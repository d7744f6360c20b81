"""The fixes of the rules on what each module must be by itself, as diffs."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.harmony import sample
from plugins.harmony.fixing import fixed

APP = "AppScope/app.json5"
ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
LIB = "lib/src/main/module.json5"
NOT_FREE = {"module": {"installationFree": False}}
TWO_PRODUCTS = {
    "app": {
        "products": [
            {"name": "default", "compatibleSdkVersion": "5.0.0(12)"},
            {"name": "app", "compatibleSdkVersion": "5.0.0(12)", "bundleType": "app"},
        ]
    }
}


def _type(kind: str) -> sample.Json:
    return {"module": {"type": kind}}


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {LIB: NOT_FREE},
            f'{LIB}\n-    "installationFree": false\n+    "installationFree": true',
            id="HOS301",
        ),
        pytest.param(
            {LIB: {"module": {"installationFree": ""}}},
            "",
            id="HOS301 not where another rule speaks",
        ),
        pytest.param(
            {LIB: NOT_FREE, "build-profile.json5": TWO_PRODUCTS},
            "",
            id="HOS301 not where products may differ",
        ),
        pytest.param({APP: {"app": {"bundleType": "app"}}, ENTRY: NOT_FREE}, "", id="HOS301 is not sure"),
        pytest.param(
            {APP: {"app": {"bundleType": "atomicservice"}}},
            f'{APP}\n-    "bundleType": "atomicservice",\n+    "bundleType": "atomicService",',
            id="HOS302",
        ),
        pytest.param({APP: {"app": {"bundleType": "atomicServices"}}}, "", id="HOS302 is not sure"),
        pytest.param(
            {FEAT: _type("Feature")}, f'{FEAT}\n-    "type": "Feature",\n+    "type": "feature",', id="HOS303"
        ),
        pytest.param({FEAT: _type("features")}, "", id="HOS303 is not sure"),
    ],
)
def test_safe(changes: dict[str, sample.Json], diff: str) -> None:
    assert fixed(changes) == diff


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {APP: {"app": {"bundleType": "app"}}, ENTRY: NOT_FREE, FEAT: NOT_FREE},
            f'{LIB}\n-    "installationFree": true\n+    "installationFree": false',
            id="HOS301",
        ),
        pytest.param(
            {APP: {"app": {"bundleType": "atomicServices"}}},
            f'{APP}\n-    "bundleType": "atomicServices",\n+    "bundleType": "atomicService",',
            id="HOS302",
        ),
        pytest.param({APP: {"app": {"bundleType": "miniapp"}}}, "", id="HOS302 none is meant"),
        pytest.param({LIB: _type("share")}, f'{LIB}\n-    "type": "share",\n+    "type": "shared",', id="HOS303"),
        pytest.param({FEAT: _type("hap")}, "", id="HOS303 a HAP is no HAR"),
    ],
)
def test_unsafe(changes: dict[str, sample.Json], diff: str) -> None:
    assert fixed(changes, unsafe=True) == diff


def test_a_package_is_not_edited(tmp_path: Path) -> None:
    packages: dict[str, str | sample.Json] = {
        "entry.hap": {**NOT_FREE, "app": {"bundleType": "Shared"}},
        "feat.hap": {"module": {"type": "Feature", "installationFree": False}},
    }
    report = Bench().verify(sample.write_packages(tmp_path, packages))
    found = {one.finding.rule: one.finding.fixes for one in report.findings if one.finding.rule.startswith("HOS30")}
    assert found == {"HOS301": (), "HOS302": (), "HOS303": ()}
