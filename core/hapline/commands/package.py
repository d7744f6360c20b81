"""``hapline package``: makes the files of projects that are delivered over the air."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from hapline import console
from hapline.arguments import Command, option
from hapline.commands.check import PATH
from hapline.engine.packaging import deliverables
from hapline.errors import EXIT_FINE, NothingToDoError, PartlyDoneError
from hapline.files import write
from hapline.plugins import CRASHES
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session
from hapline.vetting.files import vetted_pieces
from hapline_hooks import Deliverable, Phrase, noun


@noun
class Written:
    """A deliverable that is written: its file, the length in bytes, and the digest."""

    deliverable: Deliverable
    file: str
    size: int
    sha256: str


class _ContentError(Exception):
    """The content of a deliverable could not be made, for the reason that is its cause."""


def package(path: str, *, out: str, only: tuple[str, ...], format_: str, **options: object) -> int:
    """Package a project folder."""
    session = Session(path, options)
    made = deliverables(session.host, session.settings, session.tree(path), only)
    if not (made or session.faults()):
        raise NothingToDoError("there is nothing to package here", where=path)
    written: list[Written] = []
    try:
        for one in made:
            written += _written(session, one, out)
    finally:
        if format_ == "json":
            console.out(_as_json(written))
        else:
            _show(session, written)
    return EXIT_FINE


def _written(session: Session, one: Deliverable, folder: str) -> Iterator[Written]:
    """Write a deliverable; nothing where its content cannot be made, which is said in the end."""
    target = os.path.join(folder, *one.path.split("/"))
    digest = hashlib.sha256()
    size = 0

    def pieces() -> Iterator[bytes]:
        nonlocal size
        try:
            for piece in vetted_pieces(one):
                digest.update(piece)
                size += len(piece)
                yield piece
        except CRASHES as error:
            raise _ContentError from error

    try:
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
        write(target, pieces())
    except _ContentError as error:
        plugin, _ = session.host.named_packagers()[one.packager]
        session.host.failed(plugin, Phrase("packager {name}", name=one.packager), error.__cause__ or error)
    except OSError as error:
        reason = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        raise PartlyDoneError(reason, where=target) from None
    else:
        yield Written(deliverable=one, file=target.replace(os.sep, "/"), size=size, sha256=digest.hexdigest())


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
    help="Make the files of a project that are delivered over the air.",
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
        FORMAT,
        *SETTINGS_OPTIONS,
    ),
    run=package,
)
