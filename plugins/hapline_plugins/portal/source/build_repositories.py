"""Where the artifacts of a module come from: its own repositories, and those of the build for all modules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hapline.documents import Repository, repositories
from hapline_hooks import noun
from hapline_plugins.portal.source.repository_filters import Content, Filter, filter_of

if TYPE_CHECKING:
    from hapline.documents import GradleScript
    from hapline_plugins.portal.source.modules import GradleModule

_FOR_ALL = frozenset((("allprojects", "repositories"), ("subprojects", "repositories")))
_OWN = frozenset((("repositories",),))
_SETTINGS = frozenset((("dependencyResolutionManagement", "repositories"),))
_ELSEWHERE = re.compile(r"\bapply\s*\(?\s*from\b|\bapply\s*\{")


@noun
class Sources:
    """The repositories of a module.

    Attributes:
        all: Each as it is declared. filters: What each may hold.
    """

    all: tuple[Repository, ...]
    filters: tuple[Filter, ...]

    @property
    def is_local(self) -> bool:
        """Whether there is no other one than the local Maven repository."""
        return all(one.kind == "mavenLocal" for one in self.all)


def sources_of(module: GradleModule) -> Sources | None:
    """The repositories of a module; None where none is declared, or where other scripts may declare some."""
    build = module.build
    root = build.root_module
    wanted: list[tuple[GradleScript | None, frozenset[tuple[str, ...]], GradleModule]] = [
        (root.script, _FOR_ALL, root),
        (module.script, _OWN, module),
        (build.settings_script, _SETTINGS, root),
    ]
    found: list[Repository] = []
    filters: list[Filter] = []
    for script, within, of in wanted:
        if script is None:
            continue
        if _ELSEWHERE.search(script.text):
            return None
        for one in repositories(script, of.variables) if "repositories" in script.text else ():
            if one.within in within:
                found.append(one)
                filters.append(_everything() if one.statement.conditions else filter_of(one, of.variables))
    return Sources(all=tuple(found), filters=tuple(filters)) if found else None


def _everything() -> Filter:
    return Filter(content=Content(is_known=False))
