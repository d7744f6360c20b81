"""The packager: makes the offline packages of projects."""

from __future__ import annotations

from collections.abc import Iterable

from hapline.errors import UsageError
from hapline_hooks import Deliverable, Phrase, Project, Settings, symbol
from hapline_plugins.offline.building.deliverables import deliverables_of
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.descriptor.described import Problem
from hapline_plugins.offline.keys.configured import signing_key
from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.source.project import OfflineProject


class OfflinePackager:
    """Makes what the delivery service makes of an upload, and the upload itself."""

    name = "offline"
    help = "offline packages: the .amr, the zip for the console, h5_json.json and the fallback tree"
    checks_first = True

    def deliverables(self, project: Project, settings: Settings) -> Iterable[Deliverable]:
        """The files of a package; nothing for other projects.

        Raises:
            hapline.errors.HaplineError: As of ``package_of`` and ``deliverables_of``, or another package has its id.
        """
        if isinstance(project, OfflineProject):
            package = package_of(project, signing_key(project.tree, settings))
            for twin in project.twins():
                raise twice(package, twin.descriptor if twin.document else twin.root)
            if not package.described.version:
                package = _counted_up(package, project, settings)
            yield from deliverables_of(package)


def package_of(project: OfflineProject, key: SigningKey | None) -> Package:
    """A project as it is built.

    Raises:
        hapline.errors.UsageError: A member of the descriptor is not as it must be.
        hapline.errors.HaplineError: The descriptor cannot be read.
    """
    for problem in project.described.problems:
        if problem.kind != "unknown":
            raise _refusal(project, problem)
    return Package(
        described=project.described,
        content=project.content,
        target=project.target,
        key=key,
        where=project.descriptor if project.document else project.root,
        subject=project,
    )


def twice(package: Package, other: str) -> UsageError:
    """What is said of two packages of one id: each would be built into the place of the other.

    Args:
        package: One. other: Where the other is.
    """
    what = Phrase("package {id} is there twice: {other} has it too", id=package.described.id, other=other)
    return UsageError(what, where=package.where, todo="give one of them another id, or take it away")


def _counted_up(package: Package, project: OfflineProject, settings: Settings) -> Package:
    """A package with the version after the highest one that was released, where that is to be seen."""
    if not (settings.text("offline.tag") or settings.text("offline.released")):
        return package
    from hapline_plugins.offline.released.known import Released

    released = Released(project.tree, settings).versions_of(package.described.id)
    # None at all may be a checkout without tags: to begin with the first version then would be wrong.
    return package.counted_up(released) if released else package


def _refusal(project: OfflineProject, problem: Problem) -> UsageError:
    span = project.document.place(problem.keys) if project.document else None
    member = symbol(problem.keys) or "offline-package.json5"
    if problem.kind == "missing":
        what = Phrase("{member} is missing", member=member)
    else:
        what = Phrase("{member} must be {expected}", member=member, expected=problem.expected)
    return UsageError(what, where=project.descriptor, span=span)
