"""Packages of an app: which are its own, and what the beginning of a name matches besides them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from hapline_plugins.hotpatch.source.configuration import beginning, shortest_beginnings

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.source.build import HotpatchBuild
    from hapline_plugins.hotpatch.source.configuration import Configuration
    from hapline_plugins.hotpatch.source.modules import HotpatchModule

Reach = Literal["covered", "excepted", "outside", "unknown"]
_SHARED = frozenset(
    (
        "com.alipay",
        "com.alipay.mobile",
        "com.android",
        "com.google",
        "com.google.android",
        "com.mpaas",
        "com.mpaas.android",
        "org.apache",
        "org.jetbrains",
    )
)
"""Packages in which libraries lie that most apps have: Google's, Kotlin's, and mPaaS's own."""
_NAME = re.compile(r"(?:[^\W\d]\w*\.){0,40}[^\W\d]\w*")
"""A name that does not end with a dot, and is not deeper than the folders of sources that are read."""
_ROOTS = ("src/main/java", "src/main/kotlin")


def reach(configuration: Configuration, module: HotpatchModule) -> Reach:
    """Whether the code of a module is instrumented, or a part of it; ``unknown`` where its packages are not known.

    The code is read only where the module's namespace does not answer.
    """
    namespace = module.namespace
    if namespace:
        whole = f"{namespace}."
        parts = [one for one in configuration.accepted if one.text.startswith(whole)]
        if configuration.covers(whole) or len(shortest_beginnings(parts, configuration.excepted)) < len(
            {one.text for one in parts}
        ):
            return "covered"
    names = [f"{name}." for name in (namespace, *module.code.packages) if name]
    if any(map(configuration.covers, names)):
        return "covered"
    if any(beginning(configuration.excepted, name) for name in names):
        return "excepted"
    return "outside" if names else "unknown"


def is_too_wide(text: str) -> bool:
    """Whether a beginning of names matches the classes of libraries that most apps have."""
    package = text.rstrip(".")
    return "." not in package or package in _SHARED


def sibling_of(build: HotpatchBuild, text: str) -> str | None:
    """A package of the build that begins with a name and is not below the package of that name; None where none is.

    Packages are known by the folders of sources and by namespaces.
    """
    if not _NAME.fullmatch(text):
        return None
    for module in build.modules:
        if module.namespace.startswith(text) and module.namespace[len(text) : len(text) + 1] not in {"", "."}:
            return module.namespace
    folder, _, last = text.replace(".", "/").rpartition("/")
    for module in build.modules:
        for root in _ROOTS:
            for entry in build.tree.list(posixpath.join(module.folder, root, folder).rstrip("/")):
                if entry.is_dir and entry.name.startswith(last) and entry.name != last:
                    return f"{folder}/{entry.name}".lstrip("/").replace("/", ".")
    return None


def shortest(packages: Iterable[str]) -> list[str]:
    """The packages that are below no other of them, sorted."""
    found: list[str] = []
    for package in sorted(set(packages), key=lambda one: one.split(".")):
        if package and not (found and package.startswith(f"{found[-1]}.")):
            found.append(package)
    return found
