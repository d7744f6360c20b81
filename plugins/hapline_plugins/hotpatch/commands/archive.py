"""``hapline hotpatch archive``: keeps what patches of a release will need, or says whether it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, exclude_each_other
from hapline.session import Session, settings_options
from hapline_plugins.hotpatch.archive.parts import PARTS
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline.store import Store
    from hapline_plugins.hotpatch.archive.at_hand import AtHand

_F = TypeVar("_F", bound=Callable[..., object])


def _parts(command: _F) -> _F:
    """An option for each part."""
    for part in reversed(PARTS):
        command = click.option(f"--{part.option}", type=click.Path(), help=part.help)(command)
    return command


@hotpatch.command(
    name="archive",
    help="Keep what patches of a release will need: the apk or the jars of Bundles, mapping.txt, "
    "methodsMap.instantrun, the ids of resources, the git commit, the versions of the tools. Run it right after the "
    "release build; with --check in CI, before anything is published.",
)
@click.argument("path", default=".", type=click.Path(), metavar="[MODULE]")
@click.option(
    "--check", is_flag=True, help="Exit 1 if the build is not archived as it is and completely; keep nothing."
)
@click.option("--variant", default="", help="The build variant, such as freeRelease, where several were built.")
@click.option("--version", default="", metavar="NAME", help="The versionName, where the build does not say it.")
@click.option("--application", default="", metavar="ID", help="The application id, where the project has another.")
@_parts
@click.option("--jar", "jars", multiple=True, type=click.Path(), help="A Bundle's jar; may be given several times.")
@click.option("--archive", "where", default="", metavar="FOLDER|URL", help="The archive instead of the configured one.")
@click.option("--allow-incomplete", is_flag=True, help="Keep a release that lacks something, and mark it.")
@click.option("--replace", "replacing", is_flag=True, help="Replace what is kept of this version.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def archive(path: str, *, where: str, format_: str, **options: object) -> int:
    """Keep a release."""
    from hapline_plugins.hotpatch.archive.at_hand import at_hand
    from hapline_plugins.hotpatch.archive.choosing import Wanted
    from hapline_plugins.hotpatch.archive.shown import told
    from hapline_plugins.hotpatch.archive.sound import no_such_part
    from hapline_plugins.hotpatch.archive.where import archive_of

    for name in ("allow_incomplete", "replacing"):
        if options["check"] and options[name]:
            raise exclude_each_other("--check", "--replace" if name == "replacing" else "--allow-incomplete")
    session = Session(path, options)
    session.tree(path)  # says that there is no such folder
    jars = options["jars"]
    wanted = Wanted(
        folder=path,
        version=str(options["version"]),
        variant=str(options["variant"]),
        application=str(options["application"]),
        method=session.settings.text("hotpatch.method"),
        files={part.name: str(options[part.keyword]) for part in PARTS if options[part.keyword]},
        jars=tuple(map(str, jars)) if isinstance(jars, tuple) else (),
    )
    found = at_hand(wanted, session)
    for note in found.notes:
        console.err(console.printable(session.words("note: {what}", what=note)))
    for part, trouble in found.broken.items() if options["check"] or options["allow_incomplete"] else ():
        console.err(told(no_such_part(part, trouble), trouble.where, session))
    store = archive_of(session, where, found.root)
    if options["check"]:
        return _check(session, store, found, format_)
    incomplete, replacing = bool(options["allow_incomplete"]), bool(options["replacing"])
    return _keep(session, store, found, format_, incomplete=incomplete, replacing=replacing)


def _keep(session: Session, store: Store, found: AtHand, format_: str, *, incomplete: bool, replacing: bool) -> int:
    from hapline_plugins.hotpatch.archive.keeping import keep
    from hapline_plugins.hotpatch.archive.shown import as_json, lines, table
    from hapline_plugins.hotpatch.archive.where import hints

    outcome = keep(store, found, incomplete=incomplete, replacing=replacing)
    if format_ == "json":
        console.out(as_json([outcome.release], store.shown))
    else:
        for line in (*lines(outcome.release), *table([outcome.release], session)):
            console.out(console.printable(line))
        text = "archived in {where}" if outcome.new else "archived already in {where}"
        console.out(console.printable(session.words(text, where=store.shown)))
    if not outcome.release.commit:
        text = (
            "note: no commit is kept, since this folder is in no git repository that has one: lint and build ask for it"
        )
        console.err(session.words(text))
    elif outcome.release.dirty:
        text = "note: files had changed since the commit {commit}: the + behind it says so in lists"
        console.err(session.words(text, commit=outcome.release.commit[:10]))
    for hint in hints(store, found.root):
        console.err(console.printable(session.words.translate(hint)))
    return EXIT_FINE


def _check(session: Session, store: Store, found: AtHand, format_: str) -> int:
    from hapline_plugins.hotpatch.archive.keeping import shortcomings
    from hapline_plugins.hotpatch.archive.shown import as_json

    wrong = list(shortcomings(store, found.release))
    if format_ == "json":
        console.out(as_json([found.release], store.shown, map(session.words.translate, wrong)))
    else:
        for one in wrong:
            console.out(console.printable(session.words.translate(one)))
        if not wrong:
            text = session.words("{version} is archived in {where}", version=found.release.version, where=store.shown)
            console.out(console.printable(text))
    return EXIT_FINDINGS if wrong else EXIT_FINE
