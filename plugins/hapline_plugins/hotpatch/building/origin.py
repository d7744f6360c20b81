"""Where a patch comes from: the commits and the versions of the tools, as far as they are to be had."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hapline.documents import dependencies
from hapline.errors import HaplineError
from hapline_hooks import noun, replace

if TYPE_CHECKING:
    from hapline_hooks import Tree

_DISTRIBUTION = re.compile(r"/gradle-([0-9][\w.+-]*?)-(?:bin|all)\.zip\Z")
_WRAPPER = "gradle/wrapper/gradle-wrapper.properties"
_SCRIPTS = ("build.gradle", "build.gradle.kts")
_MODULES = {
    "com.android.tools.build:gradle": "android-gradle-plugin",
    "com.mpaas.android.patch:patch-gradle-plugin": "patch-gradle-plugin",
}


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


def tool_versions(tree: Tree) -> dict[str, str]:
    """The versions of the tools of a build: hapline, Gradle's wrapper, and plugins whose versions are written out.

    Args:
        tree: The files of the build, from its root.
    """
    from importlib.metadata import version

    from hapline.documents import GradleFiles

    found = {"hapline": version("hapline")}
    files = GradleFiles(tree)
    wrapper = files.properties(_WRAPPER)
    url = wrapper.find("distributionUrl") if wrapper is not None else None
    match = _DISTRIBUTION.search(url.value) if url is not None else None
    if match is not None:
        found["gradle"] = match[1]
    for path in _SCRIPTS:
        script = files.script(path) if tree.is_file(path) else None
        if script is None:
            continue
        for one in dependencies(script, files.variables(path), ("buildscript", "dependencies")):
            name = _MODULES.get(one.coordinate.module or "") if one.coordinate is not None else None
            if name and one.coordinate is not None and one.coordinate.version and one.coordinate.version.text:
                found[name] = one.coordinate.version.text
    return found
