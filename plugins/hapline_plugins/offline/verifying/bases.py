"""Earlier packages beside those that are verified, and those that nothing can be compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from hapline_hooks import Comparison, Location, Subject
from hapline_plugins.offline.verifying.built import BuiltAmr, UploadZip


class PackageUpdate(Comparison):
    """An earlier and a later package of one id.

    Attributes:
        before: The earlier. after: The later.
    """

    kind = "offline.update"

    def __init__(self, before: BuiltAmr, after: BuiltAmr) -> None:
        """Hold two packages together."""
        super().__init__(before, after)
        self.before = before
        self.after = after

    def source(self, location: Location) -> bytes:
        """A file in one of the two."""
        return (self.after if location.path == self.after.path else self.before).source(location)


class LoneBase(Subject):
    """What was given to compare with, and is compared with nothing.

    Attributes:
        path: The file, or the folder. id: Its id; empty where it is not known.
        reason: ``other``: none of the packages has its id; ``upload``: it, or the one of its id, is a zip for the
            console; ``unreadable``; ``folder``: in it is no earlier version of any package.
    """

    kind = "offline.base"

    def __init__(self, path: str, reason: Literal["other", "upload", "unreadable", "folder"], id_: str = "") -> None:
        """Name it, and say why."""
        self.path = path
        self.reason = reason
        self.id = id_


def beside(
    amrs: Sequence[BuiltAmr], zips: Sequence[UploadZip], base: Sequence[BuiltAmr | UploadZip]
) -> Iterator[PackageUpdate | LoneBase]:
    """Each package beside each earlier one of its id, and the earlier ones that are left."""
    ids, uploads = {_id_of(one) for one in amrs}, {one.id for one in zips}
    known = [one for one in base if isinstance(one, BuiltAmr) and _id_of(one)]
    for after in amrs:
        yield from (PackageUpdate(before, after) for before in known if _id_of(before) == _id_of(after))
    for one in base:
        if isinstance(one, UploadZip) or _id_of(one) in uploads - ids:
            yield LoneBase(one.path, "upload")
        elif not _id_of(one):
            yield LoneBase(one.path, "unreadable")
        elif _id_of(one) not in ids:
            yield LoneBase(one.path, "other", _id_of(one))


def _id_of(one: BuiltAmr) -> str:
    return one.package.id if one.package is not None else ""
