"""The fixes of the rules on preloads, as diffs."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.harmony import sample
from plugins.harmony.fixing import fixed

ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
LIB = "lib/src/main/module.json5"
PROFILE = "entry/build-profile.json5"


def _preloads(*names: str) -> sample.Json:
    return {"atomicService": {"preloads": [{"moduleName": name} for name in names]}}


def _module(**content: object) -> sample.Json:
    return {"module": content}


def _target(*names: str) -> sample.Json:
    return {"targets": [{"name": "default", "config": _preloads(*names)}]}


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {ENTRY: _module(**_preloads("feat", "lib", "feat"))},
            f'{ENTRY}\n-        }},\n-        {{\n-          "moduleName": "feat"',
            id="HOS201",
        ),
        pytest.param(
            {ENTRY: _module(**_preloads("feat", "feat", "feat"))},
            f"{ENTRY}\n" + '-        },\n-        {\n-          "moduleName": "feat"\n' * 2,
            id="HOS201 three times",
        ),
        pytest.param(
            {PROFILE: _target("feat", "feat")},
            f'{PROFILE}\n-            }},\n-            {{\n-              "moduleName": "feat"',
            id="HOS201 in a target",
        ),
        pytest.param(
            {FEAT: _module(**_preloads("feat"))},
            f'{FEAT}\n-      "preloads": [\n-        {{\n-          "moduleName": "feat"\n-        }}\n-      ]\n'
            '+      "preloads": []',
            id="HOS202",
        ),
        pytest.param({ENTRY: _module(**_preloads("Feat"))}, "", id="HOS203 is not sure"),
        pytest.param({FEAT: _module(**_preloads("entry"))}, "", id="HOS204 is not sure"),
        pytest.param({LIB: _module(atomicservice={"preloads": []})}, "", id="HOS206 is not sure"),
    ],
)
def test_safe(changes: dict[str, sample.Json], diff: str) -> None:
    assert fixed(changes) == diff.rstrip("\n")


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {ENTRY: _module(**_preloads("Feat"))},
            f'{ENTRY}\n-          "moduleName": "Feat"\n+          "moduleName": "feat"',
            id="HOS203",
        ),
        pytest.param(
            {PROFILE: _target("liib")},
            f'{PROFILE}\n-              "moduleName": "liib"\n+              "moduleName": "lib"',
            id="HOS203 in a target",
        ),
        pytest.param({ENTRY: _module(**_preloads("feat", "Feat", "nothing-near"))}, "", id="HOS203 none is meant"),
        pytest.param({LIB: _module(**_preloads("entri"))}, "", id="HOS203 the entry is not meant"),
        pytest.param(
            {ENTRY: _module(**_preloads("feat", "util"))},
            f'{ENTRY}\n-        }},\n-        {{\n-          "moduleName": "util"',
            id="HOS205",
        ),
        pytest.param(
            {LIB: _module(atomicservice={"preloads": []})},
            f'{LIB}\n-    "atomicservice": {{\n+    "atomicService": {{',
            id="HOS206 block",
        ),
        pytest.param(
            {LIB: _module(atomicService={"Preload": []})},
            f'{LIB}\n-      "Preload": []\n+      "preloads": []',
            id="HOS206 list",
        ),
        pytest.param(
            {ENTRY: _module(atomicService={"Preloads": []}, atomicservice={})}, "", id="HOS206 there is one already"
        ),
        pytest.param({LIB: _module(atomicservice={}, AtomicService={})}, "", id="HOS206 which one"),
        pytest.param(
            {LIB: _module(preload=[{"moduleName": "feat"}])},
            f'{LIB}\n-    "preload": [\n-      {{\n-        "moduleName": "feat"\n-      }}\n-    ]\n'
            '+    "atomicService": {\n+      "preloads": [\n+        {\n+          "moduleName": "feat"\n'
            "+        }\n+      ]\n+    }",
            id="HOS206 outside the block",
        ),
        pytest.param({LIB: _module(preloads=True)}, "", id="HOS206 no list"),
        pytest.param({ENTRY: _module(preloads=[])}, "", id="HOS206 outside, with a list in the block"),
        pytest.param({"AppScope/app.json5": {"app": {"preloads": []}}}, "", id="HOS206 in another file"),
    ],
)
def test_unsafe(changes: dict[str, sample.Json], diff: str) -> None:
    assert fixed(changes, unsafe=True) == diff


def test_a_package_is_not_edited(tmp_path: Path) -> None:
    packages = {
        "entry.hap": _module(**_preloads("feat", "feat", "Lib", "entry"), preloads=[], atomicservice={}),
        "feat.hap": _module(**_preloads("feat", "entry")),
        "lib.hsp": {},
    }
    report = Bench().verify(sample.write_packages(tmp_path, packages))
    found = {one.finding.rule: one.finding.fixes for one in report.findings if one.finding.rule.startswith("HOS2")}
    assert found == {"HOS201": (), "HOS202": (), "HOS203": (), "HOS204": (), "HOS206": ()}
