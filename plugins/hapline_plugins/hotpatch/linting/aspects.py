"""Which methods AspectJ advises, as far as the strings of pointcuts say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.declarations import Member

ADVICE = frozenset({"Around", "Before", "After", "AfterReturning", "AfterThrowing", "Pointcut", "DeclareParents"})
PACKAGE = "org.aspectj.lang.annotation"
_ADVICE = re.compile(
    r"@(?:[\w.]+\.)?(?:Around|Before|After|AfterReturning|AfterThrowing|Pointcut)\s*\(([^;{}]{0,2000})"
)
_ON_ANNOTATION = re.compile(r"(?:@annotation\s*\(\s*|@)([\w.]+)\b")
_ON_EXECUTION = re.compile(r"\bexecution\s*\(([^()]{1,300})\(")
_METHOD = re.compile(r"(?:.*[\s!])?([\w.*+]+)\.([\w*]+)\s*")
_MOST_STARS = 4
"""Wildcards in a pattern that is followed; each more costs another power of the length of a name."""


class Pointcut(NamedTuple):
    """What advice goes to: methods with an annotation, or those of a pattern.

    Attributes:
        path: The file of the aspect. annotation: The simple name of an annotation; empty for a pattern.
        owner: The pattern of the class. method: That of the name of the method.
    """

    path: str
    annotation: str = ""
    owner: str = ""
    method: str = ""

    def advises(self, member: Member) -> bool:
        """Whether a method is certainly one of them."""
        if self.annotation:
            return any(one.name.rpartition(".")[2] == self.annotation for one in member.annotations)
        return _is_like(self.method, member.name) and _is_like(self.owner, member.owner.binary.replace("$", "."))


def pointcuts(path: str, text: str) -> Iterator[Pointcut]:
    """The pointcuts of an aspect that can be told from its text: no wildcard alone, and no logic but ``or``."""
    for advice in _ADVICE.finditer(text):
        words = "".join(re.findall(r'"((?:\\.|[^"\\])*)"', advice[1]))
        if "&&" in words or "!" in words:
            continue  # what is left of them is not known without reading the language of pointcuts
        for found in _ON_EXECUTION.finditer(words):
            method = _METHOD.fullmatch(found[1])
            if method is not None and method[1] not in {"*", "*.."}:
                yield Pointcut(path, owner=method[1], method=method[2])
        for found in _ON_ANNOTATION.finditer(words):
            name = found[1].rpartition(".")[2]
            if name[:1].isupper():  # else it is the parameter that the annotation is bound to
                yield Pointcut(path, annotation=name)


def _is_like(pattern: str, name: str) -> bool:
    if pattern.count("*") + pattern.count("..") > _MOST_STARS:
        return False
    parts = re.split(r"(\*|\.\.|\+)", pattern)
    made = "".join({"*": r"[^.]*", "..": r"\.(?:.*\.)?", "+": ""}.get(part, re.escape(part)) for part in parts)
    return re.fullmatch(made if "." in pattern else rf"(?:.*\.)?{made}", name) is not None
