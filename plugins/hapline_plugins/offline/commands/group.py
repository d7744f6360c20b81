"""The group of commands."""

from __future__ import annotations

import click


@click.group(name="offline", help="H5 offline packages: build, sign, verify, compare, preset, look at.")
def offline() -> None:
    """The commands of this plugin."""
