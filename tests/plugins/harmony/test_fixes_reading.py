"""The fixes of the rules on what the packing tool cannot read, as diffs."""

from __future__ import annotations

import pytest

from plugins.harmony import sample
from plugins.harmony.fixing import fixed

ENTRY = "entry/src/main/module.json5"
TARGETS = "entry/build-profile.json5"


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {ENTRY: '{ module: { deviceTypes: "phone" } }'},
            f'{ENTRY}\n-    "deviceTypes": "phone",\n+    "deviceTypes": [\n+      "phone"\n+    ],',
            id="a text where a list belongs",
        ),
        pytest.param(
            {ENTRY: '{ module: { atomicService: { preloads: ["feat"] } } }'},
            f'{ENTRY}\n-        "feat"\n+        {{\n+          "moduleName": "feat"\n+        }}',
            id="a preload that is a bare name",
        ),
        pytest.param(
            {TARGETS: '{ targets: [{ name: "default", config: { atomicService: { preloads: ["feat"] } } }] }'},
            f'{TARGETS}\n-            "feat"\n+            {{\n+              "moduleName": "feat"\n+            }}',
            id="a preload of a target that is a bare name",
        ),
        pytest.param({ENTRY: '{ module: { deviceTypes: "phone, tablet" } }'}, "", id="more than a word"),
        pytest.param({ENTRY: '{ module: { abilities: "EntryAbility" } }'}, "", id="a list of objects"),
        pytest.param({ENTRY: "{ module: { deviceTypes: 1 } }"}, "", id="a number"),
    ],
)
def test_safe(changes: dict[str, str | sample.Json], diff: str) -> None:
    assert fixed(changes) == diff
