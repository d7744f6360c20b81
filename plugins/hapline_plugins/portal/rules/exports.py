"""Exports of several Bundles: packages of one that match classes of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Location, Related
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, TogetherRule
from hapline_plugins.portal.source.bundles import Bundle, Export
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.exports import covers, is_too_short

Owned = tuple[str, str, Bundle, Export]
"""An export with what it is sorted by: its name, the Bundle's ``group:artifact``, the Bundle, the export."""


def _bundle(package: str) -> str:
    """The script of a Bundle, for examples."""
    return f"apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\nbundle {{\n    exportPackages '{package}'\n}}\n"


def _settings(name: str) -> str:
    return f"include ':{name}'\nproject(':{name}').projectDir = new File('app')\n"


class ExportsOverlap(TogetherRule):
    code = "BND204"
    slug = "exports-overlap"
    title = "No package that a Bundle exports matches classes of another Bundle"
    since = "0.1.0"
    severity = "warning"
    why = (
        "The framework asks one of the two for classes of the other: they are not found, or of another version, "
        "when the app runs."
    )
    help = "Name longer packages, or move the classes so that each package belongs to one Bundle."
    messages: ClassVar = {
        "same": "{package} is exported by {other} too",
        "covers": "{package} matches {inner}, which {other} exports",
        "letters": "{package} matches {inner} of {other} where names are compared letter by letter",
        "other": "exported here",
    }
    sources = (f"{BUNDLE_GUIDE}, build.gradle of the main module",)
    bad: ClassVar = {
        "pay/settings.gradle": _settings("pay-build"),
        "pay/app/build.gradle": _bundle("com.example.pay"),
        "cashier/settings.gradle": _settings("cashier-build"),
        "cashier/app/build.gradle": _bundle("com.example.pay.cashier"),
    }
    good: ClassVar = {
        "pay/settings.gradle": _settings("pay-build"),
        "pay/app/build.gradle": _bundle("com.example.pay.wallet"),
        "cashier/settings.gradle": _settings("cashier-build"),
        "cashier/app/build.gradle": _bundle("com.example.pay.cashier"),
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Compare what is loaded together: the dynamic Bundles of each app, or all where there is no Portal."""
        said: set[tuple[str, str, str, str]] = set()
        for group in _groups(composition):
            for outer, inner in _overlaps(group):
                mark = (*outer[:2], *inner[:2])
                if mark not in said:
                    said.add(mark)
                    yield self._found(outer, inner)

    def _found(self, outer: Owned, inner: Owned) -> Finding:
        place, other = _place(outer), _place(inner)
        related = [Related(location=other, message="other")]
        if outer[0] == inner[0]:
            return self.found("same", place, related=related, package=outer[0], other=inner[1])
        sure = covers(outer[0], inner[0])
        return self.found(
            "covers" if sure else "letters",
            place,
            severity=None if sure else "note",
            related=related,
            package=outer[0],
            inner=inner[0],
            other=inner[1],
        )


def _groups(composition: Composition) -> Iterator[list[tuple[str, Bundle]]]:
    """Bundles that are loaded dynamically by one app, as far as their source is here."""
    if not composition.apps:
        yield [(key, several[0]) for key, several in composition.bundles.items() if len(several) == 1]
    for app in composition.apps:
        if not (app.portal.may_link_all or app.portal.hides_slinks):
            yield [(member.key, bundle) for member, bundle in app.local if not app.is_static(member.key)]


def _overlaps(group: Iterable[tuple[str, Bundle]]) -> Iterator[tuple[Owned, Owned]]:
    """Each export with the nearest one of another Bundle that it begins with, which comes first.

    In sorted order all that begin with a name follow it, so that one pass with the names that are still open is enough.
    Exports that are too short by themselves are left out: they are said where they stand.
    """
    every: list[Owned] = sorted(
        ((one.name.rstrip("."), key, bundle, one) for key, bundle in group for one in _exports(bundle)),
        key=lambda one: (*one[:2], one[3].start),
    )
    opened: list[Owned] = []
    for one in every:
        while opened and not one[0].startswith(opened[-1][0]):
            opened.pop()
        outer = next((before for before in reversed(opened) if before[1] != one[1]), None)
        if outer is not None:
            yield outer, one
        opened.append(one)


def _exports(bundle: Bundle) -> list[Export]:
    given = bundle.exports_given
    if given is None or given.statement.conditions or bundle.is_official:
        return []
    return [one for one in bundle.exports if not is_too_short(one.name)]


def _place(owned: Owned) -> Location:
    bundle, export = owned[2:]
    return bundle.at(export.start, export.end, "bundle", "exportPackages")
