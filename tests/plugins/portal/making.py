"""Small built things for tests: BUNDLE.MF, Bundle jars, a Portal's apk and lists, a local Maven repository."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.android import making
from core.android.making import Element
from hapline.archives import DEFLATED, STORED
from hapline.archives.writer import NewEntry, build

BUNDLE = {
    "Manifest-Version": "3.0.0.8.3",
    "Created-By": "Android-Gradle-Plugin",
    "Bundle-Name": "com-example-launcher-launcher",
    "Bundle-Version": "1.0.0",
    "Init-Level": "11110000",
    "Package-Id": "36",
    "Package-Name": "com.example.launcher",
    "Contains-Dex": "true",
    "Contains-Res": "true",
    "Export-Package": "com.example.launcher,com.example.launcher.api",
    "Require-Bundle": "android-phone-mobilesdk-framework@2.0.0,android-phone-mobilesdk-quinox@2.0.0",
    "Activity-Name": "com.example.launcher.MainActivity",
    "Provider-Name": "com.example.launcher.FilesProvider",
}
MAX = 2**31 - 1


def bundle_mf(values: Mapping[str, str]) -> bytes:
    """A BUNDLE.MF, its lines broken after 72 bytes as Java does."""
    out = b""
    for key, value in values.items():
        line = f"{key}: {value}".encode()
        out += line[:72] + b"\r\n"
        rest = line[72:]
        while rest:
            out += b" " + rest[:71] + b"\r\n"
            rest = rest[71:]
    return out + b"\r\n"


def manifest(package: str, *components: tuple[str, str], authorities: str = "") -> bytes:
    """A binary AndroidManifest.xml with components: the names of their elements and classes."""
    extra = {"authorities": authorities} if authorities else {}
    parts = [Element(kind, {"name": name} | (extra if kind == "provider" else {})) for kind, name in components]
    return making.xml(Element("manifest", {"package": package, "versionCode": 1}, [Element("application", {}, parts)]))


def bundle_jar(
    values: Mapping[str, str] = BUNDLE,
    *,
    classes: Sequence[str] = ("com.example.launcher.MainActivity", "com.example.launcher.FilesProvider$1"),
    package_id: int | None = 36,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A Bundle jar."""
    contents = {"META-INF/BUNDLE.MF": bundle_mf(values)}
    if classes:
        contents["classes.dex"] = making.dex(classes)
    if package_id is not None:
        contents["resources.arsc"] = making.table(
            [making.Package(package_id, "com.example.launcher", {"string": ["launcher"]})]
        )
    components = (("activity", ".MainActivity"), ("provider", ".FilesProvider"))
    contents["AndroidManifest.xml"] = manifest("com.example.launcher", *components, authorities="com.example.files")
    return archive(contents | dict(more or {}))


def archive(contents: Mapping[str, bytes], method: int = DEFLATED) -> bytes:
    """An archive."""
    return build([NewEntry(name=name, data=data, method=method) for name, data in contents.items()])


def portal_apk(bundles: Mapping[str, bytes], *, cfg: bytes | None = None, method: int = STORED) -> bytes:
    """A Portal's apk with Bundles, by their entry names."""
    contents = {
        "AndroidManifest.xml": manifest("com.example.portal", ("activity", ".Stub"), ("provider", ".P")),
        "classes.dex": making.dex(["com.example.portal.Application"]),
        "classes2.dex": making.dex(["com.example.portal.Second"]),
        "resources.arsc": making.table([making.Package(127, "com.example.portal", {"style": ["Theme"]})]),
        "lib/armeabi/libnative.so": b"\x7fELF" + bytes(100),
    }
    if cfg is not None:
        contents["assets/bundles.cfg"] = cfg
    entries = [NewEntry(name=name, data=data, method=DEFLATED) for name, data in contents.items()]
    return build([*entries, *(NewEntry(name=name, data=data, method=method) for name, data in bundles.items())])


def bundles_cfg(records: Sequence[Mapping[str, object]], form: int = 5) -> bytes:
    """A bundles.cfg; what a record does not say is nothing."""
    out = bytes([len(records)]) + b"".join([_short(str(one["name"])) for one in records])
    return out + struct.pack(">i", len(records)) + b"".join([_record(one, form) for one in records])


def _record(one: Mapping[str, object], form: int) -> bytes:
    def text(value: object) -> bytes:
        if form == 4:
            return _short(str(value or ""))
        raw = str(value).encode()
        return struct.pack(">i", -1) if value is None else struct.pack(">i", len(raw)) + raw

    def texts(key: str) -> bytes:
        value = one.get(key)
        several = value if isinstance(value, list) else []
        count = bytes([len(several)]) if form == 4 else struct.pack(">i", len(several) if key in one else -1)
        return count + b"".join([text(item) for item in several])

    def number(key: str, default: int) -> int:
        value = one.get(key, default)
        return value if isinstance(value, int) else default

    return b"".join(
        (
            struct.pack(">i", form) + text(one["name"]) + text(one.get("version")),
            struct.pack(">i", number("init_level", MAX)) + texts("package_names") + texts("components"),
            struct.pack(">ibb", number("package_id", 127), number("code", 0), number("res", 0)),
            texts("native") + texts("requires") + text(f"lib{one['name']}.so") + texts("exports"),
            struct.pack(">q", number("size", -1)) + text(one.get("md5")),
        )
    )


def _short(text: str) -> bytes:
    return bytes([len(text.encode())]) + text.encode()


def repository(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A repository: its files by path."""
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def aar(package: str, *inside: str, application: str = "", **resources: str) -> bytes:
    """An Android library.

    Args:
        package: Its package. inside: What stands in the application of its manifest. application: Its attributes.
        resources: The name of a resource of each type, such as ``string="title"``.
    """
    values = "".join([f'<item type="{kind}" name="{name}">x</item>' for kind, name in resources.items()])
    content = "".join(inside)
    return archive(
        {
            "AndroidManifest.xml": (
                f'<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="{package}">'
                f"<application{application}>{content}</application></manifest>"
            ).encode(),
            "res/values/values.xml": f"<resources>{values}</resources>".encode(),
        }
    )
