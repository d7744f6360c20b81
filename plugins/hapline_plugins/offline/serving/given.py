"""What the command line says of single packages: ``ID=VALUE``, or a value alone where there is no doubt whose it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase, replace
from hapline_plugins.offline.descriptor.described import PLATFORMS
from hapline_plugins.offline.ids import LIKE_ID
from hapline_plugins.offline.serving.served import Served

_FOR_ONE = rf"({LIKE_ID})=(.+)"


def with_main_urls(packages: Sequence[Served], given: Iterable[str]) -> Sequence[Served]:
    """Packages with the pages that they open first.

    Raises:
        hapline.errors.UsageError: It is not clear which package is meant.
    """
    for value in given:
        package_id, path = _whose(packages, value, "--main-url")
        packages = [replace(one, main_url=path) if one.id == package_id else one for one in packages]
    return packages


def with_fallbacks(packages: Sequence[Served], given: Iterable[str]) -> Sequence[Served]:
    """Packages with the folders of their fallback trees.

    A folder may be such a tree, or what ``hapline offline build`` writes to, with the trees of any number of packages.

    Raises:
        hapline.errors.UsageError: It is not clear which package is meant.
        hapline.errors.MissingError: There is no such folder.
    """
    for value in given:
        built = [(one.id, folder) for one in packages for folder in _built(one, value)]
        for package_id, folder in built or [_whose(packages, value, "--fallback")]:
            if not os.path.isdir(folder):
                raise MissingError("there is no such folder", where=folder)
            packages = [replace(one, folder=folder) if one.id == package_id else one for one in packages]
    return packages


def _built(one: Served, folder: str) -> list[str]:
    """The fallback tree of a package below a folder that it was built into."""
    if one.kind == "global":
        return []
    places = [os.path.join(folder, one.id, f"{one.version}_{name}", "nebula", "fallback") for name in PLATFORMS]
    return [place for place in places if os.path.isdir(place)][:1]


def _whose(packages: Sequence[Served], value: str, option: str) -> tuple[str, str]:
    """The id of the package that a value is for, and the value."""
    normal = [one.id for one in packages if one.kind != "global"]
    found = re.fullmatch(_FOR_ONE, value)
    if found is not None and found[1] in normal:
        return found[1], found[2]
    if found is not None:
        raise UsageError(Phrase("{option}: no package {id} is served", option=option, id=found[1]))
    if len(normal) != 1:
        what = Phrase("{option} {value}: it is not clear which package is meant", option=option, value=value)
        raise UsageError(what, todo=Phrase("write {option} ID={value}", option=option, value=value))
    return normal[0], value
