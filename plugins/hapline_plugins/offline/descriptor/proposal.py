"""What ``hapline offline init`` proposes for a folder: the descriptor, why it says what it says, and what is left."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase, Tree, noun
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.descriptor.described import Kind
from hapline_plugins.offline.descriptor.writing import members
from hapline_plugins.offline.ids import is_id, parts_of
from hapline_plugins.offline.source.outputs import Output, content_in, output_of

_FIRST = "1.0.0.1"


@noun
class Asked:
    """What a command line says of a package; None or empty where it says nothing.

    Attributes:
        id: The package id. version: The version. name: What people call it. kind: Normal or global.
        source: The folder with its files, relative to the descriptor.
    """

    id: str = ""
    version: str = ""
    name: str = ""
    kind: Kind | None = None
    source: str = ""


@noun
class Proposal:
    """A descriptor to be written.

    Attributes:
        values: Its members. chosen: What was taken without being said, and why. left: What is left to people.
    """

    values: Mapping[str, object]
    chosen: Sequence[Phrase]
    left: Sequence[Phrase]


def propose(tree: Tree, folder: str, asked: Asked) -> Proposal:
    """The descriptor for a folder.

    Args:
        tree: The folder. folder: As people name it. asked: What the command line says.

    Raises:
        hapline.errors.HaplineError: The id is not known, a value is none, or there are no files.
    """
    chosen: list[Phrase] = []
    package_id, said = (asked.id, None) if asked.id else _id_of(tree, folder)
    if said is not None:
        chosen.append(said)
    version = asked.version or _FIRST
    _check(package_id, version, folder)
    kind: Kind = asked.kind or "normal"
    source, content, why = _source(tree, folder, asked.source, package_id, needs_pages=kind == "normal")
    if why is not None:
        chosen.append(Phrase("source {folder}: {why}", folder=source, why=why))
    values = members(
        package_id, name=asked.name or package_id, version=version, kind=kind, source=source, content=content
    )
    return Proposal(values=values, chosen=chosen, left=_left(asked, values))


def _id_of(tree: Tree, folder: str) -> tuple[str, Phrase | None]:
    """The id that the folder itself is named by, or the only one in it that is; empty without one."""
    own = os.path.basename(os.path.abspath(folder))
    inner = [one.name for one in tree.list("") if one.is_dir and is_id(one.name)]
    if is_id(own):
        return own, Phrase("id {id}: the folder is named so", id=own)
    if len(inner) == 1:
        return inner[0], Phrase("id {id}: the folder in it is named so", id=inner[0])
    return "", None


def _check(package_id: str, version: str, folder: str) -> None:
    if not package_id:
        raise UsageError("the package id is not known", where=folder, todo=_ID)
    if not is_id(package_id):
        raise UsageError(Phrase("the package id must be eight digits, not {id}", id=repr(package_id)), todo=_ID)
    if parts_of(version) is None:
        what = Phrase("the version must be numbers with dots, not {version}", version=repr(version))
        raise UsageError(what, todo="give one such as 1.0.0.1")


def _source(
    tree: Tree, folder: str, asked: str, package_id: str, *, needs_pages: bool
) -> tuple[str, Content, Phrase | None]:
    """The folder with the files, as the descriptor names it, its files, and why it was taken."""
    if asked:
        content = content_in(tree, asked)
        if content is None:
            what = Phrase("the source {folder} leads out of the project", folder=asked)
            raise UsageError(what, where=folder)
        if not content.files:
            raise MissingError("there are no files of a package here", where=os.path.join(folder, asked), todo=_FILES)
        return asked, content, None
    if any(one.is_dir and one.name == package_id for one in tree.list("")):
        found = Output("", content_in(tree, package_id) or Content([]))
    else:
        found = output_of(tree, needs_pages=needs_pages)
    if not found.built:
        what = Phrase("what is built into {folder} is not there yet ({why})", folder=found.source, why=found.why or "")
        raise MissingError(what, where=folder, todo=_BUILD)
    if not found.content.files:
        raise MissingError("there are no files of a package here", where=folder, todo=_FILES)
    return found.source, found.content, found.why


def _left(asked: Asked, values: Mapping[str, object]) -> list[Phrase]:
    """What nothing here says."""
    left = [] if asked.name else [Phrase("name: what people call the package; the id stands there")]
    if not asked.version:
        left.append(Phrase("version: that of the first release; {version} stands there", version=_FIRST))
    if values.get("mainUrl") == "":
        left.append(Phrase("mainUrl: the entry page, since no page was found; or leave it out"))
    left.append(
        Phrase("clientVersionMin: the least app versions, {versions} stands there", versions=values["clientVersionMin"])
    )
    return left


_ID = "give it with --id"
_FILES = "name the folder that holds www, or one that is named by the id, or the folder that is built into: --source"
_BUILD = "build it first, or name the folder with the files: --source"
