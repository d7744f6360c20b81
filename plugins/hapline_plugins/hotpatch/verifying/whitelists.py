"""A whitelist of DexPatch as a subject: in source, or given to ``verify``, where its app may be given too."""

from __future__ import annotations

from collections.abc import Callable, Collection

from hapline.documents import DocumentError
from hapline_hooks import Location, Subject
from hapline_plugins.hotpatch.whitelist.checking import check_whitelist
from hapline_plugins.hotpatch.whitelist.model import WhitelistProblem
from hapline_plugins.hotpatch.whitelist.reading import read_whitelist


class WhitelistFile(Subject):
    """A whitelist.

    Attributes:
        path: The file. error: Why it is not read; None where it is. problems: What is wrong with it.
    """

    kind = "hotpatch.whitelist"

    def __init__(
        self, path: str, data: bytes, read: Callable[[], bytes], classes: Collection[str] | None = None
    ) -> None:
        """Read it.

        Args:
            path: The file. data: Its content. read: Reads it again, to show a place in it.
            classes: The classes of the new app; None where they are not known.
        """
        self.path = path
        self.error: DocumentError | None = None
        self.problems: tuple[WhitelistProblem, ...] = ()
        self._read = read
        try:
            self.problems = check_whitelist(read_whitelist(data), classes=classes)
        except DocumentError as error:
            self.error = error

    def source(self, location: Location) -> bytes:  # noqa: ARG002 there is one file
        """The file."""
        return self._read()
