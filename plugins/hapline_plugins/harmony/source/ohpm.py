"""Dependencies between the modules of a project, as oh-package.json5 names them: by path, whatever the alias.

Source of the rules: the vendor's guide on oh-package.json5 (ide-oh-package-json5).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hapline_hooks import Keys, Location
from hapline_plugins.harmony.module import Dependency
from hapline_plugins.harmony.source.project import SourceModule, inside, member

_ARCHIVES = (".har", ".hsp", ".tgz", ".tar.gz")


class LocalDependency(NamedTuple):
    """A dependency on a folder of the project.

    Attributes:
        alias: The name in oh-package.json5. folder: The folder it leads to. keys: Where it stands.
        holder: The module whose oh-package.json5 names it.
    """

    alias: str
    folder: str
    keys: Keys
    holder: SourceModule

    @property
    def place(self) -> Location:
        """Where it is written."""
        return Location(path=self.holder.path("oh-package.json5"), keys=self.keys)


def local(module: SourceModule, kind: str = "dependencies") -> Sequence[LocalDependency]:
    """The dependencies of a module on folders.

    Args:
        module: Whose.
        kind: ``dependencies``, which are built into the app, or another section of oh-package.json5.
    """
    # Asked for again and again, by every product and by whoever uses a HAR.
    known = module.local.get(kind)
    if known is None:
        known = module.local[kind] = []
        for alias, wanted in (member(module.package, kind, dict) or {}).items():
            path = _path(wanted)
            if path is not None and not path.endswith(_ARCHIVES):
                folder = _folder(module.folder, path)
                known.append(LocalDependency(alias, folder, (kind, alias), module))
    return known


def has_foreign(module: SourceModule) -> bool:
    """Whether a module, or a HAR it is built with, uses packages from elsewhere."""
    for one in (module, *_hars(module)):
        for wanted in (member(one.package, "dependencies", dict) or {}).values():
            path = _path(wanted)
            if path is None or path.endswith(_ARCHIVES):
                return True
    return False


def dependencies(module: SourceModule, bundle_name: str | None) -> Iterator[Dependency]:
    """The modules that a module will depend on when it is built: what it names, and what its HARs name."""
    seen: set[str] = set()
    for holder in (module, *_hars(module)):
        for one in local(holder):
            target = module.project.by_folder.get(one.folder)
            if target is None or target.type == "har" or not target.type or target.name in seen:
                continue
            if holder is not module and target is module:
                continue  # a HAR that uses the module it is built into is the HAR's own affair
            seen.add(target.name)
            yield Dependency(bundle=bundle_name, module=target.name, keys=one.keys, place=one.place)


def _hars(module: SourceModule) -> list[SourceModule]:
    found: list[SourceModule] = []
    todo = [module]
    while todo:
        for one in local(todo.pop()):
            target = module.project.by_folder.get(one.folder)
            if target is not None and target.type == "har" and target not in found:
                found.append(target)
                todo.append(target)
    return found


def _folder(base: str, path: str) -> str:
    """Where a path leads from a folder."""
    above, up, name = path.rpartition("../")
    if up and not above and name and base and "." not in name:  # a sister folder, as nearly always
        parent = base.rpartition("/")[0]
        return f"{parent}/{name}".strip("/")
    return inside(posixpath.normpath(posixpath.join(base, path)))


def _path(wanted: object) -> str | None:
    """The path of a dependency that names one: ``file:../x``, ``../x``, ``./x``."""
    if not isinstance(wanted, str):
        return None
    text = wanted.strip().replace("\\", "/")
    if text.startswith("file:"):
        return text.removeprefix("file:").removeprefix("//") or None
    return text if text.startswith(("./", "../")) else None
