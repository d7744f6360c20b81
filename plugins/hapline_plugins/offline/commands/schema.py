"""``hapline offline schema``: the schema of descriptors, for editors."""

from __future__ import annotations

import json

from hapline import console
from hapline.session import Session, settings_options
from hapline_plugins.offline.commands.group import offline


@offline.command(
    name="schema", help="Print the JSON Schema of offline-package.json5, for editors and other validators."
)
@settings_options
def schema(**options: object) -> None:
    """Print the schema."""
    from hapline_plugins.offline.descriptor import schema as made

    session = Session(".", options, forgiving=True)
    console.out(json.dumps(made.schema(session.words.translate), ensure_ascii=False, indent=2))
