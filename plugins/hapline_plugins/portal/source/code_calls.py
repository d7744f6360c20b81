"""Which resources code hands to the system: in notifications, remote views and ``getIdentifier``, where it says so.

Source: the vendor's guide, "Portal project": resources that NotificationManager is given, and those that
``getResources().getIdentifier()`` looks up, must be in the Portal.

Seen are calls whose arguments say ``R.<type>.<name>``, or whose name is a string. Not seen: names and ids that come
from a variable, a constant or a method (such a ``getIdentifier`` is given as computed, since it says that there is one;
other calls with such arguments say nothing), assignments such as ``notification.icon = R.drawable.x``, names that an
``import static`` or an alias of R hides, and methods of the app that hand their arguments on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal

from hapline.documents import comments
from hapline_hooks import noun

GET_IDENTIFIER = "getIdentifier"
START_FOREGROUND = "startForeground"
SHOWN = (
    "setSmallIcon",
    "setLargeIcon",
    "RemoteViews",
    "Notification",
    "setImageViewResource",
    "setTextViewText",
    "addAction",
    START_FOREGROUND,
)
"""Calls whose resources the system shows; all but RemoteViews only in a file that speaks of notifications."""

_OPENING = {"(": ")", "[": "]", "{": "}"}
_STRING = (
    r'"""(?:(?!""")[\s\S])*+(?:""")?+'
    r'|"(?:[^"\\\r\n$]|\\[^\r\n]|\$(?!\{)|\$\{[^{}"\r\n]*+(?:"[^"\r\n]*+"[^{}"\r\n]*+)*+\}?+)*+"?+'
)
_CHARACTER = r"'(?:[^'\\\r\n]|\\[^\r\n])*+'?+"
_TOKEN = re.compile(
    rf"[^\"'()\[\]{{}},]*+(?:(?P<skip>{_STRING}|{_CHARACTER})|(?P<open>[(\[{{])|(?P<close>[)\]}}])|(?P<comma>,))"
)
_LITERAL = re.compile(r'\s*+"((?:[^"\\\r\n$]|\\[^\r\n])*+)"\s*+')
_RESOURCE = re.compile(
    rf"(?P<skip>{_STRING}|{_CHARACTER})"
    r"|(?<![\w$.])(?P<package>(?:(?!R\s*+\.)[a-zA-Z_]\w*+\s*+\.\s*+){0,20}+)"
    r"R\s*+\.\s*+(?P<type>[a-z]++)\s*+\.\s*+(?P<name>[A-Za-z_]\w*+)"
)
_VISIBLE = re.compile(r"[^\r\n]")
_MOST_DEEP = 40
_MOST_ARGUMENTS = 64
_MOST_CALLS = 2000


@noun
class Call:
    """A call of a method or a constructor.

    Attributes:
        name: Its simple name. start: Where the name stands. end: Where the closing bracket ends.
        arguments: Where each argument starts and ends.
    """

    name: str
    start: int
    end: int
    arguments: tuple[tuple[int, int], ...]


@noun
class ResourceUse:
    """A resource that code hands to the system.

    Attributes:
        how: ``identifier`` (looked up by name), ``notification`` (shown by the system), or ``foreground``: a service
            that shows a notification, with no resource said.
        method: The call. type: The type of the resource, such as ``drawable``; empty where it is computed.
        name: Its name, as in R; empty where it is computed. package: The package that is named with it, if literal.
        start: Where it stands, in characters. end: Where it ends.
    """

    how: Literal["identifier", "notification", "foreground"]
    method: str
    type: str
    name: str
    package: str = ""
    start: int
    end: int

    @property
    def is_framework(self) -> bool:
        """Whether it is one of Android's own, which every app has."""
        return self.package == "android"

    @property
    def is_computed(self) -> bool:
        """Whether the code does not say which resource it is."""
        return not self.name


def resource_uses(path: str, text: str) -> list[ResourceUse]:
    """The resources that a file of code hands to the system, in its order.

    Args:
        path: The file, by whose ending it is Java or Kotlin. text: Its text. Nothing in it makes this fail.
    """
    names = [name for name in (GET_IDENTIFIER, *SHOWN) if name in text]
    if "Notification" not in text:
        names = [name for name in names if name in {GET_IDENTIFIER, "RemoteViews"}]
    if not names:
        return []
    code = _without_comments(path, text)
    found: list[ResourceUse] = []
    seen: set[int] = set()
    for call in _calls(code, names):
        uses = _identifier(code, call) if call.name == GET_IDENTIFIER else _shown(code, call)
        # A call inside another's arguments shows what it names once.
        found += [use for use in uses if use.start not in seen]
        seen |= {use.start for use in uses}
    return sorted(found, key=lambda use: use.start)


def calls(path: str, text: str, *names: str) -> list[Call]:
    """The calls of methods and constructors of some simple names, in the order of a text; not their declarations.

    Args:
        path: The file, by whose ending it is Java or Kotlin. text: Its text. names: What is called.
    """
    if not any(name in text for name in names):
        return []
    return [*_calls(_without_comments(path, text), names)]


def _without_comments(path: str, text: str) -> str:
    """The text with comments blanked, so that places stay."""
    pieces: list[str] = []
    done = 0
    for comment in comments(path, text):
        pieces += (text[done : comment.start], _VISIBLE.sub(" ", comment.text))
        done = comment.end
    return "".join([*pieces, text[done:]])


def _calls(code: str, names: Collection[str]) -> Iterator[Call]:
    wanted = "|".join(map(re.escape, names))
    pattern = re.compile(rf"(?P<skip>{_STRING}|{_CHARACTER})|(?<![\w$])(?P<name>{wanted})\s*+\(")
    count = 0
    for match in pattern.finditer(code):
        if count == _MOST_CALLS:
            return
        # A method is declared behind its type or ``fun``; what is called stands behind a mark, ``new`` or ``return``.
        if match["name"] is not None and not _DECLARED.search(code, max(0, match.start() - 80), match.start()):
            count += 1
            call = _call(code, match["name"], match.start(), match.end())
            if call is not None:
                yield call


_DECLARED = re.compile(
    r"(?<![\w$])(?!(?:new|return|else|throw|in|is|as|yield|do|to|by|assert|case|and|or)\b)[\w$]++[ \t]++\Z"
)


def _call(code: str, name: str, start: int, at: int) -> Call | None:
    """Read the arguments from behind the opening bracket; None where it is not closed, or something is odd."""
    open_marks = [")"]
    arguments: list[tuple[int, int]] = []
    begin = at
    for token in _TOKEN.finditer(code, at):
        kind = token.lastgroup or ""
        if kind == "open":
            open_marks.append(_OPENING[token[kind]])
        elif kind == "comma" and len(open_marks) == 1:
            arguments.append((begin, token.start(kind)))
            begin = token.end()
        elif kind == "close":
            if open_marks.pop() != token[kind]:
                return None
            if not open_marks:
                if code[begin : token.start(kind)].strip() or arguments:
                    arguments.append((begin, token.start(kind)))
                return Call(name=name, start=start, end=token.end(), arguments=tuple(arguments))
        if len(open_marks) > _MOST_DEEP or len(arguments) > _MOST_ARGUMENTS:
            return None
    return None


def _identifier(code: str, call: Call) -> list[ResourceUse]:
    """What ``getIdentifier(name, type, package)`` looks up; the name may hold the type and the package, too."""
    if len(call.arguments) != 3:  # noqa: PLR2004 the method has three parameters
        return []
    said = [_LITERAL.fullmatch(code, *place) for place in call.arguments]
    full = said[0][1] if said[0] else ""
    package, colon, rest = full.rpartition(":")
    kind, slash, name = rest.rpartition("/")
    start, end = said[0].span(1) if said[0] else (call.start, call.end)
    return [
        ResourceUse(
            how="identifier",
            method=call.name,
            type=kind if slash else said[1][1] if said[1] else "",
            name=name,
            package=package if colon else said[2][1] if said[2] else "",
            start=start,
            end=end,
        )
    ]


def _shown(code: str, call: Call) -> list[ResourceUse]:
    """The resources that the arguments of a call name."""
    if not call.arguments:
        return []
    start, end = call.arguments[0][0], call.arguments[-1][1]
    found = [
        ResourceUse(
            how="notification",
            method=call.name,
            type=match["type"],
            name=match["name"],
            package="".join(match["package"].split()).rstrip("."),
            start=match.start(),
            end=match.end(),
        )
        for match in _RESOURCE.finditer(code, start, end)
        # An id of a view is a number within the layout, and no resource that must be found.
        if match["name"] is not None and match["type"] != "id"
    ]
    if call.name == START_FOREGROUND and not found:
        found = [
            ResourceUse(how="foreground", method=call.name, type="", name="", start=call.start, end=call.end),
        ]
    return found
