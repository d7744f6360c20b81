"""One member line of mapping.txt, and the methods and fields that several of them make together."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from hapline.documents import DocumentError
from hapline_hooks import Phrase

_LEFT = re.compile(r"(?:(\d+):(\d+):\s*)?([^\s:(]+)\s+([^\s(:]+)\s*(?:\(([^()]*)\)\s*(?::\s*\d+(?:\s*:\s*\d+)?\s*)?)?")
"""What stands before the arrow: lines of the built method, type, name, parameters and lines of the source."""
_PARTS = (
    (re.compile(r"\s*(?:\d+:\d+:\s*)?"), Phrase("lines")),
    (re.compile(r"[^\s:(]+\s+"), Phrase("a type")),
    (re.compile(r"[^\s(:]+\s*"), Phrase("a name")),
    (re.compile(r"(?:\([^()]*\)\s*(?::\s*\d+(?:\s*:\s*\d+)?\s*)?)?"), Phrase("parameters")),
    (re.compile(r"(?=->)"), Phrase("parameters or an arrow")),
    (re.compile(r"->\s*(?=\S)"), Phrase("a new name")),
    (re.compile(r"\S+\s*$"), Phrase("the end of the line")),
)
_NEVER = re.compile(r"(?!)")
_RESIDUAL = "com.android.tools.r8.residualsignature"
_SYNTHESIZED = "com.android.tools.r8.synthesized"


class MethodMapping(NamedTuple):
    """A method of an obfuscated class, and what it was in the source.

    Attributes:
        owner: The class that it was written in: another than the one it is in where classes were merged.
        name: Its name. parameters: The types of its parameters, as in ``int[]``. returns: What it returns.
        obfuscated: Its name in the built thing.
        residual: Its descriptor there, where the mapping says one; R8 does where it changed a type of it.
        inlined: The methods that were built into it, each as ``class.method(types)``.
        is_synthesized: Whether the compiler made it. line: Where the mapping says so first.
    """

    owner: str
    name: str
    parameters: tuple[str, ...]
    returns: str
    obfuscated: str
    residual: str
    inlined: tuple[str, ...]
    is_synthesized: bool
    line: int

    @property
    def key(self) -> str:
        """``class.method(types)``, by which the methodsMap knows it."""
        return f"{self.owner}.{self.name}({','.join(self.parameters)})"


class FieldMapping(NamedTuple):
    """A field of an obfuscated class, and what it was in the source; its attributes are those of a method's."""

    owner: str
    name: str
    type: str
    obfuscated: str
    residual: str
    is_synthesized: bool
    line: int


class _Member(NamedTuple):
    """What one line says. lines: The lines of the built method, None where it has none."""

    lines: tuple[str, str] | None
    type: str
    owner: str
    name: str
    parameters: tuple[str, ...] | None
    obfuscated: str


class Members:
    """The members of one class, put together line by line.

    R8 and ProGuard list what was inlined before that which it was inlined into, all with the same lines: of such lines
    the last one says what the built method is. Source: https://www.guardsquare.com/manual/tools/retrace and
    https://r8.googlesource.com/r8/+/refs/heads/main/doc/retrace.md.
    """

    def __init__(self, owner: str) -> None:
        """Begin with the class of this original name."""
        self.owner = owner
        self.methods: dict[tuple[str, str, tuple[str, ...], str, str], MethodMapping] = {}
        self.fields: dict[tuple[str, str, str, str], FieldMapping] = {}
        self._open: list[_Member] = []
        self._line = 0
        self._residual = ""
        self._synthesized = False

    def line(self, text: str, number: int) -> None:
        """Take the line of a member.

        Raises:
            DocumentError: It is none.
        """
        left, _, right = text.partition("->")
        found, obfuscated = _LEFT.fullmatch(left.strip()), right.strip()
        if found is None or len(right.split(None, 1)) != 1:
            raise _broken(text, number)
        first, last, kind, name, listed = found.groups()
        owner, _, plain = name.rpartition(".")
        parameters = None if listed is None else tuple([one.strip() for one in listed.split(",")] if listed else ())
        member = _Member(
            (first, last) if first is not None else None, kind, owner or self.owner, plain, parameters, obfuscated
        )
        if not self._continues(member):
            self.close()
            self._line = number
        self._open.append(member)

    def comment(self, text: str) -> None:
        """Take a comment on the last line; one that says nothing of names is passed over."""
        if not self._open or "com.android.tools.r8." not in text:
            return
        try:
            said = json.loads(text[text.index("{") :])
        except (ValueError, RecursionError):
            return
        if not isinstance(said, dict):
            return
        if said.get("id") == _RESIDUAL and isinstance(said.get("signature"), str):
            self._residual = said["signature"]
        elif said.get("id") == _SYNTHESIZED:
            self._synthesized = True

    def close(self) -> None:
        """End the member that is open."""
        if self._open:
            *inner, outer = self._open
            if outer.parameters is None:
                self._field(outer)
            else:
                self._method(outer, outer.parameters, inner)
        self._open, self._residual, self._synthesized = [], "", False

    def _continues(self, member: _Member) -> bool:
        if not self._open or member.lines is None or member.parameters is None:
            return False
        last = self._open[-1]
        return last.lines == member.lines and last.obfuscated == member.obfuscated

    def _method(self, one: _Member, parameters: tuple[str, ...], inner: list[_Member]) -> None:
        inlined = [f"{of.owner}.{of.name}({','.join(of.parameters or ())})" for of in inner]
        key = (one.owner, one.name, parameters, one.type, one.obfuscated)
        known = self.methods.get(key)
        self.methods[key] = MethodMapping(
            owner=one.owner,
            name=one.name,
            parameters=parameters,
            returns=one.type,
            obfuscated=one.obfuscated,
            residual=(known.residual if known else "") or self._residual,
            inlined=tuple(dict.fromkeys([*(known.inlined if known else ()), *inlined])) if inlined or known else (),
            is_synthesized=self._synthesized or bool(known and known.is_synthesized),
            line=known.line if known else self._line,
        )

    def _field(self, one: _Member) -> None:
        key = (one.owner, one.name, one.type, one.obfuscated)
        self.fields.setdefault(
            key,
            FieldMapping(one.owner, one.name, one.type, one.obfuscated, self._residual, self._synthesized, self._line),
        )


def check_member(text: str, number: int) -> None:
    """See that a line is that of a member; nothing is kept of it.

    Raises:
        DocumentError: It is none.
    """
    Members("").line(text, number)


def _broken(text: str, number: int) -> DocumentError:
    """What is wrong with a line that is no member's, at the place where it stops being one."""
    at, parts = 0, iter(_PARTS)
    pattern, wanted = next(parts)
    while (found := pattern.match(text, at)) is not None:
        at = found.end()
        pattern, wanted = next(parts, (_NEVER, wanted))
    return DocumentError(
        "a member is written as `type name -> new name`; here {part} is wanted",
        text=text,
        offset=at,
        end=len(text),
        hint="use the mapping.txt as the build wrote it",
        part=wanted,
    ).below(number)
