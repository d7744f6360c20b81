"""What no hotpatch can do, by whatever method."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Phrase
from hapline_plugins.hotpatch.advice.change import App, ChangedParts
from hapline_plugins.hotpatch.advice.reasons import Reason, guide, some

_MANIFEST = "https://developer.android.com/guide/topics/manifest/manifest-intro"


def reasons(parts: ChangedParts, app: App) -> Iterator[Reason]:
    """Reasons against both methods."""
    if parts.components:
        yield Reason(
            id="components",
            level="blocks",
            text=Phrase(
                "new components: {names}; the system knows those that were there when the app was installed",
                names=some(parts.components),
            ),
            todo=Phrase("let a component that is there already show or do it"),
            source=_MANIFEST,
        )
    if parts.manifest:
        yield Reason(
            id="manifest",
            level="blocks",
            text=Phrase(
                "the manifest differs: {names}; the system reads it when the app is installed",
                names=some(parts.manifest),
            ),
            todo=Phrase("leave the manifest as it was released"),
            source=_MANIFEST,
        )
    if parts.signers_differ:
        yield Reason(
            id="signers",
            level="blocks",
            text=Phrase("the two apps are signed by different certificates"),
            todo=Phrase("sign the new app with the key of the released one"),
            source=guide("5.2.2.1"),
        )
    if app.released == "none":
        yield Reason(
            id="no-component",
            level="blocks",
            text=Phrase("the released version has no hotpatch component, so that nothing asks for a patch"),
            todo=Phrase("add the component HOTFIX to the next version"),
            source=guide("5.2.1.2"),
        )
    if parts.classes_removed:
        yield Reason(
            id="classes-removed",
            level="note",
            text=Phrase(
                "classes that are gone stay in the app as they were released, and no patch takes them out: {names}",
                names=some(parts.classes_removed),
            ),
        )
    if parts.unread:
        yield Reason(
            id="unread",
            level="note",
            text=Phrase("changed files that cannot be read: {names}", names=some(parts.unread)),
            todo=Phrase("look at them with `hapline hotpatch lint`, or give two builds: OLD.apk NEW.apk"),
        )
    for part in sorted(parts.unseen):
        yield Reason(id=f"unseen-{part}", level="note", text=_UNSEEN[part])


_UNSEEN = {
    "code": Phrase("not everything that changed in the code was looked at"),
    "libraries": Phrase("native libraries were not compared"),
    "manifest": Phrase("the manifests were not compared"),
    "resources": Phrase("resources were not compared"),
    "signers": Phrase("the signers were not compared"),
}
