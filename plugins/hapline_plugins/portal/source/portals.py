"""A Portal in source: the module that puts Bundles together into one apk, with its slinks.

Source: the vendor's guide, "Portal project" and "Bundle project package".
"""

from __future__ import annotations

from functools import cached_property

from hapline_hooks import Unreadable
from hapline_plugins.portal.source.declared import Declared
from hapline_plugins.portal.source.modules import DEV_SLINKS, SLINKS, Given, GradleModule


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
    def all_slinks(self) -> Given | None:
        """``allSlinks`` as it is given."""
        return self.last("portal", "allSlinks")

    @property
    def links_all(self) -> bool:
        """Whether all Bundles are static whatever slinks says."""
        return self.all_slinks is not None and self.all_slinks.text == "true"

    @cached_property
    def slinks(self) -> frozenset[str]:
        """The lines of slinks, whatever else is wrong with the file; empty where it is not there."""
        try:
            text = self.build.tree.read(self.slinks_path).decode("utf-8", "replace")
        except Unreadable:
            return frozenset()
        return frozenset(line.strip() for line in text.splitlines()) - {""}

    @cached_property
    def declared(self) -> dict[str, list[Declared]]:
        """The Bundles that it declares with ``bundle`` and ``devbundle``, by ``group:artifact``."""
        found: dict[str, list[Declared]] = {}
        for one in self.bundles:
            if one.key is not None:
                found.setdefault(one.key, []).append(one)
        return found
