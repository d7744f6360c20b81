"""One run over the package ids of a workspace: its registry, its Bundles, and what would change."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.files import shown
from hapline_hooks import Settings
from hapline_plugins.portal.ids.adding import Request, addition
from hapline_plugins.portal.ids.addresses import Address, read_address
from hapline_plugins.portal.ids.assigning import read_ranges
from hapline_plugins.portal.ids.entries import RegistryProblem
from hapline_plugins.portal.ids.found import OPTION, configured, place_of
from hapline_plugins.portal.ids.meetings import Meetings
from hapline_plugins.portal.ids.proposing import Row, requests, rows, script_edits, to_write
from hapline_plugins.portal.ids.registry import Registry
from hapline_plugins.portal.ids.shared import Published, publish, read
from hapline_plugins.portal.ids.workspace import claims_of
from hapline_plugins.portal.names import REGISTRY

if TYPE_CHECKING:
    from hapline_plugins.portal.source.composition import Composition


class Plan:
    """What is there, and what is to come of it.

    Attributes:
        composition: The workspace. folder: Where it lies on disk. address: Where its registry is, or will be.
        renumbered: Bundles that are to have another id.
    """

    def __init__(
        self,
        composition: Composition,
        settings: Settings,
        folder: str,
        registry: str = "",
        *,
        assign: bool = False,
        renumbered: Collection[str] = (),
    ) -> None:
        """Look for the registry.

        Args:
            composition: The workspace. settings: The configuration. folder: Where it lies on disk.
            registry: A registry instead of the configured one. assign: Whether Bundles without an id get one.
            renumbered: Bundles that are to have another id.

        Raises:
            hapline.errors.UsageError: The registry, or a reserved id, is none.
        """
        self.composition = composition
        self.folder = folder
        self.address = read_address(registry) if registry else _address(composition, settings, folder)
        self._reserved = read_ranges(settings.texts("portal.reservedIds"))
        self._assign = assign
        self.renumbered = renumbered

    @property
    def is_new(self) -> bool:
        """Whether the registry is a file that is not there yet."""
        return not self.address.url and not os.path.lexists(self.address.file)

    @cached_property
    def registry(self) -> Registry:
        """The registry as it is now; an empty one where there is none yet."""
        return read(self.address)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The Bundles."""
        return rows(self.composition, self.registry)

    @cached_property
    def used(self) -> frozenset[int]:
        """The ids that cannot be given: registered, reserved, or in use anywhere in the workspace."""
        known = Meetings(claims_of(self.composition))
        every = [*known.own, *(one for members in known.portals.values() for one in members)]
        claimed = {one.package_id for one in every if one.package_id is not None}
        return frozenset(claimed | self._reserved | self.registry.used)

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong that people have to decide: see ``problems`` and ``open``."""
        return bool(self.problems or self.open)

    @property
    def open(self) -> list[Row]:
        """The Bundles that share their id, or need one that nobody has given them."""
        return [row for row in self.rows if row.state in {"collides", "missing"}]

    @property
    def problems(self) -> list[RegistryProblem]:
        """What is wrong in the registry, small things left out."""
        return [one for one in self.registry.problems if one.severity != "note"]

    def changes(self) -> dict[str, tuple[bytes | None, bytes]]:
        """The files that would change, by the name that people know, each with its content before and after."""
        made = addition(self.registry, self._requests, self.used)
        found: dict[str, tuple[bytes | None, bytes]] = {}
        if made.bundles:
            before = None if self.is_new else self.registry.applied(())
            found[self.address.shown] = (before, made.content)
        tree = self.composition.builds[0].tree
        for path, content in self.scripts(made.ids).items():
            found[path] = (tree.read(path), content)
        return found

    def publish(self) -> Published:
        """Write the registry; nothing where it says all already."""
        self.registry.require_settled()
        wanted = self._requests
        if not wanted:
            return Published(ids={})
        # What cannot be written into the scripts is an error before the registry is touched.
        self.scripts(addition(self.registry, wanted, self.used).ids)
        return publish(self.address, wanted, used=self.used)

    def scripts(self, ids: Mapping[str, int]) -> dict[str, bytes]:
        """The scripts with the ids that are to be written into them, by path."""
        return script_edits(self.rows, to_write(self.rows, ids, self.renumbered))

    @cached_property
    def _requests(self) -> list[Request]:
        return requests(self.rows, self.registry, assign=self._assign, renumbered=self.renumbered)


def _address(composition: Composition, settings: Settings, folder: str) -> Address:
    """Where the registry is, or where a new one goes: where it is configured, else into the folder."""
    address = configured(settings)
    if address is not None and address.url:
        return address
    place = place_of(composition)
    if place is not None and place.is_there:
        return Address(file=shown(os.path.join(folder, place.path)))
    if address is not None and address.file.startswith("~"):
        return Address(file=os.path.expanduser(address.file))
    return Address(file=shown(settings.located(OPTION) or os.path.join(folder, REGISTRY)))
