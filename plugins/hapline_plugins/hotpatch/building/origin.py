"""Where a patch comes from: the commits, as far as they are to be had."""

from __future__ import annotations

from hapline.errors import HaplineError
from hapline_hooks import noun, replace


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


def commits(folder: str, base: str) -> Commits:
    """The commits of a build.

    Args:
        folder: Its root. base: A revision: that of the release; empty where it is not known.

    Raises:
        hapline.errors.HaplineError: A base is named, and there is no such revision, or no repository.
    """
    from hapline.git import Repository

    repository = Repository(folder)
    try:
        build = repository.commit("HEAD")
        found = Commits(build=build, is_uncommitted=bool(repository.changed(build, None)))
    except HaplineError:
        if base:
            raise
        return Commits()
    return replace(found, base=repository.commit(base)) if base else found
