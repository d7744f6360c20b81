"""``hapline hotpatch diff``: what differs between two built files, and so what a patch must contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, PartlyDoneError, UsageError, of
from hapline.session import Session, settings_options
from hapline_hooks import Phrase, Unreadable
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.comparing.changes import ClassesDifference
    from hapline_plugins.hotpatch.comparing.source_names import SourceNames


@hotpatch.command(
    name="diff",
    help="Show what differs between two built files (an apk, the -raw.jar of a Bundle, a jar with DEX files): classes, "
    "methods and fields, whatever the order and the numbers in them, native libraries, resources, the manifest, "
    "signers; and what of it InstantRun cannot patch.",
)
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--mapping", type=click.Path(), help="The mapping.txt of the build: classes are named as in the source.")
@click.option(
    "--methods-map",
    type=click.Path(),
    help="The methodsMap.instantrun of the release: changed methods that it has not instrumented are named.",
)
@click.option("--whitelist", type=click.Path(), metavar="FILE", help="Write the whitelist of DexPatch.")
@click.option("--all", "everything", is_flag=True, help="Name what matters to no patch too, such as BuildConfig and R.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs that a patch would be about.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def diff(
    old: str,
    new: str,
    format_: str,
    mapping: str | None,
    methods_map: str | None,
    whitelist: str | None,
    *,
    everything: bool,
    exit_code: bool,
    **options: object,
) -> int:
    """Compare two files."""
    from hapline_plugins.hotpatch.comparing.built import opened
    from hapline_plugins.hotpatch.comparing.difference import compare_built
    from hapline_plugins.hotpatch.comparing.shown import as_json, sections

    session = Session(".", options)
    with opened(old) as one, opened(new) as other:
        found = compare_built(one, other)
    names = _names(found.classes, mapping) if found.classes is not None and mapping else None
    bare = _bare(found.classes, names, methods_map) if found.classes is not None and methods_map else ()
    for note in found.notes:
        console.err(console.printable(session.words(note)))
    if format_ == "json":
        console.out(as_json(found, session.words, names, bare))
    else:
        for section in sections(found, names, bare):
            for line in section.lines(session.words, everything=everything):
                console.out(console.printable(line))
    if whitelist is not None:
        _write(whitelist, found.classes, session)
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if exit_code and found.differs else EXIT_FINE


def _names(difference: ClassesDifference, path: str) -> SourceNames:
    """The names of the source, by a mapping.

    Raises:
        hapline.errors.HaplineError: It cannot be read.
    """
    from hapline.documents import DocumentError
    from hapline_plugins.hotpatch.comparing.source_names import SourceNames, wanted_names
    from hapline_plugins.hotpatch.obfuscation.mapping import read_mapping

    try:
        return SourceNames(read_mapping(path, obfuscated=wanted_names(difference)))
    except (OSError, Unreadable, DocumentError) as error:
        raise of(error, path) from None


def _bare(difference: ClassesDifference, names: SourceNames | None, path: str) -> list[tuple[str, str]]:
    from hapline.documents import DocumentError
    from hapline_plugins.hotpatch.comparing.source_names import SourceNames, not_instrumented
    from hapline_plugins.hotpatch.obfuscation.methods_map import read_methods_map

    try:
        return not_instrumented(difference, names or SourceNames(None), read_methods_map(path))
    except (OSError, Unreadable, DocumentError) as error:
        raise of(error, path) from None


def _write(path: str, difference: ClassesDifference | None, session: Session) -> None:
    """Write the classes that a DexPatch is made of: those that are there and differ, whoever made them.

    Raises:
        hapline.errors.HaplineError: There are none; or the file cannot be written, and all else was shown.
    """
    from hapline.files import write
    from hapline_plugins.hotpatch.whitelist.writing import write_whitelist

    if difference is None:
        raise UsageError(
            "classes were not compared, so that there is nothing for a whitelist",
            where=path,
            todo="compare two builds, and leave out what limits the comparison to other parts",
        )
    listed = [one.name for one in difference.meant if one.kind != "removed"]
    content = write_whitelist(listed)
    try:
        write(path, content)
    except OSError as error:
        what = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        raise PartlyDoneError(what, where=path) from None
    line = session.words("wrote {path}: {count} classes", path=path, count=len(listed))
    console.err(console.printable(line))
