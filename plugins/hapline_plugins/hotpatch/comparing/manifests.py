"""The manifests of two builds: versions, components, permissions, and whatever else differs.

A patch changes no manifest: what is new in it needs a new release of the app.
"""

from __future__ import annotations

from hapline.android.manifest import full_name
from hapline.archives import Archive
from hapline_hooks import noun
from hapline_plugins.hotpatch.apk_manifests import MOST_MANIFEST, NAME
from hapline_plugins.hotpatch.comparing.documents import Difference, Element, differences, read_document
from hapline_plugins.hotpatch.comparing.resource_names import NO_NAMES, ResourceNames, names_in
from hapline_plugins.hotpatch.comparing.resources import same_table

_COMPONENTS = ("activity", "activity-alias", "service", "receiver", "provider")
_PERMISSIONS = ("uses-permission", "uses-permission-sdk-23")
_VERSIONS = ("android:versionCode", "android:versionName")
_BUILD = frozenset({"platformBuildVersionCode", "platformBuildVersionName", "android:compileSdkVersion"})
_BUILD_TOO = frozenset({"android:compileSdkVersionCodename", "0x01010572", "0x01010573"})
"""Attributes that say what the app was built with; nothing follows from them."""


@noun
class NamedComponent:
    """A component. kind: Its element, such as ``activity``. name: Its class, in full."""

    kind: str
    name: str


@noun
class ManifestSaid:
    """What is told of each manifest, as it is written there; empty where it is not.

    Attributes:
        package: The application id. version_code: The version as a number. version_name: The version as a text.
        application: The class of the application, in full.
    """

    package: str = ""
    version_code: str = ""
    version_name: str = ""
    application: str = ""


@noun
class ManifestChanges:
    """What differs between two manifests.

    Attributes:
        old: What is told of the first. new: What is told of the second.
        added, removed: Components. added_permissions, removed_permissions: The names in ``<uses-permission>``.
        others: All other differences but those of versions and build tools, whole elements too.
    """

    old: ManifestSaid
    new: ManifestSaid
    added: tuple[NamedComponent, ...] = ()
    removed: tuple[NamedComponent, ...] = ()
    added_permissions: tuple[str, ...] = ()
    removed_permissions: tuple[str, ...] = ()
    others: tuple[Difference, ...] = ()

    @property
    def version_differs(self) -> bool:
        """Whether the version does."""
        return (self.old.version_code, self.old.version_name) != (self.new.version_code, self.new.version_name)

    def __bool__(self) -> bool:
        """Whether anything but the version differs."""
        permissions = self.added_permissions or self.removed_permissions
        return bool(self.added or self.removed or permissions or self.others)


def compare_manifests(
    old: Archive, new: Archive, names: tuple[ResourceNames | None, ResourceNames | None] | None = None
) -> ManifestChanges | None:
    """Put the manifests of two files beside each other; None where not both have one.

    Args:
        old: The first file. new: The second.
        names: Their resources, as ``ResourceChanges`` has them; they are read where they are not given, and needed.

    Raises:
        hapline.archives.ArchiveError: A manifest cannot be read.
        hapline.documents.DocumentError: One is broken; ``hapline.android.BinaryError`` where it is binary.
    """
    if NAME not in old.by_name or NAME not in new.by_name:
        return None
    one, other = old.read(NAME, MOST_MANIFEST), new.read(NAME, MOST_MANIFEST)
    if same_table(old, new):
        names = (None, None)  # each id means what it meant
    elif names is None:
        names = (names_in(old), names_in(new))
    return _compared(_document(one, names[0]), _document(other, names[1]))


def _document(data: bytes, names: ResourceNames | None) -> Element:
    by_id = (names or NO_NAMES).by_id
    return read_document(data, lambda number: by_id.get(number, ""), limit=MOST_MANIFEST)


def _compared(old: Element, new: Element) -> ManifestChanges:
    before, after = _components(old), _components(new)
    asked, asks = _permissions(old), _permissions(new)
    return ManifestChanges(
        old=_said(old),
        new=_said(new),
        added=tuple([one for one in after if one not in before]),
        removed=tuple([one for one in before if one not in after]),
        added_permissions=tuple([name for name in asks if name not in asked]),
        removed_permissions=tuple([name for name in asked if name not in asks]),
        others=tuple([one for one in differences(old, new) if not _is_told(one)]),
    )


def _is_told(one: Difference) -> bool:
    """Whether a difference is told elsewhere, or says nothing of the app."""
    last = one.path[-1].partition("[")[0]
    if not one.attribute:
        depth, kinds = (3, _COMPONENTS) if last in _COMPONENTS else (2, _PERMISSIONS)
        return len(one.path) == depth and last in kinds
    return len(one.path) == 1 and one.attribute in {*_VERSIONS, *_BUILD, *_BUILD_TOO}


def _application(root: Element) -> Element | None:
    return next((child for child in root.children if child.tag == "application"), None)


def _components(root: Element) -> dict[NamedComponent, None]:
    app, package = _application(root), root.attributes.get("package", "")
    children = app.children if app is not None else ()
    found = [child for child in children if child.tag in _COMPONENTS]
    return dict.fromkeys([NamedComponent(kind=one.tag, name=full_name(one.name, package)) for one in found])


def _permissions(root: Element) -> dict[str, None]:
    return dict.fromkeys([child.name for child in root.children if child.tag in _PERMISSIONS])


def _said(root: Element) -> ManifestSaid:
    app, package = _application(root), root.attributes.get("package", "")
    return ManifestSaid(
        package=package,
        version_code=root.attributes.get("android:versionCode", ""),
        version_name=root.attributes.get("android:versionName", ""),
        application=full_name(app.name, package) if app is not None else "",
    )
