"""``hapline config``: shows the configuration and its schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hapline.commands.session import Session, settings_options


@click.group(name="config", help="Show the configuration, or the schema of hapline.json5.")
def command() -> None:
    """Configuration."""


@command.command(name="show", help="Show every option with its value.")
@click.option("--origin", is_flag=True, help="Also say where each value comes from.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def show(origin: bool, format_: str, **options: object) -> int:  # noqa: FBT001 click passes by name
    """Show every option."""
    settings = Session(Path(), options).settings
    if format_ == "json":
        values = {name: {"value": settings[name], "origin": settings.origins[name]} for name in settings}
        click.echo(json.dumps({"version": 1, "options": values}, ensure_ascii=False, indent=2))
        return 0
    for name in settings:
        text = json.dumps(settings[name], ensure_ascii=False)
        click.echo(f"{name} = {text}" + (f"    # {settings.origins[name]}" if origin else ""))
    return 0


@command.command(name="schema", help="Print the JSON Schema of hapline.json5, for editors.")
@settings_options
def schema(**options: object) -> int:
    """Print the schema."""
    from hapline.config.schema import schema as generated

    sections = Session(Path(), options).settings.sections
    click.echo(json.dumps(generated(sections), ensure_ascii=False, indent=2))
    return 0
