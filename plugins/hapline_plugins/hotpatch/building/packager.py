"""The packager: patches that were built, as publishers take them."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_hooks import Deliverable, Project, Settings
from hapline_plugins.hotpatch.building.delivering import KIND, deliverable
from hapline_plugins.hotpatch.source.build import HotpatchBuild

_MANIFEST = "build/outputs/instantrun/patch.json"


class HotpatchPackager:
    """Hands on what ``hapline hotpatch build`` has made."""

    name = KIND
    help = "patches that `hapline hotpatch build` has made and described, by app and version"

    def deliverables(self, project: Project, settings: Settings) -> Iterable[Deliverable]:  # noqa: ARG002 needs none
        """The patch of each app of a build, where one was built.

        Raises:
            hapline_hooks.Unreadable: A manifest cannot be read.
            hapline.errors.HaplineError: Something in it is wrong.
        """
        if not isinstance(project, HotpatchBuild):
            return
        for app in project.apps:
            path = app.file(_MANIFEST)
            if project.tree.is_file(path):
                yield deliverable(project.tree, path)
