"""``hapline hotpatch advise``: which method fits a change."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, cast

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, UsageError, of
from hapline.session import Session, settings_options
from hapline_hooks import Phrase, replace
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.advice.change import App, ChangedParts, Kind, Released

_BUILDS = 2


@hotpatch.command(
    name="advise",
    help="Say which method of hotpatching fits what changed between two builds, or in the source since a release, what "
    "it asks for, and which devices it does not reach. Exits with 1 where only a new release will do, and where the "
    "code that changed cannot be read.",
)
@click.argument("given", nargs=-1, metavar="OLD.apk NEW.apk | [PATH]", type=click.Path())
@click.option(
    "--base",
    metavar="TAG",
    help="Compare the source in PATH with this revision; else, of a folder, with the latest tag.",
)
@click.option("--module", default="", metavar=":APP", help="The app that is meant, where a build has several.")
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
    given: tuple[str, ...],
    base: str | None,
    module: str,
    kind: str | None,
    baseline: str,
    released: str | None,
    models: tuple[str, ...],
    format_: str,
    **options: object,
) -> int:
    """Compare, decide and show."""
    from hapline_plugins.hotpatch.advice.change import App
    from hapline_plugins.hotpatch.advice.deciding import advise as decide
    from hapline_plugins.hotpatch.source.modules import baseline_text

    old, new = _two(given, base)
    if baseline and not re.fullmatch(r"\d+(?:[.-]\d+){1,4}", baseline):
        todo = "name it as the build does: 10.2.3-20"
        raise UsageError(Phrase("{baseline} is no version of a baseline", baseline=baseline), todo=todo)
    session = Session(old if not new else ".", options)
    method = released or session.settings.text("hotpatch.method")
    by_brand = _models(models)
    known = App(
        kind=cast("Kind", kind or "unknown"),
        baseline=baseline_text(tuple(map(int, re.findall(r"\d+", baseline)))) if baseline else "",
        released=cast("Released", method if method != "auto" else "unknown"),
    )
    if new:
        parts, app = _compared(old, new, known)
        app = replace(app, released=app.released if app.released != "unknown" else _set_up_here(session, old))
    else:
        parts, app = _in_source(session, old, base, known, module)
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
    return EXIT_FINDINGS if advice.method in {"release", "unknown"} else EXIT_FINE


def _two(given: tuple[str, ...], base: str | None) -> tuple[str, str]:
    """The two builds; or the folder whose source is looked at, and nothing.

    Raises:
        hapline.errors.UsageError: It is neither.
    """
    if len(given) == _BUILDS and base is None:
        return given[0], given[1]
    if len(given) < _BUILDS and all(map(os.path.isdir, given)):
        return (*given, ".")[0], ""
    raise UsageError("name two builds, or a folder", todo="OLD.apk NEW.apk; or --base TAG, for the source in a folder")


def _in_source(session: Session, path: str, base: str | None, known: App, module: str) -> tuple[ChangedParts, App]:
    """What changed in the source, and what its build says of the app.

    Raises:
        hapline.errors.UsageError: There are several apps, and none is named.
    """
    from hapline_plugins.hotpatch.advice.builds import app_in, as_built, others_of
    from hapline_plugins.hotpatch.advice.source import source_parts
    from hapline_plugins.hotpatch.linting.collecting import opened

    tree = session.tree(path)
    is_said = known.released != "unknown" or known.kind != "unknown"
    app = app_in(tree, session.settings, module, is_said=is_said)
    with opened(path, tree, base, is_aside=others_of(app, tree)) as change:
        subjects = change.collect(change.now)
        parts = source_parts(subjects[0], change.paths, change.before)
        return parts, as_built(app, change.before, session.settings, known)


def _compared(old: str, new: str, known: App) -> tuple[ChangedParts, App]:
    from hapline.archives import ArchiveError
    from hapline_plugins.hotpatch.advice.apks import app_of, changed_parts
    from hapline_plugins.hotpatch.apk_manifests import NAME as MANIFEST
    from hapline_plugins.hotpatch.comparing.built import opened
    from hapline_plugins.hotpatch.comparing.difference import compare_parts

    with opened(old) as before, opened(new) as after:
        without = [one.path for one in (before, after) if MANIFEST not in one.archive.by_name]
        if len(without) == 1:  # two jars of a Bundle have none
            raise UsageError(Phrase("the file is no apk: it has no {entry}", entry=MANIFEST), where=without[0])
        try:
            app = app_of(before.archive, known)
        except ArchiveError as error:
            raise of(error, old) from None
        return changed_parts(compare_parts(before, after)), app


def _set_up_here(session: Session, old: str) -> Released:
    """What the app of this folder is made for, if it is the one that was built."""
    from hapline_plugins.hotpatch.advice.builds import set_up_for

    return set_up_for(session.tree("."), session.settings, old)


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
