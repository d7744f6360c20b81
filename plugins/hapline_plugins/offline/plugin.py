"""The plugin: what it contributes to the host; everything heavy is imported only when it is called for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hapline_hooks import ConfigSection, Packager, Project, RuleFamily, Settings, Subject, Tree, VerifyRequest, impl

if TYPE_CHECKING:
    import click

hapline_api = (1, 0)
hapline_locale = os.path.join(os.path.dirname(__file__), "locale")
"""Where the message catalogues of this plugin are."""
hapline_extras = {"hapline[offline]": ("deflate", "zstandard", "bsdiff4")}
"""What some commands need: building packages, and estimates of incremental updates."""

_PROJECT = frozenset({"offline.project"})
_AMR = frozenset({"offline.amr"})
_CONTENT = frozenset({"offline.content"})
_PRESET = frozenset({"offline.preset"})
_TOGETHER = frozenset({"offline.project[]", "offline.preset[]"})
_FAMILIES: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("descriptors", "OFP10", _PROJECT),
    ("released_versions", "OFP10", _PROJECT),
    ("client_ranges", "OFP11", _PROJECT),
    ("information", "OFP11", _PROJECT),
    ("configuration", "OFP11", _TOGETHER),
    ("unique_ids", "OFP119", frozenset({"offline.project[]"})),
    ("source_folders", "OFP12", _PROJECT),
    ("names", "OFP2", _CONTENT),
    ("layout", "OFP2", _CONTENT),
    ("strays", "OFP2", _CONTENT),
    ("global_layout", "OFP2", _CONTENT),
    ("references", "OFP3", _CONTENT),
    ("addresses", "OFP3", _CONTENT),
    ("together", "OFP31", frozenset({"offline.project[]"})),
    ("weight", "OFP4", _CONTENT),
    ("private_keys", "OFP50", _PROJECT | _TOGETHER | _CONTENT),
    ("public_keys", "OFP505", _TOGETHER),
    ("secret_files", "OFP506", _CONTENT),
    ("presets", "OFP80", _PRESET),
    ("preset_packages", "OFP8", _PRESET | frozenset({"offline.preset[]"})),
    ("preset_contents", "OFP81", _PRESET),
    ("built", "OFP70", _AMR),
    ("built_names", "OFP71", _AMR),
    ("signatures", "OFP72", _AMR),
    ("uploads", "OFP73", frozenset({"offline.zip", "offline.packages"})),
    ("updates", "OFP74", frozenset({"offline.update", "offline.base"})),
)
_BUILT = frozenset({".amr", ".zip"})


@impl
def hapline_projects(tree: Tree, settings: Settings) -> Iterator[Project]:
    """Offline packages in source."""
    from hapline_plugins.offline.source.finding import find

    return find(tree, settings)


@impl
def hapline_artifacts(request: VerifyRequest) -> Iterable[Subject]:
    """Built packages, and zips as they are uploaded."""
    if not any(file[-4:].lower() in _BUILT for file in request.files):
        return ()
    from hapline_plugins.offline.verifying.opening import open_files

    return open_files(request)


@impl
def hapline_rules() -> Iterable[RuleFamily]:
    """The rules, by family."""
    return [
        RuleFamily(name=name, module=f"hapline_plugins.offline.rules.{name}", subjects=subjects, codes=codes)
        for name, codes, subjects in _FAMILIES
    ]


@impl
def hapline_packagers() -> Iterable[Packager]:
    """Offline packages."""
    from hapline_plugins.offline.building.packager import OfflinePackager

    return [OfflinePackager()]


@impl
def hapline_config_sections() -> Iterable[ConfigSection]:
    """For whom packages are made, and with which key."""
    from hapline_plugins.offline.options import SECTION

    return [SECTION]


@impl
def hapline_commands() -> Iterable[click.Command]:
    """``hapline offline``."""
    from hapline_plugins.offline.commands import (  # noqa: F401 they add themselves to the group
        build,
        diff,
        init,
        inspect,
        keygen,
        preset,
        schema,
        serve,
        verify,
    )
    from hapline_plugins.offline.commands.group import offline

    return [offline]
