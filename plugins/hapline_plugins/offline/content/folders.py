"""Content of a package as it lies in a folder of a tree."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Phrase, Tree
from hapline_plugins.offline.content.files import Content, Odd, PackageFile

MOST_FILES = 50_000
"""Files of a package that are looked at; no honest package comes near."""
_MAX_DEPTH = 40
LEFT_OUT = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", "hpmfile.json"})
"""Names that are never packed: what systems leave in folders, and what the service writes itself."""


def content_of(tree: Tree, folder: str) -> Content:
    """The files of a folder.

    What begins with a dot is no resource and is left out, as is what ``LEFT_OUT`` names. No link is followed, wherever
    it leads: whether that is inside depends on the folder that the tree was opened at, and a package must not.

    Args:
        tree: What it is read from. folder: The folder whose content lies directly below the id.
    """
    files: list[PackageFile] = []
    odd: list[Odd] = []
    link = _link_on(tree, folder)
    if link:
        return Content((), [Odd(path="", place=link, kind="link")])
    for one in _entries(tree, folder):
        if isinstance(one, Odd):
            odd.append(one)
        else:
            files.append(one)
            if len(files) > MOST_FILES:
                odd.append(
                    Odd(path="", place=folder, kind="cut", reason=Phrase("more than {most} files", most=MOST_FILES))
                )
                break
    return Content(files, odd)


def _entries(tree: Tree, folder: str) -> Iterator[PackageFile | Odd]:
    todo = [("", 0)]
    before = f"{folder}/" if folder else ""
    while todo:
        inner, depth = todo.pop()
        place = (before + inner).rstrip("/")
        for entry in tree.list(place):
            path = f"{inner}{entry.name}"
            if "\\" in entry.name:
                reason = Phrase(
                    "the name {name} has a backslash, by which other systems leave a folder", name=entry.name
                )
                yield Odd(path=path, place=place, kind="cut", reason=reason)
            elif entry.name.startswith(".") or entry.name in LEFT_OUT:
                yield Odd(path=path, place=before + path, kind="hidden")
            elif entry.is_dir:
                if depth < _MAX_DEPTH:
                    todo.append((f"{path}/", depth + 1))
                else:
                    yield Odd(path=path, place=before + path, kind="cut", reason="too many folders inside each other")
            elif not entry.is_link and tree.is_file(before + path):
                yield _file(tree, path, before + path)
            else:
                yield Odd(path=path, place=before + path, kind="link" if entry.is_link else "special")


def _link_on(tree: Tree, folder: str) -> str:
    """The first link on the way from the root of a tree to a folder; empty where there is none."""
    above = ""
    for name in folder.split("/"):
        path = f"{above}/{name}" if above else name
        if any(entry.name == name and entry.is_link for entry in tree.list(above)):
            return path
        above = path
    return ""


def _file(tree: Tree, path: str, place: str) -> PackageFile:
    return PackageFile(path, lambda: tree.read(place), place=place)
