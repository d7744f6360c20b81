"""Bundles that mPaaS's Gradle plugin adds to a Portal without a line in the script: those of mpaas_packages.json.

Source: the projects that the wizard makes, whose Portals apply ``com.alipay.apollo.baseline.update`` and declare only
their own Bundles, and whose mpaas_packages.json names all others with ``remove`` for what was taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hapline.documents import DocumentError
from hapline_hooks import Location, Unreadable
from hapline_plugins.portal.names import PACKAGES
from hapline_plugins.portal.source.kinds import BASELINES

if TYPE_CHECKING:
    from hapline_plugins.portal.source.mpaas_packages import MpaasPackages
    from hapline_plugins.portal.source.portals import Portal


class Added(NamedTuple):
    """A Bundle that is added.

    Attributes:
        version: Its version. location: Where mpaas_packages.json names it.
    """

    version: str
    location: Location


def baseline_of(portal: Portal) -> str:
    """The baseline that a Portal is on, such as ``10.1.68``; empty where that is not known."""
    packages = _packages(portal)
    return packages.base_line if packages is not None else ""


def added_to(portal: Portal) -> dict[str, Added] | None:
    """What is added to a Portal, by ``group:artifact``; None where that is not known: the file cannot be read."""
    if not portal.applies(*BASELINES):
        return {}
    packages = _packages(portal)
    if packages is None:
        return None
    return {
        f"{one.gav.group}:{one.gav.artifact}": Added(one.gav.version, Location(path=packages.path, keys=one.gav.keys))
        for one in packages.used
        if one.gav.group
    }


def _packages(portal: Portal) -> MpaasPackages | None:
    from hapline_plugins.portal.source.mpaas_packages import MpaasPackages

    path = portal.build.file(PACKAGES)
    try:
        return MpaasPackages(path, portal.build.tree.read(path))
    except (Unreadable, DocumentError):
        return None
