"""Whether two versions of a package have the same files; each is read once, and one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.content.layout import domain_folders
from hapline_plugins.offline.lfs import pointer_of

_LEVELS = 2
"""The folders of a global package below its id: the domain, and app with workspace."""


def changed_files(old: Content, new: Content) -> tuple[str, ...]:
    """The paths of files that are not the same, sorted; none where nothing is there to compare: it is not built yet.

    Raises:
        hapline_hooks.Unreadable: As of ``differing``. hapline.archives.ArchiveError: As above.
    """
    return tuple(differing(old, new)) if new.files else ()


def differing(old: Content, new: Content) -> Iterator[str]:
    """The paths that are in one of both only, or have other content, sorted.

    Raises:
        hapline_hooks.Unreadable: A file cannot be read. hapline.archives.ArchiveError: As above, of an archive.
    """
    before, now = _by_path(old), _by_path(new)
    for path in sorted(before.keys() | now.keys()):
        if path not in before or path not in now or not is_same(before[path].read(), now[path].read()):
            yield path


def is_same(old: bytes, new: bytes) -> bool:
    """Whether contents are the same to people: git may have given a text other line ends, and LFS keeps files apart."""
    if old == new:
        return True
    pointer = pointer_of(old)
    if pointer is not None:
        import hashlib

        return len(new) == pointer.size and hashlib.sha256(new).hexdigest() == pointer.sha256
    return b"\r" in old + new and old.replace(b"\r\n", b"\n") == new.replace(b"\r\n", b"\n")


def _by_path(content: Content) -> dict[str, PackageFile]:
    """The files by path; of a global package without the target in it, which says nothing of the files."""
    split = [path.split("/", _LEVELS) for path in content.by_path]
    heads = {tuple(parts[:_LEVELS]) for parts in split}
    if len(heads) == 1 and all(len(parts) > _LEVELS for parts in split) and domain_folders(content.by_path):
        return {parts[_LEVELS]: one for parts, one in zip(split, content.files, strict=True)}
    return dict(content.by_path)
