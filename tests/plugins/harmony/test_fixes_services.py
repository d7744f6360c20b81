"""The fixes of the rules on what the platform asks of atomic services, as diffs."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.harmony import sample
from plugins.harmony.fixing import fixed

ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
LIB = "lib/src/main/module.json5"


def _module(**content: object) -> sample.Json:
    return {"module": content}


@pytest.mark.parametrize(
    ("changes", "unsafe", "diff"),
    [
        pytest.param(
            {FEAT: _module(deviceTypes=["default", "phone"])},
            True,
            f'{FEAT}\n-      "default",',
            id="HOS374 phone is there",
        ),
        pytest.param(
            {FEAT: _module(deviceTypes=["default"])},
            True,
            f'{FEAT}\n-      "default"\n+      "phone"',
            id="HOS374 phone is elsewhere",
        ),
        pytest.param({FEAT: _module(deviceTypes=["default", "phone"])}, False, "", id="HOS374 is not sure"),
        pytest.param(
            {ENTRY: _module(mainElement="MainAbility")},
            True,
            f'{ENTRY}\n-    "mainElement": "MainAbility",\n+    "mainElement": "EntryAbility",',
            id="HOS375",
        ),
        pytest.param({ENTRY: _module(mainElement="MainAbility")}, False, "", id="HOS375 is not sure"),
        pytest.param(
            {ENTRY: _module(deliveryWithInstall=None), FEAT: _module(deliveryWithInstall=None)},
            False,
            f'{ENTRY}\n-    "deliveryWithInstall": null,\n+    "deliveryWithInstall": true,',
            id="HOS376 of an entry is sure",
        ),
        pytest.param(
            {ENTRY: _module(deliveryWithInstall=False), LIB: _module(deliveryWithInstall=None)},
            True,
            f'{ENTRY}\n-    "deliveryWithInstall": false,\n+    "deliveryWithInstall": true,\n'
            f'{LIB}\n-    "deliveryWithInstall": null,\n+    "deliveryWithInstall": true,',
            id="HOS376",
        ),
    ],
)
def test_fixes(changes: dict[str, sample.Json], *, unsafe: bool, diff: str) -> None:
    assert fixed(changes, unsafe=unsafe) == diff


def test_a_package_is_not_edited(tmp_path: Path) -> None:
    content = _module(deviceTypes=["default", "phone"], mainElement="Main", deliveryWithInstall=None)
    report = Bench().verify(sample.write_packages(tmp_path, {"entry.hap": content}))
    found = {one.finding.rule: one.finding.fixes for one in report.findings if one.finding.rule.startswith("HOS37")}
    assert found == {"HOS374": (), "HOS375": (), "HOS376": ()}
