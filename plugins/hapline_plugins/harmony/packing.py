"""Packing one module: what the packing tool reads of a module.json while it makes a HAP or HSP of it."""

from __future__ import annotations

from hapline_hooks import Keys
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.reading import HAP, HSP, PACK, Reader

_SANITIZERS = ("asanEnabled", "tsanEnabled", "GWPAsanEnabled", "hwasanEnabled", "ubsanEnabled")
_API_21 = 21


def runs_before_api_21(module: Module) -> bool:
    """Whether a module runs on API levels before 21; the system's own digits are dropped (50000020 is 20)."""
    if "minAPIVersion" not in module.app:
        return False
    level = abs(module.min_api) % 1000 * (1 if module.min_api >= 0 else -1)
    return level != -1 and level < _API_21


def read_for_packing(module: Module) -> None:
    """Notice what the packing tool dies of while it makes the HAP or HSP of one module, in its ``problems``."""
    reader = Reader(module.json, module.problems)
    app, inner = module.app, module.module
    for key in _SANITIZERS:
        reader.value(app, ("app",), key, coercion.flag, False, PACK)  # noqa: FBT003
    at: Keys = ("module",)
    reader.value(inner, at, "installationFree", coercion.boolean, None, PACK)
    for ability in module.abilities:
        names = reader.value(ability.json, ability.keys, "continueBundleName", coercion.required_sequence, (), PACK)
        if names and module.bundle_name is None and "bundleName" in app:
            reader.crash(("app", "bundleName"), coercion.NULL, PACK)
    for ability in (*module.abilities, *module.extensions):
        reader.items(ability.json, ability.keys, "skills", HSP, null_items_are_fine=True)
    if runs_before_api_21(module):
        schemes = reader.value(inner, at, "querySchemes", coercion.sequence, None, HAP) or []
        if None in schemes:
            reader.crash((*at, "querySchemes", schemes.index(None)), coercion.NULL, HAP)
        reader.value(inner, at, "deduplicateHar", coercion.flag, False, PACK)  # noqa: FBT003
    reader.items(inner, at, "extensionAbilities", HSP, null_is_fine=True)
    reader.items(inner, at, "requestPermissions", PACK, null_items_are_fine=True)
    for where, holder in ((("app",), app), (at, inner)):
        reader.value(holder, where, "generateBuildHash", coercion.flag, False, PACK)  # noqa: FBT003
    if module.binary_paths:
        compressed = reader.value(inner, at, "compressNativeLibs", coercion.flag, False, PACK)  # noqa: FBT003
        if not compressed:
            reader.value(inner, at, "extractNativeLibs", coercion.flag, True, PACK)  # noqa: FBT003
    reader.items(inner, at, "skillProfiles", PACK, null_is_fine=True)
