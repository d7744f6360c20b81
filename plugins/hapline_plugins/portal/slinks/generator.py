"""The generator ``slinks``: the files slinks and dev_slinks of Portals, as the configuration wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hapline_hooks import Change, Project, Settings
from hapline_plugins.portal.source.build import GradleBuild


class SlinksGenerator:
    """Lists the Bundles that are linked statically."""

    name = "slinks"
    help = "slinks and dev_slinks of Portals: the Bundles that must be linked statically, and those that are wanted so."

    def changes(self, project: Project, settings: Settings) -> Iterable[Change]:
        """Propose the files of each Portal of a build; none where allSlinks makes them moot."""
        if isinstance(project, GradleBuild):
            yield from _changes(project, settings)


def _changes(build: GradleBuild, settings: Settings) -> Iterator[Change]:
    from hapline_plugins.portal.slinks.files import wanted_files
    from hapline_plugins.portal.slinks.planning import plans

    apps = [one for one in build.composition.apps if one.portal.build is build and not one.portal.links_all]
    for plan in plans(build.composition, settings, apps=apps) if apps else ():
        for one in wanted_files(plan):
            if one.content is not None:
                yield Change(path=one.path, content=one.content)
