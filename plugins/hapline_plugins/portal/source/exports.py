"""exportPackages of a Bundle: which classes they cover, and the shortest list that covers what is there.

Source: the vendor's guide, "Bundle project": all classes of a Bundle must be under the packages; for code under
``com.alipay.demo`` and ``com.alipay.bundle`` both may be named, or what they have in common; a package must be neither
too long nor too short. How the framework compares is not written down. Here a package covers itself and the packages
below it, by whole segments: ``com.acme.pay`` covers ``com.acme.pay.ui`` and not ``com.acme.payment``. That is what the
text says, and the careful reading of what a class needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LEAST_SEGMENTS = 3
"""Segments that an export should have: the first two name a company (``com.acme``), and others have Bundles too."""
SHARED = frozenset(
    (
        "com.alipay",
        "com.alipay.android",
        "com.alipay.android.phone",
        "com.alipay.mobile",
        "com.mpaas",
        "com.mpaas.android",
        "com.mpaas.mas",
    )
)
"""Packages that hold classes of mPaaS itself: a Bundle that exports one would be asked for those too."""


def covers(export: str, name: str) -> bool:
    """Whether an export covers a package (or a class), by whole segments; an empty export covers nothing."""
    export = export.strip().rstrip(".")
    return bool(export) and (name == export or name.startswith(f"{export}."))


def is_too_short(export: str) -> bool:
    """Whether an export matches what other Bundles hold: fewer than three segments, or a package of mPaaS itself."""
    export = export.strip().rstrip(".")
    return export.count(".") + 1 < LEAST_SEGMENTS or export in SHARED


def shortest_exports(packages: Iterable[str]) -> tuple[str, ...]:
    """The shortest list of exports that covers all packages and has none that is too short, sorted.

    Each export is as long as it can be: the part that all packages which it stands for have in common. A package
    that is itself too short has no better name, so it is taken as it is, and with it all that is below. The unnamed
    package cannot be exported and is left out.
    """
    rest = sorted({tuple(package.split(".")) for package in packages if package})
    todo: list[Sequence[tuple[str, ...]]] = [rest] if rest else []
    found: list[str] = []
    while todo:
        group = todo.pop()
        common = _common(group[0], group[-1])
        export = ".".join(common)
        # The first is the shortest of those that begin with it, since they are sorted.
        if group[0] == common or (common and not is_too_short(export)):
            found.append(export)
            continue
        todo += _split(group, len(common))
    return tuple(sorted(found))


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The segments that two packages begin with; of a sorted list the first and the last have what all have."""
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return one[:number]


def _split(group: Sequence[tuple[str, ...]], depth: int) -> list[Sequence[tuple[str, ...]]]:
    """The packages of a group apart by their next segment."""
    parts: dict[str, list[tuple[str, ...]]] = {}
    for one in group:
        parts.setdefault(one[depth], []).append(one)
    return [*parts.values()]
