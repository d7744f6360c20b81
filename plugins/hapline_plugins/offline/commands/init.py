"""``hapline offline init``: a descriptor for a folder with the files of a package."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import MissingError, PartlyDoneError, UsageError
from hapline.files import shown, write
from hapline.session import Session, settings_options
from hapline_hooks import Phrase, Tree
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from hapline_plugins.offline.descriptor.described import Kind


@offline.command(
    name="init",
    help="Write offline-package.json5 for a folder with the files of a package, with a comment at each member. A "
    "descriptor that is there is never overwritten.",
)
@click.argument("folder", default=".", type=click.Path())
@click.option("--id", "id_", metavar="ID", help="The package id; else the name of the folder, or of the one in it.")
@click.option("--version", "version_", metavar="VERSION", default="1.0.0.1", help="The version; 1.0.0.1 by default.")
@click.option("--name", "name_", metavar="NAME", default="", help="What people call the package; else the id.")
@click.option(
    "--type", "kind", type=click.Choice(["normal", "global"]), default="normal", help="Normal or global resources."
)
@settings_options
def init(folder: str, id_: str | None, version_: str, name_: str, kind: Kind, **options: object) -> None:
    """Write a descriptor."""
    from hapline_plugins.offline.content.folders import content_of
    from hapline_plugins.offline.descriptor.described import FILE
    from hapline_plugins.offline.descriptor.writing import members, text_of

    session = Session(folder, options)
    tree = session.tree(folder)
    target = os.path.join(folder, FILE)
    if os.path.lexists(target):
        raise UsageError("there is a descriptor already; it is not overwritten", where=shown(target))
    package_id = _checked(id_ or _named(tree, folder), version_, shown(folder))
    inner = {one.name for one in tree.list("") if one.is_dir}
    source = "" if package_id in inner else "."
    content = content_of(tree, package_id if package_id in inner else "")
    if not content.files:
        raise MissingError("there are no files of a package here", where=shown(folder), todo=_FILES)
    values = members(package_id, name=name_ or package_id, version=version_, kind=kind, source=source, content=content)
    try:
        write(target, text_of(values, session.words.translate).encode())
    except OSError as error:
        reason = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        raise PartlyDoneError(reason, where=shown(target)) from None
    console.out(console.printable(session.words("wrote {path}", path=shown(target))))
    if kind == "normal" and not values["mainUrl"]:
        console.err(session.words("no page was found: write the entry page as mainUrl, or leave it out"))


def _named(tree: Tree, folder: str) -> str:
    """The id that the folder itself is named by, or the only one in it that is; empty without one."""
    from hapline_plugins.offline.ids import is_id

    own = os.path.basename(os.path.abspath(folder))
    inner = [one.name for one in tree.list("") if one.is_dir and is_id(one.name)]
    return own if is_id(own) else inner[0] if len(inner) == 1 else ""


def _checked(package_id: str, version: str, folder: str) -> str:
    """The id, once it and the version are such.

    Raises:
        hapline.errors.UsageError: One of them is none.
    """
    from hapline_plugins.offline.ids import is_id, parts_of

    if not package_id:
        raise UsageError("the package id is not known", where=folder, todo=_ID)
    if not is_id(package_id):
        raise UsageError(Phrase("the package id must be eight digits, not {id}", id=repr(package_id)), todo=_ID)
    if parts_of(version) is None:
        what = Phrase("the version must be numbers with dots, not {version}", version=repr(version))
        raise UsageError(what, todo="give one such as 1.0.0.1")
    return package_id


_ID = "give it with --id"
_FILES = "name the folder that holds www, or one that is named by the id"
