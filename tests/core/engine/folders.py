"""A plugin for tests of what spans projects: each folder with notes is a project, and rules may judge all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from core.inline import NOTES, finding, plugin, rule
from hapline.documents import Document
from hapline_hooks import Finding, Fix, JsonEdit, Location, Project, Related, RuleFamily, Tree, Workspace


class Folder(Project):
    """A folder with notes; its document is read once and kept, as those of real projects are."""

    kind = "oops.folder"

    def __init__(self, tree: Tree, root: str, name: str = "") -> None:
        """Take the folder."""
        super().__init__(tree, root, name or root or "top")
        self._document: Document | None = None

    def path(self, name: str) -> str:
        """A file in it, seen from the root of the tree."""
        return f"{self.root}/{name}" if self.root else name

    @property
    def ident(self) -> object:
        """The id in its notes."""
        if self._document is None:
            self._document = Document(self.tree.read(self.path(NOTES)))
        value: Any = self._document.value
        return value.get("id")


class OtherFolder(Folder):
    """A project of another kind, in a folder with other notes."""

    kind = "oops.other"


def at(project: Folder, **changes: Any) -> Finding:  # noqa: ANN401 any attributes
    """A finding about the id of a project."""
    return finding(location=Location(path=project.path(NOTES), keys=("id",)), **changes)


def twice(workspace: Workspace) -> Iterator[Finding]:
    """Each id that is that of several projects, as a finding about the later ones, with a fix."""
    first: dict[object, Folder] = {}
    for one in workspace.projects:
        if not isinstance(one, Folder):
            continue
        other = first.setdefault(one.ident, one)
        if other is not one:
            taken = Related(location=Location(path=other.path(NOTES), keys=("id",)), message="mend")
            edit = JsonEdit(action="set", keys=("id",), value=f"{one.ident} of {one.root}")
            mend = Fix(title="mend", path=one.path(NOTES), edits=(edit,), safe=True)
            yield at(one, rule="OPS201", args={"what": str(one.ident)}, related=(taken,), fixes=(mend,))


def negative(project: Folder) -> Iterator[Finding]:
    """The id of one project, where it is below zero."""
    if isinstance(project.ident, int) and project.ident < 0:
        yield at(project, args={"what": str(project.ident)})


def folders(
    together: Callable[[Workspace], Iterable[Finding]] = twice,
    alone: Callable[[Any], Iterable[Finding]] = negative,
    *,
    judged: Counter[str] | None = None,
    subject: str = "oops.folder[]",
    **names: Any,  # noqa: ANN401 as for plugins
) -> ModuleType:
    """A plugin with one rule on all folders and one on each.

    Args:
        together: The rule OPS201. alone: The rule OPS101. judged: Counts what was judged, by root and ``[]``.
        subject: The subject of the family of OPS201. names: As for plugins.
    """
    count = judged if judged is not None else Counter()

    def on_all(workspace: Workspace) -> Iterable[Finding]:
        count["[]"] += 1
        return together(workspace)

    def on_each(project: Folder) -> Iterable[Finding]:
        count[project.root] += 1
        return alone(project)

    home = {"__module__": "oops_together"}  # by which a rule is found again when its findings were kept
    together_rule = rule(on_all, code="OPS201", slug="twice", subject=Workspace, fixable="safe", **home)
    plugin("oops_together", [together_rule])
    families = [
        RuleFamily(name="alone", module="oops", subjects=frozenset({"oops.folder", "oops.other"}), codes="OPS1"),
        RuleFamily(name="together", module="oops_together", subjects=frozenset({subject}), codes="OPS2"),
    ]
    content = {"hapline_projects": _projects, "hapline_rules": lambda: families} | names
    module = plugin("oops", rules=[rule(on_each, subject=Folder, __module__="oops")], **content)
    module.__file__ = __file__  # results are kept only where it can be seen that the code is the same
    return module


def _projects(tree: Any) -> Iterable[Project]:  # noqa: ANN401 any tree
    for folder in ("", *sorted(one.name for one in tree.list("") if one.is_dir)):
        place = f"{folder}/" if folder else ""
        if tree.is_file(place + NOTES):
            yield Folder(tree, folder)
        elif tree.is_file(f"{place}other.json5"):
            yield OtherFolder(tree, folder)
