"""The plugin: what it contributes to the host; everything heavy is imported only when it is called for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from hapline_hooks import ConfigSection, Packager, Project, RuleFamily, Subject, Tree, VerifyRequest, impl

if TYPE_CHECKING:
    import click

hapline_api = (1, 0)
hapline_locale = os.path.join(os.path.dirname(__file__), "locale")
"""Where the message catalogues of this plugin are."""
hapline_extras = {"hapline[hotpatch]": ("fsspec", "tree_sitter", "tree_sitter_java", "tree_sitter_kotlin")}
"""What some commands need: the archive where it is no folder, and the source lint."""

_BUILD = frozenset({"hotpatch.build"})
_APP = frozenset({"hotpatch.app"})
_CHANGE = frozenset({"hotpatch.source-change"})
_FAMILIES = (
    ("configuration", "HOT10", _APP),
    ("instrumented", "HOT11", _APP),
    ("names", "HOT11", _APP),
    ("builds", "HOT2", _BUILD | _APP),
    ("release_builds", "HOT2", _APP),
    ("application", "HOT3", _APP),
    ("patches", "HOT5", frozenset({"hotpatch.patch", "hotpatch.apk", "hotpatch.set"})),
    ("whitelists", "HOT52", frozenset({"hotpatch.whitelist"})),
    ("linting", "HOT4", _CHANGE),
)


@impl
def hapline_projects(tree: Tree, settings: Mapping[str, object]) -> Iterator[Project]:
    """Gradle builds whose app is hotpatched."""
    from hapline_plugins.hotpatch.source.finding import find

    return find(tree, settings)


@impl
def hapline_artifacts(request: VerifyRequest) -> Iterable[Subject]:
    """Patches, the apks of apps that are hotpatched, and whitelists of DexPatch."""
    if not any(file[-4:].lower() in {".jar", ".apk", ".txt"} for file in request.files):
        return ()
    from hapline_plugins.hotpatch.verifying.opening import open_files

    return open_files(request)


@impl
def hapline_rules() -> Iterable[RuleFamily]:
    """The rules, by family."""
    return [
        RuleFamily(name=name, module=f"hapline_plugins.hotpatch.rules.{name}", subjects=subjects, codes=codes)
        for name, codes, subjects in _FAMILIES
    ]


@impl
def hapline_config_sections() -> Iterable[ConfigSection]:
    """How patches are built, and where releases are kept."""
    from hapline_plugins.hotpatch.options import SECTION

    return [SECTION]


@impl
def hapline_packagers() -> Iterable[Packager]:
    """Patches that were built."""
    from hapline_plugins.hotpatch.building.packager import HotpatchPackager

    return [HotpatchPackager()]


@impl
def hapline_commands() -> Iterable[click.Command]:
    """``hapline hotpatch``."""
    from hapline_plugins.hotpatch.commands import (  # noqa: F401 they add themselves to the group
        advise,
        archive,
        build,
        diagnose,
        diff,
        init,
        inspect,
        lint,
        list_releases,
        restore,
        schema,
        stable_ids,
        supersede,
    )
    from hapline_plugins.hotpatch.commands.group import hotpatch

    return [hotpatch]
