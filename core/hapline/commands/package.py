"""``hapline package``: makes the files of projects that are delivered over the air."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from hapline import console
from hapline.arguments import Command, Parameter
from hapline.commands.check import PATH
from hapline.errors import EXIT_BUG, EXIT_FINE, MissingError, NothingToDoError, PartlyDoneError, UsageError
from hapline.files import stays_inside, write
from hapline.plugins import Fault
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session
from hapline.trees import WorkingTree
from hapline_hooks import Deliverable, Phrase, noun, replace


@noun
class Written:
    """A deliverable that is written: its file, the length in bytes, and the digest."""

    deliverable: Deliverable
    file: str
    size: int
    sha256: str


def package(path: str, *, out: str, only: tuple[str, ...], format_: str, **options: object) -> int:
    """Package a project folder."""
    if not os.path.isdir(path):
        raise MissingError("there is no such folder", where=path)
    session = Session(path, options)
    made = _deliverables(session, WorkingTree(path), only)
    written = [_written(one, out) for one in made]
    if session.faults():
        return EXIT_BUG
    if not made:
        raise NothingToDoError("there is nothing to package here", where=path)
    if format_ == "json":
        console.out(_as_json(written))
    else:
        for one in written:
            console.out(
                session.words(
                    "{file}  {size:size}  {kind} {name} {version}  sha256 {sha256}",
                    file=one.file,
                    size=one.size,
                    kind=one.deliverable.kind,
                    name=one.deliverable.name,
                    version=one.deliverable.version,
                    sha256=one.sha256,
                )
            )
    return EXIT_FINE


def _deliverables(session: Session, tree: WorkingTree, only: tuple[str, ...]) -> list[Deliverable]:
    packagers = session.host.packagers()
    names = {packager.name for packager in packagers}
    for name in only:
        if name not in names:
            raise UsageError(
                Phrase("there is no packager {name}", name=name),
                todo=Phrase("known are {names}", names=", ".join(sorted(names)) or "-"),
            )
    if not packagers:
        raise NothingToDoError("no plugin contributes a packager", todo="see `hapline plugins`")
    found: dict[str, Deliverable] = {}
    for project in session.host.projects(tree, session.settings):
        for packager in packagers:
            if only and packager.name not in only:
                continue
            try:
                made = [
                    replace(one, packager=packager.name) for one in packager.deliverables(project, session.settings)
                ]
            except Exception as error:  # noqa: BLE001 a broken packager must not stop the others
                session.host.faults.append(Fault(plugin=packager.name, what="packaging", error=error))
                continue
            for one in made:
                other = found.setdefault(one.path, one)
                if other is not one:
                    raise UsageError(
                        Phrase(
                            "packagers {one} and {other} make the same file", one=other.packager, other=one.packager
                        ),
                        where=one.path,
                    )
    return list(found.values())


def _written(one: Deliverable, folder: str) -> Written:
    if not stays_inside(one.path):
        raise UsageError(Phrase("packager {name} wants to write outside the folder", name=one.packager), where=one.path)
    target = os.path.join(folder, *one.path.split("/"))
    digest = hashlib.sha256()
    size = 0

    def pieces() -> Iterator[bytes]:
        nonlocal size
        for piece in one.content():
            digest.update(piece)
            size += len(piece)
            yield piece

    try:
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
        write(target, pieces())
    except OSError as error:
        raise PartlyDoneError(
            Phrase("cannot be written: {reason}", reason=error.strerror or str(error)), where=target
        ) from None
    return Written(deliverable=one, file=target.replace(os.sep, "/"), size=size, sha256=digest.hexdigest())


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
    help="Make the files of a project that are delivered over the air.",
    parameters=(
        PATH,
        Parameter(
            to="out",
            names=("--out",),
            type="path",
            default="dist",
            completes="folder",
            help="Folder to write to; dist below the current one by default.",
        ),
        Parameter(
            to="only",
            names=("--only",),
            many=True,
            metavar="PACKAGER",
            completes="packager",
            help="Run only these packagers.",
        ),
        FORMAT,
        *SETTINGS_OPTIONS,
    ),
    run=package,
)
