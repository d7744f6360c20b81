"""Where the archive is: as configured or named, and what people should know of that place.

Without a configuration it is ``.hapline/releases`` in the project: every command finds it there from wherever it is
started, clean builds leave it alone, and nothing needs a network. What it is not is safe, and that is said.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator

from hapline import console
from hapline.errors import HaplineError, MissingError, UsageError
from hapline.files import shown
from hapline.git import Repository
from hapline.session import Session
from hapline.store import Store, is_url, open_store
from hapline_hooks import Phrase

OPTION = "hotpatch.archive"
_BUILD = frozenset({"build", ".gradle"})


def archive_of(session: Session, given: str, root: str) -> Store:
    """The archive of a project.

    Args:
        session: The configuration. given: What the command line says instead of it, seen from the current folder.
        root: The folder of the project, where the archive is unless something else is said.

    Raises:
        hapline.errors.HaplineError: There is no such place, what it needs is missing, or a build would remove it.
    """
    configured = session.settings.text(OPTION)
    if given or is_url(configured):
        where = given or configured
    elif session.settings.origin(OPTION) == "default":
        where = shown(os.path.join(root, *configured.split("/")))
    else:
        where = os.path.normpath(session.settings.located(OPTION)) if configured[:1] not in {"", "~"} else configured
    if not where:
        raise UsageError("no archive is named", todo="set hotpatch.archive, or say --archive")
    if is_url(where):
        console.progress(console.printable(session.words("asking {where}", where=where.rpartition("@")[2])))
    store = open_store(where)
    inside = _inside(root, store.folder)
    if inside is not None and _BUILD.intersection(inside.split("/")):
        raise UsageError(
            "the archive lies below build/, which every clean build removes",
            where=where,
            todo="choose another place with hotpatch.archive or --archive",
        )
    return store


def known_archive(session: Session, given: str, root: str) -> Store:
    """The archive of a project, which must be there.

    Raises:
        hapline.errors.MissingError: It is not; else as ``archive_of``.
    """
    store = archive_of(session, given, root)
    if not store.is_there():
        is_file = bool(store.folder) and os.path.lexists(store.folder)
        raise MissingError(
            "this is no folder, and so no archive" if is_file else "there is no archive here",
            where=store.shown,
            todo="name the one that releases are kept in: --archive, or hotpatch.archive; "
            "hapline hotpatch archive makes it",
        )
    return store


def hints(store: Store, root: str) -> Iterator[str]:
    """What people should know of an archive that lies in a checkout of theirs: it is lost with it, or not ignored."""
    inside = _inside(root, store.folder)
    if inside is None:
        return
    changed = changed_files(root)
    if changed is not None and any(path.startswith(f"{inside}/") for path in changed):
        yield Phrase(
            "the archive {where} lies inside the git repository and is not committed: commit it (with git LFS), or "
            "ignore it and keep a copy; better, set hotpatch.archive to a folder or bucket that all release machines "
            "share",
            where=store.shown,
        )
    elif changed is None or not _is_committed(root, inside):
        yield Phrase(
            "the archive {where} is lost with this checkout: set hotpatch.archive to a folder or bucket that all "
            "release machines share",
            where=store.shown,
        )


def changed_files(root: str) -> Collection[str] | None:
    """The files of a project that are not as the last commit has them; None where there is no git or no commit."""
    try:
        repository = Repository(root)
        return repository.changed(repository.commit("HEAD"), None)
    except HaplineError:
        return None


def commit_of(root: str) -> str:
    """The commit that is checked out; empty where there is none."""
    try:
        return Repository(root).commit("HEAD")
    except HaplineError:
        return ""


def is_dirty(root: str, aside: Iterable[str]) -> bool:
    """Whether a project has changes that are not committed.

    Args:
        root: Its folder. aside: Files and folders that do not count, such as that of the archive; empty for none.
    """
    passed = [inside for path in aside if (inside := _inside(root, path)) is not None]
    changed = changed_files(root) or ()
    return any(not any(path == one or path.startswith(f"{one}/") for one in passed) for path in changed)


def _is_committed(root: str, inside: str) -> bool:
    try:
        return any(path.startswith(f"{inside}/") for path in Repository(root).index())
    except HaplineError:
        return False


def _inside(root: str, path: str) -> str | None:
    """The way from the project to a file or folder; None where that lies elsewhere, or is empty."""
    if not path:
        return None
    try:
        way = os.path.relpath(os.path.realpath(path), os.path.realpath(root)).replace(os.sep, "/")
    except ValueError:  # another drive
        return None
    return None if way == ".." or way.startswith("../") else way
