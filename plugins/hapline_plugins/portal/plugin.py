"""The plugin: what it contributes to the host; everything heavy is imported only when it is called for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from hapline_hooks import ConfigSection, Generator, Project, RuleFamily, Subject, Tree, VerifyRequest, impl

if TYPE_CHECKING:
    import click

hapline_api = (1, 0)
hapline_locale = os.path.join(os.path.dirname(__file__), "locale")
"""Where the message catalogues of this plugin are."""

_BUILD = frozenset({"portal.build"})
_MODULE = frozenset({"portal.module"})
_PORTAL = frozenset({"portal.portal"})
_TOGETHER = frozenset({"portal.build[]"})
_FAMILIES = (
    ("access", "BND60", _BUILD),
    ("built", "BND70", frozenset({"portal.bundle-jar", "portal.apk"})),
    ("built_apps", "BND70", frozenset({"portal.apk", "portal.built"})),
    ("built_together", "BND70", frozenset({"portal.built"})),
    ("cycles", "BND21", _TOGETHER),
    ("configuration", "BND60", _PORTAL),
    ("console", "BND6", _BUILD | _MODULE),
    ("dependencies", "BND30", _PORTAL),
    ("exports", "BND20", _TOGETHER),
    ("interfaces", "BND20", _TOGETHER),
    ("linking", "BND20", _TOGETHER),
    ("loading", "BND20", frozenset({"portal.bundle"})),
    ("manifests", "BND40", _TOGETHER),
    ("naming", "BND21", frozenset({"portal.bundle", "portal.build[]"})),
    ("package_id_owners", "BND10", _TOGETHER),
    ("package_ids", "BND10", frozenset({"portal.bundle", "portal.build[]"})),
    ("projects", "BND60", _BUILD | _MODULE | _PORTAL),
    ("reading", "BND80", _BUILD),
    ("repositories", "BND61", _PORTAL),
    ("resources", "BND50", _TOGETHER),
    ("slinks", "BND2", _PORTAL),
)


@impl
def hapline_projects(tree: Tree, settings: Mapping[str, object]) -> Iterator[Project]:
    """Gradle builds that use mPaaS."""
    from hapline_plugins.portal.source.finding import find

    return find(tree, settings)


@impl
def hapline_artifacts(request: VerifyRequest) -> Iterable[Subject]:
    """Bundle jars, and the apks of Portals."""
    if not any(file[-4:].lower() in {".jar", ".apk"} for file in request.files):
        return ()
    from hapline_plugins.portal.built.apps import open_files

    return open_files(request)


@impl
def hapline_rules() -> Iterable[RuleFamily]:
    """The rules, by family."""
    return [
        RuleFamily(name=name, module=f"hapline_plugins.portal.rules.{name}", subjects=subjects, codes=codes)
        for name, codes, subjects in _FAMILIES
    ]


@impl
def hapline_generators() -> Iterable[Generator]:
    """The registry of package ids, and the files slinks and dev_slinks."""
    from hapline_plugins.portal.ids.generator import PackageIds
    from hapline_plugins.portal.slinks.generator import SlinksGenerator

    return [PackageIds(), SlinksGenerator()]


@impl
def hapline_config_sections() -> Iterable[ConfigSection]:
    """What slinks and package ids are made by."""
    from hapline_plugins.portal.options import SECTION

    return [SECTION]


@impl
def hapline_commands() -> Iterable[click.Command]:
    """``hapline portal``."""
    from hapline_plugins.portal.commands import graph, package_ids, slinks  # noqa: F401 they add themselves to the group
    from hapline_plugins.portal.commands.group import portal

    return [portal]
