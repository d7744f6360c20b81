"""The plugin: what it contributes to the host; everything heavy is imported only when it is called for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hapline_hooks import ConfigSection, impl

if TYPE_CHECKING:
    import click

hapline_api = (1, 0)
hapline_locale = os.path.join(os.path.dirname(__file__), "locale")
"""Where the message catalogues of this plugin are."""


@impl
def hapline_config_sections() -> Iterable[ConfigSection]:
    """How patches are built, and where releases are kept."""
    from hapline_plugins.hotpatch.options import SECTION

    return [SECTION]


@impl
def hapline_commands() -> Iterable[click.Command]:
    """``hapline hotpatch``."""
    from hapline_plugins.hotpatch.commands.group import hotpatch

    return [hotpatch]
