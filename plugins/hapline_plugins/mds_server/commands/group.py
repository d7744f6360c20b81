"""The group of commands."""

from __future__ import annotations

import click


@click.group(name="mds", help="The local Mobile Delivery Service: rehearse a release before it is one.")
def mds() -> None:
    """The commands of this plugin."""
