"""The plugin's own commands: ``hapline harmony sizes``."""

from __future__ import annotations

import os
import shutil
import sys

import click

from hapline import console
from hapline.archives import ArchiveError
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, HaplineError, MissingError, NothingToDoError, UsageError
from hapline.session import Session, settings_options
from hapline_hooks import Phrase, VerifyRequest
from hapline_plugins.harmony.packages import PACK_INFO

_SUFFIXES = (".hap", ".hsp", ".app")
_DRAWN = "█▓░…→·"


@click.group(name="harmony", help="More about HarmonyOS atomic services and app packages.")
def harmony() -> None:
    """The commands of this plugin."""


@harmony.command(
    name="sizes",
    help="Show where the bytes of an app are, and what to move to get its packages within their limits. Takes built "
    "files, which are one app together, or a project that was built. Exits with 1 where a limit is broken.",
)
@click.argument("paths", type=click.Path(), nargs=-1, metavar="FILE... | PATH")
@click.option("--base", type=click.Path(), multiple=True, help="An earlier build of the same app to compare with.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 although limits are broken.")
@settings_options
def sizes(paths: tuple[str, ...], base: tuple[str, ...], format_: str, *, exit_zero: bool, **options: object) -> int:
    """Show sizes."""
    from hapline_plugins.harmony.advisor.account import accounts
    from hapline_plugins.harmony.advisor.scales import DamagedError

    folder = _folder(paths)
    session = Session(folder or ".", options)
    runs, notes = _outputs(folder) if folder else ([paths], [])
    _must_be_packages(base)
    found = []
    try:
        for files in runs:
            found += accounts(VerifyRequest(files=files, base=base, settings=session.settings))
    except DamagedError as damaged:
        raise _unreadable(damaged.file, damaged.error) from None
    if format_ == "json":
        from hapline_plugins.harmony.advisor.as_json import render as render_json

        console.out(render_json(found, [session.words.translate(note) for note in notes], session.words.translate))
    else:
        from hapline_plugins.harmony.advisor.text import Page, render

        page = Page(
            session.words,
            width=shutil.get_terminal_size((80, 24)).columns,
            color=session.color,
            plain=not _can_draw(),
        )
        console.out(render(found, page), end="")
        for note in notes:
            console.err(session.words.translate(note))
    if session.faults():
        return EXIT_BUG
    return EXIT_FINDINGS if any(one.broken for one in found) and not exit_zero else EXIT_FINE


def _folder(paths: tuple[str, ...]) -> str:
    """The folder that was asked about; empty where files are."""
    folders = [path for path in paths if os.path.isdir(path)]
    if not paths:
        return "."
    if folders and len(paths) > 1:
        raise UsageError("name either one project or built files", where=folders[0])
    if folders:
        return folders[0]
    _must_be_packages(paths)
    if all(os.path.basename(path) == PACK_INFO for path in paths):
        raise UsageError("this is no package", where=paths[0], todo="name .hap, .hsp or .app files")
    return ""


def _must_be_packages(files: tuple[str, ...]) -> None:
    for file in files:
        if not os.path.isfile(file):
            raise MissingError("there is no such file", where=file, todo="name .hap, .hsp or .app files")
        if file[-4:].lower() not in _SUFFIXES and os.path.basename(file) != PACK_INFO:
            raise UsageError("this is no package", where=file, todo="name .hap, .hsp or .app files")


def _outputs(folder: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """What was built in a folder, app by app, and what is to be said about it."""
    from hapline_plugins.harmony.source.outputs import find_outputs

    found = find_outputs(folder)
    if not found:
        raise NothingToDoError(
            "no project found here", where=folder, todo="name a folder with AppScope/app.json5, or built files"
        )
    built = [one for one in found if one.taken]
    if not built:
        raise NothingToDoError(
            "the project has not been built: there is no .app, .hap or .hsp where hvigor puts them",
            where=found[0].folder,
            todo="build it first, for example with hvigorw assembleApp: sizes are not guessed from source",
        )
    newer = [[*one.newer] for one in built if one.newer]
    return [one.taken for one in built], [Phrase("newer than what was looked at: {files}", files=one) for one in newer]


def _unreadable(file: str, error: ArchiveError | None) -> HaplineError:
    if error is None:
        return MissingError("has no module.json that can be read", where=file, todo="hapline verify says more")
    what = Phrase("cannot be read ({reason})", reason=Phrase(error.message))
    return MissingError(what, where=file, todo=error.hint)


def _can_draw() -> bool:
    try:
        _DRAWN.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


__all__ = ["harmony"]
