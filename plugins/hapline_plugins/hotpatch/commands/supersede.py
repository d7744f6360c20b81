"""``hapline hotpatch supersede``: whether a patch can take the place of the published one."""

from __future__ import annotations

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE
from hapline.session import Session, settings_options
from hapline_plugins.hotpatch.commands.group import hotpatch


@hotpatch.command(
    name="supersede",
    help="See whether a patch can take the place of the published one: a version of an app takes only one, so the new "
    "one must hold all that the published one fixes. Exits with 1 and names the fixes that would be lost.",
)
@click.argument("published", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def supersede(published: str, new: str, format_: str, **options: object) -> int:
    """Compare two patches."""
    from hapline_plugins.hotpatch.building.described import described
    from hapline_plugins.hotpatch.building.superseding import loss, loss_problems

    session = Session(".", options)
    old, later = described(published), described(new)
    lost = loss(old, later, new)
    problems = list(loss_problems(lost, new))
    if format_ == "json":
        import json

        content = {
            "version": 1,
            "canSupersede": not lost,
            "lost": {"patched": list(lost.patched), "added": list(lost.added)},
            "published": old.as_json(),
            "new": later.as_json(),
        }
        console.out(json.dumps(content, ensure_ascii=False, indent=2))
        return EXIT_FINDINGS if problems else EXIT_FINE
    for problem in problems:
        session.run.refuse(problem)
    if not problems:
        same = old.sha256 == later.sha256
        text = "the new patch is the published one" if same else "the new patch holds all fixes of the published one"
        console.out(session.words(text))
    return EXIT_FINDINGS if problems else EXIT_FINE
