"""Writes the packages of a small atomic service, as hvigor would have built them, for the demonstration.

The entry with the shared package that it depends on is a little over 2 MB.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from hapline.archives.writer import NewEntry, build

APP = {
    "bundleName": "com.atomicservice.6917571239128090930",
    "bundleType": "atomicService",
    "versionCode": 1000000,
    "versionName": "1.0.0",
    "minAPIVersion": 40000010,
    "targetAPIVersion": 50000012,
    "apiReleaseType": "Release",
    "compileSdkType": "HarmonyOS",
    "debug": False,
}


def package(name: str, kind: str, kilobytes: int, needs: list[str]) -> bytes:
    """One package: its module.json, its pages and pictures (random bytes, which compress as little)."""
    module: dict[str, object] = {
        "name": name,
        "type": kind,
        "deviceTypes": ["phone"],
        "deliveryWithInstall": True,
        "installationFree": True,
        "dependencies": [{"moduleName": need} for need in needs],
    }
    if kind == "entry":
        module |= {
            "mainElement": "EntryAbility",
            "abilities": [{"name": "EntryAbility"}],
            "pages": "$profile:main_pages",
        }
    filling = random.Random(name)  # noqa: S311 the same bytes every time
    return build(
        [
            NewEntry(name="module.json", data=json.dumps({"app": APP, "module": module}).encode()),
            NewEntry(name="resources/base/profile/main_pages.json", data=b'{"src":["pages/Index"]}'),
            NewEntry(name="ets/modules.abc", data=filling.randbytes(kilobytes * 256)),
            NewEntry(name="resources/base/media/banner.webp", data=filling.randbytes(kilobytes * 768)),
            NewEntry(name="pack.info", data=b"{}"),
        ]
    )


def main(folder: Path) -> None:
    """Write both packages."""
    (folder / "entry.hap").write_bytes(package("entry", "entry", 1465, ["cart"]))
    (folder / "cart.hsp").write_bytes(package("cart", "shared", 687, []))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
