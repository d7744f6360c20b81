"""What a built apk says of itself: the version, the id, and whether its classes have been given other names.

Sources: R8 writes a marker such as ``~~R8{"backend":"dex",...,"pg-map-id":"1a2b3c4",...}`` among the strings of the
DEX files that it makes, and the same id as ``# pg_map_id: 1a2b3c4`` at the top of mapping.txt
(com.android.tools.r8.dex.Marker and ProguardMapSupplier, https://r8.googlesource.com/r8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hapline.android import BinaryError, DexFile, dex_number
from hapline.archives import Archive, ArchiveError, open_archive
from hapline.errors import of
from hapline_plugins.hotpatch.apk_manifests import MOST_DEX, manifest_of, version_of

_MARKER = re.compile(rb"~~R8(\{[^\0~}]{1,1024}+\})\0")  # no byte is looked at twice
_MAP_ID = re.compile(rb'"pg-map-id":"([0-9a-f]{1,64})"')
_MADE_DEX = b'"backend":"dex"'
_ID_OF_MAPPING = re.compile(rb"^# pg_map_id: ([0-9a-f]{1,64})\s*$", re.MULTILINE)
_HEAD = 64 * 1024
_SHORT = re.compile(r"[a-z]{1,2}[0-9]?")
INSTANTRUN_CLASS = "com.alipay.instantrun.ChangeQuickRedirect"
"""The class that all that was instrumented asks."""
_FEW = 5
_OFTEN = 4  # of so many classes one
_SEGMENTS = 2


class Apk(NamedTuple):
    """What an apk says.

    Attributes:
        version: Its versionName; empty where it is none, or stands in a resource. version_code: Its versionCode.
        application: Its application id. debuggable: Whether it says that it is.
        map_ids: The ids of the mappings that R8 made with it; none where R8 gave no other names, or did not make it.
        obfuscated: Whether its classes have been given other names. instantrun: Whether InstantRun is in it.
        classes: The names of its classes. hides_classes: Whether they are others than its manifest says, as in an apk
            that was hardened, which unpacks its own at run time.
    """

    version: str
    version_code: int | None
    application: str
    debuggable: bool
    map_ids: tuple[str, ...]
    obfuscated: bool
    instantrun: bool
    classes: frozenset[str] = frozenset()
    hides_classes: bool = False


def read_apk(path: str) -> Apk:
    """Look into an apk.

    Raises:
        hapline.errors.HaplineError: It cannot be read.
    """
    try:
        with open_archive(path) as archive:
            return _read(archive, path)
    except (OSError, ArchiveError, BinaryError) as error:
        raise of(error, path) from None


def _read(archive: Archive, path: str) -> Apk:
    manifest = manifest_of(archive, path)
    ids: dict[str, None] = {}
    names: list[str] = []
    for name in filter(dex_number, archive.by_name):
        data = archive.read(name, MOST_DEX)
        ids |= dict.fromkeys(_map_ids(data))
        names += DexFile(data).class_names
    components = {one.name for one in manifest.components if one.kind != "activity-alias"}
    return Apk(
        version=version_of(manifest),
        version_code=manifest.version_code,
        application=manifest.package,
        debuggable=manifest.debuggable,
        map_ids=tuple(ids),
        obfuscated=bool(ids) or looks_obfuscated(names, manifest.package),
        instantrun=INSTANTRUN_CLASS in names,
        classes=frozenset(names),
        hides_classes=bool(components) and components.isdisjoint(names),
    )


def _map_ids(dex: bytes) -> Iterable[str]:
    """The ids in R8's markers; those of libraries that R8 made as class files are in other DEX files too."""
    for marker in _MARKER.finditer(dex):
        found = _MAP_ID.search(marker[1])
        if found and _MADE_DEX in marker[1]:
            yield found[1].decode()


def looks_obfuscated(names: Iterable[str], application: str) -> bool:
    """Whether classes of the app's own have names as ProGuard gives them, or lie in no package at all.

    Libraries come obfuscated in any app, mPaaS's own too, so only those count whose package begins as the application
    id does.

    Args:
        names: The classes of the app. application: The application id.
    """
    own = ".".join(application.split(".")[:_SEGMENTS])
    total = short = bare = 0
    for name in names:
        package, _, simple = name.rpartition(".")
        is_short = bool(_SHORT.fullmatch(simple.partition("$")[0]))
        if not package:
            bare += is_short
        elif package == own or package.startswith(f"{own}."):
            total += 1
            short += is_short
    return bare >= _FEW or (short >= _FEW and short * _OFTEN >= total)


def map_id_of(mapping: str) -> str:
    """The id at the top of a mapping.txt; empty where it has none, as ProGuard's have not.

    Raises:
        hapline.errors.MissingError: It cannot be read.
    """
    try:
        with open(mapping, "rb") as file:
            found = _ID_OF_MAPPING.search(file.read(_HEAD))
    except OSError as error:
        raise of(error, mapping) from None
    return found[1].decode() if found else ""


def belongs(map_id: str, apk: Apk) -> bool:
    """Whether a mapping of this id is that of an apk, as far as both say it: one may say fewer digits."""
    if not map_id or not apk.map_ids:
        return True
    return any(one.startswith(map_id) or map_id.startswith(one) for one in apk.map_ids)
