"""The fixes of the rules on documents and projects, as diffs."""

from __future__ import annotations

import pytest

from plugins.harmony import sample
from plugins.harmony.fixing import fixed

APP = "AppScope/app.json5"
PROFILE = "build-profile.json5"
ENTRY = "entry/src/main/module.json5"
OHPM = "entry/oh-package.json5"


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {ENTRY: '{ module: { installationFree: "TRUE" } }', APP: '{ app: { versionCode: "12" } }'},
            f'{APP}\n-    "versionCode": "12",\n+    "versionCode": 12,\n'
            f'{ENTRY}\n-    "installationFree": "TRUE",\n+    "installationFree": true,',
            id="HOS613",
        ),
        pytest.param({APP: '{ app: { versionCode: "1,000", versionName: 1.0 } }'}, "", id="HOS613 is not sure"),
        pytest.param({ENTRY: "{ module: { deliverWithInstall: true } }"}, "", id="HOS614 is not safe"),
        pytest.param({OHPM: {"raw": '{ name: "a", name: "b" }'}}, "", id="HOS612 is not safe"),
        pytest.param({PROFILE: '{ modules: [{ name: "main", srcPath: "./entry" }] }'}, "", id="HOS802 is not safe"),
    ],
)
def test_safe_fixes(changes: sample.Json, diff: str) -> None:
    assert fixed(changes) == diff


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {OHPM: {"raw": '{\n  name: "a",\n  // twice\n  name: "b",\n  list: [{ x: 1, x: 1 }],\n}\n'}},
            f'{OHPM}\n-  name: "a",\n-  list: [{{ x: 1, x: 1 }}],\n+  list: [{{ x: 1 }}],',
            id="HOS612",
        ),
        pytest.param(
            {OHPM: {"raw": "{\n  dependancies: {}, // of our own\n}\n"}},
            f"{OHPM}\n-  dependancies: {{}}, // of our own\n+  dependencies: {{}}, // of our own",
            id="HOS614",
        ),
        pytest.param(
            {OHPM: {"raw": "{ dependancies: {}, dependencies: {} }"}}, "", id="HOS614 not where the other is there too"
        ),
        pytest.param(
            {PROFILE: {"raw": '{\n  app: {},\n  modules: [\n    { name: "main", srcPath: "./entry" }\n  ]\n}\n'}},
            f'{PROFILE}\n-    {{ name: "main", srcPath: "./entry" }}\n+    {{ name: "entry", srcPath: "./entry" }}',
            id="HOS802",
        ),
    ],
)
def test_unsafe_fixes(changes: sample.Json, diff: str) -> None:
    path = next(iter(changes))
    found = fixed(changes, unsafe=True)
    # The sample has further unsafe fixes in other files.
    assert found[found.find(path) :] == diff if diff else path not in found
