"""Cases of the rules on built packages: what they must say, and near misses of which they must not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hapline.engine.report import Report
from hapline.engine.run import run as judged
from hapline.testing import Bench
from hapline_plugins.offline.keys.public import public_key_in
from hapline_plugins.offline.verifying.opening import expected_of, subjects
from plugins.offline.sample import ID, key
from plugins.offline.verifying.made import NAME, public, spki, write

KEY = {"offline.publicKey": spki(key())}
_NEXT = f"{ID}_1.0.0.2.amr"
_LATER = '{ version: "1.0.0.2", files: { "www/a.js": "2" } }'
_DATE = f"base/{ID}_1.0.0.1.amr"


@dataclass(frozen=True, kw_only=True)
class Case:
    """Built files for one rule.

    Attributes:
        rule: The code. name: What is special about them. built: The files (see ``made``). options: The configuration.
        by_command: Whether they are given to ``hapline offline verify``, which takes other zips too.
        sdk: Whether the sample's key is taken for that of the SDK's own packages.
        expect: What the rule says, each as ``file CODE message``; empty for a near miss.
    """

    rule: str
    name: str
    built: Mapping[str, str]
    options: Mapping[str, str] = field(default_factory=dict)
    by_command: bool = False
    sdk: bool = False
    expect: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The case's name in test reports."""
        return f"{self.rule}-{self.name.replace(' ', '-')}"


def run(case: Case, folder: Path) -> Report:
    """Verify the files of a case in a folder of its own."""
    files, base = write(folder, case.built)
    bench = Bench(options=dict(case.options))
    if not (case.by_command or case.sdk):
        return bench.verify(files, base=base)
    own = public_key_in(public(key()))
    assert own is not None
    expected = expected_of(bench.settings, (), *((lambda: (own,),) if case.sdk else ()))
    return judged(bench.host, bench.settings, subjects(map(str, files), map(str, base), expected))


def _case(rule: str, name: str, change: str, *expect: str, file: str = NAME, **options: str) -> Case:
    return Case(
        rule=rule,
        name=name,
        built={file: change},
        options={one.replace("_", "."): value for one, value in options.items()},
        expect=tuple(one.replace("~", f"{file}!") for one in expect),
    )


_TAR = f"~{ID}.tar"
CASES = [
    _case("OFP701", "sound", "{}"),
    _case(
        "OFP701",
        "no archive",
        "text",
        f"{NAME} OFP701 the package cannot be read (is not a ZIP archive); check "
        "that the right file was named: packages are ZIP archives",
    ),
    _case(
        "OFP701",
        "no manifest",
        '{ manifest: "<package/>" }',
        "~Manifest.xml:1:1 OFP701 Manifest.xml cannot be read (it has no element <uid>, which names the package)",
    ),
    _case("OFP701", "a tar that is none", '{ members: [], tarName: "20171228.tar", hpmfile: "{", files: {} }'),
    _case("OFP702", "all of it", "{}"),
    _case("OFP702", "in the order of the SDK", '{ order: ["20171228.tar", "CERT.json", "Manifest.xml"] }'),
    _case("OFP702", "no certificate", '{ without: ["CERT.json"] }', f"{NAME} OFP702 CERT.json is missing"),
    _case("OFP702", "no tar", '{ without: ["20171228.tar"] }', f"{NAME} OFP702 the tar with the files is missing"),
    _case("OFP702", "nothing at all", "nonsense"),
    _case("OFP702", "no manifest", '{ without: ["Manifest.xml"] }', f"{NAME} OFP702 Manifest.xml is missing"),
    _case(
        "OFP702",
        "another tar",
        '{ tarName: "20171229.tar" }',
        "~20171229.tar OFP702 the tar is named 20171229.tar; clients look for 20171228.tar",
    ),
    _case(
        "OFP702",
        "something more",
        '{ entries: { "README.md": "read me" } }',
        "~README.md OFP702 README.md is part of no package",
    ),
    _case("OFP702", "signatures of the SDK", "{ sign: true }"),
    _case("OFP703", "sound", "{}"),
    _case(
        "OFP703",
        "out of it",
        '{ entries: { "../a.js": "x" } }',
        "~../a.js OFP703 the name ../a.js leads out of the package",
    ),
    _case(
        "OFP703", "a certificate twice", '{ twice: ["CERT.json"] }', "~CERT.json:1:1 OFP703 CERT.json is there 2 times"
    ),
    _case("OFP703", "no archive", "text"),
    _case("OFP703", "stray bytes", '{ prefix: "bytes" }'),
    _case("OFP703", "whole headers", '{ entries: { "": "x" } }', f"{NAME} OFP703 something in it has no name"),
    _case("OFP704", "sound", '{ files: { "www/a b.js": "x", "www/中.js": "x" } }'),
    _case("OFP704", "no archive", "text"),
    _case(
        "OFP704",
        "a symbolic link",
        '{ members: [{ name: "www/a.js", link: "/etc/passwd" }] }',
        f"{_TAR}!www/a.js OFP704 www/a.js is a symbolic link to /etc/passwd",
    ),
    _case(
        "OFP704",
        "a hard link",
        '{ members: [{ name: "www/a.js", hard: "www/index.html" }] }',
        f"{_TAR}!www/a.js OFP704 www/a.js is a hard link to www/index.html",
    ),
    _case(
        "OFP704",
        "a device",
        '{ members: [{ name: "www/null", device: true }] }',
        f"{_TAR}!www/null OFP704 www/null is a device or pipe",
    ),
    _case(
        "OFP704",
        "out of it",
        '{ members: [{ name: "../a.js" }] }',
        f"{_TAR}!../a.js OFP704 the name ../a.js leads out of the package",
    ),
    _case(
        "OFP704",
        "absolute",
        '{ members: [{ name: "/tmp/a.js" }] }',
        f"{_TAR}!/tmp/a.js OFP704 the name /tmp/a.js is absolute",
    ),
    _case(
        "OFP704",
        "twice",
        '{ members: [{ name: "www/index.html" }] }',
        f"{_TAR}!www/index.html OFP704 www/index.html is there 2 times",
    ),
    _case(
        "OFP704",
        "twice by another spelling",
        '{ members: [{ name: "./www/index.html" }] }',
        f"{_TAR}!www/index.html OFP704 www/index.html is there 2 times",
    ),
    _case(
        "OFP704",
        "a file in the way",
        '{ members: [{ name: "www" }] }',
        f"{_TAR}!www OFP704 www is a file, and a folder for others",
    ),
    _case("OFP704", "a mode of its own", '{ members: [{ name: "www/a.js", mode: "4755" }] }'),
    _case("OFP705", "sound", "{}"),
    _case("OFP705", "no archive", "text"),
    _case("OFP705", "an ordinary mode", '{ members: [{ name: "www/a.js", mode: "664" }] }'),
    _case(
        "OFP705",
        "rights of the owner",
        '{ members: [{ name: "www/a.js", mode: "4755" }] }',
        f"{_TAR}!www/a.js OFP705 www/a.js has the mode 4755, which gives rights to whoever runs it",
    ),
    _case("OFP705", "letters of files are told elsewhere", '{ files: { "www/Index.html": "x" } }'),
    _case("OFP705", "stray bytes", '{ prefix: "bytes" }', f"{NAME} OFP705 5 bytes stand before the first entry"),
    _case(
        "OFP705",
        "letters of entries",
        '{ entries: { "cert.json": "{}" } }',
        "~cert.json OFP705 cert.json and CERT.json differ only in case",
    ),
    _case("OFP705", "links are told elsewhere", '{ members: [{ name: "www/a.js", link: "b.js" }] }'),
    _case("OFP706", "nothing left", '{ files: { "www/DS_Store": "x" } }'),
    _case("OFP706", "no archive", "text"),
    _case(
        "OFP706",
        "left",
        '{ files: { "www/.DS_Store": "x", "www/img/._a.png": "x" } }',
        f"{_TAR}!www/.DS_Store OFP706 2 files were left there by a system: www/.DS_Store, www/img/._a.png",
    ),
    _case("OFP706", "folders are none", '{ members: [{ name: "www/.DS_Store", link: "a" }] }'),
    _case("OFP711", "right", "{}"),
    _case("OFP711", "no archive", "text"),
    _case("OFP711", "no manifest", '{ without: ["Manifest.xml"] }'),
    _case(
        "OFP711",
        "another version",
        '{ version: "1.0.0.2" }',
        f"{NAME} OFP711 the file is named for version 1.0.0.1, and holds 1.0.0.2",
    ),
    _case(
        "OFP711",
        "another id",
        '{ id: "20171229" }',
        f"{NAME} OFP711 the file is named for 20171228, and holds the package 20171229",
    ),
    _case("OFP711", "of the SDK", '{ id: "20000196", version: "6.1.1" }', file="20000196_6.1.18.21.amr"),
    _case("OFP711", "another form", "{}", f"trips.amr OFP711 the file is not named {NAME}", file="trips.amr"),
    _case("OFP712", "eight digits", "{}"),
    _case("OFP712", "no archive", "text"),
    _case("OFP712", "no manifest", '{ without: ["Manifest.xml"] }'),
    _case("OFP712", "seven digits", '{ id: "2017122" }', "~Manifest.xml OFP712 the id 2017122 is not eight digits"),
    _case(
        "OFP712",
        "a mini program",
        '{ id: "2018032302435038" }',
        "~Manifest.xml OFP712 the id 2018032302435038 has 16 digits: this is a mini program, not an H5 offline package",
    ),
    Case(
        rule="OFP712",
        name="of the SDK",
        built={NAME: '{ id: "66666692", sign: true }'},
        sdk=True,
        expect=(
            (
                f"{NAME}!Manifest.xml OFP712 the id and the key are the SDK's own: this is 66666692, a part of it, "
                "not a package of an app"
            ),
        ),
    ),
    Case(
        rule="OFP712",
        name="of the SDK by its first digits",
        built={NAME: '{ id: "20000999" }'},
        sdk=True,
        expect=(
            (
                f"{NAME}!Manifest.xml OFP712 the id and the key are the SDK's own: this is 20000999, a part of it, "
                "not a package of an app"
            ),
        ),
    ),
    Case(rule="OFP712", name="an id of an app with the key of the SDK", built={NAME: "{}"}, sdk=True),
    _case(
        "OFP712",
        "an id of the SDK with a key that nobody knows",
        '{ id: "66666692" }',
        "~Manifest.xml OFP712 the id 66666692 is one of the SDK's, and no key of the SDK that is known has signed the "
        "package",
    ),
    _case(
        "OFP712",
        "an id of the SDK with another key",
        '{ id: "66666692", key: "other" }',
        "~Manifest.xml OFP712 the id 66666692 is one of the SDK's, and no key of the SDK that is known has signed the "
        "package",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    _case(
        "OFP712",
        "an id of the SDK with the key of the app",
        '{ id: "66666692" }',
        "~Manifest.xml OFP712 the id 66666692 is for the SDK, and the package is signed with WHERE: on the phone one "
        "of both takes the place of the other",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    _case(
        "OFP712",
        "for the SDK with the key of the app",
        '{ id: "66666601" }',
        "~Manifest.xml OFP712 the id 66666601 is for the SDK, and the package is signed with WHERE: on the phone one "
        "of both takes the place of the other",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    _case(
        "OFP712",
        "for the SDK and not signed",
        '{ id: "20000001", key: null }',
        "~Manifest.xml OFP712 ids that begin with 20000 are for the SDK",
    ),
    _case("OFP712", "nearly for the SDK", '{ id: "20001001" }'),
    _case("OFP713", "the same", "{}"),
    _case("OFP713", "no archive", "text"),
    _case("OFP713", "no manifest", '{ without: ["Manifest.xml"] }'),
    _case("OFP713", "no tar", '{ without: ["20171228.tar"] }'),
    _case("OFP713", "missing", "{ hpmfile: null }", f"{_TAR} OFP713 hpmfile.json is missing"),
    _case(
        "OFP713",
        "no JSON",
        '{ hpmfile: "{" }',
        f"{_TAR}!hpmfile.json:1:1 OFP713 hpmfile.json cannot be read (the object is not closed)",
    ),
    _case(
        "OFP713",
        "another package",
        '{ hpmfile: { appid: "20171229", version: "1.0.0.1" } }',
        f"{_TAR}!hpmfile.json:1:1 OFP713 hpmfile.json names the package 20171229, the manifest 20171228",
    ),
    _case(
        "OFP713",
        "another version",
        '{ hpmfile: { appid: "20171228", version: "1.0.0.0" } }',
        f"{_TAR}!hpmfile.json:1:1 OFP713 hpmfile.json names version 1.0.0.0, the manifest 1.0.0.1",
    ),
    _case("OFP713", "of the SDK", '{ id: "20000196", hpmfile: { appid: "20000196", version: "5.1" } }'),
    _case("OFP714", "numbers", "{}"),
    _case("OFP714", "no archive", "text"),
    _case("OFP714", "no manifest", '{ without: ["Manifest.xml"] }'),
    _case(
        "OFP714",
        "letters",
        '{ version: "1.0-beta" }',
        "~Manifest.xml OFP714 the version '1.0-beta' is not numbers with dots",
    ),
    _case("OFP721", "signed", "{}"),
    _case("OFP721", "not signed", "{ key: null }", "~CERT.json:1:1 OFP721 the package is not signed"),
    _case(
        "OFP721",
        "not signed although a key is known",
        "{ key: null }",
        "~CERT.json:1:1 OFP721 the package is not signed: clients that verify packages with WHERE refuse it",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    _case("OFP722", "holds", "{}", offline_publicKey=KEY["offline.publicKey"]),
    _case("OFP722", "wrapped base64", "{ wrapped: true }", offline_publicKey=KEY["offline.publicKey"]),
    _case("OFP722", "no archive", "text"),
    _case("OFP722", "no certificate", '{ without: ["CERT.json"] }'),
    _case(
        "OFP722",
        "changed",
        '{ signed: { "Manifest.xml": "other" } }',
        "~CERT.json:1:379 OFP722 Manifest.xml is not "
        "what was signed: it has been changed since, or belongs to another package",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    _case(
        "OFP722",
        "no JSON",
        '{ cert: "{" }',
        "~CERT.json:1:1 OFP722 CERT.json cannot be read (the object is not closed)",
    ),
    _case(
        "OFP722",
        "a damaged certificate",
        '{ cert: "[]" }',
        "~CERT.json:1:1 OFP722 CERT.json cannot be read (it must be an object with a signature for each entry)",
    ),
    _case(
        "OFP722",
        "no base64",
        '{ cert: \'{"20171228.tar": "%%%%", "Manifest.xml": "eA=="}\' }',
        "~CERT.json:1:18 OFP722 the signature of 20171228.tar is none (it is not base64)",
    ),
    _case(
        "OFP722",
        "one is missing",
        '{ cert: \'{"20171228.tar": "eA=="}\' }',
        "~CERT.json:1:1 OFP722 Manifest.xml is not signed, although others are",
    ),
    _case(
        "OFP722",
        "of nothing",
        '{ cert: \'{"20171228.tar": "eA==", "Manifest.xml": "eA==", "a": "eA=="}\' }',
        "~CERT.json:1:55 OFP722 CERT.json has a signature of a, which is not in the package",
    ),
    _case("OFP723", "the right key", "{}", offline_publicKey=KEY["offline.publicKey"]),
    _case("OFP723", "no archive", "text", offline_publicKey=KEY["offline.publicKey"]),
    _case("OFP723", "no key is given", "{}"),
    _case(
        "OFP723",
        "another",
        '{ key: "other" }',
        "~CERT.json:1:1 OFP723 the signatures are not of the key DIGEST (WHERE)",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    _case(
        "OFP723",
        "a shorter one",
        "{ key: 1024 }",
        "~CERT.json:1:1 OFP723 the signatures are of a key of 1024 bits; WHERE has 2048",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    *(
        _case(
            "OFP723",
            f"by PSS with {digest}",
            f'{{ pss: "{digest}" }}',
            "~CERT.json:1:1 OFP723 the signatures are made with WHERE, but by RSASSA-PSS: clients verify "
            "RSASSA-PKCS1-v1_5",
            offline_publicKey=KEY["offline.publicKey"],
        )
        for digest in ("sha1", "sha256")
    ),
    _case(
        "OFP723",
        "by PSS with another key",
        '{ pss: "sha256", key: "other" }',
        "~CERT.json:1:1 OFP723 the signatures are not of the key DIGEST (WHERE)",
        offline_publicKey=KEY["offline.publicKey"],
    ),
    _case("OFP723", "of the SDK", '{ id: "20000196", key: "other" }', offline_publicKey=KEY["offline.publicKey"]),
    _case("OFP724", "long", "{}"),
    _case("OFP724", "no archive", "text"),
    _case("OFP724", "unsigned", "{ key: null }"),
    _case("OFP724", "short", "{ key: 1024 }", "~CERT.json:1:1 OFP724 the package is signed with a key of 1024 bits"),
    _case("OFP724", "of the SDK", '{ id: "20000196", key: 1024 }'),
    _case("OFP726", "verified", "{}", offline_publicKey=KEY["offline.publicKey"]),
    _case("OFP726", "with another key", '{ key: "other" }', offline_publicKey=KEY["offline.publicKey"]),
    _case("OFP726", "not signed", "{ key: null }"),
    _case("OFP726", "no archive", "text"),
    Case(rule="OFP726", name="of the SDK", built={NAME: '{ id: "20000196" }'}, sdk=True),
    _case(
        "OFP726",
        "no key",
        "{}",
        "~CERT.json:1:1 OFP726 signature not verified: no public key is known (2048 bits)",
    ),
    _case("OFP725", "none", "{}"),
    _case("OFP725", "no archive", "text"),
    _case("OFP725", "left", "{ sign: true }", "~SIGN.json:1:1 OFP725 SIGN.json belongs to packages of the SDK"),
    _case("OFP725", "of the SDK", '{ id: "20000196", sign: true }'),
    _case(
        "OFP725",
        "broken",
        '{ id: "20000196", entries: { "SIGN.json": "[" } }',
        "~SIGN.json:1:1 OFP725 SIGN.json cannot be read (the list is not closed)",
    ),
    _case(
        "OFP725",
        "no base64",
        '{ id: "20000196", entries: { "SIGN.json": \'{"20000196.tar": 1, "Manifest.xml": "eA=="}\' } }',
        "~SIGN.json:1:18 OFP725 the signature of 20000196.tar is none (it is no string)",
    ),
    _case("OFP731", "right", "{}", file="20171228.zip"),
    _case(
        "OFP731",
        "another name",
        "{}",
        "trips.zip OFP731 the zip is not named 20171228.zip; an import of several packages goes by the name",
        file="trips.zip",
    ),
    _case("OFP732", "right", "{}", file="20171228.zip"),
    _case(
        "OFP732",
        "out of it",
        '{ entries: { "20171228/../../a.js": "x" } }',
        "~20171228/../../a.js OFP732 the name 20171228/../../a.js leads out of the package",
        file="20171228.zip",
    ),
    _case(
        "OFP732",
        "a link",
        '{ links: { "20171228/a.js": "b.js" } }',
        "~20171228/a.js OFP732 20171228/a.js is a symbolic link",
        file="20171228.zip",
    ),
    _case("OFP732", "letters", '{ files: { "www/Index.html": "x" } }', file="20171228.zip"),
    _case("OFP733", "right", '{ files: { "www/store": "x" } }', file="20171228.zip"),
    _case(
        "OFP733",
        "left",
        '{ entries: { "__MACOSX/._20171228": "x", "20171228/www/.DS_Store": "x" } }',
        "~__MACOSX/._20171228 OFP733 2 entries were left there by a system: __MACOSX/._20171228, "
        "20171228/www/.DS_Store",
        file="20171228.zip",
    ),
    Case(
        rule="OFP731",
        name="another level",
        built={"20171228.zip": '{ level: "2017122" }'},
        by_command=True,
        expect=("20171228.zip!2017122 OFP731 the first level is 2017122, which is not eight digits",),
    ),
    Case(
        rule="OFP731",
        name="two levels",
        built={"20171228.zip": '{ entries: { "www/index.html": "x" } }'},
        by_command=True,
        expect=("20171228.zip OFP731 the first level must be the package id alone, not 20171228, www",),
    ),
    Case(
        rule="OFP731",
        name="no archive",
        built={"20171228.zip": "text"},
        by_command=True,
        expect=(
            (
                "20171228.zip OFP731 the zip cannot be read (is not a ZIP archive); check that the right file was "
                "named: packages are ZIP archives"
            ),
        ),
    ),
    Case(rule="OFP732", name="no archive", built={"20171228.zip": "text"}, by_command=True),
    Case(rule="OFP733", name="no archive", built={"20171228.zip": "text"}, by_command=True),
    Case(
        rule="OFP735",
        name="two that are none",
        by_command=True,
        built={"a/trips.zip": '{ level: "a" }', "b/trips.zip": '{ level: "a" }'},
    ),
    Case(rule="OFP734", name="two", built={"20171228.zip": "{}", "20171229.zip": '{ level: "20171229" }'}),
    Case(
        rule="OFP734",
        name="too many",
        built={"20171228.zip": "{ count: 101 }"},
        expect=("100/20171228.zip OFP734 101 uploads are given; the console imports 100 at once",),
    ),
    Case(rule="OFP735", name="versions", built={NAME: "{}", f"a/{ID}_1.0.0.2.amr": '{ version: "1.0.0.2" }'}),
    Case(rule="OFP735", name="the same file", built={NAME: "{}", f"a/{NAME}": "{}"}),
    Case(rule="OFP735", name="an unreadable one", built={NAME: "{}", f"a/{NAME}": "text"}),
    Case(
        rule="OFP735",
        name="no manifest",
        built={NAME: '{ without: ["Manifest.xml"] }', f"a/{NAME}": '{ without: ["Manifest.xml"], files: { a: "2" } }'},
    ),
    Case(rule="OFP735", name="no tar", built={NAME: "{}", f"a/{NAME}": '{ without: ["20171228.tar"] }'}),
    Case(
        rule="OFP735",
        name="other files",
        built={NAME: "{}", f"a/{NAME}": '{ files: { "www/a.js": "2" } }'},
        expect=(f"a/{NAME} OFP735 {NAME} is {ID} 1.0.0.1 too, with other files",),
    ),
    Case(
        rule="OFP735",
        name="two uploads",
        built={"20171228.zip": "{}", "a/20171228.zip": "{}"},
        expect=("a/20171228.zip OFP735 20171228.zip is an upload of 20171228 too",),
    ),
    Case(rule="OFP735", name="an upload and its package", built={"20171228.zip": "{}", NAME: "{}"}),
    Case(rule="OFP735", name="an upload and a later package", built={"20171228.zip": "{}", NAME: _LATER}),
    Case(
        rule="OFP735",
        name="two versions as they are built",
        built={"1/20171228.zip": "{}", f"1/nebula/{NAME}": "{}", "2/20171228.zip": _LATER, f"2/nebula/{_NEXT}": _LATER},
    ),
    Case(
        rule="OFP735",
        name="two versions by their files",
        built={"1/20171228.zip": "{}", f"1/{NAME}": "{}", "2/20171228.zip": _LATER, f"2/{_NEXT}": _LATER},
    ),
    Case(
        rule="OFP735",
        name="one version twice as it is built",
        built={"1/20171228.zip": "{}", f"1/nebula/{NAME}": "{}", "2/20171228.zip": "{}", f"2/nebula/{NAME}": "{}"},
        expect=("2/20171228.zip OFP735 1/20171228.zip is an upload of 20171228 too",),
    ),
    Case(
        rule="OFP735",
        name="an upload that was made of other files",
        built={"1/20171228.zip": "{}", f"1/nebula/{NAME}": '{ files: { "www/index.html": "<HTML></HTML>" } }'},
        expect=(f"1/20171228.zip OFP735 1/nebula/{NAME} was made with it, and holds other files",),
    ),
    Case(
        rule="OFP735",
        name="an upload beside packages of which it is not known which belongs to it",
        built={"1/20171228.zip": "{}", f"1/nebula/{NAME}": _LATER, f"1/nebula/{_NEXT}": _LATER},
    ),
    Case(
        rule="OFP735",
        name="an upload beside a package of another id",
        built={"1/20171228.zip": "{}", "1/nebula/20171229_1.0.0.1.amr": '{ id: "20171229", files: { a: "2" } }'},
    ),
    Case(
        rule="OFP735",
        name="an upload beside a package that cannot be read",
        built={"1/20171228.zip": "{}", f"1/nebula/{NAME}": '{ without: ["20171228.tar"] }'},
    ),
    Case(rule="OFP741", name="higher", built={f"{ID}_1.0.0.10.amr": '{ version: "1.0.0.10" }', _DATE: "{}"}),
    Case(rule="OFP741", name="itself", built={NAME: "{}", _DATE: "{}"}),
    Case(
        rule="OFP741",
        name="of another id",
        built={"20171229_1.0.0.0.amr": '{ id: "20171229", version: "1.0.0.0" }', _DATE: "{}"},
    ),
    Case(rule="OFP741", name="no tar", built={NAME: '{ without: ["20171228.tar"] }', _DATE: "{}"}),
    Case(
        rule="OFP741",
        name="lower",
        built={f"{ID}_1.0.0.0.amr": '{ version: "1.0.0.0" }', _DATE: "{}"},
        expect=(
            (
                f"{ID}_1.0.0.0.amr!Manifest.xml OFP741 the version is 1.0.0.0, lower than that of the earlier "
                "package: 1.0.0.1"
            ),
        ),
    ),
    Case(
        rule="OFP741",
        name="the same with other files",
        built={NAME: '{ files: { "www/a.js": "2" } }', _DATE: "{}"},
        expect=(
            (f"{NAME}!Manifest.xml OFP741 the version is 1.0.0.1, as in the earlier package, and the files are others"),
        ),
    ),
    Case(
        rule="OFP743",
        name="of the same id",
        built={
            f"{ID}_1.0.0.2.amr": '{ version: "1.0.0.2" }',
            "20171229_1.0.0.1.amr": '{ id: "20171229" }',
            _DATE: "{}",
        },
    ),
    Case(rule="OFP743", name="no earlier one", built={NAME: "{}", "20171229.zip": '{ level: "20171229" }'}),
    Case(
        rule="OFP743",
        name="of another id",
        built={"20171229_1.0.0.2.amr": '{ id: "20171229", version: "1.0.0.2" }', _DATE: "{}"},
        expect=(
            (
                f"{_DATE} OFP743 nothing was compared with the earlier package: it is {ID}, and none of those that are "
                "verified is"
            ),
        ),
    ),
    Case(
        rule="OFP743",
        name="none that can be read",
        built={NAME: "{}", _DATE: "text"},
        expect=(f"{_DATE} OFP743 nothing was compared with the earlier package: it cannot be read",),
    ),
    Case(
        rule="OFP743",
        name="a zip for the console",
        built={NAME: "{}", f"base/{ID}.zip": "{}"},
        expect=((f"base/{ID}.zip OFP743 nothing was compared with the earlier package: only .amr files are compared"),),
    ),
    Case(
        rule="OFP743",
        name="beside a zip for the console",
        built={f"{ID}.zip": "{}", _DATE: "{}"},
        expect=(f"{_DATE} OFP743 nothing was compared with the earlier package: only .amr files are compared",),
    ),
    Case(rule="OFP742", name="the same", built={NAME: "{}", _DATE: "{}"}),
    Case(
        rule="OFP742",
        name="changed",
        built={NAME: "{ global: true }", _DATE: "{}"},
        expect=(f"{NAME} OFP742 the package is laid out as a global one, and the earlier one as a normal one",),
    ),
    Case(rule="OFP742", name="no files", built={NAME: '{ without: ["20171228.tar"] }', _DATE: "{ global: true }"}),
]
