"""Of several versions of a package, the highest, for whoever can take one alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from hapline_plugins.offline.ids import order

T = TypeVar("T")


class Chosen(NamedTuple, Generic[T]):
    """What is taken of several versions of one package.

    Attributes:
        one: What is taken. left: What is left out for it, of lower versions or of ones that are not known.
    """

    one: T
    left: Sequence[T]


def highest(items: Iterable[T], name: Callable[[T], tuple[str, str]]) -> list[Chosen[T]]:
    """The highest version of each package, in the order in which they came.

    Args:
        items: Packages. Several of one that have the same version, the highest, are all taken.
        name: The id and the version of one; what has no id is taken, whatever it is.
    """
    by_id: dict[str, list[tuple[tuple[int, ...], T]]] = {}
    for number, one in enumerate(items):
        package_id, version = name(one)
        by_id.setdefault(package_id or str(number), []).append((order(version), one))
    found: list[Chosen[T]] = []
    for several in by_id.values():
        best = max(numbers for numbers, _ in several)
        left = [one for numbers, one in several if numbers != best]
        for numbers, one in several:
            if numbers == best:
                found.append(Chosen(one, left))
                left = []
    return found


def called(path: str) -> tuple[str, str]:
    """The id and version of a built package or an upload, which has none; empty where it cannot be read."""
    from hapline.archives import ArchiveError
    from hapline_plugins.offline.amr.holding import Holder
    from hapline_plugins.offline.amr.package import AmrPackage
    from hapline_plugins.offline.content.zipped import first_levels

    try:
        package = AmrPackage(path, holder=Holder(at_once=0))
    except (ArchiveError, OSError):
        return "", ""
    if package.tar is not None:
        return package.id, package.version
    levels = first_levels(package.archive)
    return (levels[0], "") if len(levels) == 1 else ("", "")
