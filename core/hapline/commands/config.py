"""``hapline config``: shows the configuration and its schema."""

from __future__ import annotations

import json

from hapline import console
from hapline.arguments import Command, Parameter
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session


def show(*, origin: bool, format_: str, **options: object) -> int:
    """Show every option."""
    settings = Session(".", options).settings
    if format_ == "json":
        values = {name: {"value": settings[name], "origin": settings.origins[name]} for name in settings}
        console.out(json.dumps({"version": 1, "options": values}, ensure_ascii=False, indent=2))
        return 0
    for name in settings:
        text = json.dumps(settings[name], ensure_ascii=False)
        console.out(f"{name} = {text}" + (f"    # {settings.origins[name]}" if origin else ""))
    return 0


def schema(**options: object) -> int:
    """Print the schema."""
    from hapline.config.schema import schema as generated

    sections = Session(".", options).settings.sections
    console.out(json.dumps(generated(sections), ensure_ascii=False, indent=2))
    return 0


_SHOW = Command(
    name="show",
    help="Show every option with its value.",
    parameters=(
        Parameter(to="origin", names=("--origin",), type="flag", help="Also say where each value comes from."),
        FORMAT,
        *SETTINGS_OPTIONS,
    ),
    run=show,
)
_SCHEMA = Command(
    name="schema",
    help="Print the JSON Schema of hapline.json5, for editors.",
    parameters=SETTINGS_OPTIONS,
    run=schema,
)
COMMAND = Command(
    name="config",
    help="Show the configuration, or the schema of hapline.json5.",
    commands=(_SHOW, _SCHEMA),
)
