"""Generators: what ``hapline generate`` can make for Portals and Bundles."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_hooks import Change, Project, Settings


class PackageIds:
    """Registers the package ids of Bundles that the registry does not have yet."""

    name = "package-ids"
    help = "Entries in the registry of package ids for Bundles that have an id and are not in it."

    def changes(self, project: Project, settings: Settings) -> Iterable[Change]:  # noqa: ARG002 needs no option
        """The registry with further lines; nothing where there is none, or where it lies elsewhere.

        Raises:
            hapline.errors.HaplineError: The registry has to be mended first.
        """
        from hapline_plugins.portal.source.build import GradleBuild

        if not isinstance(project, GradleBuild) or project.composition.builds[0] is not project:
            return  # one registry for all builds: the first one stands for them
        from hapline_plugins.portal.ids.adding import addition
        from hapline_plugins.portal.ids.found import place_of
        from hapline_plugins.portal.ids.proposing import requests, rows

        place = place_of(project.composition)
        if place is None or not (place.is_there and place.is_inside):
            return
        registry = place.read(project.tree)
        made = addition(registry, requests(rows(project.composition, registry), registry, assign=False))
        if made.bundles:
            yield Change(path=place.path, content=made.content)
