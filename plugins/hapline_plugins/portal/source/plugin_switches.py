"""The switches of the vendor's Portal plugin in gradle.properties: whether its checks run, and which would.

Source: the file that the project wizard writes beside the Portal's script, with its comments. ``skipcheck=true``, which
it writes too, passes over all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.documents import Properties
    from hapline_hooks import Span

NAME = "gradle.properties"
_SKIP_ALL = "skipcheck"
CHECKS = (
    "checkBundleDependencyCycle",
    "checkClassDuplicate",
    "checkBundlePackageId",
    "checkBundleExportPackages",
    "checkBundleDependencyExist",
    "checkBundleDependencyVersion",
    "checkBundleInitLevel",
    "checkBundleNativeLibrary",
    "checkBundleInjectClassVerifier",
    "checkClassInvoke",
    "checkAspectInfo",
)
"""The key of each check."""


class PluginSwitches:
    """The switches of one file; of a key that stands twice the last one counts.

    Attributes:
        skips_all: Whether all checks are passed over. place: Where that is said; None where it is not.
        wanted: The keys of the checks that are switched on by themselves, in the order of ``CHECKS``.
    """

    def __init__(self, properties: Properties) -> None:
        """Read a file; nothing in it is an error."""
        skip = properties.find(_SKIP_ALL)
        self.skips_all = _is_on(properties, _SKIP_ALL)
        self.place: Span | None = properties.place(skip.start, skip.end) if skip is not None else None
        self.wanted = tuple(key for key in CHECKS if _is_on(properties, key))


def _is_on(properties: Properties, key: str) -> bool:
    found = properties.find(key)
    return found is not None and found.value.strip().lower() == "true"
