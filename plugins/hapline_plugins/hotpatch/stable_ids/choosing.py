"""Which ids of a resource table can be kept, and which cannot, since the build would not know their resources.

Source: aapt2 takes the file of ``--stable-ids`` line by line, refuses all of it for one type that it does not know or
one id that two names have, and passes over names that the new build does not have (``LoadStableIdMap`` in
https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/tools/aapt2/cmd/Link.cpp, and
``IdAssigner.cpp`` beside it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Literal

from hapline.android import Resource, ResourcePackage, ResourceTable
from hapline.errors import UsageError
from hapline_hooks import Phrase, noun

APP = 0x7F
"""The id of an app's own package; Bundles have others."""
_PRIVATE_ATTR = "^attr-private"
_TYPES = frozenset(
    {
        *("anim", "animator", "array", "attr", "bool", "color", "configVarying", "dimen", "drawable", "font"),
        *("fraction", "id", "integer", "integer-array", "interpolator", "layout", "macro", "menu", "mipmap"),
        *("navigation", "plurals", "raw", "string", "style", "styleable", "transition", "xml", _PRIVATE_ATTR),
    }
)
"""Types that aapt2 knows, of all its versions: a table has only those that the version knew that built it."""
_COLLAPSED = "0_resource_name_obfuscated"
"""What ``aapt2 optimize`` calls all resources when it takes their names away."""
_SHORT = 2
_ENOUGH = 20

Reason = Literal["collapsed", "shared", "type", "name", "package"]


@noun
class LeftOut:
    """Resources whose ids cannot be kept.

    Attributes:
        reason: ``collapsed``: the name was taken away; ``shared``: several of one type have it; ``type``: no version of
            aapt2 knows the type; ``name``: it cannot stand in public.txt; ``package``: a second package has the same id
            and the name is its.
        count: How many. example: One of them, as ``type/name``.
    """

    reason: Reason
    count: int
    example: str


@noun
class StableIds:
    """What is to stay.

    Attributes:
        package: The package of the table, by which aapt2 looks ids up. resources: Those that stay, by id.
        left_out: Those that cannot be kept, by reason.
        is_obfuscated: Whether most names are as short as obfuscators make them (AndResGuard): the build will not know
            them by these names.
    """

    package: str
    resources: tuple[Resource, ...]
    left_out: tuple[LeftOut, ...]
    is_obfuscated: bool

    @property
    def public(self) -> tuple[Resource, ...]:
        """Those that can stand in public.xml, where aapt2 takes names only that a source may have."""
        return tuple([one for one in self.resources if one.type != _PRIVATE_ATTR and is_source_name(one.name)])


def choose(table: ResourceTable, package_id: int = APP) -> StableIds:
    """What of a table's package is to stay.

    Raises:
        hapline.errors.UsageError: The table has no such package, or none of its names is left.
    """
    if not table.packages:
        raise UsageError("its resource table is empty", todo="there is nothing to keep: the app has no resources")
    packages = [one for one in table.packages if one.id == package_id]
    if not packages:
        raise UsageError(
            Phrase(
                "its resource table has no package 0x{id:02x}; it has {found}",
                id=package_id,
                found=_listed(table.packages),
            ),
            todo="name one of these with --package-id",
        )
    first = packages[0]
    kept, lost = _sorted_out(list(first.resources()))
    lost += [("package", one) for other in packages[1:] for one in other.resources()]
    if lost and not kept:
        raise UsageError(
            Phrase(
                "none of its {count} resources has a name of its own left; there are names such as {name}",
                count=len(lost),
                name=lost[0][1].name,
            ),
            todo="give the apk as it was before its resource names were obfuscated",
        )
    return StableIds(
        package=first.name, resources=tuple(kept), left_out=tuple(_told(lost)), is_obfuscated=_is_obfuscated(kept)
    )


def is_source_name(name: str) -> bool:
    """Whether a source may call a resource so: as an identifier, also with dots and hyphens inside."""
    return name.replace(".", "_").replace("-", "_").isidentifier() and name[0] not in ".-"


def _sorted_out(found: Collection[Resource]) -> tuple[list[Resource], list[tuple[Reason, Resource]]]:
    names = Counter([(one.type, one.name) for one in found])
    kept: list[Resource] = []
    lost: list[tuple[Reason, Resource]] = []
    for one in found:
        if one.name == _COLLAPSED:
            lost.append(("collapsed", one))
        elif names[one.type, one.name] > 1:
            lost.append(("shared", one))
        elif one.type not in _TYPES:
            lost.append(("type", one))
        elif not _can_stand(one.name):
            lost.append(("name", one))
        else:
            kept.append(one)
    return kept, lost


def _can_stand(name: str) -> bool:
    """Whether ``package:type/name = id`` is read back as the same name."""
    return bool(name) and not any(char in "=\n\r\0" for char in name) and name.strip() == name and name.isprintable()


def _told(lost: Iterable[tuple[Reason, Resource]]) -> Iterable[LeftOut]:
    by_reason: dict[Reason, list[Resource]] = {}
    for reason, one in lost:
        by_reason.setdefault(reason, []).append(one)
    for reason, ones in by_reason.items():
        yield LeftOut(reason=reason, count=len(ones), example=f"{ones[0].type}/{ones[0].name}")


def _is_obfuscated(kept: Collection[Resource]) -> bool:
    short = sum([len(one.name) <= _SHORT for one in kept])
    return len(kept) >= _ENOUGH and 2 * short > len(kept)


def _listed(packages: Iterable[ResourcePackage]) -> list[str]:
    return [f"0x{one.id:02x} ({one.name})" for one in packages]
