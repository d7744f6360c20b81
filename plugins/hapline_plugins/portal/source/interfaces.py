"""Interfaces of Bundles: what is one, and which Bundle publishes it.

Source: the vendor's guide, "Bundle interface package": ``group:artifact:version:api@jar``; mPaaS's own are also
published as ``group:name-api``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline_plugins.portal.source.declared import Declared

_API = "-api"
_BUILD = "-build"


def owner_of(one: Declared, known: Mapping[str, object]) -> str:
    """The Bundle that publishes what is declared: one that is known by that name, with or without ``-build``."""
    group, artifact = one.group or "", one.artifact or ""
    name = artifact.removesuffix(_API)
    for candidate in (artifact, f"{artifact}{_BUILD}", name, f"{name}{_BUILD}"):
        if f"{group}:{candidate}" in known:
            return f"{group}:{candidate}"
    return f"{group}:{artifact}"


def is_api(name: str) -> bool:
    """Whether a sub-module, or a classifier, is one of interfaces by its name."""
    return name.lower().endswith("api")


def is_interface(one: Declared) -> bool:
    """Whether what is declared is an interface: a classifier, or an artifact, that ends in ``api``."""
    return is_api(one.classifier or "") or (one.artifact or "").endswith(_API)
