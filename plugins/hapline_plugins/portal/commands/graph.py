"""``hapline portal graph``: Bundles, the interfaces that they use, and cycles."""

from __future__ import annotations

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE
from hapline.session import Session, settings_options
from hapline_plugins.portal.commands.group import composition_of, portal


@portal.command(
    name="graph",
    help="Show which Bundles use which others' interfaces, which are static, and where they form cycles. "
    "Exits with 1 where they do.",
)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "dot", "svg"]),
    default="text",
    help="Output format: dot is for Graphviz; svg is a picture.",
)
@click.option("--official", is_flag=True, help="Show Bundles too that only repositories have, such as mPaaS's own.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 although Bundles form cycles.")
@settings_options
def graph(path: str, format_: str, *, official: bool, exit_zero: bool, **options: object) -> int:
    """Show the graph."""
    from hapline_plugins.portal.graph.model import graph_of

    session = Session(path, options)
    found = graph_of(composition_of(session, path), official=official)
    if format_ == "json":
        from hapline_plugins.portal.graph.as_json import render as as_json

        console.out(as_json(found))
    elif format_ == "svg":
        from hapline_plugins.portal.graph.svg import render as as_svg

        console.out(as_svg(found, session.words), end="")
    elif format_ == "dot":
        from hapline_plugins.portal.graph.dot import lines as as_dot

        console.out("\n".join(as_dot(found)))
    else:
        from hapline_plugins.portal.graph.text import lines

        for line in lines(found, session.words):
            console.out(console.printable(line))
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if found.cycles and not exit_zero else EXIT_FINE
