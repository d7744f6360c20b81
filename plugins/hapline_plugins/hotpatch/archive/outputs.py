"""What the Android Gradle plugin wrote below ``build/``, by variant.

Sources: Android developers, "Build your app from the command line" (outputs/apk); output-metadata.json as version 4.1
of the plugin and later write it; mPaaS MDS guide, 5.2.2.1 (outputs/mapping, outputs/instantrun) and 5.5
(intermediates/bundle).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.archive.project import APKS, BUNDLES, INSTANTRUN, MAPPINGS

_METADATA = "output-metadata.json"
_MOST = 1024 * 1024
_TEST = "androidTest"
_DEEP = 2  # flavour and build type
_RAW = "-raw"
_BUILD_TYPES = ("release", "debug")


class Variant(NamedTuple):
    """A variant that was built.

    Attributes:
        name: Such as ``freeRelease``; empty where it is not known. flavor: ``free``. build_type: ``release``.
        apks: Its apks; of splits the one for all devices where there is one.
    """

    name: str
    flavor: str = ""
    build_type: str = ""
    apks: tuple[str, ...] = ()


def variants(module: str) -> list[Variant]:
    """The variants of a module of which there is an apk, by name."""
    found = [variant for variant in _variants(os.path.join(module, APKS), ()) if variant.apks]
    return sorted(found, key=lambda one: one.name)


def mapped(module: str) -> list[Variant]:
    """The variants of which there is a mapping, by name: of app bundles, and where the apks were moved, no apk is."""
    folder = os.path.join(module, MAPPINGS)
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [_named(name) for name in names if os.path.isfile(os.path.join(folder, name, parts.MAPPING))]


def _named(name: str) -> Variant:
    """What the name of a variant says, as far as it is one of the usual two."""
    for usual in _BUILD_TYPES:
        if name.endswith(usual.capitalize()):
            return Variant(name, name.removesuffix(usual.capitalize()), usual)
    return Variant(name, "", name)


def _variants(folder: str, inside: tuple[str, ...]) -> Iterator[Variant]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted((one.name, one.is_dir()) for one in entries)
    except OSError:
        return
    apks = [name for name, is_dir in listed if name.endswith(".apk") and not is_dir]
    if apks:
        flavor, build_type = (inside[0], inside[1]) if len(inside) == _DEEP else ("", "".join(inside))
        name = flavor + build_type[:1].upper() + build_type[1:] if flavor else build_type
        said, taken = _described(os.path.join(folder, _METADATA), apks)
        yield Variant(said or name, flavor, build_type, tuple(os.path.join(folder, one) for one in taken))
    for name, is_dir in listed:
        if is_dir and name != _TEST and len(inside) < _DEEP:
            yield from _variants(os.path.join(folder, name), (*inside, name))


def _described(file: str, apks: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The name of the variant, and those of the apks that count, as far as the plugin's own list says it."""
    from hapline.documents import DocumentError, parse

    try:
        with open(file, "rb") as opened:
            value: object = parse(opened.read(_MOST), strict=True)
    except (OSError, DocumentError):
        return "", apks
    name = value.get("variantName") if isinstance(value, dict) else None
    listed = value.get("elements") if isinstance(value, dict) else None
    elements = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    there = [one for one in elements if one.get("outputFile") in apks]
    whole = [one for one in there if not one.get("filters")]
    # The name becomes a part of paths.
    return name if isinstance(name, str) and name.isidentifier() else "", [
        str(one["outputFile"]) for one in whole or there
    ] or apks


def candidates(module: str, root: str, variant: Variant) -> Iterator[tuple[str, Sequence[str]]]:
    """Where each part of a release is looked for, besides the apk and jars; the first file that is there counts."""
    names = [name for name in dict.fromkeys((variant.name, os.path.join(variant.flavor, variant.build_type))) if name]
    yield parts.MAPPING, [os.path.join(module, MAPPINGS, name, parts.MAPPING) for name in names]
    folder = os.path.join(module, INSTANTRUN)
    within = [*[os.path.join(folder, name) for name in names], folder]
    yield parts.METHODS_MAP, [os.path.join(one, parts.METHODS_MAP) for one in within]
    kinds = [f"_{name}" for name in dict.fromkeys((variant.name, variant.build_type)) if name]
    yield (
        parts.INSTANTRUN_MAPPING,
        [os.path.join(one, f"InstantRunMapping{kind}.txt.gz") for one in within for kind in (*kinds, "")],
    )
    yield parts.R_TXT, _symbols(os.path.join(module, "build", "intermediates"), variant, names)
    yield parts.PUBLIC_TXT, [os.path.join(root, parts.PUBLIC_TXT)]
    values = os.path.join(module, "src", "main", "res", "values")
    public = os.path.join(values, parts.PUBLIC_XML)
    yield parts.PUBLIC_XML, [public]
    # Without public.xml, ids.xml is a resource like any other.
    yield parts.IDS_XML, [os.path.join(values, parts.IDS_XML)] if os.path.isfile(public) else []


def _symbols(intermediates: str, variant: Variant, names: Sequence[str]) -> list[str]:
    """Where R.txt is, of the newest Android Gradle plugin first."""
    task = f"process{variant.name[:1].upper()}{variant.name[1:]}Resources"
    lists = os.path.join(intermediates, "runtime_symbol_list")
    return [
        *[os.path.join(lists, name, task, parts.R_TXT) for name in names],
        *[os.path.join(lists, name, parts.R_TXT) for name in names],
        *[os.path.join(intermediates, "symbols", name, parts.R_TXT) for name in names],
    ]


def bundle_jars(module: str) -> dict[str, list[str]]:
    """The jars that the build of a Bundle wrote, by name; the raw one and the one of a release are one Bundle's."""
    folder = os.path.join(module, BUNDLES)
    found: dict[str, list[str]] = {}
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return found
    for name in names:
        if name.endswith(".jar"):
            found.setdefault(name.removesuffix(".jar").removesuffix(_RAW), []).append(os.path.join(folder, name))
    return found
