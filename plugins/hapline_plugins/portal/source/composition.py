"""What the builds of one workspace make together: the apps, each a Portal with the Bundles that it declares.

Rules on a whole workspace, commands and generators look at this; rules on one build must not, since what is kept of
them is kept by what lies in the build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.builds import SNAPSHOT
from hapline_plugins.portal.names import slinks_name
from hapline_plugins.portal.source.interfaces import owner_of

if TYPE_CHECKING:
    from hapline_hooks import Location
    from hapline_plugins.portal.source.added import Added
    from hapline_plugins.portal.source.build import GradleBuild
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.declared import Declared
    from hapline_plugins.portal.source.portals import Portal
    from hapline_plugins.portal.source.resource_needs import Lack


class Member:
    """A Bundle as a part of an app.

    Attributes:
        key: ``group:artifact``. group: The group. artifact: The artifact.
        declared: Where the Portal declares it with ``bundle`` or ``devbundle``; nothing for one that is added.
        manifests: Where the Portal declares its manifest.
        bundle: Its source, where it lies in the workspace. added: Where it comes from, if no line declares it.
    """

    def __init__(
        self,
        key: str,
        declared: Sequence[Declared],
        manifests: Sequence[Declared],
        bundle: Bundle | None,
        added: Added | None = None,
    ) -> None:
        """Name a member; it is declared, or it is added."""
        self.key = key
        self.group, _, self.artifact = key.partition(":")
        self.declared = declared
        self.manifests = manifests
        self.bundle = bundle
        self.added = added

    @property
    def location(self) -> Location:
        """Where the Portal has it from."""
        return self.declared[0].at() if self.added is None else self.added.location

    @property
    def versions(self) -> set[str]:
        """The versions in which it is there, without ``-SNAPSHOT``."""
        found = {one.version or "" for one in self.declared} | ({self.added.version} if self.added else set())
        return {one.removesuffix(SNAPSHOT) for one in found}

    @property
    def is_conditional(self) -> bool:
        """Whether it is there under conditions only."""
        return bool(self.declared) and all(one.conditions for one in self.declared)

    @property
    def slinks_name(self) -> str:
        """Its line in slinks."""
        return slinks_name(self.group, self.artifact)

    @property
    def is_dev(self) -> bool:
        """Whether it goes into development builds only."""
        return bool(self.declared) and all(one.is_dev for one in self.declared)


class App:
    """A Portal and the Bundles that it declares.

    Attributes:
        portal: The Portal. composition: The workspace that it is in.
    """

    def __init__(self, portal: Portal, composition: Composition) -> None:
        """Name an app."""
        self.portal = portal
        self.composition = composition

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """Its Bundles by ``group:artifact``: those that the Portal declares, in order, then those that are added."""
        manifests: dict[str, list[Declared]] = {}
        for one in self.portal.manifests:
            if one.key is not None:
                manifests.setdefault(one.key, []).append(one)
        near = self.portal.build.root
        found = {
            key: Member(key, declared, manifests.get(key, ()), self.composition.bundle(key, near))
            for key, declared in self.portal.declared.items()
        }
        for key, added in (self.portal.added or {}).items():
            if key not in found:
                found[key] = Member(key, (), manifests.get(key, ()), self.composition.bundle(key, near), added)
        return found

    def is_static(self, key: str) -> bool:
        """Whether the code of a Bundle goes into the main dex."""
        return self.portal.is_static(key)

    @cached_property
    def resources(self) -> frozenset[tuple[str, str]] | None:
        """The resources of its Portal by type and name in code; None where they are not all known."""
        from hapline_plugins.portal.source.portal_resources import portal_resources

        return portal_resources(self.portal)

    @cached_property
    def lacks(self) -> Sequence[Lack]:
        """What its Bundles need of the Portal's resources, and is not there."""
        from hapline_plugins.portal.source.resource_needs import lacking

        return tuple(lacking(self))

    @cached_property
    def local(self) -> Sequence[tuple[Member, Bundle]]:
        """Those whose source lies in the workspace."""
        return [(one, one.bundle) for one in self.members.values() if one.bundle is not None]


class Composition:
    """The builds of a workspace.

    Attributes:
        builds: The builds, in the order in which they were found.
    """

    def __init__(self) -> None:
        """Begin without builds."""
        self.builds: list[GradleBuild] = []

    @cached_property
    def bundles(self) -> Mapping[str, Sequence[Bundle]]:
        """The Bundles whose ``group:artifact`` is known, by it; more than one of a name is a copy, or a mistake."""
        found: dict[str, list[Bundle]] = {}
        for build in self.builds:
            for one in build.bundles:
                if one.key is not None:
                    found.setdefault(one.key, []).append(one)
        return found

    @cached_property
    def apps(self) -> Sequence[App]:
        """The apps, one for each Portal."""
        return [App(portal, self) for build in self.builds for portal in build.portals]

    @cached_property
    def uses(self) -> Sequence[tuple[Bundle, str, Declared]]:
        """What the Bundles surely use of each other: the user, whose it is, and where it is declared."""
        known = self.bundles
        return [
            (user, key, used)
            for build in self.builds
            for user in build.bundles
            for used in user.used_interfaces
            if (key := owner_of(used, known)) in known and key != user.key and not used.conditions
        ]

    def bundle(self, key: str, near: str = "") -> Bundle | None:
        """The source of a Bundle; None where there is none, or where several are equally near.

        Args:
            key: ``group:artifact``. near: The folder of whoever means it: a folder may hold copies of several apps.
        """
        found = self.nearest(key, near)
        return found[0] if len(found) == 1 else None

    def nearest(self, key: str, near: str) -> Sequence[Bundle]:
        """The Bundles of a name that have most folders in common with a folder."""
        found = self.bundles.get(key, ())
        if len(found) < 2:  # noqa: PLR2004 there is nothing to choose
            return found
        common = [_in_common(one.build.root, near) for one in found]
        return [one for one, number in zip(found, common, strict=True) if number == max(common)]

    def apps_of(self, key: str) -> list[App]:
        """The apps that declare a Bundle."""
        return [one for one in self.apps if key in one.members]


def _in_common(one: str, other: str) -> int:
    """How many folders two paths begin with alike."""
    number = 0
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        number += 1
    return number
