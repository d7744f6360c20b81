"""Builds the inputs of recorded cases: packages as the recording described them, byte for byte."""

from __future__ import annotations

import json
import random
import warnings
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

_STAMP = (2024, 1, 1, 0, 0, 0)
_EMPTY_PACK_INFO = '{"summary":{}}'

Case = dict[str, Any]


def write_inputs(case: Case, folder: Path) -> list[Path]:
    """Write the packages of a case, and in app mode its pack.info; returns the files to verify."""
    files = []
    for module in case["modules"]:
        path = folder / module["file"]
        write_package(path, [*entries(module), *_added(case)], deflated=module.get("method") == "deflated")
        files.append(path)
    if case["mode"] == "app":
        pack_info = folder / "pack.info"
        pack_info.write_text(case.get("pack_info_text", _EMPTY_PACK_INFO), encoding="utf-8")
        files.append(pack_info)
    return files


def entries(module: Case) -> Iterator[tuple[str, bytes]]:
    """The entries of one package, in order."""
    if not module.get("no_module_json"):
        text = module.get("module_json_text")
        if text is None:
            text = json.dumps(module["module_json"], ensure_ascii=False, separators=(",", ":"))
        yield "module.json", text.encode()
    if not module.get("bare"):
        yield "pack.info", b"{}"
    for entry in module.get("extra_entries", ()):
        if "payload" in entry:
            yield entry["name"], payload(entry["payload"])
        elif "json" in entry:
            content = json.dumps(entry["json"], ensure_ascii=False, separators=(",", ":"))
            yield entry["name"], content.encode()
        else:
            yield entry["name"], entry.get("text", "").encode()
    if module.get("payload"):
        yield module["payload"].get("path", "ets/modules.abc"), payload(module["payload"])


def payload(described: Case) -> bytes:
    """The bytes that a payload description stands for."""
    count = int(described["bytes"])
    if described.get("kind", "random") == "zeros":
        return bytes(count)
    return random.Random(described.get("seed", 0)).randbytes(count)


def _added(case: Case) -> Iterator[tuple[str, bytes]]:
    """What the tool adds to a package because of its arguments: the context info, and skill folders."""
    arguments = case.get("args", ())
    loose = {file["path"]: file.get("text", "").encode() for file in case.get("files", ())}
    for option, value in pairwise(arguments):
        path = value.replace("{dir}", "").strip("/")
        if option == "--pkg-context-path" and path in loose:
            yield "pkgContextInfo.json", loose[path]
        elif option == "--skills-path":
            for name, content in loose.items():
                if name.startswith(f"{path}/"):
                    yield f"skills/{name.removeprefix(f'{path}/')}", content


def write_package(path: Path, content: list[tuple[str, bytes]], *, deflated: bool) -> None:
    """Write a ZIP archive with fixed times and modes; names may repeat."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one recorded case has a name twice
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in content:
                info = zipfile.ZipInfo(name, _STAMP)
                info.create_system = 3
                info.external_attr = 0o600 << 16
                info.compress_type = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
                archive.writestr(info, data, compresslevel=6 if deflated else None)
