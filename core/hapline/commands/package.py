"""``hapline package``: makes the files of projects that are delivered over the air."""

from __future__ import annotations

from hapline import console
from hapline.arguments import Command, flag, option
from hapline.commands.check import PATH
from hapline.deliveries import ContentError, Written, check_replacing, deliver
from hapline.engine.packaging import packaged
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, NothingToDoError
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session
from hapline.vetting.files import vetted_pieces
from hapline_hooks import Deliverable, Phrase, Workspace


def package(path: str, *, out: str, only: tuple[str, ...], format_: str, **options: object) -> int:
    """Package a project folder: nothing is written where a project must not have errors, or a file be replaced."""
    session = Session(path, options)
    tree = session.tree(path)
    projects, made = packaged(session.host, session.settings, tree, only)
    if not (made or session.faults()):
        raise NothingToDoError("there is nothing to package here", where=path)
    written: list[Written] = []
    code = EXIT_FINE
    try:
        if projects and not options["no_check"] and session.refuses([Workspace(projects), *projects], tree):
            code = EXIT_FINDINGS
        else:
            if not options["force"]:
                check_replacing(made, out)
            for name in dict.fromkeys(one.packager for one in made):
                written += _written(session, name, [one for one in made if one.packager == name], out)
    finally:
        if format_ == "json":
            console.out(_as_json(written))
        else:
            _show(session, written)
    return code


def _written(session: Session, packager: str, made: list[Deliverable], out: str) -> list[Written]:
    """Write what a packager makes; nothing where one of its contents cannot be made, which is said in the end."""
    try:
        return deliver(made, out, pieces_of=vetted_pieces)
    except ContentError as error:
        plugin, _ = session.host.named_packagers()[packager]
        session.host.failed(plugin, Phrase("packager {name}", name=packager), error.__cause__ or error)
    return []


def _show(session: Session, written: list[Written]) -> None:
    for one in written:
        line = session.words(
            "{file}  {size:size}  {kind} {name} {version}  sha256 {sha256}",
            file=one.file,
            size=one.size,
            kind=one.deliverable.kind,
            name=one.deliverable.name,
            version=one.deliverable.version,
            sha256=one.sha256,
        )
        console.out(console.printable(line))


def _as_json(written: list[Written]) -> str:
    import json

    content = {
        "version": 1,
        "deliverables": [
            {
                "file": one.file,
                "size": one.size,
                "sha256": one.sha256,
                "kind": one.deliverable.kind,
                "name": one.deliverable.name,
                "version": one.deliverable.version,
                "packager": one.deliverable.packager,
                "facts": dict(one.deliverable.facts),
            }
            for one in written
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


COMMAND = Command(
    name="package",
    help="Make the files of a project that are delivered over the air; all of them, or none where anything is wrong.",
    parameters=(
        PATH,
        option(
            "--out",
            type="path",
            default="dist",
            completes="folder",
            help="Folder to write to; dist below the current one by default.",
        ),
        option("--only", many=True, metavar="PACKAGER", completes="packager", help="Run only these packagers."),
        flag("--no-check", help="Do not judge projects first, as some packagers want it: errors refuse them."),
        flag("--force", help="Also replace files that must not be, such as another build of a version."),
        FORMAT,
        *SETTINGS_OPTIONS,
    ),
    run=package,
)
