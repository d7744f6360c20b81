"""The resources that a module or a folder defines: by the names of its files, and in its ``values`` files.

Names are compared as aapt2 does: in XML exactly as they are defined (``@style/Theme.App``), in code with each dot,
hyphen and colon as ``_`` (``R.style.Theme_App``). Of a file's name what stands before the first dot counts, so that
``icon.9.png`` is ``drawable/icon``. Not seen: what the build makes (``resValue``, generated folders), and folders that
a script names with ``res.srcDirs`` unless they are handed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from hapline.builds import Bounds, Problem, Walk, join, source_sets
from hapline_hooks import Phrase, Tree, noun

if TYPE_CHECKING:
    from hapline.documents import GradleScript

FILE_TYPES = frozenset(
    [
        "anim",
        "animator",
        "color",
        "drawable",
        "font",
        "interpolator",
        "layout",
        "menu",
        "mipmap",
        "navigation",
        "raw",
        "transition",
        "xml",
    ]
)
"""The types whose resources are files; the folder is named after the type, with qualifiers behind hyphens."""
VALUES = "values"
_IGNORED = r"(?i:\..*|.*~|thumbs\.db|picasa\.ini|cvs|.*\.scc)"
"""What aapt2 passes over unless it is told otherwise."""
_RES_FOLDERS = r"\bres\s*\.\s*srcDirs?\b|\bres\s*\{"
_NOT_IN_CODE = re.compile(r"[.:-]")


@noun
class Resource:
    """A resource, where it is defined once: others of its name may stand for other configurations.

    Attributes:
        type: Its type, such as ``drawable``. name: Its name as it is defined, with the dots of a style.
        path: The file that defines it, or that it is. qualifiers: What the folder's name says of the configuration,
            such as ``xhdpi``; empty for the default.
        source_set: The source set, empty for a folder that was handed over.
        start: Where the name stands in a file that defines it, in characters; None where the file is the resource.
        end: Where it ends.
    """

    type: str
    name: str
    path: str
    qualifiers: str = ""
    source_set: str = ""
    start: int | None = None
    end: int | None = None

    @property
    def name_in_code(self) -> str:
        """The name as R has it."""
        return code_name(self.name)


class Resources:
    """The resources of a module.

    Attributes:
        all: Each place where one is defined, in the order of the files. problems: What could not be read, and why.
    """

    def __init__(self, found: Sequence[Resource], problems: Sequence[Problem] = ()) -> None:
        """Hold resources together."""
        self.all = tuple(found)
        self.problems = tuple(problems)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.all)

    @cached_property
    def keys(self) -> frozenset[tuple[str, str]]:
        """The type and the name of each, as XML names it."""
        return frozenset(self._by_name)

    @cached_property
    def code_keys(self) -> frozenset[tuple[str, str]]:
        """The type and the name of each, as code names it."""
        return frozenset(self._by_code_name)

    def defining(self, kind: str, name: str) -> tuple[Resource, ...]:
        """Where a resource is defined, by its type and its name in XML."""
        return tuple(self._by_name.get((kind, name), ()))

    def defining_in_code(self, kind: str, name: str) -> tuple[Resource, ...]:
        """Where a resource is defined, by its type and its name in R."""
        return tuple(self._by_code_name.get((kind, name), ()))

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Resource]]:
        found: dict[tuple[str, str], list[Resource]] = {}
        for one in self.all:
            found.setdefault((one.type, one.name), []).append(one)
        return found

    @cached_property
    def _by_code_name(self) -> dict[tuple[str, str], list[Resource]]:
        found: dict[tuple[str, str], list[Resource]] = {}
        for one in self.all:
            found.setdefault((one.type, one.name_in_code), []).append(one)
        return found


def names_res_folders(script: GradleScript) -> bool:
    """Whether a script names folders of resources besides those of source sets."""
    return re.search(_RES_FOLDERS, script.text) is not None


def code_name(name: str) -> str:
    """The name that R has for a resource."""
    return _NOT_IN_CODE.sub("_", name)


def resources_in(
    tree: Tree,
    folder: str,
    *,
    chosen: Iterable[str] | None = None,
    roots: Iterable[str] = (),
    ids: bool = False,
    bounds: Bounds | None = None,
) -> Resources:
    """Read the resources of a module.

    Args:
        tree: Where it is. folder: The folder of the module.
        chosen: The names of source sets that are read; all that are no tests where nothing is given.
        roots: Further folders of resources (such as ``res``), relative to the module.
        ids: Whether the ids that layouts and other XML files make (``@+id/x``) are wanted, for which all are read.
        bounds: How much is read.
    """
    walk = Walk(tree, bounds)
    places = [(name, join(folder, f"src/{name}/res")) for name in source_sets(walk, folder, chosen)]
    places += [("", join(folder, root)) for root in roots]
    found = [one for source_set, place in places for one in _folder(walk, place, source_set, ids=ids)]
    return Resources(found, walk.problems)


def first_resource(tree: Tree, folder: str) -> Resource | None:
    """Any resource of a module, found with as little reading as there can be; None where it has none."""
    walk = Walk(tree)
    found = (
        one
        for name in source_sets(walk, folder)
        for one in _folder(walk, join(folder, f"src/{name}/res"), name, ids=False)
    )
    return next(found, None)


def value_files(tree: Tree, folder: str) -> Iterator[str]:
    """The paths of the files of values of a module, whatever is in them."""
    walk = Walk(tree)
    for name in source_sets(walk, folder):
        root = join(folder, f"src/{name}/res")
        for entry in walk.list(root):
            if entry.is_dir and entry.name.partition("-")[0] == VALUES:
                yield from walk.directly_in(join(root, entry.name), lambda one: _is_kept(one) and one.endswith(".xml"))


def _folder(walk: Walk, root: str, source_set: str, *, ids: bool) -> Iterator[Resource]:
    """The resources of one ``res`` folder; folders inside its folders are not read, as aapt2 does not."""
    for entry in walk.list(root):
        if not entry.is_dir or re.fullmatch(_IGNORED, entry.name):
            continue
        kind, _, qualifiers = entry.name.partition("-")
        place = join(root, entry.name)
        if kind != VALUES and kind not in FILE_TYPES:
            message = Phrase("no type of resources has such a folder: {name}", name=entry.name)
            walk.problems.append(Problem(kind="folder", path=place, message=message))
            continue
        made = partial(Resource, qualifiers=qualifiers, source_set=source_set)
        for path in walk.directly_in(place, _is_kept):
            if kind == VALUES:
                yield from _values(walk, path, made)
            else:
                yield made(type=kind, name=path.rpartition("/")[2].partition(".")[0], path=path)
                if ids and path.endswith(".xml") and kind != "raw":
                    yield from _ids(walk, path, made)


def _values(walk: Walk, path: str, made: partial[Resource]) -> Iterator[Resource]:
    data = walk.read(path) if path.endswith(".xml") else None
    if data is None:
        return
    from hapline_plugins.portal.source.resource_values import read_values
    from hapline_plugins.portal.source.xml_scanning import xml_text

    found: list[Resource] = []

    def define(kind: str, name: str, start: int, end: int) -> None:
        found.append(made(type=kind, name=name, path=path, start=start, end=end))

    problem = read_values(path, xml_text(data), define)
    if problem is not None:
        walk.problems.append(problem)
    yield from found


def _ids(walk: Walk, path: str, made: partial[Resource]) -> Iterator[Resource]:
    from hapline_plugins.portal.source.resource_references import references
    from hapline_plugins.portal.source.xml_scanning import xml_text

    data = walk.read(path)
    for one in references(xml_text(data)) if data is not None else ():
        if one.defines and not one.package:
            yield made(type=one.type, name=one.name, path=path, start=one.start, end=one.end)


def _is_kept(name: str) -> bool:
    return not re.fullmatch(_IGNORED, name)
