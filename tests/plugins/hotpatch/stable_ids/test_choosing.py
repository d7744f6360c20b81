"""Which ids stay, and which cannot, on tables of all kinds."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.android.making import Package, table
from hapline.android import ResourceTable
from hapline.errors import UsageError
from hapline_plugins.hotpatch.stable_ids.choosing import LeftOut, StableIds, choose, is_source_name
from hapline_plugins.hotpatch.stable_ids.files import contents
from plugins.hotpatch.stable_ids.recorded import table as recorded


def chosen(*packages: Package, package_id: int = 127) -> StableIds:
    return choose(ResourceTable(table(packages)), package_id)


def public_txt(ids: StableIds) -> list[str]:
    return contents(ids)["public.txt"].decode().splitlines()


def test_the_recorded_table() -> None:
    ids = choose(ResourceTable(recorded()))
    assert ids.left_out == ()
    assert not ids.is_obfuscated
    lines = public_txt(ids)
    assert lines == sorted(lines, key=lambda line: line.rpartition(" = ")[2])
    assert len(lines) == 21
    assert "com.example.shop:drawable/$avd__1 = 0x7f060001" in lines
    assert "com.example.shop:style/Theme.Shop.Dark = 0x7f0d0001" in lines
    made = contents(ids)
    assert b'<public type="style" name="Theme.Shop.Dark" id="0x7f0d0001" />' in made["public.xml"]
    assert b"avd__1" not in made["public.xml"]
    assert [line.strip() for line in made["ids.xml"].decode().splitlines()[3:-1]] == [
        '<item type="id" name="fixed" />',
        '<item type="id" name="one" />',
        '<item type="id" name="root" />',
    ]
    assert not any(b"\r" in one for one in made.values())


@pytest.mark.parametrize(
    ("names", "reason", "count", "example"),
    [
        ({"string": ["kept", "0_resource_name_obfuscated"]}, "collapsed", 1, "string/0_resource_name_obfuscated"),
        ({"string": ["kept", "a", "a"]}, "shared", 2, "string/a"),
        ({"string": ["kept"], "a": ["b"]}, "type", 1, "a/b"),
        ({"string": ["kept", "a=b"]}, "name", 1, "string/a=b"),
        ({"string": ["kept", "a\nb"]}, "name", 1, "string/a\nb"),
        ({"string": ["kept", " a"]}, "name", 1, "string/ a"),
        ({"string": ["kept", ""]}, "name", 1, "string/"),
    ],
)
def test_what_cannot_be_kept(names: dict[str, list[str | None]], reason: str, count: int, example: str) -> None:
    ids = chosen(Package(127, "a.b", names))
    assert [(one.reason, one.count, one.example) for one in ids.left_out] == [(reason, count, example)]
    assert public_txt(ids) == ["a.b:string/kept = 0x7f010000"]


def test_one_name_in_two_types_is_no_shared_name() -> None:
    ids = chosen(Package(127, "a.b", {"string": ["x"], "color": ["x"]}))
    assert ids.left_out == ()
    assert len(ids.resources) == 2


def test_a_second_package_with_the_same_id_is_left_out() -> None:
    ids = chosen(Package(127, "a.b", {"string": ["x"]}), Package(127, "c.d", {"string": ["y"]}))
    assert ids.left_out == (LeftOut(reason="package", count=1, example="string/y"),)
    assert public_txt(ids) == ["a.b:string/x = 0x7f010000"]


def test_of_several_packages_the_one_that_is_asked_for() -> None:
    packages = Package(127, "a.b", {"string": ["x"]}), Package(36, "c.d", {"string": ["y"]})
    assert public_txt(chosen(*packages)) == ["a.b:string/x = 0x7f010000"]
    assert public_txt(chosen(*packages, package_id=36)) == ["c.d:string/y = 0x24010000"]
    with pytest.raises(UsageError, match=r"no package 0x02; it has 0x7f \(a.b\), 0x24 \(c.d\)"):
        chosen(*packages, package_id=2)
    with pytest.raises(UsageError, match="its resource table is empty"):
        chosen()


def test_a_package_without_resources_makes_empty_files() -> None:
    assert contents(chosen(Package(127, "a.b", {})))["public.txt"] == b""


def test_no_name_left() -> None:
    with pytest.raises(UsageError, match=r"none of its 2 resources has a name of its own left; .* a$"):
        chosen(Package(127, "a.b", {"string": ["a", "a"]}))


@pytest.mark.parametrize(
    ("short", "long", "expected"), [(20, 5, True), (12, 12, False), (10, 0, False), (13, 12, True)]
)
def test_names_of_an_obfuscator(short: int, long: int, *, expected: bool) -> None:
    letters = [a + b for a in "abcdef" for b in string.ascii_lowercase]
    names: list[str | None] = [*letters[:short], *[f"long_{number}" for number in range(long)]]
    assert chosen(Package(127, "a.b", {"string": names})).is_obfuscated is expected


@pytest.mark.parametrize("name", ["a", "_a", "a.b", "a-b", "标题", "ä1", "Theme.Shop.Dark"])
def test_names_of_sources(name: str) -> None:
    assert is_source_name(name)


@pytest.mark.parametrize("name", ["", "1a", "$a", "a$b", "a b", "a=b", "a'b", ".a", "-a", "^a", 'a"b', "a<b", "a&b"])
def test_no_names_of_sources(name: str) -> None:
    assert not is_source_name(name or "$")


@given(st.lists(st.text(min_size=1, max_size=8), max_size=12))
def test_lines_are_read_back_as_they_were_meant(names: list[str]) -> None:
    """As aapt2 reads them: lines at line feeds, trimmed, name and id at the first equals sign."""
    ids = chosen(Package(127, "a.b", {"string": ["kept", *names]}))
    lines = contents(ids)["public.txt"].decode().split("\n")
    read = {}
    for line in filter(None, (line.strip() for line in lines)):
        name, _, number = line.partition("=")
        read[name.strip()] = int(number.strip(), 16)
    assert read == {f"a.b:string/{one.name}": one.id for one in ids.resources}
