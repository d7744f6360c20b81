"""What a build must not replace: another build of the same version, and a signed one by one that is not."""

from __future__ import annotations

from collections.abc import Iterator

from hapline.archives import ArchiveError
from hapline.errors import UsageError, of
from hapline.files import shown
from hapline_hooks import Phrase, Unreadable
from hapline_plugins.offline.amr.package import AmrPackage
from hapline_plugins.offline.amr.sound import check_sound
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.content.kinds import own_files

_NAMED = 3
"""How many files are named."""
_COUNT_UP = "the service takes a version once: count the version up, or write over the one that is there with --force"
_SIGN = "sign with offline.key, name another folder with --out, or write over the one that is there with --force"


def check_replacing(package: Package, path: str) -> None:
    """Refuse to replace a built package; one with the same files is replaced, and what is none at all.

    Args:
        package: What is built. path: The .amr that is in its place.

    Raises:
        hapline.errors.UsageError: It holds other files, or is signed and would not be any more.
        hapline.errors.MissingError: It cannot be read, or a file of the package cannot be.
    """
    try:
        there = AmrPackage(path)
        check_sound(there)
        changed = list(_changed(there.content, package.content))
    except ArchiveError:
        return
    except (OSError, Unreadable) as error:
        raise of(error, shown(path)) from None
    if changed:
        it = package.described
        what = Phrase(
            "version {version} of package {id} was built here before, with other files: {files}",
            version=it.version,
            id=it.id,
            files=changed[:_NAMED] if len(changed) <= _NAMED else [*changed[:_NAMED], "…"],
        )
        raise UsageError(what, where=shown(path), todo=_COUNT_UP)
    if there.is_signed and package.key is None:
        raise UsageError("this package is signed, and what would replace it is not", where=shown(path), todo=_SIGN)


def _changed(old: Content, new: Content) -> Iterator[str]:
    """The paths of files that are not the same, byte by byte, sorted."""
    before, now = ({one.path: one for one in own_files(content)} for content in (old, new))
    for path in sorted(before.keys() | now.keys()):
        if path not in before or path not in now or before[path].read() != now[path].read():
            yield path
