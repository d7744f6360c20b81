"""The plugin: what it contributes to the host; everything heavy is imported only when it is called for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from hapline_hooks import ConfigSection, Project, RuleFamily, Subject, Tree, VerifyRequest, impl

if TYPE_CHECKING:
    import click

hapline_api = (1, 0)
hapline_locale = os.path.join(os.path.dirname(__file__), "locale")
"""Where the message catalogues of this plugin are."""

_BUNDLE = frozenset({"harmony.bundle"})
_MODULE = frozenset({"harmony.module"})
_FAMILIES = (
    ("sizes", "HOS1", _BUNDLE),
    ("preloads", "HOS2", _BUNDLE | _MODULE),
    ("modules", "HOS30", _MODULE),
    ("bundles", "HOS35", _BUNDLE),
    ("distribution", "HOS35", _BUNDLE),
    ("services", "HOS37", _BUNDLE | _MODULE),
    ("dependencies", "HOS4", _BUNDLE),
    ("consistency", "HOS5", _BUNDLE),
    ("declarations", "HOS5", _BUNDLE),
    ("settings", "HOS54", _MODULE),
    ("updates", "HOS5", frozenset({"harmony.update"})),
    ("reading", "HOS60", _MODULE),
    ("documents", "HOS61", frozenset({"harmony.document"})),
    ("archives", "HOS7", frozenset({"harmony.package", "harmony.packages", "harmony.app"})),
    ("code", "HOS80", frozenset({"harmony.source-module"})),
    ("projects", "HOS80", frozenset({"harmony.project", "harmony.source-module"})),
)


@impl
def hapline_projects(tree: Tree, settings: Mapping[str, object]) -> Iterator[Project]:
    """Projects with AppScope and build-profile.json5."""
    from hapline_plugins.harmony.limits import Limits
    from hapline_plugins.harmony.source.project import find

    return find(tree, Limits.of(settings))


@impl
def hapline_artifacts(request: VerifyRequest) -> Iterable[Subject]:
    """.hap, .hsp and .app files."""
    from hapline_plugins.harmony.apps import open_files

    return open_files(request)


@impl
def hapline_rules() -> Iterable[RuleFamily]:
    """The rules, by family."""
    return [
        RuleFamily(name=name, module=f"hapline_plugins.harmony.rules.{name}", subjects=subjects, codes=codes)
        for name, codes, subjects in _FAMILIES
    ]


@impl
def hapline_config_sections() -> Iterable[ConfigSection]:
    """The limits and how packages are counted."""
    from hapline_plugins.harmony.limits import SECTION

    return [SECTION]


@impl
def hapline_commands() -> Iterable[click.Command]:
    """``hapline harmony``."""
    from hapline_plugins.harmony.commands import harmony

    return [harmony]
