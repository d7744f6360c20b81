"""All that is known of the Bundles of an app, from the best source of each fact: source, repository, build, table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents import ANDROID
from hapline_hooks import Phrase
from hapline_plugins.portal.official import OFFICIAL, OfficialBundle
from hapline_plugins.portal.official_table import BUILD
from hapline_plugins.portal.slinks.facts import Exports, Fact, Facts, Number, Origin
from hapline_plugins.portal.slinks.startup import AGENTS

if TYPE_CHECKING:
    from hapline.builds import Manifest
    from hapline.documents import XmlElement
    from hapline_plugins.portal.built.bundles_csv import BundleRow
    from hapline_plugins.portal.built.maven import LocalRepository
    from hapline_plugins.portal.source.composition import App, Member


class Known:
    """What is known of the Bundles of one app.

    Attributes:
        app: The app. repository: Where jars and manifests are looked up; None for nowhere.
    """

    def __init__(self, app: App, repository: LocalRepository | None = None) -> None:
        """Name an app."""
        self.app = app
        self.repository = repository

    def of(self, member: Member) -> Facts:
        """What is known of one Bundle."""
        found = Facts()
        if member.bundle is not None:
            from hapline_plugins.portal.slinks.of_source import facts_of_source

            found = facts_of_source(member.bundle)
        if self.repository is not None:
            from hapline_plugins.portal.slinks.of_built import facts_of_repository

            found = found.otherwise(facts_of_repository(member, self.repository))
        row = self._rows.get(member.key)
        if row is not None:
            from hapline_plugins.portal.built.last_build import CSV
            from hapline_plugins.portal.slinks.of_built import facts_of_row

            found = found.otherwise(facts_of_row(row, self.app.portal.file(CSV)))
        official = OFFICIAL.get(member.key)
        return found.otherwise(_of_table(official)) if official is not None else found

    @cached_property
    def named(self) -> Mapping[str, Fact]:
        """The Bundles with a class that the Portal's manifest has made when the app starts, by ``group:artifact``."""
        found: dict[str, Fact] = {}
        manifest = self.app.portal.manifest
        if manifest is None:
            return found
        classes = list(_classes(manifest))
        for member, bundle in self.app.local if classes else ():
            for name, element, attribute in classes:
                if bundle.has_file_of(name):
                    place = manifest.at(element, attribute)
                    origin = Origin(text=Phrase("the Portal's manifest names it"), location=place)
                    found.setdefault(member.key, Fact(name=name, origin=origin))
        return found

    @cached_property
    def _rows(self) -> Mapping[str, BundleRow]:
        from hapline_plugins.portal.built.last_build import rows_of

        return rows_of(self.app)


def _classes(manifest: Manifest) -> Iterator[tuple[str, XmlElement, str]]:
    """The classes that a Portal's manifest names for the start of the app, each with the element and the attribute."""
    application = manifest.application
    if application is None:
        return
    name = application.get("name", ANDROID)
    if name:
        yield manifest.full_name(name), application, "name"
    for one in application.children:
        if one.tag == "meta-data" and one.get("name", ANDROID) in AGENTS:
            value = one.get("value", ANDROID)
            if value:
                yield value, one, "value"


def _of_table(official: OfficialBundle) -> Facts:
    origin = Origin(text=Phrase("so it was in {source}", source=BUILD))
    level = official.init_level
    return Facts(
        exports=Exports(packages=official.exports, origin=origin, is_sure=False) if level is not None else None,
        init_level=Number(value=level, origin=origin) if level is not None else None,
    )
