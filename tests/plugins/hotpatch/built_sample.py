"""A patch, its manifest, and the app that it is for, that tests and examples of rules change a little."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.android import making
from core.android.making import Element
from core.android.signing import Key, key, signed_apk
from hapline.archives import open_archive
from hapline.documents import parse
from hapline_hooks import replace
from hapline_plugins.hotpatch.building.described import seen
from hapline_plugins.hotpatch.building.patch_file import read_patch

Json = dict[str, Any]
STAND_IN = Path(__file__).parents[3] / "examples/hotpatch-instantrun/stand-in"
"""The example's app and patch, which real tools have made."""
_KEYS: dict[str, Key] = {}


def is_built(path: str) -> bool:
    """Whether an example's path names a built file, or something beside one."""
    return path.endswith((".jar", ".apk", ".json"))


def write(folder: Path, described: Mapping[str, str | Json]) -> list[Path]:
    """Write files into a folder, and return those that are given to ``verify``: all but manifests."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, change in described.items():
        spec: Any = parse(change.encode()) if isinstance(change, str) and change.startswith("{") else change
        (folder / name).write_bytes(_built(folder, name, spec))
    return [folder / name for name in described if not name.endswith(".json")]


def _built(folder: Path, name: str, spec: Json | str) -> bytes:
    if isinstance(spec, str):
        return spec.encode()
    if name.endswith(".jar"):
        return _jar(spec)
    if name.endswith(".apk"):
        return _apk(spec)
    manifest = replace(
        seen(read_patch(str(folder / f"{name[:-5]}.jar"))),
        **{"application_id": "com.example.shop", "target_version": "2.1.0", "created": "2026-01-02T03:04:05Z", **spec},
    )
    return json.dumps(manifest.as_json()).encode()


def _jar(spec: Json) -> bytes:
    """A patch: ``classes`` are in it instead of the example's, ``dex`` is its DEX file, ``signer`` has signed it."""
    whole = (STAND_IN / "patch.jar").read_bytes()
    with open_archive(whole) as archive:
        contents = {one.name: archive.read(one.name, 1 << 20) for one in archive.entries}
    if "classes" in spec:
        contents["classes.dex"] = making.dex(spec["classes"])
    if "dex" in spec:
        contents["classes.dex"] = spec["dex"].encode()
    if "signer" in spec:
        whole = signed_apk(contents, _key(spec["signer"]), ("v1",))
    elif "classes" in spec or "dex" in spec:
        whole = signed_apk(contents, _key("nobody"), ())
    return whole


def _apk(spec: Json) -> bytes:
    """An app: ``bare`` is not instrumented, ``plain`` has no hotpatching; ``schemes`` sign it by ``signer``."""
    with open_archive((STAND_IN / "before.apk").read_bytes()) as archive:
        classes = archive.read("classes.dex", 1 << 20)
    runtime = [] if "plain" in spec else [spec.get("runtime", "com.alipay.instantrun.ChangeQuickRedirect")]
    if "bare" in spec or "plain" in spec:
        classes = making.dex(["com.example.shop.Prices", *runtime])
    package, version = spec.get("package", "com.example.shop"), spec.get("version", "2.1.0")
    manifest = making.xml(Element("manifest", {"package": package, "versionName": version, "versionCode": 7}))
    contents = {"AndroidManifest.xml": manifest, "classes.dex": classes}
    return signed_apk(contents, _key(spec.get("signer", "shop")), spec.get("schemes", ["v1", "v2"]))


def _key(name: str) -> Key:
    if name not in _KEYS:
        _KEYS[name] = key(name)
    return _KEYS[name]
