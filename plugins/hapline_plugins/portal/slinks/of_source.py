"""Facts of a Bundle from its source in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.builds import MANIFEST_PATH
from hapline_hooks import Phrase
from hapline_plugins.portal.official import NO_LEVEL
from hapline_plugins.portal.slinks.facts import Exports, Fact, Facts, Number, Origin

if TYPE_CHECKING:
    from hapline.builds import Component, Manifest
    from hapline_plugins.portal.source.bundles import Bundle

_DECLARED = Phrase("its manifest declares it")
_GIVEN = Phrase("its script says so")
_SCRIPT = Phrase("its script gives none")


def facts_of_source(bundle: Bundle) -> Facts:
    """What the scripts, manifests and code of a Bundle say."""
    providers = tuple(
        Fact(name=one.name, origin=Origin(text=_DECLARED, location=manifest.at(one.element, "name")))
        for manifest, one in providers_of(bundle)
    )
    return Facts(
        providers=providers if providers or not _unreadable(bundle) else None,
        exports=exports_of(bundle),
        init_level=_init_level(bundle),
        has_code=any(one.has_code for one in bundle.all_modules),
        problems=tuple(Phrase("{path} cannot be read", path=path) for path in _unreadable(bundle)),
    )


def has_no_providers(bundle: Bundle) -> bool:
    """Whether a Bundle surely has no ContentProvider."""
    return not providers_of(bundle) and not _unreadable(bundle)


def providers_of(bundle: Bundle) -> list[tuple[Manifest, Component]]:
    """The ContentProviders that the modules of a Bundle declare, without those that its main manifest takes out."""
    manifests = [one.manifest for one in bundle.all_modules if one.manifest is not None]
    main = bundle.manifest
    removed = {one.name for one in main.components if one.kind == "provider" and one.is_removed} if main else set()
    return [(manifest, one) for manifest in manifests for one in manifest.providers if one.name not in removed]


def exports_of(bundle: Bundle) -> Exports | None:
    """What a Bundle exports; None where that is computed, or depends on conditions."""
    given = bundle.exports_given
    if given is None:
        return Exports(packages=(), origin=Origin(text=_SCRIPT, location=bundle.top)) if bundle.script else None
    if given.statement.conditions or not bundle.exports_known:
        return None
    packages = tuple(one.name for one in bundle.exports)
    if not packages and given.text is None:
        return None
    return Exports(packages=packages, origin=Origin(text=_GIVEN, location=given.location))


def _init_level(bundle: Bundle) -> Number | None:
    given = bundle.init_level
    if given is None:
        return Number(value=NO_LEVEL, origin=Origin(text=_SCRIPT, location=bundle.top)) if bundle.script else None
    level = bundle.level
    return Number(value=level, origin=Origin(text=_GIVEN, location=given.location)) if level is not None else None


def _unreadable(bundle: Bundle) -> list[str]:
    """The manifests that are there and cannot be read."""
    _ = [one.manifest for one in bundle.all_modules]  # which are read when they are looked at
    paths = [one.file(MANIFEST_PATH) for one in bundle.all_modules]
    return [path for path in paths if path in bundle.build.unreadable]
