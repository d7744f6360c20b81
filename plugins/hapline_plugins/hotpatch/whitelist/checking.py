"""Checks a whitelist against what was built: the classes of the new app, those that changed, and the mapping."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from hapline_hooks import Phrase, Severity
from hapline_plugins.hotpatch.whitelist.model import (
    ListedClass,
    Reason,
    Whitelist,
    WhitelistProblem,
    line_of,
)

_MOST_INNER = 8
"""How deep classes lie inside each other, at most, where dots are taken for ``$``."""


def check_whitelist(
    whitelist: Whitelist,
    *,
    classes: Collection[str] | None = None,
    changed: Collection[str] | None = None,
    obfuscated: Mapping[str, str] | None = None,
) -> tuple[WhitelistProblem, ...]:
    """Everything that is wrong with a whitelist, in the order of its lines.

    Args:
        whitelist: The list. classes: The classes of the new app, in all its DEX files; None where they are not known.
        changed: Those that were changed or added; None where that is not known.
        obfuscated: The new names of classes by those in the source; None where there is no mapping.
    """
    checker = _Checker(whitelist, classes, changed, obfuscated or {})
    found = [*whitelist.problems, *checker.problems()]
    return tuple(sorted(found, key=lambda one: (one.span.start_line, one.span.start_column)))


def outermost(name: str) -> str:
    """The class that a class is inside of, by its name: ``com.example.Main`` of ``com.example.Main$Inner$1``.

    Classes that compilers make, of lambdas for instance, have names that begin likewise. A ``$`` at the beginning is
    part of the name.
    """
    package, dot, simple = name.rpartition(".")
    end = simple.find("$", 1)
    return name if end < 0 else f"{package}{dot}{simple[:end]}"


class _Checker:
    def __init__(
        self,
        whitelist: Whitelist,
        classes: Collection[str] | None,
        changed: Collection[str] | None,
        obfuscated: Mapping[str, str],
    ) -> None:
        self.listed = whitelist.classes
        self.names = whitelist.names
        self.classes = None if classes is None else frozenset(classes)
        self.changed = None if changed is None else frozenset(changed)
        self.obfuscated = obfuscated
        self.new_names = frozenset(obfuscated.values())
        self.meant: dict[str, ListedClass] = {}
        """The entries by the names in the app that they mean."""

    def problems(self) -> Iterator[WhitelistProblem]:
        for one in self.listed:
            problem = self.of_class(one)
            if problem is not None:
                yield problem
        if self.changed is not None:
            yield from self.of_changes(self.changed)

    def of_class(self, one: ListedClass) -> WhitelistProblem | None:
        name = one.name
        if self.classes is not None and name in self.classes:
            self.meant.setdefault(name, one)
            return None
        if self.classes is not None and one.text == line_of(name) and one.text in self.classes:
            self.meant.setdefault(one.text, one)
            text = Phrase("the name {name} begins with an `L` of its own: another belongs before it", name=one.text)
            return _problem("missing-l", one, text, wanted=one.text)
        found = self.with_dollars(name)
        if found:
            self.meant.setdefault(found, one)
            text = Phrase("{name} is inside another class, and is written {wanted}", name=name, wanted=found)
            return _problem("dots", one, text, wanted=found)
        new = self.new_name(name)
        if new:
            self.meant.setdefault(new, one)
            text = Phrase("{name} is its name in the source; in the app it is called {wanted}", name=name, wanted=new)
            return _problem("original-name", one, text, wanted=new)
        self.meant.setdefault(name, one)
        if self.classes is None:
            return None
        return _problem("not-built", one, Phrase("there is no class {name} in the app", name=name))

    def with_dollars(self, name: str) -> str:
        """The class that is meant where a dot was written for a ``$``; empty for none."""
        for outer, found in _with_dollars(name):
            if found in self.classes if self.classes is not None else outer in self.names:
                return found
        return ""

    def new_name(self, name: str) -> str:
        """The name in the app of a class that is listed by its name in the source; empty for none."""
        for _, original in ((name, name), *_with_dollars(name)):
            new = self.obfuscated.get(original, name)
            if new != name and (new in self.classes if self.classes is not None else name not in self.new_names):
                return new
        return ""

    def of_changes(self, changed: frozenset[str]) -> Iterator[WhitelistProblem]:
        built = {name: one for name, one in self.meant.items() if self.classes is None or name in self.classes}
        if built and changed and not built.keys() & changed:
            one = next(iter(built.values()))
            text = Phrase(
                "none of these classes changed: DexPatch's list names the classes to patch, and not, as Sophix's does, "
                "those to leave out"
            )
            yield _problem("sense", one, text)
            return
        for name, one in built.items():
            if name not in changed:
                text = Phrase("the class {name} did not change", name=name)
                yield _problem("unchanged", one, text, severity="warning")
        yield from self.left_out(changed)

    def left_out(self, changed: frozenset[str]) -> Iterator[WhitelistProblem]:
        """Changed classes that belong to one that is listed, and are not listed themselves."""
        families: dict[str, list[str]] = {}
        for name in sorted(changed - self.meant.keys()):
            families.setdefault(outermost(name), []).append(name)
        for name, one in self.meant.items():
            missing = families.pop(outermost(name), None)
            if missing:
                text = Phrase(
                    "{name} is listed, and classes that changed with it are not: {missing}", name=name, missing=missing
                )
                yield _problem("left-out", one, text, names=tuple(missing))


def _with_dollars(name: str) -> Iterator[tuple[str, str]]:
    """The classes that a name may mean where dots were written for ``$``, and the class that each is inside of."""
    pieces = name.split(".")
    for cut in range(len(pieces) - 1, max(0, len(pieces) - _MOST_INNER), -1):
        outer = ".".join(pieces[:cut])
        yield outer, "$".join([outer, *pieces[cut:]])


def _problem(
    reason: Reason,
    one: ListedClass,
    text: Phrase,
    *,
    wanted: str = "",
    names: tuple[str, ...] = (),
    severity: Severity = "error",
) -> WhitelistProblem:
    return WhitelistProblem(
        reason=reason,
        severity=severity,
        text=text,
        span=one.span,
        suggestion=line_of(wanted) if wanted else "",
        names=names,
    )
