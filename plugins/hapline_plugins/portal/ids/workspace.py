"""What the builds of a workspace claim: the ids of Bundles, and which Bundles are in which Portals."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from hapline.documents import DocumentError
from hapline_hooks import Location, Unreadable
from hapline_plugins.portal.ids.claims import Claim, claim
from hapline_plugins.portal.ids.given import sure_id
from hapline_plugins.portal.names import PACKAGES
from hapline_plugins.portal.official import NO_OWN_ID, owner_of

if TYPE_CHECKING:
    from hapline_plugins.portal.source.composition import App, Composition
    from hapline_plugins.portal.source.portals import Portal


def claims_of(composition: Composition) -> tuple[Claim, ...]:
    """The claims of all Bundle projects and Portals.

    What a Portal declares under conditions is left out: it is not sure that it holds it.
    """
    own = tuple(_projects(composition))
    official = {one.bundle for one in map(owner_of, {claim.package_id or NO_OWN_ID for claim in own}) if one}
    return (*own, *(one for app in composition.apps for one in _portal(app, official)))


def portal_name(portal: Portal) -> str:
    """What people call a Portal: the folder of its module."""
    return portal.folder or portal.name


def _projects(composition: Composition) -> Iterator[Claim]:
    for key, bundles in composition.bundles.items():
        for one in bundles:
            number = sure_id(one)
            place = one.package_id.location if one.package_id is not None else one.top
            resources = one.has_resources if number is not None else None
            yield claim(key, place, package_id=number, has_resources=resources)


def _portal(app: App, official: Collection[str]) -> Iterator[Claim]:
    name = portal_name(app.portal)
    built = _built(app)
    with_id = app.composition.bundles.keys() | built.keys() | set(official)
    for key, declared in app.portal.declared.items():
        # Of most Bundles of a Portal nothing says an id: where they stand needs not be looked up.
        sure = next((one for one in declared if not one.conditions), None) if key in with_id else None
        if sure is not None:
            yield claim(key, sure.at(), package_id=built.get(key), portal=name)
    for key, place in _added(app.portal, official):
        yield claim(key, place, portal=name)


def _built(app: App) -> dict[str, int]:
    """The ids of Bundles whose source is elsewhere, as the last build of the Portal found them."""
    from hapline_plugins.portal.built.last_build import rows_of

    return {
        key: row.package_id
        for key, row in rows_of(app).items()
        if row.package_id is not None and row.package_id != NO_OWN_ID and key not in app.composition.bundles
    }


def _added(portal: Portal, official: Collection[str]) -> Iterator[tuple[str, Location]]:
    """Bundles of mPaaS that its plugin adds to a Portal without a line in the script, of those that matter here."""
    tree, path = portal.build.tree, portal.build.file(PACKAGES)
    if not official or not tree.is_file(path):
        return
    from hapline_plugins.portal.source.mpaas_packages import MpaasPackages

    try:
        data = tree.read(path)
        # The file of a large app has a hundred KB, and nearly all Portals have one: most are not read as JSON.
        if not any(one.encode() in data for one in official):
            return
        for one in MpaasPackages(path, data).used:
            key = f"{one.gav.group}:{one.gav.artifact}"
            if key in official:
                yield key, Location(path=path, keys=one.gav.keys)
    except (Unreadable, DocumentError):
        return  # a rule of its own says so
