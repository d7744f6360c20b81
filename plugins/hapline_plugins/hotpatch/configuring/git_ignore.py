"""Lines of .gitignore for what ``hapline hotpatch restore`` lays into the app module: it belongs to one release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.configuring.configuration_file import FOLDER

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts
    from hapline_plugins.hotpatch.configuring.workbench import Workbench

NAME = ".gitignore"
_HEAD = "# hapline hotpatch restore"
_PARTS = ("mapping.txt", "methodsMap.instantrun", "InstantRunMapping.txt.gz")
"""What is laid into the folder of InstantRun; the note that ``init`` leaves there is kept in git."""


def ensure_apk_ignored(bench: Workbench, facts: Facts) -> None:
    """Have git ignore the old apk, and the folder that it is laid into."""
    path = str(facts.build.options.get("hotpatch.oldApk") or "")
    folder, _, _ = path.rpartition("/")
    if path:
        _ensure(bench, facts, [f"{folder}/" if folder else path])


def ensure_parts_ignored(bench: Workbench, facts: Facts) -> None:
    """Have git ignore what is laid into the folder of InstantRun."""
    _ensure(bench, facts, [f"{FOLDER}/{name}" for name in _PARTS])


def _ensure(bench: Workbench, facts: Facts, wanted: Iterable[str]) -> None:
    """Add the lines that no line of the project makes needless, where the project is in a repository."""
    if not facts.is_in_git:
        return
    known = {*_in_module(bench, facts), *_in_root(bench, facts)}
    path = facts.app.file(NAME)
    lacking = [f"/{one}" for one in wanted if known.isdisjoint(_patterns(one.rstrip("/")))]
    if lacking:
        has_head = _HEAD in _lines(bench, path)
        bench.append(path, "\n".join(lacking if has_head else [_HEAD, *lacking]))


def _patterns(path: str) -> Iterator[str]:
    """The plain patterns that match a path: by its name, or it and each folder above it by their paths."""
    yield path.rpartition("/")[2]
    while path:
        yield path
        path = path.rpartition("/")[0]
        if path:
            yield f"{path}/*"


def _in_module(bench: Workbench, facts: Facts) -> Iterator[str]:
    """The patterns in the module's own file, as seen from there."""
    for line in _lines(bench, facts.app.file(NAME)):
        yield line.strip("/").removeprefix("**/")


def _in_root(bench: Workbench, facts: Facts) -> Iterator[str]:
    """The patterns in the root's file that may mean something in the module, as seen from there."""
    inside = f"{facts.app.folder.removeprefix(facts.build.root).strip('/')}/"
    for line in _lines(bench, facts.build.file(NAME)):
        text = line.strip("/")
        if "/" not in line.rstrip("/"):
            yield text
        elif text.startswith("**/"):
            yield text[3:]
        elif text.startswith(inside):
            yield text.removeprefix(inside)


def _lines(bench: Workbench, path: str) -> list[str]:
    data = bench.read(path)
    return [line.strip() for line in (data or b"").decode("utf-8", "replace").splitlines()]
