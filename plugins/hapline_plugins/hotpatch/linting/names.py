"""Names of the vendor's code that the source of an app has to write.

``annotaion`` is how the vendor's package is really spelt (mPaaS MDS guide, 5.2.2.1); the spelling ``annotation``,
which the guide has once, is of a package that does not exist.
"""

from __future__ import annotations

PATCH = "com.alipay.instantrun.patch"
ANNOTATIONS = f"{PATCH}.annotaion"
MODIFY = f"{ANNOTATIONS}.Modify"
ADD = f"{ANNOTATIONS}.Add"
MODIFIER = f"{PATCH}.InstantRunModify"
MODIFY_CALLS = frozenset({f"{MODIFIER}.modify", "InstantRunModify.modify", "modify"})
"""How the call that marks a method may be written; the last needs a static import."""
WRONG_PACKAGES = (f"{PATCH}.annotation", "com.meituan.robust.patch.annotaion", "com.meituan.robust.patch.annotation")
"""Packages that are written instead: the wrong spelling, and that of Robust, from which InstantRun comes."""
ARRAYCOPY = frozenset({"System.arraycopy", "java.lang.System.arraycopy", "arraycopy"})
WAITS = rb"\bLauncherApplicationAgent\s*\.\s*getInstance\b"
"""What a static block must not call (mPaaS MDS guide, 5.2.2.2)."""
