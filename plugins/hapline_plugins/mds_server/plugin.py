"""The plugin: what it contributes to the host; the server's libraries are imported only by its commands."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hapline_hooks import impl

if TYPE_CHECKING:
    import click

hapline_api = (1, 0)
hapline_locale = os.path.join(os.path.dirname(__file__), "locale")
"""Where the message catalogues of this plugin are."""


@impl
def hapline_commands() -> Iterable[click.Command]:
    """``hapline mds``."""
    from hapline_plugins.mds_server.commands import serve  # noqa: F401 it adds itself to the group
    from hapline_plugins.mds_server.commands.group import mds

    return [mds]
