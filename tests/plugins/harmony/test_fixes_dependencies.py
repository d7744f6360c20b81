"""The fixes of the rules on dependencies, as diffs."""

from __future__ import annotations

import pytest

from plugins.harmony import sample
from plugins.harmony.fixing import fixed

ENTRY = "entry/src/main/module.json5"
ENTRY_PACKAGE = "entry/oh-package.json5"
LIB = "lib/src/main/module.json5"
LIB_TARGETS = "lib/build-profile.json5"
UTIL_PACKAGE = "util/oh-package.json5"


def _for(*devices: str | None) -> sample.Json:
    return {"module": {"deviceTypes": list(devices)}}


def _uses(**paths: str) -> sample.Json:
    return {"dependencies": {alias: f"file:../{path}" for alias, path in paths.items()}}


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        pytest.param(
            {ENTRY_PACKAGE: _uses(feat="feat")},
            f'{ENTRY_PACKAGE}\n-    "@sample/lib": "file:../lib",\n-    "feat": "file:../feat"\n'
            '+    "@sample/lib": "file:../lib"',
            id="HOS403 takes the dependency out",
        ),
        pytest.param(
            {UTIL_PACKAGE: _uses(feat="feat")},
            f'{UTIL_PACKAGE}\n-  "dependencies": {{\n-    "feat": "file:../feat"\n-  }}\n+  "dependencies": {{}}',
            id="HOS403 takes it out of the HAR that names it",
        ),
        pytest.param(
            {ENTRY: _for("phone", "tablet", "2in1"), LIB: _for("phone")},
            f'{LIB}\n-      "phone"\n+      "phone",\n+      "tablet",\n+      "2in1"',
            id="HOS405 adds the device types to the module",
        ),
        pytest.param(
            {
                ENTRY: _for("phone", "tablet"),
                LIB: _for("phone", "tablet"),
                LIB_TARGETS: '{ targets: [{ name: "default", config: { deviceType: ["phone"] } }] }',
            },
            f'{LIB_TARGETS}\n-          "phone"\n+          "phone",\n+          "tablet"',
            id="HOS405 adds them to the target that narrows them",
        ),
        pytest.param({ENTRY: _for("phone", None)}, "", id="HOS405 adds no null"),
    ],
)
def test_unsafe(changes: dict[str, str | sample.Json], diff: str) -> None:
    assert fixed(changes, unsafe=True) == diff
    assert fixed(changes) == ""


def test_two_libraries_of_one_name() -> None:
    # Which of them is to ship for more is for people to say.
    changes: dict[str, str | sample.Json] = {
        ENTRY: _for("phone", "tv"),
        "feat/src/main/module.json5": {"module": {"name": "lib", "type": "shared", "deviceTypes": ["tablet"]}},
    }
    assert LIB not in fixed(changes, unsafe=True)
