"""``hapline hotpatch restore``: lays what is kept of a release where the patch build looks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, exclude_each_other
from hapline.files import shown
from hapline.session import Session, settings_options
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.archive.releases import Release
    from hapline_plugins.hotpatch.archive.restoring import State, Target


@hotpatch.command(
    name="restore",
    help="Lay the files of an archived release where the build of its patch looks for them: the folder instantrun, the "
    "old apk, public.txt in the root of the project. All of them or none; a different file is not replaced. Exits "
    "with 1 where the release was archived incompletely, so that no patch of it can be built.",
)
@click.argument("version")
@click.option(
    "--to",
    "module",
    default=".",
    type=click.Path(),
    help="The folder of the app module, or one in it; by default this one.",
)
@click.option("--variant", default="", help="The build variant, where several of this version are archived.")
@click.option("--application", default="", metavar="ID", help="The application id, where several apps are archived.")
@click.option("--stable-ids", is_flag=True, help="Lay public.xml and ids.xml in res/values too; they change the build.")
@click.option("--check", is_flag=True, help="Exit 1 if a file is not in its place; write nothing.")
@click.option("--force", is_flag=True, help="Replace different files.")
@click.option("--archive", "where", default="", metavar="FOLDER|URL", help="The archive instead of the configured one.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def restore(version: str, module: str, *, where: str, format_: str, **options: object) -> int:
    """Restore a release."""
    from hapline_plugins.hotpatch.archive.finding import one_release
    from hapline_plugins.hotpatch.archive.project import app_module, root_of
    from hapline_plugins.hotpatch.archive.releases import missing_of
    from hapline_plugins.hotpatch.archive.restoring import restore as lay
    from hapline_plugins.hotpatch.archive.restoring import state_of, targets
    from hapline_plugins.hotpatch.archive.where import known_archive

    if options["check"] and options["force"]:
        raise exclude_each_other("--check", "--force")
    session = Session(module, options)
    session.tree(module)  # says that there is no such folder
    root = root_of(module)
    store = known_archive(session, where, root)
    release = one_release(store, version, variant=str(options["variant"]), application=str(options["application"]))
    old_apk = session.settings.text("hotpatch.oldApk")
    wanted = targets(release, app_module(module), root, old_apk=old_apk, stable_ids=bool(options["stable_ids"]))
    absent = missing_of(release)
    if absent:
        text = "the release was archived without {parts}: a patch of it cannot be built"
        console.err(console.printable(session.words(text, parts=absent)))
    states = {target: state_of(target) for target in wanted}
    if not options["check"]:
        lay(store, wanted, force=bool(options["force"]))
    if format_ == "json":
        console.out(_as_json(release, states, wrote=not options["check"]))
    else:
        _show(session, states, wrote=not options["check"])
    is_open = options["check"] and any(state != "in place" for state in states.values())
    return EXIT_FINDINGS if absent or is_open else EXIT_FINE


def _show(session: Session, states: Mapping[Target, State], *, wrote: bool) -> None:
    """What became of each file; of those that were not written, their states."""
    from hapline_plugins.hotpatch.archive.restoring import STATES

    if not wrote:
        rows = [[shown(target.path), session.words.translate(STATES[state])] for target, state in states.items()]
        for line in console.table(rows):
            console.out(line)
        return
    for target, state in states.items():
        text = Phrase("in place: {path}") if state == "in place" else Phrase("wrote {path}")
        console.out(console.printable(session.words(text, path=shown(target.path))))


def _as_json(release: Release, states: Mapping[Target, State], *, wrote: bool) -> str:
    """The release, and each file with its state before and whether it was written."""
    import json

    from hapline_plugins.hotpatch.archive.releases import value_of

    content = {
        "version": 1,
        "release": value_of(release),
        "files": [
            {"part": one.part, "path": shown(one.path), "state": state, "wrote": wrote and state != "in place"}
            for one, state in states.items()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
