"""Components of a Bundle whose class none of the sources has, as far as that can be told from source.

Cheap questions come first: most classes are found by the name of their file, and no code is read for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from hapline_hooks import Unreadable
from hapline_plugins.portal.source.code import read_file
from hapline_plugins.portal.source.merging import manifests_of

if TYPE_CHECKING:
    from hapline.builds import Component, Manifest
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.modules import GradleModule

_UNFILLED = "${"
_CODE = (".java", ".kt")
_LIBRARIES = (".jar", ".aar")
_GENERATED = "_"
"""What annotation processors put behind a name: ``MainActivity_`` is made of ``MainActivity``."""


class Classes:
    """The classes of a workspace by their packages; nothing is read before it is asked for."""

    def __init__(self, modules: Iterable[GradleModule]) -> None:
        """Name the modules."""
        self._modules = modules
        self._known: dict[str, frozenset[str]] = {}

    @cached_property
    def _files(self) -> dict[str, list[tuple[GradleModule, str]]]:
        found: dict[str, list[tuple[GradleModule, str]]] = {}
        for module in self._modules:
            for file in module.code.files:
                if file.path.endswith(_CODE):
                    found.setdefault(file.package, []).append((module, file.path))
        return found

    def of(self, package: str) -> frozenset[str]:
        """The full names of the classes in a package; its files are read to their ends, once."""
        if package not in self._known:
            files = self._files.get(package, ())
            self._known[package] = frozenset(name for module, path in files for name in _classes(module, path))
        return self._known[package]


def missing_classes(bundle: Bundle, classes: Classes) -> Iterator[tuple[Manifest, Component]]:
    """The components whose class is in a package of the Bundle's code, and in none of its files.

    Nothing where not all code can be seen: what was not read, folders that a script names, libraries in ``libs``.

    Args:
        bundle: The Bundle. classes: Those of the whole workspace: a class that another Bundle has is not missing.
    """
    suspects = [
        (manifest, component)
        for manifest in manifests_of(bundle)
        for component in manifest.components
        if component.kind != "activity-alias" and not component.is_removed
        if _UNFILLED not in component.name and not bundle.has_file_of(component.name)
    ]
    if not suspects or not all(map(_is_plain, bundle.build.modules)):
        return
    packages = {package for module in bundle.all_modules for package in module.code.packages}
    if not all(module.code.is_complete for module in bundle.build.modules):
        return
    for manifest, component in suspects:
        outer = component.name.partition("$")[0]
        package = outer.rpartition(".")[0]
        if package in packages and not classes.of(package) & {outer, outer.removesuffix(_GENERATED)}:
            yield manifest, component


def _is_plain(module: GradleModule) -> bool:
    """Whether all code of a module lies in its source sets."""
    if module.script is not None and "srcDir" in module.script.text:
        return False
    entries = module.build.tree.list(module.file("libs"))
    return not any(entry.name.endswith(_LIBRARIES) for entry in entries)


def _classes(module: GradleModule, path: str) -> tuple[str, ...]:
    try:
        return read_file(path, module.build.tree.read(path)).classes
    except Unreadable:
        return ()
