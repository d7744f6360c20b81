"""``hapline hotpatch advise``: which method fits a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, UsageError, of
from hapline.session import Session, settings_options
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.advice.change import App, ChangedParts, Kind, Released


@hotpatch.command(
    name="advise",
    help="Say which method of hotpatching fits what changed between two builds, what it asks for, and which devices it "
    "does not reach. Exits with 1 where only a new release will do.",
)
@click.argument("old", metavar="OLD.apk", type=click.Path())
@click.argument("new", metavar="NEW.apk", type=click.Path())
@click.option("--kind", type=click.Choice(["aar", "component"]), help="Native AAR, or Portal and Bundles.")
@click.option("--baseline", default="", metavar="VERSION", help="The baseline of the released version.")
@click.option(
    "--released",
    type=click.Choice(["instantrun", "dexpatch", "none"]),
    help="What the released version is made for, else hotpatch.method; none: it has no hotpatch component.",
)
@click.option(
    "--models",
    multiple=True,
    metavar="BRAND=MODEL,…",
    help="Models of a brand as clients report them, so that a rule leaves out these and no other brand.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def advise(
    old: str,
    new: str,
    kind: str | None,
    baseline: str,
    released: str | None,
    models: tuple[str, ...],
    format_: str,
    **options: object,
) -> int:
    """Compare, decide and show."""
    from hapline_plugins.hotpatch.advice.deciding import advise as decide

    session = Session(".", options)
    method = released or session.settings.text("hotpatch.method")
    by_brand = _models(models)
    parts, app = _compared(old, new, kind or "unknown", baseline, method if method != "auto" else "unknown")
    advice = decide(parts, app)
    if format_ == "json":
        from hapline_plugins.hotpatch.advice.as_json import render

        console.out(render(advice, session.words.translate, by_brand))
    else:
        from hapline_plugins.hotpatch.advice.text import lines

        for line in lines(advice, session.words, by_brand):
            console.out(console.printable(line))
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if advice.method == "release" else EXIT_FINE


def _compared(old: str, new: str, kind: str, baseline: str, released: str) -> tuple[ChangedParts, App]:
    from hapline.archives import ArchiveError
    from hapline_plugins.hotpatch.advice.apks import app_of, changed_parts
    from hapline_plugins.hotpatch.comparing.built import opened
    from hapline_plugins.hotpatch.comparing.difference import compare_parts

    with opened(old) as before, opened(new) as after:
        try:
            app = app_of(
                before.archive, kind=cast("Kind", kind), baseline=baseline, released=cast("Released", released)
            )
        except ArchiveError as error:
            raise of(error, old) from None
        return changed_parts(compare_parts(before, after)), app


def _models(given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in given:
        brand, equals, names = one.partition("=")
        listed = tuple([name.strip() for name in names.split(",") if name.strip()])
        if not equals or not brand.strip() or not listed:
            raise UsageError(
                Phrase("--models {given}: must be BRAND=MODEL,…", given=one),
                todo="for instance --models OPPO=PCLM10,PEGM00",
            )
        key = brand.strip().lower()
        found[key] = (*found.get(key, ()), *listed)
    return found
