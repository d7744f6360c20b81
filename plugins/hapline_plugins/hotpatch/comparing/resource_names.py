"""Ids of resources and what they are called: ids move from build to build, names stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hapline.android import ResourceTable
from hapline.archives import Archive
from hapline_hooks import noun

TABLE = "resources.arsc"
MOST_TABLE = 256 * 1024 * 1024
"""Bytes."""


@noun
class ResourceNames:
    """The resources of an app.

    Attributes:
        by_id: What each is called, ``string/app_name``, by its id; where a table has several packages, with the name of
            the package and a colon before it. Those that an obfuscator has given one name have their ids behind it.
        ids: The ids by these names.
    """

    by_id: Mapping[int, str]
    ids: Mapping[str, int]


NO_NAMES = ResourceNames(by_id={}, ids={})
"""Those of what has no resources."""


def resource_names(table: ResourceTable) -> ResourceNames:
    """The names of the resources in a table."""
    several = len(table.packages) > 1
    found: dict[int, str] = {}
    for package in table.packages:
        before = f"{package.name}:" if several else ""
        for one in package.resources():
            found[one.id] = f"{before}{one.type}/{one.name}"
    counts = Counter(found.values())
    by_id = {number: name if counts[name] == 1 else f"{name}@0x{number:08x}" for number, name in found.items()}
    return ResourceNames(by_id=by_id, ids={name: number for number, name in by_id.items()})


def names_in(archive: Archive) -> ResourceNames:
    """The names of the resources in an apk or a Bundle jar; none where it has no table.

    Raises:
        hapline.archives.ArchiveError: The table cannot be read.
        hapline.android.BinaryError: It is broken.
    """
    if TABLE not in archive.by_name:
        return NO_NAMES
    return resource_names(ResourceTable(archive.read(TABLE, MOST_TABLE)))
