"""What the manifests of one app say together: the components of a Portal and of Bundles whose manifests it declares.

Source: the vendor's guide, "Portal project" (the plugin merges the manifests of Bundles into the Portal's).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hapline_plugins.portal.source.bundles import Bundle

if TYPE_CHECKING:
    from hapline.builds import Component, Manifest
    from hapline_plugins.portal.source.composition import App, Composition, Member
    from hapline_plugins.portal.source.modules import GradleModule


class Part(NamedTuple):
    """A component as a part of an app.

    Attributes:
        owner: The Portal or the Bundle that brings it. manifest: The manifest that declares it. component: It.
    """

    owner: GradleModule
    manifest: Manifest
    component: Component

    @property
    def key(self) -> tuple[str, str]:
        """Its kind and its full name."""
        return self.component.kind, self.component.name

    @property
    def label(self) -> str:
        """What people call its owner."""
        return label_of(self.owner)

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands, to compare."""
        return self.manifest.path, self.component.element.number


class Merged(NamedTuple):
    """What comes together: an app, or a Bundle that no Portal of the workspace declares.

    Attributes:
        app: The app; None for a Bundle by itself. parts: The components, the Portal's first, then those of mPaaS's own
            Bundles, then others; those left out that a manifest takes out. settled: The kinds and names of which a
            manifest says with ``tools:node`` or ``tools:replace`` what becomes of them when they meet.
    """

    app: App | None
    parts: Sequence[Part]
    settled: frozenset[tuple[str, str]]


def merged(composition: Composition) -> Iterator[Merged]:
    """What comes together in a workspace: its apps, and Bundles that are in none of them."""
    for app in composition.apps:
        bundles = [bundle for member, bundle in app.local if is_merged(member)]
        yield _merged(app, [app.portal, *sorted(bundles, key=_is_own)])
    for key, bundles_of in composition.bundles.items():
        if not composition.apps_of(key):
            for bundle in bundles_of:
                yield _merged(None, [bundle])


def manifests_of(owner: GradleModule) -> Iterator[Manifest]:
    """The manifests of a Portal, or of a Bundle: those of its main module and of its sub-modules."""
    for module in owner.all_modules if isinstance(owner, Bundle) else [owner]:
        if module.manifest is not None:
            yield module.manifest


def is_merged(member: Member) -> bool:
    """Whether the manifest of a Bundle surely goes into its app: a line declares it, under no condition."""
    return any(not one.conditions for one in member.manifests)


def label_of(owner: GradleModule) -> str:
    """What people call a Portal or a Bundle."""
    return owner.label if isinstance(owner, Bundle) else owner.folder or owner.name


def is_known_official(owner: GradleModule) -> bool:
    """Whether it is one of mPaaS's own Bundles."""
    return isinstance(owner, Bundle) and owner.is_official


def _is_own(bundle: Bundle) -> bool:
    return not is_known_official(bundle)


def _merged(app: App | None, owners: Sequence[GradleModule]) -> Merged:
    every = [
        Part(owner, manifest, component)
        for owner in owners
        for manifest in manifests_of(owner)
        for component in manifest.components
    ]
    settled = frozenset(one.key for one in every if one.component.is_removed or one.component.replaces)
    return Merged(app, [one for one in every if not one.component.is_removed], settled)
