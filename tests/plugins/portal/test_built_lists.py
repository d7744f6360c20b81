"""bundles.csv and bundles.cfg: both tell the same of a Bundle, and what is malformed stays a problem."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from hapline_plugins.portal.built.bundle_mf import read_manifest
from hapline_plugins.portal.built.bundles_cfg import LIMIT, BundleRecord, read_bundles_cfg
from hapline_plugins.portal.built.bundles_csv import COLUMNS, BundleRow, read_bundles_csv
from hapline_plugins.portal.built.fields import RequiredBundle
from hapline_plugins.portal.built.problems import Malformed
from plugins.portal.making import BUNDLE, MAX, bundle_mf, bundles_cfg

HEADER = ",".join(COLUMNS)
FULL = (
    "libcom-example-a.so,com-example-a,1.0,3834496427,a4a404479c64f3fcc312ef1fb5716f17,10,36,false,TRUE,true,"
    "Android-Gradle-Plugin,2.1.3,liba.so|libb.so,com.a,com.a|com.b,com.a.Main|com.a.Main$1,x@1.0|y@2"
)
PLAIN = "libb.so,com-example-b,1.0,-1,null,2147483647,127,false,false,false,Alipay Android Sdk,1.0,,,,,"
RECORDS: list[dict[str, object]] = [
    {
        "name": "com-example-a",
        "version": "1.0",
        "init_level": 10,
        "package_id": 36,
        "res": 1,
        "package_names": ["com.a"],
        "components": ["com.a.Main", "com.a.Main$1"],
        "native": ["liba.so", "libb.so"],
        "requires": ["x@1.0", "y@2"],
        "exports": ["com.a", "com.b"],
        "size": 3834496427,
        "md5": "a4a404479c64f3fcc312ef1fb5716f17",
    },
    {"name": "com-example-b", "version": "1.0"},
]
REQUIRED = (RequiredBundle(name="x", version="1.0"), RequiredBundle(name="y", version="2"))


def csv(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines, ""]).encode()


def test_a_row_has_seventeen_columns() -> None:
    made = read_bundles_csv(csv(FULL, PLAIN))
    assert made.problems == ()
    assert made.rows[0] == BundleRow(
        line=2,
        name="com-example-a",
        version="1.0",
        location="libcom-example-a.so",
        size=3834496427,
        md5="a4a404479c64f3fcc312ef1fb5716f17",
        init_level=10,
        package_id=36,
        contains_code=False,
        contains_res=True,
        injects_class_verifier=True,
        created_by="Android-Gradle-Plugin",
        manifest_version="2.1.3",
        native_libraries=("liba.so", "libb.so"),
        package_names=("com.a",),
        export_packages=("com.a", "com.b"),
        components=("com.a.Main", "com.a.Main$1"),
        requires=REQUIRED,
    )
    assert (made.rows[1].line, made.rows[1].size, made.rows[1].md5, made.rows[1].requires) == (3, -1, "", ())


def test_columns_go_by_their_names() -> None:
    made = read_bundles_csv(b"\xef\xbb\xbfPackageId,Own,Name\r\n36,x,a\r\n\r\n")
    assert made.rows == (BundleRow(line=2, name="a", package_id=36),)
    assert made.rows[0].effective_init_level == MAX
    assert made.problems == ()


@pytest.mark.parametrize(
    ("data", "problem", "rows"),
    [
        (b"", Malformed(line=1, reason="header"), 0),
        (b"a,b\n1,2\n", Malformed(line=1, reason="header", value="a,b"), 0),
        (b"Name,InitLevel\na\nb,1\n", Malformed(line=2, reason="columns", value="1"), 2),
        (b"Name,InitLevel\na,1,2\n", Malformed(line=2, reason="columns", value="3"), 1),
        (b"Name,InitLevel\n ,1\nb,2\n", Malformed(line=2, reason="name", key="Name"), 1),
        (b"Name,InitLevel\na,high\n", Malformed(line=2, reason="number", key="InitLevel", value="high"), 1),
        (b"Name,PackageId\na,0x24\n", Malformed(line=2, reason="number", key="PackageId", value="0x24"), 1),
        (b"Name,Size\na,big\n", Malformed(line=2, reason="number", key="Size", value="big"), 1),
        (b"Name,ContainRes\na,yes\n", Malformed(line=2, reason="boolean", key="ContainRes", value="yes"), 1),
        (
            b"Name,RequiredBundles\na,x@1|y\n",
            Malformed(line=2, reason="require", key="RequiredBundles", value="y"),
            1,
        ),
        (b"Name\n\xff\n", Malformed(line=2, reason="not-utf8"), 1),
        (b"x" * (16 * 1024 * 1024 + 1), Malformed(line=1, reason="size", value=str(16 * 1024 * 1024 + 1)), 0),
    ],
)
def test_what_is_malformed_in_a_table_is_kept(data: bytes, problem: Malformed, rows: int) -> None:
    made = read_bundles_csv(data)
    assert made.problems == (problem,)
    assert len(made.rows) == rows


@pytest.mark.parametrize("cell", ['"a"b', '"open', "x" * 200_000])
def test_rows_before_broken_quoting_are_kept(cell: str) -> None:
    made = read_bundles_csv(f"Name\na\n{cell}\n".encode())
    assert [row.name for row in made.rows] == ["a"]
    assert [problem.reason for problem in made.problems] == ["quoting"]


@pytest.mark.parametrize("form", [4, 5])
def test_the_frameworks_list_says_the_same(form: int) -> None:
    made = read_bundles_cfg(bundles_cfg(RECORDS, form))
    assert (made.problem, made.names) == ("", ("com-example-a", "com-example-b"))
    assert made.records == (
        BundleRecord(
            name="com-example-a",
            version="1.0",
            init_level=10,
            package_id=36,
            location="libcom-example-a.so",
            contains_code=False,
            contains_res=True,
            package_names=("com.a",),
            components=("com.a.Main", "com.a.Main$1"),
            native_libraries=("liba.so", "libb.so"),
            requires=REQUIRED,
            export_packages=("com.a", "com.b"),
            size=3834496427,
            md5="a4a404479c64f3fcc312ef1fb5716f17",
        ),
        BundleRecord(
            name="com-example-b",
            version="1.0",
            init_level=MAX,
            package_id=127,
            location="libcom-example-b.so",
            contains_code=False,
            contains_res=False,
        ),
    )


def test_names_are_read_although_the_records_have_another_format() -> None:
    data = bundles_cfg(RECORDS, 6)
    made = read_bundles_cfg(data)
    assert (made.names, made.records, made.problem) == (("com-example-a", "com-example-b"), (), "format")
    assert data[made.at : made.at + 4] == b"\0\0\0\6"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "truncated"),
        (b"\x01\x01\xff", "text"),
        (bundles_cfg(RECORDS) + b"\0", "rest"),
        (bundles_cfg([]), ""),
        (b"\0" + b"\xff" * 4, ""),
        (b"\0" + b"\x7f\xff\xff\xff", "truncated"),
        (b"\0\0\0\0\1\0\0\0\5\x7f\xff\xff\xff", "truncated"),
        (b"\0\0\0\0\1\0\0\0\5\xff\xff\xff\xfe", "truncated"),
        (bytes(LIMIT + 1), "size"),
    ],
)
def test_what_is_malformed_in_the_list_is_kept(data: bytes, problem: str) -> None:
    assert read_bundles_cfg(data).problem == problem


@pytest.mark.timeout(120)
def test_no_damage_is_a_crash() -> None:
    chance = random.Random(4)
    readers: tuple[tuple[bytes, Callable[[bytes], object]], ...] = (
        (bundles_cfg(RECORDS, 4), read_bundles_cfg),
        (bundles_cfg(RECORDS, 5), read_bundles_cfg),
        (csv(FULL, PLAIN), read_bundles_csv),
        (bundle_mf(BUNDLE), read_manifest),
    )
    for data, read in readers:
        for end in range(len(data)):
            read(data[:end])
        for _ in range(2_000):
            copy = bytearray(data)
            for _ in range(chance.choice((1, 2, 8))):
                copy[chance.randrange(len(copy))] = chance.randrange(256)
            read(bytes(copy))
