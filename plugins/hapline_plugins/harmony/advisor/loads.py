"""Loads: what a package comes to with all that it depends on, and what all packages come to, beside their limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from hapline.archives.writer import NewEntry, build
from hapline_plugins.harmony.advisor.scales import Content
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.packages import MODULE_JSON, PACK_INFO, Package


class NewPackage(NamedTuple):
    """A shared package (HSP) that is not there yet.

    Attributes:
        label: Its name. like: The module whose app, build and packing it takes over. devices: What it ships for.
        contents: What is moved into it. dependents: The modules that depend on it, and so come with it; none where
            it is loaded on demand.
    """

    label: str
    like: Module
    devices: tuple[str | None, ...]
    contents: tuple[Content, ...]
    dependents: tuple[Module, ...] = ()


Part = tuple[Module | NewPackage, int]
"""A package that counts, and its bytes."""


class Load(NamedTuple):
    """A package with all shared packages it depends on, on some device types.

    Attributes:
        devices: Where all of this holds. parts: What counts, the package itself first.
        limit: What the sum must stay below; 0 for none.
    """

    devices: tuple[str, ...]
    parts: tuple[Part, ...]
    limit: int

    @property
    def package(self) -> Module | NewPackage:
        """The package."""
        return self.parts[0][0]

    @property
    def bytes(self) -> int:
        """The sum."""
        return sum(size for _, size in self.parts)

    @property
    def headroom(self) -> int | None:
        """Bytes that may still come, below zero where it is too large by as many; None where there is no limit."""
        return self.limit - 1 - self.bytes if self.limit else None

    @property
    def over(self) -> bool:
        """Whether it is too large: reaching the limit is."""
        return bool(self.limit) and self.bytes >= self.limit


class Total(NamedTuple):
    """All packages of some device types together. Attributes as those of ``Load``; the limit may be reached."""

    devices: tuple[str, ...]
    parts: tuple[Part, ...]
    limit: int

    @property
    def bytes(self) -> int:
        """The sum."""
        return sum(size for _, size in self.parts)

    @property
    def headroom(self) -> int | None:
        """Bytes that may still come, as for ``Load``."""
        return self.limit - self.bytes if self.limit else None

    @property
    def over(self) -> bool:
        """Whether it is too large."""
        return bool(self.limit) and self.bytes > self.limit


def skeleton(like: Package, name: str, devices: Sequence[str | None]) -> bytes:
    """A new shared package before anything is moved into it: what describes it, and no code.

    Args:
        like: A package of the same app. name: The new module's name. devices: Its device types.
    """
    module = like.module
    described = {
        "name": name,
        "type": "shared",
        "deviceTypes": list(devices),
        "deliveryWithInstall": True,
        "installationFree": module is not None and module.installation_free,
    }
    content = {"app": dict(module.app) if module is not None else {}, "module": described}
    return build(
        [
            NewEntry(name=MODULE_JSON, data=json.dumps(content, default=str).encode()),
            NewEntry(name=PACK_INFO, data=like.text(PACK_INFO) or b"{}"),
        ]
    )


__all__ = ["Load", "NewPackage", "Part", "Total", "skeleton"]
