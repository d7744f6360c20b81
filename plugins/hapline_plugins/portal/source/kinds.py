"""Which kind of mPaaS project a Gradle module belongs to, told by the plugins that its script applies.

Sources: the vendor's guide, "Bundle project" and "Portal project"; the shapes of real projects (an mPaaS Inside app
applies the Portal plugin and has its own code and no slinks; an app on native AARs applies the baseline plugin only).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from hapline.builds import AppliedPlugin
    from hapline.documents import Condition

ModuleKind = Literal["portal", "inside", "bundle", "library", "aar", "application", "other"]
"""What a module is; ``library`` is a sub-module of a Bundle, ``application`` an app without mPaaS."""
BuildKind = Literal["portal", "bundle", "inside", "aar", "switchable", "other"]
"""What a build is; ``switchable`` is one whose conditions decide between two of the others."""

PORTAL = "com.alipay.portal"
BUNDLE = "com.alipay.bundle"
LIBRARY = "com.alipay.library"
APPLICATION = "com.android.application"
BASELINES = frozenset(("com.alipay.apollo.baseline.config", "com.alipay.apollo.baseline.update"))
_PLATFORMS = frozenset(("com.mpaas.android", "com.mpaas.android.res.base"))
_NATIVE = frozenset(("implementation", "api", "compile"))


def kinds_of(plugins: Iterable[AppliedPlugin]) -> Iterator[tuple[tuple[Condition, ...], str]]:
    """The mPaaS plugins that decide a kind, each with its conditions."""
    for one in plugins:
        if one.name in {PORTAL, BUNDLE, LIBRARY} or one.name in BASELINES:
            yield one.conditions, one.name


def is_native(group: str, configuration: str) -> bool:
    """Whether a dependency is one that only apps on native AARs have."""
    return configuration in _NATIVE and group in _PLATFORMS
