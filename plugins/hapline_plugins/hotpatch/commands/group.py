"""The group of commands, and what they share."""

from __future__ import annotations

import click


@click.group(name="hotpatch", help="InstantRun and DexPatch: configuration, archive of releases, patches.")
def hotpatch() -> None:
    """The commands of this plugin."""
