"""Finds the entry points of installed distributions, without the forty milliseconds of importlib.metadata.

It reads what that module reads: ``entry_points.txt`` in each ``*.dist-info`` and ``*.egg-info`` on the path. Where
the path holds anything but folders (a zip file, an import hook's own name), importlib.metadata has the word. What was
found in a folder is kept in the cache, and believed as long as the folder and every such file are as they were.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from hapline import cachefolder
from hapline_hooks import noun

INFO = (".dist-info", ".egg-info")
FILE = "entry_points.txt"
FORMAT = "hapline entry points 1"
_PRIME = (1 << 61) - 1
_PIECE = 32 * 1024  # more than nearly all are; a larger buffer costs more than the reading
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


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
        for point in sorted(_in_folder(folder, group), key=lambda point: point.name):
            found.setdefault((point.origin.rpartition(" ")[0], point.name), point)
    return sorted(found.values(), key=lambda point: (point.name, point.origin))


def stamp(status: os.stat_result) -> str:
    """What changes when a file is changed in any way, or replaced by another."""
    return f"{status.st_ino} {status.st_mtime_ns} {status.st_ctime_ns}"


def cache_name(folder: str, group: str) -> str:
    """The file in the cache that keeps what was found in a folder."""
    return f"entry-points/{checksum(os.fsencode(f'{group} {folder}'))}"


def checksum(content: bytes) -> str:
    """A number by which damage shows; importing one from the library costs more than reading everything anew."""
    return f"{int.from_bytes(content, 'big') % _PRIME:016x}"


def _in_folder(folder: str, group: str) -> list[EntryPoint]:
    try:
        folder = os.path.abspath(folder)
        kept = _kept(folder, group)
        if kept is not None:
            return kept
        names = [name for name in os.listdir(folder) if name.endswith(INFO)]
    except OSError:
        return []
    found = list(_in_distributions(folder, names, group))
    if names:
        from hapline.entry_point_cache import keep

        keep(folder, group, names, found)
    return found


def _kept(folder: str, group: str) -> list[EntryPoint] | None:
    """What the cache knows of a folder; None where that is nothing, or no longer true."""
    content = cachefolder.load(cache_name(folder, group))
    if content is None:
        return None
    head, _, body = content.partition(b"\n")
    if head != f"{FORMAT} {checksum(body)}".encode():
        return None
    points = []
    try:
        first, *lines = body.decode().split("\n")
        if first != f"{group}\t{folder}\t{stamp(os.stat(folder))}":
            return None
        for line in lines:
            name, _, rest = line.partition("\t")
            value, _, origin = rest.partition("\t")
            if origin:
                points.append(EntryPoint(name=name, origin=origin, value=value))
            elif stamp(os.stat(f"{folder}/{name}")) != value:
                return None
    except (OSError, ValueError):
        return None
    return points


def _in_distributions(folder: str, names: Iterable[str], group: str) -> Iterator[EntryPoint]:
    wanted = group.encode()
    for name in names:
        file = f"{folder}/{name}/{FILE}"
        # Most distributions have none, and asking first is cheaper than an exception; so is reading without a decoder.
        if not os.access(file, os.R_OK):
            continue
        try:
            handle = os.open(file, _FLAGS)
            try:
                content = piece = os.read(handle, _PIECE)
                while len(piece) == _PIECE:
                    piece = os.read(handle, _PIECE)
                    content += piece
            finally:
                os.close(handle)
            text = content.decode() if wanted in content else ""
        except (OSError, UnicodeDecodeError):
            continue
        if text:
            yield from _in_text(text, group, name.rpartition(".")[0].replace("-", " ", 1))


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
