"""Where the files of a package lie: in the project, and whether they are there to be judged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.errors import HaplineError
from hapline_hooks import Finding
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.rules.guide import GENERATE
from hapline_plugins.offline.rules.of_descriptor import DescriptorRule, at
from hapline_plugins.offline.source.project import OUTSIDE, UNSEEN, OfflineProject

_GOOD: dict[str, str] = {f"trips/{FILE}": "{}"}


class SourceInProject(DescriptorRule):
    code = "OFP121"
    slug = "source-in-project"
    title = "The files of a package lie in the project of its descriptor"
    since = "0.1.0"
    why = (
        "What lies elsewhere on the disk is not there on another machine, and nothing outside of the project is read: "
        "the package can neither be judged nor built."
    )
    help = (
        "Let the build write into the project: the git repository, or else the nearest folder with a hapline.json5 "
        "above the descriptor."
    )
    messages: ClassVar = {"outside": OUTSIDE}
    sources = ("hapline's own way of reading projects",)
    bad: ClassVar = {f"trips/{FILE}": '{ source: "../../dist" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look where it leads."""
        if project.place.kind == "outside":
            yield self.found("outside", at(project, "source"), folder=it.source)


class FilesThere(DescriptorRule):
    code = "OFP122"
    slug = "files-there"
    title = "The files of a package are there to be judged"
    severity = "note"
    since = "0.1.0"
    why = (
        "What is built is seldom in git: in a fresh clone, in a commit and in a revision there is no more than the "
        "descriptor, and of the files nothing is said."
    )
    help = "Run hapline check in the folder of the project once more after the build, as for a release."
    messages: ClassVar = {
        "ignored": "the files in {folder} are not judged: git ignores them, and they are not here",
        "unseen": f"{UNSEEN}, and its files are judged only as they are on disk",
    }
    sources = (GENERATE,)
    bad: ClassVar = {f"trips/{FILE}": '{ source: "dist" }', ".gitignore": "dist/\n"}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look whether there are any."""
        if project.place.kind == "unseen":
            yield self.found("unseen", at(project, "source"), folder=it.source)
            return
        try:
            is_left_out = project.is_left_out
        except HaplineError:
            return  # the other rule says why
        if is_left_out:
            folder = it.source.strip("/") or it.id
            yield self.found("ignored", at(project, "source"), folder=folder)
