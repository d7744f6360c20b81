"""Finds the folder that a web project builds its pages into, by its tools and by what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hapline.documents import DocumentError, parse
from hapline_hooks import Phrase, Tree, Unreadable
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.source.places import SourcePlace, source_place

_PAGES = (".html", ".htm")
_USUAL = ("dist", "build", "output", "out", "unpackage/dist/build/web", "unpackage/dist/build/h5")
"""Where tools build into; public is not among them: of most tools it is source."""
_MOST_DESCENTS = 4
_WWW = "/www"
"""What uploads have their pages in: what is built into such a folder has it in the addresses of its pages."""


class _Tool(NamedTuple):
    """A tool that builds pages.

    Attributes:
        name: As people call it. package: Its package of npm. config: How its configuration's name begins; empty: none.
        option: An expression for the folder in it. output: The folder that it builds into where nothing is said.
    """

    name: str
    package: str
    config: str
    option: str
    output: str


_QUOTED = r"\s*:\s*[\"'`](?P<folder>[^\"'`$\r\n]+)[\"'`]"
_RESOLVED = (
    r"\s*:\s*path\.(?:resolve|join)\(\s*(?:__dirname|process\.cwd\(\))\s*,\s*[\"'](?P<inner>[^\"'\r\n]+)[\"']\s*\)"
)
_TOOLS = (
    _Tool("Vue CLI", "@vue/cli-service", "vue.config.", "outputDir", "dist"),
    _Tool("Create React App", "react-scripts", "", "", "build"),
    _Tool("Umi", "umi", ".umirc.", "outputPath", "dist"),
    _Tool("Taro", "@tarojs/cli", "", "", "dist"),
    _Tool("uni-app", "@dcloudio/uni-app", "", "", "dist/build/h5"),
    _Tool("Angular", "@angular/cli", "angular.json", "", "dist"),
    _Tool("Next.js", "next", "next.config.", "distDir", "out"),
    _Tool("Gatsby", "gatsby", "gatsby-config.", "", "public"),
    _Tool("Vite", "vite", "vite.config.", "outDir", "dist"),
    _Tool("webpack", "webpack", "webpack.config.", "path", "dist"),
    _Tool("Parcel", "parcel", "", "", "dist"),
    _Tool("Rollup", "rollup", "rollup.config.", "", "dist"),
)
"""The tools, those first that use others."""


class Output(NamedTuple):
    """Where pages are built into, or lie.

    Attributes:
        source: The folder, relative to the one that was looked at; ``.`` for that itself. content: Its files.
        why: Why it was taken; None where there is nothing to be chosen. built: Whether there are files.
    """

    source: str
    content: Content
    why: Phrase | None = None
    built: bool = True


def output_of(tree: Tree, *, needs_pages: bool) -> Output:
    """The folder with the pages of a package.

    Args:
        tree: The folder of the project. needs_pages: Whether it has to have pages; else any file does.
    """
    tool, package = _tool_of(tree)
    wanted = _wanted(tree, tool).removesuffix(_WWW)
    for source in dict.fromkeys((*filter(None, (wanted,)), *_USUAL)):
        found = _descended(tree, source, needs_pages=needs_pages)
        if found is not None:
            why = Phrase("{tool} builds into it", tool=tool.name) if tool and source == wanted else _BUILT
            return found._replace(why=why)
    if tool is None and not _has_build_script(package):
        return Output(".", _content(source_place(tree, "", ".")), _HERE)
    why = Phrase("{tool} builds into it", tool=tool.name) if tool else _SCRIPT
    return Output(wanted or "dist", Content([]), why, built=False)


def content_in(tree: Tree, source: str) -> Content | None:
    """The files of a source that people name; None where it leads out of the project."""
    place = source_place(tree, "", source.strip("/"))
    return _content(place) if place.kind in {"inside", "beside"} else None


def _content(place: SourcePlace) -> Content:
    from hapline_plugins.offline.content.folders import content_of

    return content_of(place.tree, place.folder)


def _descended(tree: Tree, source: str, *, needs_pages: bool) -> Output | None:
    """A folder with files, or the only one in it that has them, as tools build into one named by the app."""
    place = source_place(tree, "", source)
    if place.kind not in {"inside", "beside"} or not place.tree.list(place.folder):
        return None
    content = _content(place)
    pages = [one.path for one in content.files if one.path.lower().endswith(_PAGES)]
    if not (pages or (content.files and not needs_pages)):
        return None
    for _ in range(_MOST_DESCENTS):
        inner = {path.partition("/")[0] for path in pages if "/" in path}
        if not pages or len(inner) != 1 or any("/" not in path for path in pages) or inner == {"www"}:
            break
        source = f"{source}/{inner.pop()}"
        pages = [path.partition("/")[2] for path in pages]
    return Output(source, content_in(tree, source) or content)


def _tool_of(tree: Tree) -> tuple[_Tool | None, Mapping[str, object]]:
    package = _package(tree)
    used = {name for key in ("dependencies", "devDependencies") for name in _object(package.get(key))}
    names = [one.name for one in tree.list("") if not one.is_dir]
    for tool in _TOOLS:
        if tool.package in used or (tool.config and any(name.startswith(tool.config) for name in names)):
            return tool, package
    return None, package


def _wanted(tree: Tree, tool: _Tool | None) -> str:
    """The folder that a tool is told to build into, or builds into by itself; empty without a tool."""
    if tool is None:
        return ""
    for text in _configurations(tree, tool):
        match = re.search(rf"\b{tool.option}(?:{_RESOLVED}|{_QUOTED})", text)
        if match is not None:
            folder = match["inner"] or match["folder"]
            if not folder.startswith("/"):
                return folder.removeprefix("./").strip("/")
    return tool.output


def _configurations(tree: Tree, tool: _Tool) -> Iterator[str]:
    for one in tree.list("") if tool.config and tool.option else ():
        if not one.is_dir and one.name.startswith(tool.config):
            try:
                yield tree.read(one.name).decode("utf-8", "replace")
            except Unreadable:
                continue


def _package(tree: Tree) -> Mapping[str, object]:
    try:
        return _object(parse(tree.read("package.json")))
    except (Unreadable, DocumentError):
        return {}


def _has_build_script(package: Mapping[str, object]) -> bool:
    return "build" in _object(package.get("scripts"))


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


_HERE = Phrase("nothing here builds pages")
_BUILT = Phrase("what is built lies in it")
_SCRIPT = Phrase("package.json has a script that builds")
