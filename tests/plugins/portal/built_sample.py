"""Well-formed built things that tests and examples of rules change a little: Bundle jars and a Portal's apk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.android.making import Element, Package, dex, table, xml
from hapline.archives import DEFLATED, STORED
from hapline.archives.writer import NewEntry, build
from hapline.documents import parse
from plugins.portal.making import bundle_mf, bundles_cfg

Json = dict[str, Any]
_VERSIONS = {"launcher": "1.0.0", "cashier": "2.1.0"}
"""Of Bundles as the sample's projects name them; others are made up from their file names."""


def write(folder: Path, described: Mapping[str, str | Json]) -> list[Path]:
    """Write jars and apks into a folder; returns their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, change in described.items():
        (folder / name).write_bytes(built(name, change))
    return [folder / name for name in described]


def is_built(path: str) -> bool:
    """Whether an example's path names a built file."""
    return path.endswith((".jar", ".apk"))


def built(name: str, change: str | Json = "{}") -> bytes:
    """A Bundle jar or a Portal's apk with changes, as JSON5 or its value.

    Of both ``rawFile`` is the whole file, ``entries`` are further entries, ``without`` names those that are left out,
    ``twice`` one that is there twice; ``store`` says that nothing is deflated; ``components`` are those in the
    AndroidManifest.xml, as element, class and authorities.
    See ``_jar`` and ``_apk`` for the rest.
    """
    described: Any = parse(change.encode()) if isinstance(change, str) else change
    if "rawFile" in described:
        return _bytes(described["rawFile"])
    if name.endswith(".apk"):
        return _apk(described)
    return _jar(name.rpartition("/")[2].partition(".")[0].partition("-")[0], described)


def _jar(stem: str, described: Json) -> bytes:
    """A Bundle.

    ``manifest`` changes BUNDLE.MF (null takes a key out), ``text`` is all of it, ``classes`` are those in its DEX file,
    ``resources`` the package ids in resources.arsc, each with a string, or negative ids without any.
    """
    values: Json = {**_manifest(stem), **described.get("manifest", {})}
    text = described.get("text", bundle_mf({key: value for key, value in values.items() if value is not None}))
    classes = described.get("classes", [f"{_package(stem)}.Main"])
    contents: dict[str, bytes] = {"META-INF/BUNDLE.MF": _bytes(text)}
    if classes:
        contents["classes.dex"] = dex(classes)
    if "resources" in described:
        contents["resources.arsc"] = _table(described["resources"])
    contents["AndroidManifest.xml"] = _android(_package(stem), described)
    return _archive(contents, described)


def _apk(described: Json) -> bytes:
    """An app.

    ``bundles`` are those that are files, by folder and name (the cashier in armeabi), ``listed`` the records of
    bundles.cfg (the cashier and a static launcher), ``libraries`` other entries of ``lib``, ``classes`` its own,
    ``debuggable`` whether it says so.
    """
    bundles = described.get("bundles", {"armeabi": {"cashier": {}}})
    contents = {
        "AndroidManifest.xml": _android("com.example.app", described),
        "classes.dex": dex(described.get("classes", ["com.example.launcher.Main"])),
        "resources.arsc": _table([127]),
    }
    listed = described.get("listed", [{"name": "com-example-launcher"}, {"name": "com-example-cashier"}])
    contents["assets/bundles.cfg"] = bundles_cfg([{"version": _version(one["name"]), **one} for one in listed])
    inside = {
        f"lib/{folder}/libcom-example-{stem}.so": built(f"{stem}.jar", change)
        for folder, held in bundles.items()
        for stem, change in held.items()
    }
    inside |= {f"lib/{name}": b"\x7fELF" + bytes(60) for name in described.get("libraries", [])}
    return _archive(contents | inside, described)


def _manifest(stem: str) -> dict[str, str]:
    return {
        "Manifest-Version": "3.5.14",
        "Bundle-Name": f"com-example-{stem}",
        "Bundle-Version": _version(stem),
        "Init-Level": "11110000",
        "Package-Id": "127",
        "Contains-Dex": "true",
        "Contains-Res": "false",
        "Export-Package": _package(stem),
    }


def _package(stem: str) -> str:
    return f"com.example.{stem}"


def _version(name: str) -> str:
    return _VERSIONS.get(name.rpartition("-")[2], "1.0.0")


def _table(ids: list[int]) -> bytes:
    return table([Package(abs(one), "com.example", {"string": ["title"] if one > 0 else []}) for one in ids])


def _android(package: str, described: Json) -> bytes:
    parts = [
        Element(kind, {"name": name, **({"authorities": rest[0]} if rest else {})})
        for kind, name, *rest in described.get("components", [["activity", f"{package}.Main"]])
    ]
    inside: dict[str, str | bool] = {"debuggable": described["debuggable"]} if "debuggable" in described else {}
    return xml(Element("manifest", {"package": package}, [Element("application", inside, parts)]))


def _archive(contents: Mapping[str, bytes], described: Json) -> bytes:
    more = {name: _bytes(text) for name, text in described.get("entries", {}).items()}
    entries = [
        NewEntry(name=name, data=data, method=STORED if "store" in described or name.endswith(".so") else DEFLATED)
        for name, data in {**contents, **more}.items()
        if name not in described.get("without", [])
    ]
    return build([*entries, *[one for one in entries if one.name == described.get("twice")]])


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
