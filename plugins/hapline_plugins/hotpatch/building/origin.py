"""Where a patch comes from: the commits, as far as they are to be had."""

from __future__ import annotations

from collections.abc import Iterable

from hapline.errors import HaplineError
from hapline.git import Repository
from hapline_hooks import noun, replace
from hapline_plugins.hotpatch.archive.where import is_dirty


@noun
class Commits:
    """Commits; empty where there is no repository.

    Attributes:
        base: That of the release. build: That of the build.
        is_uncommitted: Whether something was changed that the latter does not have.
    """

    base: str = ""
    build: str = ""
    is_uncommitted: bool = False


def commits(folder: str, base: str, aside: Iterable[str] = ()) -> Commits:
    """The commits of a build.

    Args:
        folder: Its root. base: A revision: that of the release; empty where it is not known.
        aside: Files and folders whose changes are none of the sources.

    Raises:
        hapline.errors.HaplineError: A base is named, and there is no such revision, or no repository.
    """
    repository = Repository(folder)
    try:
        build = repository.commit("HEAD")
        found = Commits(build=build, is_uncommitted=is_dirty(folder, aside))
    except HaplineError:
        if base:
            raise
        return Commits()
    return replace(found, base=repository.commit(base)) if base else found
