"""Which classes of a patch carry fixes, which are new, which only hold them together."""

from __future__ import annotations

import pytest

from hapline_plugins.hotpatch.building.naming import PatchedClass, contents_of
from plugins.hotpatch.building.making import APP, fixes


def test_an_instantrun_patch() -> None:
    names = [
        *fixes("com.example.Main", "com.example.ui.List$1", "x.FooPatch"),
        f"{APP}.HelperInLinePatch",
        f"{APP}.MainPatchRobustAssist",
        f"{APP}.MainPatchInstantRunAssist",
        f"{APP}.Added",
        "com.example.Added$Inner",
        "com.example.OtherPatch",
    ]
    found = contents_of(names)
    assert (found.method, found.packages) == ("instantrun", (APP,))
    assert found.patched == (
        PatchedClass(name="FooPatch", patch=f"{APP}.FooPatchPatch"),
        PatchedClass(name="List$1", patch=f"{APP}.List$1Patch"),
        PatchedClass(name="Main", patch=f"{APP}.MainPatch"),
    )
    assert found.added == ("com.example.Added$Inner", "com.example.OtherPatch", f"{APP}.Added")
    assert len(found.patched) + len(found.added) + len(found.generated) == len(set(names))


def test_a_class_that_only_looks_like_a_patch() -> None:
    """Without its control class nothing ever calls it."""
    found = contents_of([f"{APP}.PatchesInfoImpl", f"{APP}.AppPatch", "other.XPatch", "other.XPatchControl"])
    assert found.patched == ()
    assert found.added == (f"{APP}.AppPatch", "other.XPatch", "other.XPatchControl")
    found = contents_of([f"{APP}.PatchesInfoImpl", f"{APP}.LostPatchControl"])
    assert (found.patched, found.added) == ((), (f"{APP}.LostPatchControl",))


def test_a_class_that_is_called_as_generated_ones_are() -> None:
    found = contents_of(fixes("com.example.HotInLine"))
    assert [one.name for one in found.patched] == ["HotInLine"]


def test_origins_say_the_whole_name() -> None:
    found = contents_of(fixes("com.example.Main"), origins={f"{APP}.MainPatch": "a.b"})
    assert found.patched == (PatchedClass(name="a.b", patch=f"{APP}.MainPatch"),)


def test_a_dexpatch() -> None:
    found = contents_of(["a.B", "a.B$1", "a.C"])
    assert (found.method, [one.name for one in found.patched], found.added) == ("dexpatch", ["a.B", "a.B$1", "a.C"], ())
    assert [one.key for one in found.patched] == ["a.B", "a.B$1", "a.C"]
    found = contents_of(["a.B", "a.B$1", "a.C"], {"a.B", "a.D"})
    assert ([one.name for one in found.patched], found.added) == (["a.B"], ("a.B$1", "a.C"))


@pytest.mark.timeout(20)
def test_a_name_that_goes_on_and_on() -> None:
    name = f"{APP}.{'Patch' * 13000}Assis"
    assert contents_of([*fixes("com.example.Main"), name]).added == (name,)
