"""``hapline plugins``: lists the plugins, and why one is not loaded."""

from __future__ import annotations

from hapline import console
from hapline.arguments import Command
from hapline.errors import EXIT_BUG
from hapline.plugins import Host
from hapline.words import Words, language


def list_plugins() -> int:
    """List the plugins."""
    host = Host.from_environment()
    words = Words(language("auto"), host.locales())
    for plugin in host.plugins:
        problem = words.translate(plugin.problem)
        state = words("not loaded: {reason}", reason=problem) if problem else words("loaded")
        console.out(f"{plugin.name:<16} {plugin.origin:<40} {state}")
    return EXIT_BUG if host.faults else 0


COMMAND = Command(name="plugins", help="List the plugins, and why one is not loaded.", run=list_plugins)
