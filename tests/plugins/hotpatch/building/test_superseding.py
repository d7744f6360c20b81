"""One patch per app version: what a new one must hold."""

from __future__ import annotations

from typing import Any

import pytest

from hapline.errors import UsageError
from hapline_plugins.hotpatch.building.manifest import PatchManifest
from hapline_plugins.hotpatch.building.naming import PatchedClass
from hapline_plugins.hotpatch.building.superseding import Loss, loss
from plugins.hotpatch.building.making import manifest

OLD = manifest("com.example.Main", "com.example.List$1", added=("com.example.Helper",), generated=("p.XInLinePatch",))


@pytest.mark.parametrize(
    ("new", "lost"),
    [
        (OLD, Loss()),
        (manifest("com.example.Main", "com.example.List$1", "x.More", added=("com.example.Helper", "y.Z")), Loss()),
        (
            manifest("com.example.Main", added=("com.example.Helper",)),
            Loss(patched=("com.example.List$1",)),
        ),
        (manifest("com.example.Main", "com.example.List$1"), Loss(added=("com.example.Helper",))),
        (manifest("com.example.Main2"), Loss(patched=("com.example.Main", "com.example.List$1"), added=OLD.added)),
        # One of them was described without the names of packages.
        (manifest("Main", "List$1", added=("com.example.Helper",)), Loss()),
    ],
)
def test_what_would_be_lost(new: PatchManifest, lost: Loss) -> None:
    assert loss(OLD, new) == lost
    assert bool(lost) == bool(lost.patched or lost.added)


def test_dexpatch_by_the_classes_themselves() -> None:
    old = manifest(method="dexpatch", patched=(PatchedClass(name="a.B"), PatchedClass(name="a.B$1")), added=("a.C",))
    new = manifest(method="dexpatch", patched=(PatchedClass(name="a.B"), PatchedClass(name="a.C")))
    assert loss(old, new) == Loss(patched=("a.B$1",))
    assert loss(old, manifest(method="dexpatch", patched=old.patched, added=old.added)) == Loss()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"application_id": "com.other"}, "the published patch is for the app com.example.app, this one for com.other"),
        ({"target_version": "1.3.0"}, "the published patch is for version 1.2.0 of the app, this one for 1.3.0"),
        ({"method": "dexpatch"}, "the published patch is made by instantrun, this one by dexpatch: one version"),
    ],
)
def test_what_cannot_be_compared(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(UsageError) as caught:
        loss(OLD, manifest("com.example.Main", **changes), "new.jar")
    assert str(caught.value).startswith(f"new.jar: {what}")
    assert caught.value.todo


def test_what_is_not_known_differs_from_nothing() -> None:
    bare = manifest("com.example.Main", "com.example.List$1", added=OLD.added, application_id="", target_version="")
    assert loss(OLD, bare) == Loss()
    assert loss(bare, OLD) == Loss()
