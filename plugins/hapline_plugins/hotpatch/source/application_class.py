"""The class that a native app gives mPaaS in the place of its Application, as its source file says it.

Source: the vendor's guide, 5.2.1.2 and 5.2.2.1 "Initialize hotpatch". The file is not parsed: of what stands between
comments and strings only the declaration is looked for, as people write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from hapline_hooks import Location, Span, Unreadable

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.source.modules import AppModule

QUINOXLESS = "com.alipay.mobile.framework.quinoxless.QuinoxlessApplication"
"""The Application that the manifest names."""
EXTERN = "mpaas.quinoxless.extern.application"
"""The name of the meta-data that names the app's own class."""
HTTP = "org.apache.http.legacy"
"""The library of Android that holds its old HTTP client."""
LIKE = "QuinoxlessApplicationLike"
"""What the app's own class derives from."""
_FOLDERS = (("java", (".java", ".kt")), ("kotlin", (".kt",)))
_MOST = 1024 * 1024
_NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"""(?:.*?)"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
_LETTER = re.compile(r"[^\n]")


class ApplicationClass:
    """A class, found by its name.

    Attributes:
        name: Its full name. path: Its file. code: The text, with blanks in the place of comments and strings.
    """

    def __init__(self, name: str, path: str, data: bytes) -> None:
        """Look at a file."""
        self.name = name
        self.path = path
        text = data[:_MOST].decode("utf-8", "replace")
        self.code = _NO_CODE.sub(lambda match: _LETTER.sub(" ", match[0]), text)

    @cached_property
    def _declaration(self) -> re.Match[str] | None:
        own = re.escape(self.name.rpartition(".")[2])
        return re.search(rf"\bclass\s+{own}\b(?:\s*\([^)]*\))?\s*(?:extends\s+|:\s*)?([\w.]*)", self.code)

    @property
    def superclass(self) -> str:
        """What it derives from, without its package; empty where that is not said, or not found."""
        found = self._declaration
        return found[1].rpartition(".")[2] if found is not None else ""

    @property
    def may_be_like(self) -> bool:
        """Whether it derives from QuinoxlessApplicationLike, or from a class of which that is not known."""
        return self.superclass == LIKE or bool(self.superclass and not self.superclass.endswith("Application"))

    @property
    def is_annotated(self) -> bool:
        """Whether ``@Keep`` stands before its declaration."""
        found = self._declaration
        before = self.code[: found.start()] if found is not None else ""
        return re.search(r"@(?:[\w.]+\.)?Keep\b[^;{}]*$", before) is not None

    @property
    def starts_hotpatch(self) -> bool:
        """Whether it calls ``MPHotpatch.init()``."""
        return re.search(r"\bMPHotpatch\s*\.\s*init\s*\(", self.code) is not None

    @property
    def location(self) -> Location:
        """The place of its declaration."""
        found = self._declaration
        start, end = (found.start(), found.end()) if found is not None else (0, 0)
        line = self.code.count("\n", 0, start) + 1
        column = start - self.code.rfind("\n", 0, start)
        last = self.code.count("\n", 0, end) + 1
        span = Span(start_line=line, start_column=column, end_line=last, end_column=end - self.code.rfind("\n", 0, end))
        return Location(path=self.path, span=span)


def find_class(app: AppModule, name: str) -> ApplicationClass | None:
    """A class of the app or of another module of its build; None where its file is not where its name says."""
    for path in _paths(app, name):
        try:
            return ApplicationClass(name, path, app.build.tree.read(path))
        except Unreadable:
            continue
    return None


def _paths(app: AppModule, name: str) -> Iterator[str]:
    place = name.replace(".", "/")
    for module in (app, *(one for one in app.build.modules if one is not app)):
        for folder, endings in _FOLDERS:
            for ending in endings:
                yield module.file(f"src/main/{folder}/{place}{ending}")
