"""The files of a build as they are going to be: each step reads what the steps before it have left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hapline.documents import DocumentError, GradleScript, TolerantText
from hapline.errors import UsageError, of
from hapline.files import stays_inside
from hapline_hooks import Change, Phrase, Span, TextEdit, Unreadable

if TYPE_CHECKING:
    from hapline.proposals import Stale
    from hapline_plugins.hotpatch.source.build import HotpatchBuild

GENERATOR = "hotpatch init"
_EOL = re.compile(r"\r\n?|\n")


class Workbench:
    """Files that are edited in memory.

    Attributes:
        build: The build. left: What is surely to be done, and by people.
        unknown: What people have to look at, since nothing that is read here says how it is.
    """

    def __init__(self, build: HotpatchBuild) -> None:
        """Begin with nothing changed."""
        self.build = build
        self.left: list[Phrase] = []
        self.unknown: list[Phrase] = []
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | None:
        """The content of a file as it is going to be; None where there is none.

        Raises:
            hapline.errors.MissingError: It is there and cannot be read.
        """
        if path in self._after:
            return self._after[path]
        try:
            return self.build.tree.read(path)
        except Unreadable as error:
            if not error.absent:
                raise of(error, path) from None
            return None

    def write(self, path: str, data: bytes) -> None:
        """Give a file another content.

        Raises:
            hapline.errors.UsageError: It lies outside of the folder that the project was looked for in.
        """
        if not stays_inside(path):
            raise UsageError("the file lies outside of the project", where=path)
        if path not in self._before:
            self._before[path] = self.read(path)
        self._after[path] = data

    def script(self, path: str) -> GradleScript:
        """A script as it is going to be; one that is not there is empty.

        Raises:
            hapline.errors.UsageError: It has errors, so that nothing in it can be changed safely.
        """
        with at(path):
            script = GradleScript(self.read(path) or b"", path)
            script.check()
        return script

    def edit_script(self, path: str, edits: Callable[[GradleScript], Iterable[TextEdit]]) -> None:
        """Edit a script; the edits are asked of it as it is now."""
        script = self.script(path)
        with at(path):
            made = list(edits(script))
            if made:
                self.write(path, script.edited(made))

    def append(self, path: str, lines: str) -> None:
        """Add lines at the end of a text, with its line ends; one without a newline at its end stays so."""
        with at(path):
            file = TolerantText(self.read(path) or b"")
            found = _EOL.search(file.text)
            eol = found[0] if found else "\n"
            text = _EOL.sub(eol, lines)
            is_ended = not file.text or file.text[-1] in "\r\n"
            end = len(file.text)
            self.write(path, file.edited([TextEdit(start=end, end=end, text=text + eol if is_ended else eol + text)]))

    def leave(self, what: Phrase) -> None:
        """Note something that is to be done, and that people have to do themselves."""
        if what not in self.left:
            self.left.append(what)

    def doubt(self, what: Phrase) -> None:
        """Note something that people have to look at: it may be as it should be."""
        if what not in self.unknown:
            self.unknown.append(what)

    @property
    def stale(self) -> list[Stale]:
        """The files that change, with their contents before, in the order in which they were touched."""
        return [
            (Change(path=path, content=data, generator=GENERATOR), self._before[path])
            for path, data in self._after.items()
            if data != self._before[path]
        ]


@contextmanager
def at(path: str) -> Iterator[None]:
    """Say of what goes wrong in which file it was."""
    try:
        yield
    except DocumentError as error:
        raise of(error, path) from None


def refused(what: Phrase, path: str, todo: str, span: Span | None = None) -> UsageError:
    """What is said of a place that is not understood well enough to be edited."""
    return UsageError(what, where=path, span=span, todo=todo)
