"""The classes that a patch is expected to change or add, as people name them, and what of them is not in it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator

from hapline.documents import DocumentError, decode
from hapline.errors import FailedError, UsageError, of
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.building.naming import Contents, simple_name

_MOST = 4 * 1024 * 1024
_CLASS = re.compile(r"[^\s./;:\[]+(?:\.[^\s./;:\[]+)*")
_LEADING = re.compile(r"L(?=[a-z][\w$]*[./])")
"""The L of a whitelist, where a package follows: a class may begin with L itself."""


def expected_classes(given: str) -> frozenset[str]:
    """The classes that ``--expect`` names.

    Args:
        given: A file with a class a line (a whitelist of DexPatch too), or names with commas between them.

    Raises:
        hapline.errors.HaplineError: The file cannot be read, or something in it is no name of a class.
    """
    is_file = os.path.isfile(given)
    lines = _lines(given) if is_file else given.split(",")
    found = set()
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if not text or (is_file and re.match(r"[\w-]+:\s", text)):  # PatchType: dexpatch, HostDex: true
            continue
        is_descriptor = text.startswith("L") and text.endswith(";")
        name = text[1:-1] if is_descriptor else _LEADING.sub("", text.removesuffix(";"), count=1)
        name = name.replace("/", ".")
        if not _CLASS.fullmatch(name):
            where = f"{given}:{number}" if is_file else "--expect"
            todo = "write one class a line: com.example.Main$Inner"
            raise UsageError(Phrase("{text} is no name of a class", text=text), where=where, todo=todo)
        found.add(name)
    if not found:
        todo = "write one class a line: com.example.Main$Inner"
        raise UsageError("no class is named", where=given if is_file else "--expect", todo=todo)
    return frozenset(found)


def expectation_problems(expected: Collection[str], contents: Contents, where: str) -> Iterator[FailedError]:
    """What is not in a patch although it should be, what is in it unexpectedly, and what cannot be in one patch.

    Patch classes of InstantRun are named without the package of what they stand for, so only that much is compared.

    Args:
        expected: The classes that are changed or added. contents: What is in the patch. where: The patch.
    """
    added = set(contents.added)
    changed = {_short(one, contents) for one in expected if one not in added}
    patched = {_by_patch(one.patch) or one.name for one in contents.patched}
    missing = sorted(one for one in expected if one not in added and _short(one, contents) not in patched)
    if missing:
        todo = "see that the changed methods of these classes are annotated, and build again"
        yield FailedError(Phrase("not in the patch: {classes}", classes=missing), where=where, todo=todo)
    known = {_outer(one) for one in {*changed, *expected}}
    more = {one for one in patched if one not in changed and _outer(one) not in known}
    more |= {one for one in added if one not in expected and _outer(one) not in known}
    if more:
        todo = "see whether these are meant to be patched: name them too, or take their annotations away"
        yield FailedError(
            Phrase("in the patch, and not expected: {classes}", classes=sorted(more)), where=where, todo=todo
        )
    yield from _clashes(expected, contents, where)


def _clashes(expected: Collection[str], contents: Contents, where: str) -> Iterator[FailedError]:
    """Classes of several packages whose patch classes would have one name."""
    if contents.method != "instantrun":
        return
    by_name: dict[str, list[str]] = {}
    for one in sorted(set(expected) - set(contents.added)):
        by_name.setdefault(simple_name(one), []).append(one)
    for name, several in by_name.items():
        if len(several) > 1:
            what = Phrase(
                "{classes} give one patch class, {name}Patch: only one of them is fixed", classes=several, name=name
            )
            yield FailedError(what, where=where, todo="fix one of them in another class, such as one that calls it")


def _short(name: str, contents: Contents) -> str:
    return simple_name(name) if contents.method == "instantrun" else name


def _by_patch(patch: str) -> str:
    return simple_name(patch).removesuffix("Patch")


def _outer(name: str) -> str:
    """The class around an inner one; lambdas and anonymous classes go with what holds them."""
    return name[:1] + name[1:].partition("$")[0]


def _lines(file: str) -> list[str]:
    try:
        with open(file, "rb") as content:
            data = content.read(_MOST + 1)
        if len(data) > _MOST:
            raise UsageError(Phrase("the file has more than {limit:size}", limit=_MOST), where=file)
        return decode(data).splitlines()
    except (DocumentError, OSError) as error:
        raise of(error, file) from None
