"""The version and type of a package beside what was released before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from hapline_hooks import Finding
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.ids import is_id, order, parts_of
from hapline_plugins.offline.rules.guide import API, CREATE
from hapline_plugins.offline.rules.of_descriptor import DescriptorRule, at, is_said
from hapline_plugins.offline.source.project import OfflineProject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hapline_plugins.offline.released.release import Release

_GOOD: dict[str, str] = {f"trips/{FILE}": "{}"}
_PAGE = "trips/20171228/www/index.html"
_SHOWN = 5


class VersionReused(DescriptorRule):
    code = "OFP107"
    slug = "version-reused"
    title = "A version that was released has the same files for ever"
    since = "0.1.0"
    why = "The service refuses a version that it has; and clients that have it never load it again."
    help = (
        "Count the version up. The rule is for configurations that say where releases are seen: tags of git "
        "(offline.tag) or a folder with released packages (offline.released)."
    )
    messages: ClassVar = {"reused": "{version} is released ({where}) with other files: {count}, such as {files}"}
    sources = (API,)
    bad: ClassVar = {_PAGE: "<p>Another page</p>"}
    good: ClassVar = {_PAGE: "<p>Another page</p>", f"trips/{FILE}": '{ version: "1.0.0.2" }'}

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Compare the files with those of the same version."""
        for one in _releases(project, it):
            if order(one.version) == order(it.version):
                compared = one.compared(project)
                if compared is not None and compared.changed:
                    files = [*compared.changed[:_SHOWN]]
                    place = at(project, "version")
                    yield self.found(
                        "reused", place, version=it.version, where=one.where, count=len(compared.changed), files=files
                    )


class VersionNotHigher(DescriptorRule):
    code = "OFP108"
    slug = "version-not-higher"
    title = "The version of a package is not below one that was released"
    severity = "warning"
    since = "0.1.0"
    why = "Clients that have the higher version do not take this one, and are never told of it."
    help = "Take a version above the highest one that was released (see offline.tag and offline.released)."
    messages: ClassVar = {"lower": "{version} is below {highest}, which is released ({where})"}
    sources = (CREATE,)
    bad: ClassVar = {f"trips/{FILE}": '{ version: "1.0.0.0" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Compare it with the highest one."""
        for one in _releases(project, it)[:1]:
            if it.version and order(it.version) < order(one.version):
                place = at(project, "version")
                yield self.found("lower", place, version=it.version, highest=one.version, where=one.where)


class TypeChanged(DescriptorRule):
    code = "OFP109"
    slug = "type-changed"
    title = "A package is of the type that it was released with"
    since = "0.1.0"
    why = "The type is fixed when a package is uploaded for the first time: the service refuses the other one."
    help = "Take a new id for the global package, or keep the type (see offline.tag and offline.released)."
    messages: ClassVar = {"changed": "the package is {kind}, and {version} was released as {before} ({where})"}
    sources = (CREATE, API)
    bad: ClassVar = {f"trips/{FILE}": '{ type: "global", version: "1.0.0.2", repeatNebula: 1 }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Compare it with that of the highest version."""
        for one in _releases(project, it)[:1]:
            compared = one.compared(project)
            if compared is not None and compared.kind != it.kind:
                place = at(project, "type")
                yield self.found(
                    "changed", place, kind=it.kind, version=one.version, before=compared.kind, where=one.where
                )


def _releases(project: OfflineProject, it: Described) -> Sequence[Release]:
    """What was released of a package, the highest version first; nothing where its id or version is none."""
    released = project.context.released if project.context is not None else None
    if released is None or not is_id(it.id) or (is_said(project, "version") and parts_of(it.version) is None):
        return ()
    return released.of(it.id)
