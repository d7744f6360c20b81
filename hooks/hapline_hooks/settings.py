"""Settings: the configuration of a run as plugins read it, by dotted name, each value as its option's type says."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TypeVar

_T = TypeVar("_T")


class Settings(Mapping[str, object]):
    """Values by dotted name, such as ``notes.maxLength``; what no section declares is not there.

    A mapping, for those who want no more; the methods say which type a value has, and raise a ``TypeError`` where the
    option is of another one, so that a type checker and the first test know as much as the declaration.
    """

    @abstractmethod
    def origin(self, name: str) -> str:
        """Where a value comes from: ``default``, a place in a file, an environment variable or ``--set``."""

    @abstractmethod
    def located(self, name: str) -> str:
        """The file that an option names, seen from the folder of the configuration; empty where it names none.

        It is empty too where nothing is on disk. Say ``Tree.depends_on`` before a file outside the tree is read.
        """

    @abstractmethod
    def located_all(self, name: str) -> tuple[str, ...]:
        """The files that an option of type ``texts`` names, each as ``located`` has it."""

    def flag(self, name: str) -> bool:
        """The value of an option of type ``bool``."""
        return self._of(name, bool)

    def number(self, name: str) -> int:
        """The value of an option of type ``int``, or of type ``size``: bytes."""
        return self._of(name, int)

    def share(self, name: str) -> float:
        """The value of an option of type ``share``, 0 to 1."""
        value = self[name]
        return value if isinstance(value, float) else float(self.number(name))

    def text(self, name: str) -> str:
        """The value of an option of type ``text`` or ``choice``."""
        return self._of(name, str)

    def texts(self, name: str) -> tuple[str, ...]:
        """The value of an option of type ``texts``."""
        return self._of(name, tuple)

    def table(self, name: str) -> Mapping[str, str]:
        """The value of an option of type ``table``."""
        return self._of(name, dict)

    def objects(self, name: str) -> tuple[Mapping[str, object], ...]:
        """The value of an option of type ``objects``; each has all declared fields, in their normal form."""
        return self._of(name, tuple)

    def _of(self, name: str, kind: type[_T]) -> _T:
        value = self[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise TypeError(f"{name} is of another type: {value!r}")
        return value
