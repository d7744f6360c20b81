"""A Portal in source: the module that puts Bundles together into one apk, with its slinks.

Source: the vendor's guide, "Portal project" and "Bundle project package".
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from hapline.builds import GivenValue
from hapline.documents import DocumentError
from hapline_hooks import Unreadable
from hapline_plugins.portal.names import slinks_name
from hapline_plugins.portal.source.declared import Declared
from hapline_plugins.portal.source.modules import DEV_SLINKS, SLINKS, GradleModule
from hapline_plugins.portal.source.slinks_file import SlinksFile

if TYPE_CHECKING:
    from hapline_plugins.portal.source.added import Added


class Portal(GradleModule):
    """The main module of a Portal."""

    kind = "portal.portal"

    @property
    def slinks_path(self) -> str:
        """Its file of statically linked Bundles."""
        return self.file(SLINKS)

    @property
    def dev_slinks_path(self) -> str:
        """The same for Bundles that go into development builds only."""
        return self.file(DEV_SLINKS)

    @cached_property
    def all_slinks(self) -> GivenValue | None:
        """``allSlinks`` as it is given."""
        return self.last("portal", "allSlinks")

    @property
    def links_all(self) -> bool:
        """Whether all Bundles are static whatever slinks says: not where that depends on a condition."""
        given = self.all_slinks
        return given is not None and given.text == "true" and not given.statement.conditions

    @cached_property
    def may_link_all(self) -> bool:
        """Whether all Bundles may be static: allSlinks is true, perhaps under a condition, or not known."""
        given = self.given("portal", "allSlinks")
        return any(one.text != "false" for one in given if one is given[-1] or one.statement.conditions)

    def is_static(self, key: str) -> bool:
        """Whether the code of a Bundle goes into the main dex, by allSlinks and the files as they are.

        A Bundle for development builds stands in dev_slinks, all others in slinks.

        Args:
            key: ``group:artifact``.
        """
        if self.links_all:
            return True
        declared = self.declared.get(key, ())
        is_dev = bool(declared) and all(one.is_dev for one in declared)
        return slinks_name(*key.split(":", 1)) in (self.dev_slinks if is_dev else self.slinks)

    @property
    def hides_slinks(self) -> bool:
        """Whether slinks or dev_slinks is there and cannot be read, so that it is not known what is static."""
        _ = self.slinks_file, self.dev_slinks_file  # which are read when they are looked at
        return not self.build.unreadable.keys().isdisjoint((self.slinks_path, self.dev_slinks_path))

    @cached_property
    def slinks(self) -> frozenset[str]:
        """The lines of slinks, whatever else is wrong with the file; empty where it is not there."""
        return frozenset(self.slinks_file.names) if self.slinks_file is not None else frozenset()

    @cached_property
    def dev_slinks(self) -> frozenset[str]:
        """The lines of dev_slinks."""
        return frozenset(self.dev_slinks_file.names) if self.dev_slinks_file is not None else frozenset()

    @cached_property
    def slinks_file(self) -> SlinksFile | None:
        """The file slinks; None where it is not there, or cannot be read."""
        return self._lines(self.slinks_path)

    @cached_property
    def dev_slinks_file(self) -> SlinksFile | None:
        """The file dev_slinks."""
        return self._lines(self.dev_slinks_path)

    def _lines(self, path: str) -> SlinksFile | None:
        try:
            return SlinksFile(path, self.build.tree.read(path))
        except (Unreadable, DocumentError) as error:
            if isinstance(error, DocumentError) or not error.absent:
                self.build.unreadable[path] = error
            return None

    @cached_property
    def added(self) -> dict[str, Added] | None:
        """The Bundles that mPaaS's plugin adds without a line in the script; None where that is not known."""
        from hapline_plugins.portal.source.added import added_to

        return added_to(self)

    @cached_property
    def declared(self) -> dict[str, list[Declared]]:
        """The Bundles that it declares with ``bundle`` and ``devbundle``, by ``group:artifact``."""
        found: dict[str, list[Declared]] = {}
        for one in self.bundles:
            if one.key is not None:
                found.setdefault(one.key, []).append(one)
        return found
