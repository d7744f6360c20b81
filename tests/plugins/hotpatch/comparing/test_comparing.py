"""Two builds beside each other: native libraries, resources, manifests and signers, of archives made here."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from core.android import making
from core.android.making import Bag, Element, Package, Typed
from core.android.signing import key, signed_apk
from hapline.android import BinaryError, ResourceTable
from hapline.archives import DEFLATED, Archive, ArchiveError, open_archive
from hapline.archives.writer import NewEntry, build
from hapline.documents import DocumentError
from hapline_plugins.hotpatch.comparing.documents import Difference
from hapline_plugins.hotpatch.comparing.entries import FileChanges
from hapline_plugins.hotpatch.comparing.libraries import LibraryChanges, RenamedLibrary, compare_libraries
from hapline_plugins.hotpatch.comparing.manifests import ManifestChanges, NamedComponent, compare_manifests
from hapline_plugins.hotpatch.comparing.resource_names import names_in, resource_names
from hapline_plugins.hotpatch.comparing.resources import MovedId, ResourceChanges, compare_resources
from hapline_plugins.hotpatch.comparing.signers import SignerComparison, certificates, compare_signers

Contents = Mapping[str, bytes]


def opened(contents: Contents) -> Archive:
    entries = [NewEntry(name=name, data=data, method=DEFLATED) for name, data in contents.items()]
    return open_archive(build(entries))


def libraries(old: Contents, new: Contents) -> LibraryChanges:
    return compare_libraries(opened(old), opened(new))


LIBS = {
    "lib/arm64-v8a/liba.so": b"a" * 50,
    "lib/arm64-v8a/libb.so": b"b" * 50,
    "lib/armeabi-v7a/liba.so": b"c" * 50,
    "assets/lib/x/liby.so": b"d",
}


def test_libraries_that_are_the_same() -> None:
    assert not libraries(LIBS, {**LIBS, "assets/lib/x/liby.so": b"e", "lib/arm64-v8a/notes.txt": b"", "lib/c.so": b""})
    assert libraries({}, {}) == LibraryChanges()


def test_libraries_added_removed_and_changed() -> None:
    new = {**LIBS, "lib/arm64-v8a/liba.so": b"A" * 50, "lib/arm64-v8a/libc.so": b"c" * 50}
    del new["lib/arm64-v8a/libb.so"]
    found = libraries(LIBS, new)
    assert found == LibraryChanges(
        added=("lib/arm64-v8a/libc.so",), removed=("lib/arm64-v8a/libb.so",), changed=("lib/arm64-v8a/liba.so",)
    )
    assert found.names_differ
    only = libraries(LIBS, {**LIBS, "lib/armeabi-v7a/liba.so": b"C"})
    assert (only.changed, only.names_differ, bool(only)) == (("lib/armeabi-v7a/liba.so",), False, True)


def test_libraries_renamed_within_an_abi() -> None:
    new = {**LIBS, "lib/arm64-v8a/libnew.so": LIBS["lib/arm64-v8a/libb.so"]}
    del new["lib/arm64-v8a/libb.so"]
    found = libraries(LIBS, new)
    assert found.renamed == (
        RenamedLibrary(abi="arm64-v8a", old="lib/arm64-v8a/libb.so", new="lib/arm64-v8a/libnew.so"),
    )
    assert (found.added, found.removed, found.names_differ) == ((), (), True)
    elsewhere = {**new, "lib/x86/libb.so": LIBS["lib/arm64-v8a/libb.so"]}
    del elsewhere["lib/arm64-v8a/libnew.so"]
    moved = libraries(LIBS, elsewhere)
    assert (moved.renamed, moved.added, moved.added_abis) == ((), ("lib/x86/libb.so",), ("x86",))


def test_two_that_are_alike_are_renamed_once_each() -> None:
    old = {"jni/x86/liba.so": b"a", "jni/x86/libb.so": b"a"}
    found = libraries(old, {"jni/x86/libc.so": b"a"})
    assert (len(found.renamed), len(found.removed), found.added) == (1, 1, ())
    assert libraries(old, {}).removed_abis == ("x86",)


def test_a_library_that_cannot_be_read_is_an_error_where_it_is_needed() -> None:
    entry = NewEntry(name="lib/x86/libb.so", data=b"a", method=DEFLATED, packed=b"\xff\xff")
    broken = open_archive(build([entry]))
    with pytest.raises(ArchiveError) as raised:
        compare_libraries(opened({"lib/x86/liba.so": b"a"}), broken)
    assert raised.value.entry == "lib/x86/libb.so"
    assert compare_libraries(opened({"lib/x86/liba.so": b"aa"}), broken).added == ("lib/x86/libb.so",)


STRINGS = ["app_name", "title"]
VALUES: dict[str, making.Value | Bag] = {
    "string/app_name": "Example",
    "string/title": Typed(1, 0x7F010000),
    "layout/main": "res/layout/main.xml",
    "drawable/icon": "res/drawable/icon.png",
    "style/Theme": Bag(0, {0x01010095: 12}),
}
TYPES = {"string": STRINGS, "layout": ["main"], "drawable": ["icon"], "style": ["Theme"]}


def layout(*texts: int) -> bytes:
    return making.xml(Element("L", {}, [Element("Text", {"label": Typed(1, number)}) for number in texts]))


def apk(
    types: Mapping[str, list[str]] | None = None, values: Mapping[str, making.Value | Bag] | None = None, **more: bytes
) -> dict[str, bytes]:
    package = Package(127, "com.example", types or TYPES, values={**VALUES, **(values or {})})
    return {
        "resources.arsc": making.table([package]),
        "res/layout/main.xml": layout(0x7F010001),
        "res/drawable/icon.png": b"icon",
        "assets/config.json": b"{}",
        **{name.replace("__", "/").replace("_", "."): data for name, data in more.items()},
    }


def resources(old: Contents, new: Contents) -> ResourceChanges:
    return compare_resources(opened(old), opened(new))


def test_resources_that_are_the_same() -> None:
    found = resources(apk(), {**apk(), "classes.dex": b"", "lib/x86/libx.so": b""})
    assert not found
    assert found == ResourceChanges(files=FileChanges())
    assert not resources({}, {})


def test_files_added_removed_and_changed() -> None:
    new = {**apk(), "assets/new.txt": b"", "res/drawable/icon.png": b"other"}
    del new["assets/config.json"]
    found = resources(apk(), new)
    assert found.files == FileChanges(
        added=("assets/new.txt",), removed=("assets/config.json",), changed=("res/drawable/icon.png",)
    )
    assert found.changed == ("drawable/icon",)
    assert (found.old_names, found.moved) == (None, ())


def test_entries_added_removed_changed_and_moved() -> None:
    types = {**TYPES, "string": ["about", "app_name"]}
    found = resources(apk(), apk(types, {"string/app_name": "Sample", "string/about": "About"}))
    assert (found.added, found.removed) == (("string/about",), ("string/title",))
    # The layout has the same bytes, and what they refer to is another string now.
    assert found.changed == ("layout/main", "string/app_name")
    assert found.files == FileChanges(changed=("res/layout/main.xml",))
    assert found.moved == (MovedId("string/app_name", 0x7F010000, 0x7F010001),)
    assert found.new_names is not None
    assert found.new_names.by_id[0x7F010000] == "string/about"
    assert found.new_names.ids["layout/main"] == 0x7F020000


def test_ids_that_moved_change_neither_what_refers_to_them_nor_layouts() -> None:
    types = {"string": ["about", *STRINGS], "layout": ["main"], "drawable": ["icon"], "style": ["Theme"]}
    new = apk(types, {"string/about": "About", "string/title": Typed(1, 0x7F010001)})
    new["res/layout/main.xml"] = layout(0x7F010002)
    found = resources(apk(), new)
    assert found.renumbered == ("res/layout/main.xml",)
    assert (found.changed, found.files) == ((), FileChanges())
    assert [one.name for one in found.moved] == ["string/app_name", "string/title"]
    wrong = resources(apk(), {**new, "res/layout/main.xml": layout(0x7F010001)})
    assert (wrong.changed, wrong.files.changed) == (("layout/main",), ("res/layout/main.xml",))


def test_a_reference_that_leads_elsewhere_is_a_change() -> None:
    types = {**TYPES, "string": [*STRINGS, "more"]}
    found = resources(
        apk(types, {"string/more": "a"}), apk(types, {"string/more": "a", "string/title": Typed(1, 0x7F010002)})
    )
    assert found.changed == ("string/title",)


def test_styles_are_compared_by_what_is_in_them() -> None:
    same_ = resources(apk(), apk(values={"string/app_name": "b", "style/Theme": Bag(0, {0x01010095: 12})}))
    assert same_.changed == ("string/app_name",)
    for bag in (Bag(0, {0x01010095: 13}), Bag(0, {0x01010096: 12}), Bag(0, {}), Bag(0x01030005, {0x01010095: 12})):
        assert resources(apk(), apk(values={"style/Theme": bag})).changed == ("style/Theme",)


def test_a_file_that_only_has_another_name_is_the_same_resource() -> None:
    new = apk(values={"drawable/icon": "res/a.png"})
    new["res/a.png"] = new.pop("res/drawable/icon.png")
    found = resources(apk(), new)
    assert (found.changed, found.files.added, found.files.removed) == ((), ("res/a.png",), ("res/drawable/icon.png",))


def test_broken_xml_is_a_file_that_changed() -> None:
    values = {"string/app_name": "other"}
    for data in (b"junk", layout(1)[:-9], b"\x03\0\x08\0" + bytes(40)):
        found = resources(apk(), {**apk(values=values), "res/layout/main.xml": data})
        assert found.files.changed == ("res/layout/main.xml",)
        assert found.changed == ("layout/main", "string/app_name")


def test_tables_that_come_go_or_are_broken() -> None:
    without = {name: data for name, data in apk().items() if name != "resources.arsc"}
    assert resources(without, apk()).added == (
        "drawable/icon",
        "layout/main",
        "string/app_name",
        "string/title",
        "style/Theme",
    )
    assert len(resources(apk(), without).removed) == 5
    with pytest.raises(BinaryError):
        resources(apk(), {**apk(), "resources.arsc": b"junk"})


def test_names_that_are_not_unique_are_told_apart_by_id() -> None:
    table = ResourceTable(making.table([Package(127, "a", {"string": ["x", "x", "y"]})]))
    assert resource_names(table).by_id == {
        0x7F010000: "string/x@0x7f010000",
        0x7F010001: "string/x@0x7f010001",
        0x7F010002: "string/y",
    }
    two = ResourceTable(making.table([Package(127, "a", {"id": ["x"]}), Package(36, "b", {"id": ["x"]})]))
    assert set(resource_names(two).ids) == {"a:id/x", "b:id/x"}
    assert names_in(opened({})).ids == {}


def manifest(code: int = 1, *children: Element, app: Mapping[str, making.Value] | None = None, **more: str) -> bytes:
    attributes: dict[str, making.Value] = {"package": "com.example", "versionCode": code, "versionName": f"{code}.0"}
    parts = [one for one in children if one.name != "uses-permission"]
    beside = [one for one in children if one.name == "uses-permission"]
    return making.xml(
        Element(
            "manifest",
            {**attributes, **more},
            [*beside, Element("application", {"name": ".App", **(app or {})}, parts)],
        )
    )


def manifests(old: bytes, new: bytes, **more: bytes) -> ManifestChanges:
    found = compare_manifests(opened({"AndroidManifest.xml": old}), opened({"AndroidManifest.xml": new, **more}))
    assert found is not None
    return found


MAIN = Element("activity", {"name": ".Main", "exported": True})


def test_manifests_of_two_versions() -> None:
    found = manifests(manifest(1, MAIN), manifest(2, MAIN))
    assert found.version_differs
    assert not found
    assert (found.old.version_name, found.new.version_code, found.new.package) == ("1.0", "2", "com.example")
    assert found.new.application == "com.example.App"
    same_ = manifests(manifest(), manifest())
    assert not same_
    assert not same_.version_differs


def test_components_and_permissions() -> None:
    service = Element("service", {"name": "com.other.Work"}, [Element("meta-data", {"name": "a", "value": "b"})])
    internet = Element("uses-permission", {"name": "android.permission.INTERNET"})
    found = manifests(manifest(1, MAIN), manifest(2, service, internet))
    assert found.added == (NamedComponent(kind="service", name="com.other.Work"),)
    assert found.removed == (NamedComponent(kind="activity", name="com.example.Main"),)
    assert (found.added_permissions, found.removed_permissions) == (("android.permission.INTERNET",), ())
    assert found.others == ()
    assert found
    back = manifests(manifest(2, service, internet), manifest(1, MAIN))
    assert back.removed_permissions == ("android.permission.INTERNET",)


def test_other_attributes_and_elements() -> None:
    other = Element("activity", {"name": ".Main", "process": ":push"}, [Element("intent-filter")])
    found = manifests(manifest(1, MAIN), manifest(1, other, app={"debuggable": True}))
    path = ("manifest", "application[.App]")
    assert found.others == (
        Difference(path, "android:debuggable", None, "true"),
        Difference((*path, "activity[.Main]"), "android:exported", "true", None),
        Difference((*path, "activity[.Main]"), "android:process", None, ":push"),
        Difference((*path, "activity[.Main]", "intent-filter"), "", None, "intent-filter"),
    )


def test_references_are_compared_by_name() -> None:
    def one(number: int, strings: list[str]) -> Archive:
        table = making.table([Package(127, "com.example", {"string": strings})])
        data = manifest(1, app={"label": Typed(1, number)})
        return opened({"AndroidManifest.xml": data, "resources.arsc": table})

    moved = compare_manifests(one(0x7F010000, ["name"]), one(0x7F010001, ["about", "name"]))
    assert moved is not None
    assert moved.others == ()
    other = compare_manifests(one(0x7F010000, ["name"]), one(0x7F010000, ["about", "name"]))
    assert other is not None
    assert [(one_.attribute, one_.old, one_.new) for one_ in other.others] == [
        ("android:label", "@string/name", "@string/about")
    ]


def test_manifests_as_text_and_such_as_are_not_there() -> None:
    space = 'xmlns:android="http://schemas.android.com/apk/res/android"'
    text = f'<?xml version="1.0"?>\n<manifest {space} package="com.example"><application><activity android:name=".A"/>'
    old, new = (f"{text}{extra}</application></manifest>".encode() for extra in ("", '<service android:name=".S"/>'))
    assert manifests(old, new).added == (NamedComponent(kind="service", name="com.example.S"),)
    assert compare_manifests(opened({}), opened({})) is None
    assert compare_manifests(opened({"AndroidManifest.xml": old}), opened({})) is None
    for broken in (b"<manifest", b"junk", manifest()[:-9]):
        with pytest.raises(DocumentError):
            manifests(old, broken)


def signers(old: bytes, new: bytes) -> SignerComparison:
    return compare_signers(open_archive(old), open_archive(new))


PLAIN: Contents = {"classes.dex": b"dex"}


def test_signers_that_are_the_same() -> None:
    one = key("a")
    found = signers(signed_apk(PLAIN, one), signed_apk(PLAIN, one, ("v1", "v2", "v3")))
    assert (found.are_equal, found.are_related, found.both_signed, found.unproven) == (True, True, True, ())
    assert certificates(found.new) == {one.sha256}
    assert signers(signed_apk(PLAIN, one, ("v1",)), signed_apk(PLAIN, one, ("v2",))).are_equal


def test_signers_that_differ() -> None:
    found = signers(signed_apk(PLAIN, key("a")), signed_apk(PLAIN, key("b")))
    assert (found.are_equal, found.are_related, found.both_signed) == (False, False, True)
    unsigned = signers(signed_apk(PLAIN, key("a")), signed_apk(PLAIN, key("a"), ()))
    assert (unsigned.are_equal, unsigned.are_related, unsigned.both_signed) == (False, False, False)
    assert not signers(signed_apk(PLAIN, key("a"), ()), signed_apk(PLAIN, key("a"), ())).are_equal


def test_a_key_that_was_rotated_is_related_and_not_equal() -> None:
    old, new = key("a"), key("b")
    rotated = signed_apk(PLAIN, new, ("v3",), lineage=[old, new])
    found = signers(signed_apk(PLAIN, old), rotated)
    assert (found.are_equal, found.are_related) == (False, True)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("compare", [compare_libraries, compare_resources, compare_manifests, compare_signers])
def test_no_damage_is_a_crash(compare: Callable[[Archive, Archive], object]) -> None:
    chance = random.Random(3)
    whole = signed_apk({**apk(), **LIBS, "AndroidManifest.xml": manifest(1, MAIN)}, key("a"), ("v1", "v2", "v3"))
    good = open_archive(whole)
    found = set()
    for _ in range(300):
        copy = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            copy[chance.randrange(len(copy))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
        try:
            with open_archive(bytes(copy)) as broken:
                compare(good, broken)
                compare(broken, good)
                found.add("")
        except (ArchiveError, DocumentError) as error:
            found.add(type(error).__name__)
    assert "" in found
    assert len(found) > 1
