"""The applicationId of an app, as its script or its manifest gives it, and what manifests make of it.

Source: Android developers, "Configure the app module" (applicationId, applicationIdSuffix; without one the package of
the manifest is taken) and "Manifest build variables" (``${applicationId}``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.builds.modules import GradleModule
    from hapline.documents import Statement

PLACEHOLDER = "${applicationId}"
_NAME = "applicationId"
_PATHS = (("android", "defaultConfig", _NAME), ("android", "productFlavors", "*", _NAME))
_SUFFIX = "applicationIdSuffix"
_BLOCKS = {"default": ("defaultConfig",), "flavor": ("productFlavors", "*"), "type": ("buildTypes", "*")}
_PLACES = (("default", _NAME), ("default", _SUFFIX), ("flavor", _NAME), ("flavor", _SUFFIX), ("type", _SUFFIX))
_MADE = frozenset(("create", "register", "getByName", "named", "maybeCreate"))
"""Calls that name a flavor or a build type by their first argument."""
_ALL = frozenset(("all", "configureEach", "each"))


def application_ids(module: GradleModule) -> frozenset[str]:
    """All ids that a module may be built with; nothing where one of them is not known."""
    script = module.script
    if script is None:
        return frozenset()
    if f"{_NAME}Suffix" in script.text:
        return frozenset()
    values = [one.value for path in _PATHS for one in script.values(*path)]
    if not values:
        package = module.manifest.package if module.manifest is not None else ""
        return frozenset((package,)) if package else frozenset()
    said = [module.said(value) for value in values if value is not None]
    return frozenset() if None in said else frozenset(text for text in said if text)


def released_ids(module: GradleModule) -> frozenset[str]:
    """The ids that a release may be built with; nothing where one of them is not known.

    What debug and other build types add does not count. Flavors of several dimensions are taken one by one, so that
    there may be ids among them that no variant has.
    """
    given = {where: _texts(module, where) for where in _PLACES}
    if any(None in texts.values() for texts in given.values()):
        return frozenset()
    base = given["default", _NAME].get("")
    if base is None and not given["flavor", _NAME]:
        base = (module.manifest.package if module.manifest is not None else "") or None
    flavors = {*given["flavor", _NAME], *given["flavor", _SUFFIX], *_flavors(module)} or {""}
    found = set()
    for flavor in flavors:
        own = given["flavor", _NAME].get(flavor) or base
        if not own:
            return frozenset()
        ends = [given["default", _SUFFIX].get(""), given["flavor", _SUFFIX].get(flavor)]
        found.add("".join([own, *(_ending(one) for one in [*ends, given["type", _SUFFIX].get("release")])]))
    return frozenset(found)


def _ending(suffix: str | None) -> str:
    """A suffix as it is added: with a dot before it."""
    return f".{suffix.lstrip('.')}" if suffix else ""


def _texts(module: GradleModule, where: tuple[str, str]) -> dict[str, str | None]:
    """What flavors, or build types, are given, by their names; None for what is not known."""
    blocks, name = where
    found: dict[str, str | None] = {}
    for one in module.script.values("android", *_BLOCKS[blocks], name) if module.script is not None else ():
        for owner in _owners(one) if blocks != "default" else ("",):
            value = one.value
            is_known = value is not None and not one.conditions and owner not in _ALL
            found[owner] = module.said(value) if value is not None and is_known else None
    return found


def _flavors(module: GradleModule) -> Iterator[str]:
    script = module.script
    for one in script.calls("*", ("android", "productFlavors")) if script is not None else ():
        if one.block is not None:
            yield from _named(one)


def _owners(one: Statement) -> Iterator[str]:
    """The flavor or build type in whose block a statement stands; the call, where the block speaks of all of them."""
    above = one.parent
    while above is not None and above.branches:
        above = above.parent
    if above is None or above.path[-2:-1] not in {("productFlavors",), ("buildTypes",)}:
        return
    yield from _named(above) if above.path[-1] not in _ALL else (above.path[-1],)


def _named(block: Statement) -> Iterator[str]:
    """The name of a flavor or build type; nothing for blocks that speak of all."""
    called = block.name.rpartition(".")[2]
    if called not in _ALL:
        named = block.args[0].value.string if called in _MADE and block.args else called
        yield named or ""


def application_id(module: GradleModule) -> str | None:
    """The id of a module; None where it is not known, or where there are several."""
    found = application_ids(module)
    return next(iter(found)) if len(found) == 1 else None


def filled(text: str, known: str | None) -> str:
    """A text of a manifest with the applicationId in place of its placeholder, where that is known."""
    return text if known is None else text.replace(PLACEHOLDER, known)
