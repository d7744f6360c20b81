"""Cases of the rules on packages as archives."""

from __future__ import annotations

import json

from hapline.archives import DEFLATED
from hapline.archives.writer import NewEntry, build, hap_signing_block
from plugins.harmony import sample
from plugins.harmony.cases import Case, Json

_MODULE = NewEntry(
    name="module.json",
    data=json.dumps({"app": {**sample.APP, **sample.BUILT}, "module": sample.module("entry", "entry")}).encode(),
)


def _hap(*entries: NewEntry, comment: bytes = b"", block: bytes = b"") -> Json:
    """An entry package with further entries, and oddities of the archive as a whole (see ``build``)."""
    return {"rawFile": build([_MODULE, *entries], comment=comment, block=block)}


def _pack_info(app: Json | None = None, *modules: Json) -> Json:
    distros = [{"distro": module} for module in modules]
    return {"packInfo": {"summary": {"app": app or {}, "modules": distros}}}


_BAD_CRC = NewEntry(name="ets/modules.abc", data=b"code", central={"crc": 1}, local={"crc": 1})
_CUT = NewEntry(name="ets/modules.abc", data=b"code" * 99, packed=b"\x00\x01", method=DEFLATED)

CASES = [
    # An archive that cannot be opened.
    Case(
        rule="HOS701",
        name="text",
        packages={"entry.hap": {"rawFile": "this is no archive"}},
        expect=(
            (
                "entry.hap HOS701 the archive cannot be read (is not a ZIP archive); check that the right file was "
                "named: packages are ZIP archives"
            ),
        ),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS701",
        name="an empty app",
        packages={"demo.app": {"rawFile": ""}},
        expect=(
            (
                "demo.app HOS701 the archive cannot be read (is empty); check that the right file was named: "
                "packages are ZIP archives"
            ),
        ),
        official=("10012013", "AGC 1015"),
    ),
    Case(
        rule="HOS701",
        name="a cut package beside a whole one",
        packages={"entry.hap": "{}", "lib.hsp": {"rawFile": build([_MODULE])[:-9]}},
        expect=(
            (
                "lib.hsp HOS701 the archive cannot be read (begins like a ZIP archive, but the record that ends "
                "one is missing); build or download the file again: its end is missing"
            ),
        ),
        official=("10012013", "AGC 1015"),
    ),
    Case(
        rule="HOS701",
        name="a package in an app",
        packages={"demo.app": {"rawFile": build([NewEntry(name="entry.hap", data=b"PK"), NewEntry(name="pack.info")])}},
        expect=(
            (
                "demo.app!entry.hap HOS701 the archive cannot be read (is not a ZIP archive); check that the right "
                "file was named: packages are ZIP archives"
            ),
        ),
        official=("10012013", "AGC 1015"),
    ),
    Case(
        rule="HOS701",
        name="a damaged package in an app",
        packages={"demo.app": {"rawFile": build([NewEntry(name="entry.hap", data=b"PK", central={"crc": 1})])}},
        expect=(
            (
                "demo.app!entry.hap HOS701 entry.hap cannot be read (its content is damaged: CRC-32 is 1a6cd7b3, "
                "00000001 was recorded); build or download the file again"
            ),
        ),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS701",
        name="a module json that cannot be read",
        packages={"entry.hap": {"rawFile": build([NewEntry(name="module.json", data=b"{}", flags=1)])}},
        expect=(
            (
                "entry.hap!module.json HOS701 module.json cannot be read (is encrypted); build the package without "
                "encryption; phones cannot install it like this"
            ),
        ),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS701",
        name="a module json with a wrong checksum",
        packages={
            "entry.hap": {"rawFile": build([NewEntry(name="module.json", data=b"{}", central={"crc": 1})])},
            "lib.hsp": "{}",
        },
        expect=(
            (
                "entry.hap!module.json HOS701 module.json cannot be read (its content is damaged: CRC-32 is "
                "a3a6bf43, 00000001 was recorded); build or download the file again"
            ),
        ),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS701",
        name="a damaged entry",
        packages={"entry.hap": _hap(_BAD_CRC)},
        expect=(
            (
                "entry.hap!ets/modules.abc HOS701 ets/modules.abc cannot be read (its content is damaged: CRC-32 "
                "is 77153098, 00000001 was recorded); build or download the file again"
            ),
        ),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS701",
        name="an entry that breaks off",
        packages={"entry.hap": _hap(_CUT), "lib.hsp": "{}"},
        expect=(
            (
                "entry.hap!ets/modules.abc HOS701 ets/modules.abc cannot be read (its deflated content breaks "
                "off); build or download the file again: its end is missing"
            ),
        ),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS701",
        name="a damaged entry of a package in an app whose own checksum holds",
        packages={
            "demo.app": {
                "rawFile": build(
                    [NewEntry(name="entry.hap", data=build([_MODULE, _BAD_CRC])), NewEntry(name="pack.info")]
                )
            }
        },
    ),
    Case(rule="HOS701", name="whole packages", packages={"entry.hap": "{}", "lib.hsp": "{}", "demo.app": "{}"}),
    # Hostile entries.
    Case(
        rule="HOS702",
        name="names that lead out",
        packages={
            "entry.hap": _hap(
                NewEntry(name="../../evil"),
                NewEntry(name="/etc/x"),
                NewEntry(name="C:\\x"),
                NewEntry(name="a\x1bb"),
                NewEntry(name=""),
            )
        },
        expect=(
            "entry.hap HOS702 an entry has no name",
            "entry.hap!../../evil HOS702 the name ../../evil leads out of the package",
            "entry.hap!/etc/x HOS702 the name /etc/x is absolute",
            "entry.hap!C:\\x HOS702 the name C:\\x is absolute",
            "entry.hap!a\x1bb HOS702 the name a\\x1bb contains control characters",
        ),
        official=("AGC 1015", "AGC 1015", "AGC 1015", "AGC 1015", "AGC 1015"),
    ),
    Case(
        rule="HOS702",
        name="links and devices",
        packages={
            "entry.hap": _hap(
                NewEntry(name="a", external_attributes=0o120777 << 16),
                NewEntry(name="b", external_attributes=0o20644 << 16),
                NewEntry(name="c/", data=b"x"),
            )
        },
        expect=(
            "entry.hap!a HOS702 a is a symbolic link",
            "entry.hap!b HOS702 b is a device or pipe",
            "entry.hap!c/ HOS702 the directory c/ has content",
        ),
        official=("AGC 1015", "AGC 1015", "AGC 1015"),
    ),
    Case(
        rule="HOS702",
        name="two headers",
        packages={"entry.hap": _hap(NewEntry(name="a", data=b"x", local={"size": 9, "method": 8}, local_name=b"b"))},
        expect=("entry.hap!a HOS702 a has two headers that contradict each other in method, name, size",),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS702",
        name="encrypted and of an unknown method",
        packages={"entry.hap": _hap(NewEntry(name="a", flags=1), NewEntry(name="b", method=99))},
        expect=(
            "entry.hap!a HOS702 a is encrypted",
            "entry.hap!b HOS702 b is compressed by a method that devices do not know",
        ),
        official=("AGC 1015", "AGC 1015"),
    ),
    Case(
        rule="HOS702",
        name="several ends",
        packages={"entry.hap": _hap(comment=build([]) + b".")},
        expect=("entry.hap HOS702 the file has several ends, and readers disagree about which counts",),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS702",
        name="an end that belongs to no entry",
        packages={"entry.hap": _hap(block=build([]))},
        expect=("entry.hap HOS702 the file has several ends, and readers disagree about which counts",),
        official=("AGC 1015",),
    ),
    Case(
        rule="HOS702",
        name="the archive of an app and a package in it",
        packages={
            "demo.app": {
                "rawFile": build(
                    [
                        NewEntry(name="entry.hap", data=build([_MODULE, NewEntry(name="../a")])),
                        NewEntry(name="../b"),
                        NewEntry(name="pack.info"),
                    ]
                )
            }
        },
        expect=(
            "demo.app!../b HOS702 the name ../b leads out of the package",
            "demo.app!entry.hap!../a HOS702 the name ../a leads out of the package",
        ),
        official=("AGC 1015", "AGC 1015"),
    ),
    Case(
        rule="HOS702",
        name="an archive stored in the package",
        packages={"entry.hap": _hap(NewEntry(name="entry.apk", data=build([])))},
    ),
    Case(
        rule="HOS702",
        name="what keeps the package from being read is said once",
        packages={"entry.hap": {"rawFile": build([NewEntry(name="module.json", data=b"{}", flags=1)])}},
    ),
    Case(
        rule="HOS702",
        name="an app of debug packages which are stored",
        packages={
            "demo.app": {
                "rawFile": build(
                    [NewEntry(name="entry.hap", data=build([_MODULE])), NewEntry(name="pack.info", data=b"{}")]
                )
            }
        },
    ),
    Case(rule="HOS702", name="no archive", packages={"entry.hap": {"rawFile": "x"}, "demo.app": {"rawFile": "x"}}),
    # Duplicates.
    Case(
        rule="HOS703",
        name="a package that the tool leaves as it is",
        packages={"entry.hap": '{ twice: ["resources.index", "a"] }'},
        expect=(
            "entry.hap!a HOS703 a is in the package 2 times",
            "entry.hap!resources.index HOS703 resources.index is in the package 2 times",
        ),
    ),
    Case(
        rule="HOS703",
        name="packages that the tool writes anew",
        packages={"entry.hap": '{ twice: ["a"] }', "lib.hsp": "{}"},
        expect=("entry.hap!a HOS703 a is in the package 2 times",),
        official=("10014008",),
    ),
    Case(
        rule="HOS703",
        name="packages that the tool was told not to write anew",
        packages={"entry.hap": '{ twice: ["a"] }', "lib.hsp": "{}"},
        options={"harmony.replacePackInfo": "false"},
        expect=("entry.hap!a HOS703 a is in the package 2 times",),
    ),
    Case(
        rule="HOS703",
        name="in an app and a package in it",
        packages={
            "demo.app": {
                "rawFile": build(
                    [
                        NewEntry(
                            name="entry.hap",
                            data=build([_MODULE, NewEntry(name="a"), NewEntry(name="a"), NewEntry(name="a")]),
                        ),
                        NewEntry(name="pack.info"),
                        NewEntry(name="pack.info"),
                    ]
                )
            }
        },
        expect=(
            "demo.app!entry.hap!a HOS703 a is in the package 3 times",
            "demo.app!pack.info HOS703 pack.info is in the package 2 times",
        ),
    ),
    Case(rule="HOS703", name="names in two folders", packages={"entry.hap": '{ entries: { "a/x": "1", "b/x": "2" } }'}),
    # Odd archives.
    Case(
        rule="HOS704",
        name="names",
        packages={
            "entry.hap": _hap(
                NewEntry(name="a\\b"), NewEntry(name="res/A.txt"), NewEntry(name="res/a.txt"), NewEntry(name=b"\xff")
            )
        },
        expect=(
            "entry.hap!a\\b HOS704 the name a\\b has backslashes",
            "entry.hap!res/a.txt HOS704 the name res/a.txt differs from res/A.txt only in case",
            "entry.hap!\xa0 HOS704 the name \\xa0 is not UTF-8",
        ),
    ),
    Case(
        rule="HOS704",
        name="bytes before and after",
        packages={"entry.hap": {"rawFile": build([_MODULE], prefix=b"stub") + b"more"}},
        expect=(
            "entry.hap HOS704 there are 4 bytes before the first entry",
            "entry.hap HOS704 there are 4 bytes after the end",
        ),
    ),
    Case(
        rule="HOS704",
        name="unclaimed bytes",
        packages={"entry.hap": _hap(block=b"hidden")},
        expect=("entry.hap!module.json:1:1 HOS704 there are 6 unclaimed bytes after module.json",),
    ),
    Case(
        rule="HOS704",
        name="a broken signature",
        packages={"entry.hap": _hap(block=hap_signing_block([(0x20000000, b"sign")])[1:])},
        expect=(
            ("entry.hap HOS704 the signing block is broken: 48 bytes with 1 parts do not fit before the directory"),
        ),
    ),
    Case(
        rule="HOS704",
        name="in an app",
        packages={
            "demo.app": {"rawFile": build([NewEntry(name="a.hap", data=build([_MODULE]), method=DEFLATED)]) + b"more"}
        },
        expect=("demo.app HOS704 there are 4 bytes after the end",),
    ),
    Case(
        rule="HOS704",
        name="a signed package",
        packages={"entry.hap": _hap(block=hap_signing_block([(0x20000000, b"sign")]))},
    ),
    Case(
        rule="HOS704",
        name="a streamed package",
        packages={"entry.hap": _hap(NewEntry(name="a", data=b"x", descriptor=True, method=DEFLATED))},
    ),
    # module.json.
    Case(
        rule="HOS705",
        name="no module json",
        packages={"entry.hap": {"rawFile": build([NewEntry(name="a")])}},
        expect=("entry.hap HOS705 the package has no module.json",),
    ),
    Case(
        rule="HOS705",
        name="no module json in an app",
        packages={
            "demo.app": {
                "rawFile": build(
                    [
                        NewEntry(name="lib.hsp", data=build([NewEntry(name="config.json", data=b"{}")])),
                        NewEntry(name="pack.info"),
                    ]
                )
            }
        },
        expect=("demo.app!lib.hsp HOS705 the package has no module.json",),
        official=("10012015", "10013012"),
    ),
    Case(
        rule="HOS705",
        name="cut short",
        packages={"entry.hap": "{ raw: '{\"app\":' }"},
        expect=(
            (
                "entry.hap!module.json HOS705 module.json is no JSON object that the packing tool could read: "
                "Expecting value: line 1 column 8 (char 7)"
            ),
        ),
        official=("10013002", "10012010"),
    ),
    Case(
        rule="HOS705",
        name="cut short in an app",
        packages={"demo.app": "{ modules: { 'entry.hap': { raw: '{' }, 'lib.hsp': {} } }"},
        expect=(
            (
                "demo.app!entry.hap!module.json HOS705 module.json is no JSON object that the packing tool could "
                "read: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
            ),
        ),
        official=("10013001", "10012015"),
    ),
    Case(
        rule="HOS705",
        name="a list",
        packages={"entry.hap": "{ raw: '[]' }"},
        expect=(
            (
                "entry.hap!module.json:1:1 HOS705 module.json is no JSON object that the packing tool could read: "
                "the top level must be an object"
            ),
        ),
        official=("10013002", "10012010"),
    ),
    Case(
        rule="HOS705",
        name="a config json that is a text",
        packages={"entry.hap": {"rawFile": build([NewEntry(name="config.json", data=b'"x"')])}},
        expect=(
            (
                "entry.hap!config.json:1:1 HOS705 config.json is no JSON object that the packing tool could read: "
                "the top level must be an object"
            ),
        ),
        official=("10013002", "10012010"),
    ),
    Case(
        rule="HOS705",
        name="what cannot be read at all is said once",
        packages={
            "entry.hap": {"rawFile": "x"},
            "lib.hsp": {"rawFile": build([NewEntry(name="module.json", flags=1)])},
        },
    ),
    Case(
        rule="HOS705",
        name="one that is leniently written",
        packages={"entry.hap": '{ raw: \'{"app":{},"module":{},}\' }'},
    ),
    # pack.info.
    Case(
        rule="HOS706",
        name="another app",
        packages={"entry.hap": _pack_info({"bundleName": "com.other", "bundleType": "app", "version": {"code": 7}})},
        expect=(
            (
                "entry.hap!pack.info:1:36 HOS706 bundleName in pack.info is com.other, and in module.json "
                "com.atomicservice.sample"
            ),
            "entry.hap!pack.info:1:63 HOS706 bundleType in pack.info is app, and in module.json atomicService",
            "entry.hap!pack.info:1:90 HOS706 version.code in pack.info is 7, and in module.json 1000000",
        ),
    ),
    Case(
        rule="HOS706",
        name="another module",
        packages={"entry.hap": _pack_info({}, {"moduleName": "feat"}, {"moduleName": "lib"})},
        expect=("entry.hap!pack.info:1:36 HOS706 pack.info does not list the module entry",),
    ),
    Case(
        rule="HOS706",
        name="another kind",
        packages={
            "entry.hap": _pack_info(
                {},
                {"moduleName": "entry", "moduleType": "feature", "installationFree": False},
                {"moduleName": "feat", "moduleType": "x"},
            )
        },
        expect=(
            "entry.hap!pack.info:1:86 HOS706 moduleType in pack.info is feature, and in module.json entry",
            "entry.hap!pack.info:1:117 HOS706 installationFree in pack.info is false, and in module.json true",
        ),
    ),
    Case(
        rule="HOS706",
        name="no JSON and no object",
        packages={
            "entry.hap": {"rawFile": build([_MODULE, NewEntry(name="pack.info", data=b"not json")])},
            "lib.hsp": '{ packInfo: ["x"] }',
        },
        expect=(
            "entry.hap!pack.info HOS706 pack.info is no JSON object: Expecting value: line 1 column 1 (char 0)",
            "lib.hsp!pack.info HOS706 pack.info is no JSON object: the top level must be an object",
        ),
    ),
    Case(
        rule="HOS706",
        name="odd types",
        packages={
            "entry.hap": '{ packInfo: { summary: { app: { bundleName: ["x"], version: 7 }, modules: ['
            '5, { distro: 7 }, { distro: { moduleName: ["a"] } }, '
            '{ distro: { moduleName: "entry", installationFree: [1] } }] } } }'
        },
        expect=(
            (
                'entry.hap!pack.info:1:36 HOS706 bundleName in pack.info is ["x"], and in module.json '
                "com.atomicservice.sample"
            ),
            "entry.hap!pack.info:1:178 HOS706 installationFree in pack.info is [1], and in module.json true",
        ),
    ),
    Case(
        rule="HOS706",
        name="in an app",
        packages={"demo.app": {"modules": {"entry.hap": _pack_info({"bundleName": "com.other"})}}},
        expect=(
            (
                "demo.app!entry.hap!pack.info:1:36 HOS706 bundleName in pack.info is com.other, and in module.json "
                "com.atomicservice.sample"
            ),
        ),
    ),
    Case(
        rule="HOS706",
        name="the same",
        packages={
            "entry.hap": _pack_info(
                {
                    "bundleName": "com.atomicservice.sample",
                    "bundleType": "atomicService",
                    "version": {"code": 1000000, "name": "1.0.0"},
                },
                {"moduleName": "entry", "moduleType": "entry", "installationFree": True},
            )
        },
    ),
    Case(
        rule="HOS706",
        name="nothing that could differ",
        packages={
            "entry.hap": "{ packInfo: { summary: 5 } }",
            "lib.hsp": {"rawFile": build([_MODULE, NewEntry(name="pack.info", data=b" ")])},
            "x.hap": {"rawFile": build([_MODULE])},
        },
    ),
    Case(
        rule="HOS706",
        name="no module to compare with",
        packages={"entry.hap": "{ raw: '[]', packInfo: { summary: { app: { bundleName: 'x' } } } }"},
    ),
    # What is in an .app.
    Case(
        rule="HOS707",
        name="foreign files",
        packages={"demo.app": '{ entries: { "notes.txt": "x", "module.json": "{}", "libs/a.so": "x" } }'},
        expect=(
            "demo.app!libs/a.so HOS707 libs/a.so is neither a package nor pack.info",
            "demo.app!module.json:1:1 HOS707 module.json is neither a package nor pack.info",
            "demo.app!notes.txt HOS707 notes.txt is neither a package nor pack.info",
        ),
    ),
    Case(
        rule="HOS707",
        name="no pack info",
        packages={"demo.app": "{ packInfo: null }"},
        expect=("demo.app HOS707 the app has no pack.info",),
    ),
    Case(
        rule="HOS707",
        name="no package",
        packages={"demo.app": "{ modules: {} }"},
        expect=("demo.app HOS707 the app holds no package",),
    ),
    Case(
        rule="HOS707",
        name="what belongs there",
        packages={
            "demo.app": '{ entries: { "pack.res": "", "META-INF/x": "", "EntryCard/a/b-2x2.png": "", '
            '"signature.info": "", "dir/": "" }, modules: { "A.HAP": {}, "lib.hsp": {} } }'
        },
    ),
    Case(rule="HOS707", name="no archive", packages={"demo.app": {"rawFile": "x"}}),
]
