"""The applicationId of an app, as its script or its manifest gives it, and what manifests make of it.

Source: Android developers, "Configure the app module" (applicationId, applicationIdSuffix; without one the package of
the manifest is taken) and "Manifest build variables" (``${applicationId}``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.builds.modules import GradleModule

PLACEHOLDER = "${applicationId}"
_NAME = "applicationId"
_PATHS = (("android", "defaultConfig", _NAME), ("android", "productFlavors", "*", _NAME))


def application_ids(module: GradleModule) -> frozenset[str]:
    """All ids that a module may be built with; nothing where one of them is not known."""
    script = module.script
    if script is None:
        return frozenset()
    if f"{_NAME}Suffix" in script.text:
        return frozenset()
    values = [one.value for path in _PATHS for one in script.values(*path)]
    if not values:
        package = module.manifest.package if module.manifest is not None else ""
        return frozenset((package,)) if package else frozenset()
    said = [module.said(value) for value in values if value is not None]
    return frozenset() if None in said else frozenset(text for text in said if text)


def application_id(module: GradleModule) -> str | None:
    """The id of a module; None where it is not known, or where there are several."""
    found = application_ids(module)
    return next(iter(found)) if len(found) == 1 else None


def filled(text: str, known: str | None) -> str:
    """A text of a manifest with the applicationId in place of its placeholder, where that is known."""
    return text if known is None else text.replace(PLACEHOLDER, known)
