"""The class that a native app gives mPaaS in the place of its Application, as its source file says it.

Source: the vendor's guide, 5.2.1.2 and 5.2.2.1 "Initialize hotpatch". The file is not parsed: of what stands between
comments and strings only the head of the declaration is read.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from hapline.builds import span_of
from hapline.documents import ANDROID
from hapline_hooks import Location

if TYPE_CHECKING:
    from hapline.documents import XmlElement

QUINOXLESS = "com.alipay.mobile.framework.quinoxless.QuinoxlessApplication"
"""The Application that the manifest names."""
EXTERN = "mpaas.quinoxless.extern.application"
"""The name of the meta-data that names the app's own class."""
HTTP = "org.apache.http.legacy"
"""The library of Android that holds its old HTTP client."""
LIKE = "QuinoxlessApplicationLike"
"""What the app's own class derives from."""
_MOST = 1024 * 1024
_NEAR = 10_000
"""Characters before a declaration, and in its head, that are looked at."""
# What is not closed ends with the file or the line, so that nothing is read twice.
_NO_CODE = (
    r"//[^\n]*+"
    r"|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?+"
    r'|"""(?:[^"]++|"(?!""))*+(?:""")?+'
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?+'
    r"|'(?:[^'\\\n]++|\\[^\n])*+'?+"
)
_LETTER = r"[^\n]"
_WORD = r"@[\w.:]+|[\w.]+|\S"
_MODIFIERS = frozenset(
    ("public", "protected", "private", "internal", "static", "final", "abstract", "open", "sealed", "strictfp")
)
_NEXT = frozenset(("class", "interface", "object", "fun", "val", "var", "typealias", "where"))
"""Words of Kotlin that a head without a body ends at."""


class _Head(NamedTuple):
    """The head of a declaration.

    Attributes:
        superclass: What the class derives from, without its package; empty where that is not said.
        start: Where the declaration starts. end: Where its superclass ends.
    """

    superclass: str
    start: int
    end: int


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
        self.code = re.sub(_NO_CODE, lambda match: re.sub(_LETTER, " ", match[0]), text)

    @cached_property
    def _head(self) -> _Head | None:
        own = re.escape(self.name.rpartition(".")[2])
        found = re.search(rf"\b(?:class|object)\s+{own}\b", self.code)
        if found is None:
            return None
        read = _kotlin_superclass if self.path.endswith(".kt") else _java_superclass
        superclass, end = read(self.code, found.end())
        return _Head(superclass.rpartition(".")[2], found.start(), end)

    @property
    def is_declared(self) -> bool:
        """Whether its file declares it."""
        return self._head is not None

    @property
    def superclass(self) -> str:
        """What it derives from, without its package; empty where that is not said, or not found."""
        return self._head.superclass if self._head is not None else ""

    @property
    def may_be_like(self) -> bool:
        """Whether it derives from QuinoxlessApplicationLike, or from a class of which that is not known."""
        return self.superclass == LIKE or bool(self.superclass and not self.superclass.endswith("Application"))

    @property
    def is_annotated(self) -> bool:
        """Whether ``@Keep`` stands before its declaration."""
        start = self._head.start if self._head is not None else 0
        depth = 0
        for word in reversed(re.findall(_WORD, self.code[max(0, start - _NEAR) : start])):
            if word in {"(", ")"}:
                depth += 1 if word == ")" else -1
            elif not depth and word[0] == "@" and word[1:].rpartition(".")[2] == "Keep":
                return True
            elif not depth and word[0] != "@" and word not in _MODIFIERS:
                break
        return False

    @property
    def starts_hotpatch(self) -> bool:
        """Whether it calls ``MPHotpatch.init()``."""
        return re.search(r"\bMPHotpatch\s*\.\s*init\s*\(", self.code) is not None

    @property
    def location(self) -> Location:
        """The place of its declaration."""
        start, end = (self._head.start, self._head.end) if self._head is not None else (0, 0)
        return Location(path=self.path, span=span_of(self.code, start, end))


def extern_of(application: XmlElement | None) -> XmlElement | None:
    """The meta-data of an application that names the app's own class; None where there is none."""
    inside = application.children if application is not None else ()
    return next((one for one in inside if one.tag == "meta-data" and one.get("name", ANDROID) == EXTERN), None)


def _java_superclass(code: str, at: int) -> tuple[str, int]:
    """The name behind ``extends``, and where it ends; type parameters are passed over."""
    depth, is_next = 0, False
    for word in re.compile(_WORD).finditer(code, at, at + _NEAR):
        text = word[0]
        if text in {"<", ">"}:
            depth += 1 if text == "<" else -1
        elif depth:
            continue
        elif text in {"{", ";", "implements", "permits"}:
            break
        elif is_next and text[0] != "@":
            return text, word.end()
        is_next = is_next or text == "extends"
    return "", at


def _kotlin_superclass(code: str, at: int) -> tuple[str, int]:
    """The supertype that is called (else QuinoxlessApplicationLike, else the first one), and where it ends."""
    names: list[tuple[str, int]] = []
    brackets = angles = 0
    last = ""
    for word in re.compile(_WORD).finditer(code, at, at + _NEAR):
        text = word[0]
        if text in {"(", ")"}:
            if text == "(" and not brackets and names and last == names[-1][0]:
                return names[-1]
            brackets += 1 if text == "(" else -1
        elif brackets:
            continue
        elif text in {"<", ">"}:
            angles += 1 if text == "<" else -1
        elif angles:
            continue
        elif text in {"{", ";"} or text in _NEXT:
            break
        elif last == ":" or (last == "," and names):
            names.append((text, word.end()))
        last = last if text[0] == "@" else text
    return next((one for one in names if one[0].rpartition(".")[2] == LIKE), names[0] if names else ("", at))
