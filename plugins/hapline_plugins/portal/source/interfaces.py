"""Interfaces of Bundles: what the modules of a Bundle compile against, and which Bundle publishes it.

Source: the vendor's guide, "Bundle interface package": ``group:artifact:version:api@jar``; mPaaS's own are also
published as ``group:name-api``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline_plugins.portal.source.declared import COMPILED

if TYPE_CHECKING:
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.declared import Declared

_API = "-api"
_BUILD = "-build"


def used_interfaces(bundle: Bundle) -> Iterator[Declared]:
    """What the modules of a Bundle compile against, as far as its name is known."""
    for module in bundle.all_modules:
        for one in module.dependencies(*COMPILED):
            if one.key is not None:
                yield one


def owner_of(one: Declared, known: Mapping[str, object]) -> str:
    """The Bundle that publishes what is declared: one that is known by that name, with or without ``-build``."""
    group, artifact = one.group or "", one.artifact or ""
    name = artifact.removesuffix(_API)
    for candidate in (artifact, f"{artifact}{_BUILD}", name, f"{name}{_BUILD}"):
        if f"{group}:{candidate}" in known:
            return f"{group}:{candidate}"
    return f"{group}:{artifact}"


def is_interface(one: Declared) -> bool:
    """Whether what is declared is an interface: a classifier, or an artifact, that ends in ``api``."""
    from hapline_plugins.portal.source.bundles import is_api

    return is_api(one.classifier or "") or (one.artifact or "").endswith(_API)
