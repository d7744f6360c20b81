"""Which versions of Gradle, of the Android plugin and of mPaaS's plugin go together.

Sources: Android developers, "Android Gradle plugin release notes" (the Gradle that each line needs at least). The guide
and real projects pair mPaaS's plugin 2.1.3.x with Android plugin 2.1.3, 3.0.0.x with 3.0.1 and later, and 3.5.x
with 3.5.0 and later. The vendor: component-based access "requires Android Studio Flamingo or earlier".
"""

from __future__ import annotations

from hapline.builds import Version

_NEEDED: tuple[tuple[Version, Version], ...] = (
    ((8, 9), (8, 11, 1)),
    ((8, 8), (8, 10, 2)),
    ((8, 7), (8, 9)),
    ((8, 5), (8, 7)),
    ((8, 4), (8, 6)),
    ((8, 3), (8, 4)),
    ((8, 2), (8, 2)),
    ((8, 0), (8, 0)),
    ((7, 4), (7, 5)),
    ((7, 3), (7, 4)),
    ((7, 2), (7, 3, 3)),
    ((7, 1), (7, 2)),
    ((7, 0), (7, 0)),
    ((4, 2), (6, 7, 1)),
    ((4, 1), (6, 5)),
    ((4, 0), (6, 1, 1)),
    ((3, 6), (5, 6, 4)),
    ((3, 5), (5, 4, 1)),
    ((3, 4), (5, 1, 1)),
    ((3, 3), (4, 10, 1)),
    ((3, 2), (4, 6)),
    ((3, 1), (4, 4)),
    ((3, 0), (4, 1)),
    ((2, 3), (3, 3)),
    ((2, 1, 3), (2, 14, 1)),
    ((2, 0), (2, 10)),
)
"""The line of the Android plugin from a version on, and the Gradle that it needs at least."""
FLAMINGO: Version = (8, 0)
"""The last line of the Android plugin that Android Studio Flamingo opens."""


def needed_gradle(android: Version) -> Version | None:
    """The version of Gradle that a version of the Android plugin needs at least; None where that is not known."""
    return next((gradle for line, gradle in _NEEDED if android >= line), None)


def needed_android(mpaas: Version) -> Version | None:
    """The version of the Android plugin that mPaaS's plugin is made for, at least; None where that is not known."""
    if mpaas[:2] >= (3, 5):
        return 3, 5
    return (3, 0) if mpaas[:2] == (3, 0) else None
