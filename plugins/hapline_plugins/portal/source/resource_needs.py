"""Resources that the system looks for in the Portal: those that manifests of Bundles name, and that code hands to it.

Source: the vendor's guide, "Portal project": resources used in AndroidManifest.xml, passed to NotificationManager or
looked up with ``getResources().getIdentifier()`` must be in the Portal. It makes no difference whether a Bundle is
static: its code then goes into the main dex, its resources stay in a package of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from hapline.builds import Lines, application_ids, span_of, tolerant_text
from hapline.documents import ANDROID
from hapline_hooks import Location, Unreadable
from hapline_plugins.portal.source.merging import is_known_official, is_merged, manifests_of
from hapline_plugins.portal.source.resources import code_name

if TYPE_CHECKING:
    from hapline.builds import Manifest
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.code_calls import ResourceUse
    from hapline_plugins.portal.source.composition import App
    from hapline_plugins.portal.source.modules import GradleModule
    from hapline_plugins.portal.source.resource_references import Reference
    from hapline_plugins.portal.source.resources import Resource

_NOT_SOUGHT = frozenset(("attr", "id"))
"""Types that the system does not look for."""


class CodeUse(NamedTuple):
    """A use in code. use: What is used, and how. location: Where."""

    use: ResourceUse
    location: Location


class Need(NamedTuple):
    """A resource that must be in the Portal.

    Attributes:
        how: Who asks for it. by: The attribute of a manifest, or the method. type: Its type. name: Its name, as it is
            written there. location: Where it is asked for.
    """

    how: Literal["manifest", "notification", "identifier"]
    by: str
    type: str
    name: str
    location: Location


class Lack(NamedTuple):
    """A need of a Bundle that its Portal does not meet. app: The app. bundle: The Bundle. need: What it needs."""

    app: App
    bundle: Bundle
    need: Need


def lacking(app: App) -> Iterator[Lack]:
    """What Bundles need and their Portal does not define; nothing of a Portal whose resources are not all known.

    Bundles of mPaaS itself are left out, and those that a Portal declares under conditions only.
    """
    ids = application_ids(app.portal)
    for member, bundle in app.local:
        if is_known_official(bundle) or member.is_conditional:
            continue
        needs = [*_in_manifests(app, bundle)] if is_merged(member) else []
        for need in (*needs, *_in_code(ids, bundle)):
            if app.resources is None:
                break
            if (need.type, code_name(need.name)) not in app.resources:
                yield Lack(app, bundle, need)


def code_uses(bundle: Bundle) -> Iterator[CodeUse]:
    """What the code of a Bundle hands to the system."""
    for module in bundle.all_modules:
        yield from module.code_uses


def uses_in(module: GradleModule) -> Iterator[CodeUse]:
    """What the code of a module hands to the system; most files hold no word for it, and are not read again."""
    for file in module.code.files:
        if file.may_hand_over:
            from hapline_plugins.portal.source.code_calls import resource_uses

            try:
                text = tolerant_text(module.build.tree.read(file.path))
            except Unreadable:
                continue
            uses = resource_uses(file.path, text)
            lines = Lines(text if uses else "")
            for use in uses:
                yield CodeUse(use, Location(path=file.path, span=lines.span(use.start, use.end)))


def defining(bundle: Bundle, need: Need) -> Location | None:
    """Where a Bundle defines a resource."""
    name = code_name(need.name)
    for module in bundle.all_modules:
        for found in module.resources.defining_in_code(need.type, name):
            return _place(module, found)
    return None


def named(manifest_text: str) -> Iterator[Reference]:
    """The resources that attributes of a manifest name, those of Android and of other apps left out."""
    if "@" in manifest_text:
        from hapline_plugins.portal.source.resource_references import references

        for one in references(manifest_text):
            if one.attribute and not one.package and not one.defines and one.type not in _NOT_SOUGHT:
                yield one


def is_overruled(app: App, reference: Reference) -> bool:
    """Whether a manifest says something of the whole application that the Portal's manifest says itself."""
    own = app.portal.manifest.application if app.portal.manifest is not None else None
    local = reference.attribute.rpartition(":")[2]
    return reference.element == "application" and own is not None and own.get(local, ANDROID) is not None


def _in_manifests(app: App, bundle: Bundle) -> Iterator[Need]:
    for manifest in manifests_of(bundle):
        for one in named(manifest.document.text):
            if not is_overruled(app, one):
                place = _place_in(manifest, one)
                yield Need("manifest", one.attribute, one.type, one.name, place)


def _in_code(ids: Collection[str], bundle: Bundle) -> Iterator[Need]:
    uses = list(code_uses(bundle))
    packages = {"", *ids, *(manifest.package for manifest in manifests_of(bundle))} if uses else set()
    for use, place in uses:
        if use.how == "foreground" or use.is_computed or not use.type or use.is_framework:
            continue
        if use.how == "notification" or use.package in packages:
            yield Need(use.how, use.method, use.type, use.name, place)


def _place(module: GradleModule, resource: Resource) -> Location:
    if resource.start is None or resource.end is None:
        return Location(path=resource.path)
    from hapline_plugins.portal.source.xml_scanning import xml_text

    text = xml_text(module.build.tree.read(resource.path))
    return Location(path=resource.path, span=span_of(text, resource.start, resource.end))


def _place_in(manifest: Manifest, one: Reference) -> Location:
    return Location(path=manifest.path, span=manifest.document.place(one.start, one.end))
