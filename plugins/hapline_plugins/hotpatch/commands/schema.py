"""``hapline hotpatch schema``: the schema of instantrun.xml, for editors."""

from __future__ import annotations

from hapline import console
from hapline_plugins.hotpatch.commands.group import hotpatch


@hotpatch.command(name="schema", help="Print the XML Schema of instantrun.xml, for editors and other validators.")
def schema() -> None:
    """Print the schema."""
    from hapline_plugins.hotpatch.source.schema import schema_text

    console.out(schema_text(), end="")
