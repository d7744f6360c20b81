"""A package that is ready to be built: what it is, what it holds, and for whom it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase, Subject, noun, replace
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.ids import is_id, next_version, order, parts_of
from hapline_plugins.offline.keys.private_in_files import may_hold_key, private_key_in
from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.target import Target


@noun
class Package:
    """What is built.

    Attributes:
        described: What the service is told. content: The files by path below the id. target: For whom.
        key: What it is signed with; None: the signatures are empty, as the service leaves them without a key.
        where: What people call the source, for messages. subject: What rules judge of it; None where nobody asks.
        above: The version that its own was counted up from, empty for the first one; None: somebody said its version.
    """

    described: Described
    content: Content
    target: Target
    key: SigningKey | None = None
    where: str = ""
    subject: Subject | None = None
    above: str | None = None

    def counted_up(self, existing: Iterable[str]) -> Package:
        """The same package with the version after the highest of these, or with the first one."""
        above = max(existing, key=order, default="")
        return replace(self, described=replace(self.described, version=next_version([above])), above=above)

    def check(self) -> None:
        """Refuse what cannot be a package.

        Raises:
            hapline.errors.HaplineError: The id or the version has not the right form, or there are no files.
        """
        id_, version = self.described.id, self.described.version
        if not is_id(id_):
            raise UsageError(
                Phrase("the package id must be eight digits, not {id}", id=repr(id_)), where=self.where, todo=_ID
            )
        if not version:
            raise UsageError("the version of the package is not known", where=self.where, todo=_VERSION)
        if parts_of(version) is None:
            raise UsageError(
                Phrase("the version must be numbers with dots, not {version}", version=repr(version)),
                where=self.where,
                todo="give one such as 1.0.0.1",
            )
        if not self.content.files and self.described.source:
            raise MissingError(
                Phrase("there is nothing in {folder}, the source of the package", folder=self.described.source),
                where=self.where,
                todo=_NOT_BUILT,
            )
        if not self.content.files:
            raise UsageError("there are no files to be packed", where=self.where, todo=_EMPTY)
        for one in self.content.odd:
            if one.kind == "cut":
                raise UsageError(Phrase("not all can be packed: {reason}", reason=one.reason), where=one.place)
        for path in self._unsafe():
            raise UsageError(Phrase("the name {path} cannot be unpacked safely", path=repr(path)), where=self.where)

    def check_keys(self) -> None:
        """Refuse to pack a private key, whatever rules were asked not to say.

        Raises:
            hapline.errors.UsageError: A file holds one.
            hapline_hooks.Unreadable: A file cannot be read. hapline.archives.ArchiveError: As above, of an archive.
        """
        for file in self.content.files:
            if may_hold_key(file.path) and private_key_in(file.path, file.read()) is not None:
                what = Phrase("package {id} would hold a private key: nothing is built", id=self.described.id)
                raise UsageError(what, where=file.place, todo=_KEY)

    def _unsafe(self) -> Iterator[str]:
        for one in self.content.files:
            if "\\" in one.path or "\0" in one.path or {"", ".", ".."} & set(one.path.split("/")):
                yield one.path


_KEY = "take the key out, and never use it again: make a new one with hapline offline keygen"
_VERSION = (
    "write it in offline-package.json5, give it to hapline offline build with --version (next: after the highest one), "
    "or say with offline.tag or offline.released where releases are seen"
)
_ID = "give it with --id, or as the id in offline-package.json5"
_NOT_BUILT = "build the pages first, or name their folder as source in offline-package.json5"
_EMPTY = "name the folder with the files: as source in offline-package.json5, or on the command line"
