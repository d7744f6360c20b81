"""The registry that a workspace has: where it is looked for, and how it is read without a network."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from hapline.errors import UsageError
from hapline.files import stays_inside
from hapline_hooks import Settings, Tree, Unreadable, noun
from hapline_plugins.portal.names import REGISTRY

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.addresses import Address
    from hapline_plugins.portal.ids.registry import Registry
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.composition import Composition

OPTION = "portal.registry"


@noun
class Place:
    """Where a registry lies.

    Attributes:
        path: The file: of the tree, or an absolute path. shown: What people call it: as it is configured, or the path.
        is_inside: Whether it is one of the tree. is_there: Whether there is such a file.
    """

    path: str
    shown: str
    is_inside: bool = True
    is_there: bool = True

    def read(self, tree: Tree) -> Registry:
        """Read it.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
            hapline.documents.DocumentError: It is no text, or larger than any registry.
        """
        from hapline_plugins.portal.ids.registry import Registry

        return Registry(tree.read(self.path) if self.is_inside else _outside(self.path), self.path)


def place_of(composition: Composition) -> Place | None:
    """Where the registry of a workspace lies, or should lie as it is configured; None for none, or for a git address.

    Without configuration it is looked for in the folder that is checked, then beside each Portal's settings.
    """
    first = composition.builds[0]
    roots = ("", *(build.root for build in composition.builds if build.portals))
    return _place(first.tree, first.options, roots)


def registered_id(bundle: Bundle) -> int | None:
    """The id that a registry that can be read gives a Bundle, and no other: for fixes.

    It sees less than ``place_of``, since what is found in one build must not depend on others: only the folder that is
    checked, the build's own, and what is configured.
    """
    from hapline.documents import DocumentError

    place = _place(bundle.build.tree, bundle.build.options, ("", bundle.build.root))
    if place is None or not place.is_there or bundle.key is None:
        return None
    try:
        registry = place.read(bundle.build.tree)
        registry.require_settled()
    except (Unreadable, DocumentError, UsageError):
        return None
    entry = registry.by_bundle.get(bundle.key)
    return entry.package_id if entry is not None and registry.by_id[entry.package_id] is entry else None


def configured(options: Mapping[str, object]) -> Address | None:
    """The registry that is configured; None where none is.

    Raises:
        hapline.errors.UsageError: It is none that is known.
    """
    text = options.get(OPTION)
    if not isinstance(text, str) or not text:
        return None
    from hapline_plugins.portal.ids.addresses import read_address

    return read_address(text)


def _place(tree: Tree, options: Mapping[str, object], roots: Iterable[str]) -> Place | None:
    address = configured(options)
    if address is None:
        found = (path for path in _usual(roots) if tree.is_file(path))
        path = next(found, None)
        return None if path is None else Place(path=path, shown=path)
    if address.url:
        return None
    inside = posixpath.normpath(address.file)
    if stays_inside(inside) and tree.is_file(inside):
        return Place(path=inside, shown=inside)
    outside = _elsewhere(options, address.file)
    if outside and tree.depends_on(outside):
        return Place(path=outside, shown=address.file, is_inside=False)
    return Place(path=inside, shown=address.file, is_inside=stays_inside(inside), is_there=False)


def _elsewhere(options: Mapping[str, object], file: str) -> str:
    """The absolute path of a file that the configuration names; empty where it is not on disk."""
    home = os.path.expanduser(file)
    if os.path.isabs(home):
        return os.path.abspath(home)
    located = options.located(OPTION) if isinstance(options, Settings) else ""
    return os.path.abspath(located) if located else ""


def _usual(roots: Iterable[str]) -> Iterator[str]:
    for root in dict.fromkeys(roots):
        yield f"{root}/{REGISTRY}" if root else REGISTRY


def _outside(path: str) -> bytes:
    """A file outside the tree that the configuration names."""
    from hapline_plugins.portal.ids.registry import LIMIT

    try:
        # A pipe or a device would be waited for.
        if not os.path.isfile(path):
            raise Unreadable(path, "this is no file")
        with open(path, "rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error)) from None
