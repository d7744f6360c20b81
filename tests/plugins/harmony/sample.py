"""A well-formed atomic service, in source and as packages, that tests and examples of rules change a little."""

from __future__ import annotations

import copy
import io
import json
import random
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hapline.documents import parse

Json = dict[str, Any]
APP: Json = {
    "bundleName": "com.atomicservice.sample",
    "bundleType": "atomicService",
    "vendor": "sample",
    "versionCode": 1000000,
    "versionName": "1.0.0",
    "icon": "$media:app_icon",
    "label": "$string:app_name",
}
BUILT: Json = {
    "minAPIVersion": 50000012,
    "targetAPIVersion": 50000012,
    "apiReleaseType": "Release",
    "compileSdkType": "HarmonyOS",
    "debug": False,
}
_ABILITY: Json = {"name": "EntryAbility", "srcEntry": "./ets/EntryAbility.ets", "exported": True}


def module(name: str, kind: str) -> Json:
    """The content of ``module`` for a module of this type."""
    found: Json = {"name": name, "type": kind}
    if kind == "har":
        return {**found, "deviceTypes": ["phone"]}
    found |= {"deviceTypes": ["phone"], "deliveryWithInstall": True, "installationFree": True}
    if kind == "entry":
        found |= {"mainElement": "EntryAbility", "pages": "$profile:main_pages", "abilities": [dict(_ABILITY)]}
    return found


def source() -> dict[str, Any]:
    """The files of the sample project; JSON files as values, others as text."""
    kinds = {"entry": "entry", "feat": "feature", "lib": "shared", "util": "har"}
    tasks = {"entry": "hap", "feature": "hap", "shared": "hsp", "har": "har"}
    files: dict[str, Any] = {
        "AppScope/app.json5": {"app": dict(APP)},
        "build-profile.json5": {
            "app": {
                "signingConfigs": [],
                "products": [{"name": "default", "compatibleSdkVersion": "5.0.0(12)", "runtimeOS": "HarmonyOS"}],
                "buildModeSet": [{"name": "debug"}, {"name": "release"}],
            },
            "modules": [
                {"name": name, "srcPath": f"./{name}", "targets": [{"name": "default", "applyToProducts": ["default"]}]}
                for name in kinds
            ],
        },
        "oh-package.json5": {"modelVersion": "5.0.0", "dependencies": {}, "devDependencies": {}},
        "entry/src/main/resources/base/profile/main_pages.json": {"src": ["pages/Index"]},
    }
    for name, kind in kinds.items():
        files[f"{name}/src/main/module.json5"] = {"module": module(name, kind)}
        files[f"{name}/build-profile.json5"] = {"apiType": "stageMode", "targets": [{"name": "default"}]}
        files[f"{name}/oh-package.json5"] = {"name": name, "version": "1.0.0", "dependencies": {}}
        files[f"{name}/hvigorfile.ts"] = f"export {{ {tasks[kind]}Tasks }} from '@ohos/hvigor-ohos-plugin';\n"
    entry = files["entry/src/main/module.json5"]["module"]
    entry["atomicService"] = {"preloads": [{"moduleName": "feat"}]}
    files["entry/oh-package.json5"]["dependencies"] = {"@sample/lib": "file:../lib"}
    files["lib/oh-package.json5"]["dependencies"] = {"@sample/util": "file:../util"}
    return files


def merged(base: Any, patch: Any) -> Any:  # noqa: ANN401 any JSON value
    """A JSON merge patch (RFC 7396), except that null is a value and not a removal."""
    if not isinstance(patch, dict) or not isinstance(base, dict):
        return copy.deepcopy(patch)
    return {**base, **{key: merged(base.get(key), value) for key, value in patch.items()}}


def project(changes: Mapping[str, str | Json | None] | None = None) -> dict[str, str | bytes]:
    """The sample project with changes merged in: JSON5 snippets or values by path; None takes a file out.

    ``{ text: "..." }`` replaces a file that is no JSON; ``{ raw: "..." }`` replaces one that is.
    """
    files = source()
    for path, change in (changes or {}).items():
        value = _value(change)
        if isinstance(value, dict) and set(value) in ({"raw"}, {"text"}):
            files[path] = next(iter(value.values()))
        else:
            files[path] = merged(files.get(path), value)
    return {
        path: value if isinstance(value, str | bytes) else json.dumps(value, indent=2, ensure_ascii=False)
        for path, value in files.items()
        if value is not None
    }


def _value(change: str | Json | None) -> Any:  # noqa: ANN401 any JSON value
    if not isinstance(change, str):
        return change
    try:
        return parse(change.encode())
    except Exception:  # noqa: BLE001 an example of a syntax error is taken as it is
        return {"raw": change}


def package(name: str, change: str | Json = "{}") -> bytes:
    """A .hap, .hsp or .app with changes merged in.

    ``app`` and ``module`` change module.json, ``remove`` takes dotted keys out of it, ``fa`` makes it a config.json
    of the FA model, ``raw`` replaces it; ``payload`` is a size of random content, ``entries`` are further files,
    ``twice`` names entries that are there twice, ``filter`` is a distribution filter, ``packInfo`` the pack.info,
    ``rawFile`` the whole file, as text or bytes. An .app has ``modules`` by file name.
    """
    described = _value(change)
    if "rawFile" in described:
        raw = described["rawFile"]
        return raw if isinstance(raw, bytes) else str(raw).encode()
    if name.endswith(".app"):
        return _app(described)
    entries: list[tuple[str, bytes]] = []
    if "fa" in described:
        entries.append(("config.json", _fa(name, described["fa"])))
    else:
        entries.append(("module.json", _module_json(name, described)))
    pack_info = described.get("packInfo", {})
    entries.append(("pack.info", json.dumps(pack_info).encode()))
    entries.append(("resources/base/profile/main_pages.json", b'{"src":["pages/Index"]}'))
    if "filter" in described:
        content = json.dumps({"distributionFilter": described["filter"]}).encode()
        entries.append(("resources/base/profile/filter.json", content))
    for entry, text in described.get("entries", {}).items():
        entries.append((entry, str(text).encode()))
    for entry in described.get("twice", []):
        entries += [(entry, b"one"), (entry, b"two")]
    if "payload" in described:
        entries.append(("ets/modules.abc", filling(size(described["payload"]), name)))
    return archive(entries)


def _app(described: Json) -> bytes:
    modules = described.get("modules", {"entry.hap": {}, "lib.hsp": {}})
    entries = [(name, package(name, change)) for name, change in modules.items()]
    if "packInfo" not in described or described["packInfo"] is not None:
        entries.append(("pack.info", json.dumps(described.get("packInfo", {"summary": {}})).encode()))
    entries += [(entry, str(text).encode()) for entry, text in described.get("entries", {}).items()]
    return archive(entries, deflated=True)


def _module_json(name: str, described: Json) -> bytes:
    if "raw" in described:
        return str(described["raw"]).encode()
    stem, _, suffix = Path(name).name.rpartition(".")
    kind = "shared" if suffix == "hsp" else "entry" if stem == "entry" else "feature"
    content: Json = {"app": {**APP, **BUILT}, "module": module(stem, kind)}
    if "filter" in described:
        content["module"]["metadata"] = [{"name": "filter", "resource": "$profile:filter"}]
    content = merged(content, {key: described[key] for key in ("app", "module") if key in described})
    for dotted in described.get("remove", []):
        *path, last = dotted.split(".")
        holder = content
        for key in path:
            holder = holder[key]
        holder.pop(last, None)
    return json.dumps(content, ensure_ascii=False).encode()


def _fa(name: str, change: Json) -> bytes:
    stem = Path(name).name.rpartition(".")[0]
    content: Json = {
        "app": {
            "bundleName": APP["bundleName"],
            "version": {"code": 1, "name": "1.0"},
            "apiVersion": {"compatible": 8, "target": 8, "releaseType": "Release"},
        },
        "deviceConfig": {},
        "module": {
            "package": f"com.sample.{stem}",
            "distro": {"moduleName": stem, "moduleType": "feature", "installationFree": True},
            "deviceType": ["phone"],
        },
    }
    content["module"] = merged(content["module"], change)
    return json.dumps(content).encode()


def size(text: str | int) -> int:
    """Bytes of a text such as ``2048 KB``."""
    if isinstance(text, int):
        return text
    number, unit = text.split()
    return int(number) * {"B": 1, "KB": 1024, "MB": 1024 * 1024}[unit]


def filling(count: int, seed: str) -> bytes:
    """Bytes that do not compress, the same for the same seed."""
    return random.Random(seed).randbytes(count)


def archive(entries: list[tuple[str, bytes]], *, deflated: bool = False) -> bytes:
    """A ZIP archive with fixed times; names may repeat."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # duplicate names are what some tests are about
        with zipfile.ZipFile(buffer, "w") as target:
            for name, data in entries:
                info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
                info.external_attr = 0o600 << 16
                info.compress_type = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
                target.writestr(info, data, compresslevel=1 if deflated else None)
    return buffer.getvalue()


def is_package(path: str) -> bool:
    """Whether an example's path names a built package."""
    return path.endswith((".hap", ".hsp", ".app"))


def write_packages(folder: Path, described: Mapping[str, str | Json]) -> list[Path]:
    """Write packages into a folder; returns their paths in order."""
    paths: list[Path] = []
    for name, change in described.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(package(name, change))
        paths.append(path)
    return paths
