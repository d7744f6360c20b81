"""Finds the entry points of installed distributions, without the forty milliseconds of importlib.metadata.

It reads what that module reads: ``entry_points.txt`` in each ``*.dist-info`` and ``*.egg-info`` on the path. Where
the path holds anything but folders (a zip file, an import hook's own name), importlib.metadata has the word.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from hapline_hooks import noun

_INFO = (".dist-info", ".egg-info")
_FILE = "entry_points.txt"


@noun
class EntryPoint:
    """One entry point: its name, the distribution it is from, and ``module`` or ``module:attribute``."""

    name: str
    origin: str
    value: str

    def load(self) -> object:
        """Import what it names."""
        import importlib

        module, _, attribute = self.value.partition(":")
        found: object = importlib.import_module(module.strip())
        for part in attribute.strip().split(".") if attribute.strip() else ():
            found = getattr(found, part)
        return found


def entry_points(group: str, path: Sequence[str] | None = None) -> list[EntryPoint]:
    """The entry points of a group, sorted by name; of a distribution that is there twice the first counts.

    Args:
        group: The group, as in ``[project.entry-points.GROUP]``. path: Where to look; ``sys.path`` by default.
    """
    found: dict[tuple[str, str], EntryPoint] = {}
    for folder in sys.path if path is None else path:
        if not os.path.isdir(folder or "."):
            if os.path.exists(folder):
                return _by_metadata(group)
            continue
        here = sorted(_in_folder(folder or ".", group), key=lambda point: point.name)
        for point in here:
            found.setdefault((point.origin.rpartition(" ")[0], point.name), point)
    return sorted(found.values(), key=lambda point: (point.name, point.origin))


def _in_folder(folder: str, group: str) -> Iterator[EntryPoint]:
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if name.endswith(_INFO):
            try:
                with open(os.path.join(folder, name, _FILE), encoding="utf-8") as file:
                    text = file.read()
            except (OSError, UnicodeDecodeError):
                continue
            if group in text:
                origin = name.rpartition(".")[0].replace("-", " ", 1)
                yield from _in_text(text, group, origin)


def _in_text(text: str, group: str, origin: str) -> Iterator[EntryPoint]:
    section = ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif section == group and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            # Extras in brackets have been without meaning for years.
            yield EntryPoint(name=name.strip(), origin=origin, value=value.partition("[")[0].strip())


def _by_metadata(group: str) -> list[EntryPoint]:
    import importlib.metadata

    points: Iterable[importlib.metadata.EntryPoint] = importlib.metadata.entry_points(group=group)
    found = [
        EntryPoint(
            name=point.name,
            origin=f"{point.dist.name} {point.dist.version}" if point.dist else "",
            value=point.value,
        )
        for point in points
    ]
    return sorted(found, key=lambda point: (point.name, point.origin))
