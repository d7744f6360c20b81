"""``hapline plugins``: lists the plugins, and why one is not loaded."""

from __future__ import annotations

from hapline import console
from hapline.arguments import Command
from hapline.errors import EXIT_FINE
from hapline.running import current


def list_plugins() -> int:
    """List the plugins."""
    run = current()
    host, words = run.host, run.words
    for plugin in host.plugins:
        problem = words.translate(plugin.problem)
        state = words("not loaded: {reason}", reason=problem) if problem else words("loaded")
        console.out(f"{plugin.name:<16} {plugin.origin:<40} {state}")
    return EXIT_FINE


COMMAND = Command(name="plugins", help="List the plugins, and why one is not loaded.", run=list_plugins)
