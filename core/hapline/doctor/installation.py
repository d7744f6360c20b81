"""What is installed: plugins, the cache, and the tools that users of hapline have beside it."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from hapline import cachefolder
from hapline.doctor.facts import Fact, Trouble
from hapline.plugins import Host
from hapline.setup.programs import ask, find, is_inside
from hapline.words import size_text
from hapline_hooks import Phrase, Project

TOOLS = ("java", "node", "hvigorw", "ohpm", "gradle", "pre-commit")
IN_PROJECTS = ("hvigorw", "gradlew")
"""Tools that projects bring themselves: named where they are, and never run."""
_SECONDS = 5.0


def plugins(host: Host) -> Iterator[Fact | Trouble]:
    """The plugins, and those that do not load."""
    data = [{"name": one.name, "origin": one.origin, "problem": str(one.problem)} for one in host.plugins]
    loaded = [one.name for one in host.plugins if not one.problem]
    yield Fact(name="plugins", label="plugins", text=Phrase("{items}", items=loaded), data={"plugins": data})
    for plugin in host.plugins:
        if plugin.problem and not plugin.disabled:
            what = Phrase(
                "plugin {name} ({origin}): {problem}",
                name=plugin.name,
                origin=plugin.origin,
                problem=Phrase(plugin.problem),
            )
            yield Trouble(what=what, todo="upgrade or uninstall it, or name it in HAPLINE_DISABLE_PLUGINS")


def extras(host: Host, projects: Iterable[Project]) -> Iterator[Trouble]:
    """What plugins whose projects are here can do only with modules that are not installed."""
    needed = {host.owner(type(project)) for project in projects}
    for plugin in host.plugins:
        given: Mapping[str, Sequence[str]] = getattr(plugin.module, "hapline_extras", {})
        for requirement, modules in given.items() if plugin.name in needed else ():
            absent = [name for name in modules if not _is_installed(name)]
            if absent:
                what = Phrase(
                    "plugin {name} lacks {modules} for some of its commands", name=plugin.name, modules=absent
                )
                yield Trouble(what=what, todo=Phrase('pip install "{name}"', name=requirement))


def _is_installed(module: str) -> bool:
    """Whether a module can be found; it is not imported."""
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def cache() -> Iterator[Fact | Trouble]:
    """The folder of caches, where there is one."""
    folder = cachefolder.folder()
    if not folder or not os.path.isdir(folder):
        return
    sizes = list(_sizes(folder))
    data = {"folder": folder, "files": len(sizes), "bytes": sum(sizes)}
    size = size_text(sum(sizes))
    text = Phrase("{folder}, {files} files, {size}", folder=folder, files=len(sizes), size=size)
    if len(sizes) == 1:
        text = Phrase("{folder}, one file, {size}", folder=folder, size=size)
    yield Fact(name="cache", label="cache", text=text, data=data)
    if not cachefolder.is_ours(os.stat(folder)):
        what = Phrase("others own the cache folder {folder} or can write to it, so it is not used", folder=folder)
        yield Trouble(what=what, todo="make it yours alone (chown, chmod 700), or set HAPLINE_CACHE_DIR")


def _sizes(folder: str) -> Iterator[int]:
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):  # another run has just removed it
                yield os.lstat(os.path.join(place, name)).st_size


def tools(projects: Sequence[str]) -> Iterator[Fact]:
    """The tools on the PATH with their versions, and those that projects bring.

    Args:
        projects: Folders of projects and of the repository: nothing inside them is run.
    """
    projects = list(dict.fromkeys(projects))
    found = {name: find(name) for name in TOOLS}
    foreign = {name: path for name, path in found.items() if path and not is_inside(path, projects)}
    with ThreadPoolExecutor() as pool:
        versions = dict(zip(foreign, pool.map(_version, foreign.items()), strict=True))
    for name, path in found.items():
        yield _tool(name, path, versions.get(name), projects)


def _tool(name: str, path: str, version: str | None, projects: Sequence[str]) -> Fact:
    brought = [
        os.path.join(folder, one)
        for folder in projects
        for one in IN_PROJECTS
        if one.startswith(name) and os.path.isfile(os.path.join(folder, one))
    ]
    if path and version is None and path not in brought:
        brought.insert(0, path)
    parts: list[str] = [version or Phrase("gives no version")] if version is not None else [Phrase("not on the PATH")]
    if brought:
        parts.append(Phrase("{file} in the project (not run)", file=brought[0]))
    data = {"version": version, "path": path if version is not None else "", "inProject": brought}
    return Fact(name=name, label=name, text=Phrase("{parts}", parts=parts), data=data)


def _version(tool: tuple[str, str]) -> str:
    name, path = tool
    # Some look at the folder that they are started in, and would run what a project has there.
    with tempfile.TemporaryDirectory() as empty:
        answer = ask([path, "-version" if name == "java" else "--version"], folder=empty, seconds=_SECONDS)
    match = re.search(r"\d+(\.\d+)+[\w.+-]*", answer.text) if answer.code == 0 else None
    return match[0] if match else ""
