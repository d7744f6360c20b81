"""Where a patch comes from: the commits and the versions of the tools, as far as they are to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.errors import HaplineError
from hapline_hooks import noun, replace

if TYPE_CHECKING:
    from hapline_hooks import Settings, Tree

_WRAPPER = "gradle/wrapper/gradle-wrapper.properties"


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


def tool_versions(tree: Tree, settings: Settings) -> dict[str, str]:
    """The versions of the tools of a build, as far as they are known: hapline, Gradle, the two plugins.

    Args:
        tree: The files of the build, from its root. settings: The configuration.
    """
    from importlib.metadata import version

    from hapline.builds import gradle_of, text_of
    from hapline_plugins.hotpatch.source.build import HotpatchBuild

    build = HotpatchBuild(tree, "", settings)
    found = {"hapline": version("hapline")}
    wrapper = build.files.properties(_WRAPPER)
    url = wrapper.find("distributionUrl") if wrapper is not None else None
    gradle = gradle_of(url.value) if url is not None else None
    if gradle is not None:
        found["gradle"] = gradle
    for tool in filter(None, (build.android_plugin, build.patch_plugin)):
        found[tool.module] = text_of(tool.version)
    return found
