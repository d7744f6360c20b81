"""Packages whose names are imported when somebody asks for them: most runs need few."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def names_of(package: str, homes: Mapping[str, str], known: dict[str, Any]) -> Callable[[str], object]:
    """What a package has as its ``__getattr__``.

    Args:
        package: Its name. homes: The module inside of it that each of its names is in.
        known: Its ``globals()``, which keep what was asked for.
    """

    def found(name: str) -> object:
        home = homes.get(name)
        if home is None:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        known[name] = getattr(import_module(f"{package}.{home}"), name)
        return known[name]

    return found
