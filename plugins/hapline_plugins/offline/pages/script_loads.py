"""Finds what scripts load by a literal: modules, workers, and addresses from their own on (ECMAScript, 16.2; HTML).

A literal is a string without escapes, or a template without holes, that is all of the argument. What is put together is
not judged, nor is a module that is named and not addressed (``import "vue"``), or anything in comments and strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline_plugins.offline.pages.code import Code
from hapline_plugins.offline.pages.reference import Reference, Start, Use

_BLANK = r"(?:\s|/\*[^*]{0,500}+\*/)*+"
_URL = r"(?P<quote_{0}>[\"'`])(?P<{0}>[^\"'`\\\n$]{{1,2000}}+)(?P=quote_{0})"
_ADDRESS = re.compile(r"\.{0,2}/|[A-Za-z][A-Za-z0-9+.-]*:")
"""What the name of a module begins with where it is an address."""
_CLAUSE = r"(?![\w$])(?:(?:[\s{},*]++|(?!(?:import|export)(?![\w$])|from\s*+[\"'])[\w$]++)*+(?<![\w$])from)?+\s*+"
"""What may stand between: ``import "a"``, ``import a, { b } from "a"``, ``export * from "a"``."""
_LOADS = re.compile(
    # Each begins with letters of its own, by which most of a text is passed over at once; what must not stand before
    # them is looked at behind them.
    rf"import(?<![\w$.]import){_CLAUSE}{_URL.format('imported')}"
    rf"|export(?<![\w$.]export){_CLAUSE}{_URL.format('exported')}"
    rf"|import(?<![\w$.]import){_BLANK}\({_BLANK}{_URL.format('called')}{_BLANK}[,)]"
    rf"|URL(?<=new URL){_BLANK}\({_BLANK}{_URL.format('beside')}{_BLANK},{_BLANK}import\.meta\.url(?![\w$])"
    rf"|Worker(?<=new Worker){_BLANK}\({_BLANK}{_URL.format('worker')}{_BLANK}[,)]"
    rf"|SharedWorker(?<=new SharedWorker){_BLANK}\({_BLANK}{_URL.format('shared')}{_BLANK}[,)]"
    rf"|serviceWorker\s*+\.\s*+register{_BLANK}\({_BLANK}{_URL.format('service')}{_BLANK}[,)]"
    rf"|importScripts(?<![\w$]importScripts){_BLANK}"
    rf"\((?P<list>(?:{_BLANK}(?:\"[^\"\\\n]*+\"|'[^'\\\n]*+'){_BLANK},?)++)\)"
)
_LISTED = re.compile(_URL.format("listed"))
_KINDS: dict[str, tuple[Use, Start]] = {
    "imported": ("load", "text"),
    "exported": ("load", "text"),
    "called": ("run", "text"),
    "beside": ("run", "text"),
    "worker": ("run", "page"),
    "shared": ("run", "page"),
    "service": ("run", "page"),
}
_MODULES = frozenset({"imported", "exported", "called"})


def loads(text: str, code: Code) -> Iterator[Reference]:
    """What a script loads.

    Args:
        text: The script. code: What of it is code.
    """
    for match in _LOADS.finditer(text):
        for one in _of(match):
            if code.is_code(match.start()):
                yield one


def _of(match: re.Match[str]) -> Iterator[Reference]:
    for name, (use, starts) in _KINDS.items():
        if match[name] and (name not in _MODULES or _ADDRESS.match(match[name])):
            yield Reference(match[name], *match.span(name), use, starts)
    if match["list"]:
        for one in _LISTED.finditer(match.string, *match.span("list")):
            yield Reference(one["listed"], *one.span("listed"), "run", "worker")
