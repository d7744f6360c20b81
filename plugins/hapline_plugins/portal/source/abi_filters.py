"""The ABIs that a module packs, as its ``abiFilters`` say.

Source: Android developers, "NdkOptions": a build type and a flavour add to those of defaultConfig.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hapline.documents import Value
    from hapline_hooks import Location
    from hapline_plugins.portal.source.modules import GradleModule

_NAMES = frozenset(("abiFilters", "abiFilter", "setAbiFilters"))
_ADDING = frozenset((("abiFilters", "add"), ("abiFilters", "addAll")))
_NATIVE_BUILD = "externalNativeBuild"
"""What stands in it says what is compiled, not what is packed."""
_LISTS = frozenset(("listOf", "setOf", "mutableSetOf", "arrayOf"))


class AbiFilters(NamedTuple):
    """What is packed. names: The ABIs. location: Where the first of them stand."""

    names: frozenset[str]
    location: Location


def abi_filters(module: GradleModule) -> AbiFilters | None:
    """The ABIs of all build types and flavours together; None where all are packed, or where they are not known."""
    script = module.script
    if script is None or "abiFilter" not in script.text:
        return None
    names: set[str] = set()
    location: Location | None = None
    for statement in script.walk():
        if _NATIVE_BUILD in statement.within or not statement.path:
            continue
        if statement.path[-1] not in _NAMES and statement.path[-2:] not in _ADDING:
            continue
        values = [one.value for one in statement.args] or ([statement.value] if statement.value is not None else [])
        said = [module.said(one) for value in values for one in _items(value)]
        if statement.conditions or None in said:
            return None
        names.update(one for one in said if one)
        location = location or module.at(statement.start, statement.end, *statement.path)
    return AbiFilters(frozenset(names), location) if location is not None and names else None


def _items(value: Value) -> Iterator[Value]:
    if value.kind == "list":
        yield from value.items
    elif value.kind == "call" and value.name in _LISTS and value.links[-1].args:
        yield from (one.value for one in value.links[-1].args)
    else:
        yield value
