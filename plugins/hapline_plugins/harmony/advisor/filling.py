"""Filling: new subpackages for what is moved out of others, each below its limit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.loads import NewPackage
from hapline_plugins.harmony.advisor.scales import Content
from hapline_plugins.harmony.module import Module

Digests = Mapping[tuple[Module, str], str]
"""What contents hold that are there more than once, by module and name."""


def room(draft: Draft, like: Module) -> int | None:
    """The bytes that the largest content of a new subpackage may take; None where there is no limit.

    Args:
        draft: The app. like: A module that is packed in the same way.
    """
    limit = draft.limit("shared")
    if not limit:
        return None
    frame = draft.new_size(NewPackage("subpackage", like, tuple(like.devices), ()))
    # What does not shrink grows a little: by five bytes in each 16 KB of a deflated module.
    return (limit - 1 - frame) * 1000 // 1001 - 64


def filled(
    draft: Draft, like: Module, contents: Iterable[Content], digests: Digests
) -> tuple[list[NewPackage], Mapping[Content, str]]:
    """New subpackages that hold these contents, equal ones once, and which of them holds what.

    Args:
        draft: The app. like: The module that they are named after, and packed as. contents: None larger than ``room``.
        digests: By which equal contents are known.
    """
    space = room(draft, like)
    bins: list[dict[str, list[Content]]] = []
    for one in sorted(contents, key=lambda one: (-one.bytes, one.label)):
        digest = digests.get((one.module, one.name), one.label)
        for several in bins:
            if digest in several or space is None or _bytes(several) + one.bytes <= space:
                several.setdefault(digest, []).append(one)
                break
        else:
            bins.append({digest: [one]})
    labels = set(draft.labels)
    made: list[NewPackage] = []
    for several in bins:
        made.append(_package(like, several, free(f"{like.label}_more", labels)))
        # What is computed from the old packages may be less than what it takes here, away from what is like it.
        while len(several) > 1 and space is not None and draft.new_size(made[-1]) >= draft.limit("shared"):
            if several is bins[-1]:
                bins.append({})
            last = next(reversed(several))
            bins[-1][last] = several.pop(last)
            made[-1] = _package(like, several, made[-1].label)
        labels.add(made[-1].label)
    homes = {
        one: new.label for new, held in zip(made, bins, strict=True) for several in held.values() for one in several
    }
    return made, homes


def free(wanted: str, taken: Collection[str]) -> str:
    """A name that no package has yet."""
    label, number = wanted, 2
    while label in taken:
        label, number = f"{wanted}{number}", number + 1
    return label


def _bytes(several: Mapping[str, Sequence[Content]]) -> int:
    return sum(found[0].bytes for found in several.values())


def _package(like: Module, several: Mapping[str, Sequence[Content]], label: str) -> NewPackage:
    devices = dict.fromkeys(device for found in several.values() for one in found for device in one.module.devices)
    return NewPackage(label, like, tuple(devices), tuple(found[0] for found in several.values()))
