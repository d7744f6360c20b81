"""Cases of the rules on descriptors themselves."""

from __future__ import annotations

from plugins.offline import sample
from plugins.offline.release.case import Case

_FILE = "trips/offline-package.json5"
_ID = ('id: "20171228"', 'id: "20171229"')

CASES = [
    Case(rule="OFP101", name="sound"),
    Case(
        rule="OFP101",
        name="no JSON5",
        files={_FILE: "{ id: "},
        expect=(f"{_FILE}:1:3 OFP101 the key id has no value",),
    ),
    Case(
        rule="OFP101",
        name="no object",
        files={_FILE: "[]"},
        expect=(f"{_FILE}:1:1 OFP101 the descriptor must be an object",),
    ),
    Case(
        rule="OFP101",
        name="no text",
        files={_FILE: b"\xff\xff"},
        expect=(f"{_FILE}:1:1 OFP101 byte 0 (0xFF) is not UTF-8",),
    ),
    Case(
        rule="OFP101",
        name="no descriptor at all",
        files={_FILE: None},
    ),
    Case(
        rule="OFP102", name="sound", files={_FILE: (("  id:", '  $schema: "x", description: "", installType: 0, id:'),)}
    ),
    Case(rule="OFP102", name="broken", files={_FILE: "{ id: "}),
    Case(rule="OFP102", name="no object", files={_FILE: "[]"}),
    Case(rule="OFP119", name="none"),
    Case(
        rule="OFP119",
        name="a copy",
        files={"old/trips/offline-package.json5": sample.DESCRIPTOR, "old/trips/index.html": "<p>"},
        expect=(
            "old/trips/offline-package.json5:2:7 OFP119 package 20171228 is there 2 times",
            f"{_FILE}:2:7 OFP119 package 20171228 is there 2 times",
        ),
    ),
    Case(
        rule="OFP119",
        name="two that are named by their folders",
        alone=True,
        files={"a/20171228/www/index.html": "<p>", "b/20171228/www/index.html": "<p>"},
        expect=(
            "a/20171228 OFP119 package 20171228 is there 2 times",
            "b/20171228 OFP119 package 20171228 is there 2 times",
        ),
    ),
    Case(
        rule="OFP119",
        name="no ids",
        files={"a/offline-package.json5": '{ id: "x" }', "b/offline-package.json5": '{ id: "x" }'},
    ),
    Case(
        rule="OFP119",
        name="broken",
        files={"a/offline-package.json5": "{ id: ", "b/offline-package.json5": "{ id: "},
    ),
    Case(
        rule="OFP102",
        name="near",
        files={_FILE: (("mainUrl:", "mainURL:"),)},
        expect=(f"{_FILE}:5:3 OFP102 there is no member mainURL; mainUrl is meant",),
        fixed={_FILE: '  mainUrl: "/www/index.html",'},
    ),
    Case(
        rule="OFP102",
        name="near one that is there",
        files={_FILE: (("mainUrl:", 'mainURL: "", mainUrl:'),)},
        expect=(f"{_FILE}:5:3 OFP102 there is no member mainURL",),
    ),
    Case(
        rule="OFP102",
        name="near none",
        files={_FILE: (("mainUrl:", "xyz: 1, mainUrl:"),)},
        expect=(f"{_FILE}:5:3 OFP102 there is no member xyz",),
    ),
    Case(
        rule="OFP102",
        name="number as id",
        files={_FILE: (('id: "20171228"', "id: 20171228"),)},
        expect=(f"{_FILE}:2:7 OFP102 id must be a string",),
        fixed={_FILE: '  id: "20171228",'},
    ),
    Case(
        rule="OFP102",
        name="true as id",
        files={_FILE: (('id: "20171228"', "id: true"),)},
        expect=(f"{_FILE}:2:7 OFP102 id must be a string",),
    ),
    Case(
        rule="OFP102",
        name="number as version",
        files={_FILE: (('version: "1.0.0.1"', "version: 20171228"),)},
        expect=(f"{_FILE}:4:12 OFP102 version must be a string",),
    ),
    Case(
        rule="OFP102",
        name="wrong platform",
        files={_FILE: (("mainUrl:", 'platform: "ios", mainUrl:'),)},
        expect=(f'{_FILE}:5:13 OFP102 platform must be one of "all", "Android", "iOS", "Harmony"',),
    ),
    Case(
        rule="OFP102",
        name="missing",
        files={_FILE: (('  id: "20171228",\n', ""),)},
        expect=(f"{_FILE}:1:1 OFP102 id is missing",),
    ),
    Case(rule="OFP102", name="no version", files={_FILE: (('  version: "1.0.0.1",\n', ""),)}),
    Case(
        rule="OFP102",
        name="twice",
        files={_FILE: (("mainUrl:", 'name: "Tours", extendInfo: { a: 1, a: 2 }, mainUrl:'),)},
        expect=(f"{_FILE}:5:3 OFP102 name is there twice, and the last one counts",),
    ),
    Case(rule="OFP103", name="eight digits"),
    Case(rule="OFP103", name="no string", files={_FILE: (('id: "20171228"', "id: 2017"),)}),
    Case(
        rule="OFP103",
        name="seven digits",
        files={_FILE: (('id: "20171228"', 'id: "2017122"'),)},
        expect=(f"{_FILE}:2:7 OFP103 the id must be eight digits, not '2017122'",),
    ),
    Case(
        rule="OFP103",
        name="empty",
        files={_FILE: (('id: "20171228"', 'id: ""'),)},
        expect=(f"{_FILE}:2:7 OFP103 the id must be eight digits, not ''",),
    ),
    Case(rule="OFP104", name="free", files={_FILE: (('id: "20171228"', 'id: "66666592"'),)}),
    Case(rule="OFP104", name="no id", files={_FILE: (('id: "20171228"', 'id: "20000"'),)}),
    Case(
        rule="OFP104",
        name="of the SDK",
        files={_FILE: (('id: "20171228"', 'id: "68687209"'),)},
        expect=(f"{_FILE}:2:7 OFP104 68687209 is an id of the SDK",),
    ),
    Case(
        rule="OFP104",
        name="prefix",
        files={_FILE: (('id: "20171228"', 'id: "66666693"'),)},
        expect=(f"{_FILE}:2:7 OFP104 ids that begin with 666666 are for the SDK",),
    ),
    Case(rule="OFP105", name="as the id says"),
    Case(rule="OFP105", name="no id", files={_FILE: (('id: "20171228"', 'id: "2017"'),)}),
    Case(
        rule="OFP105",
        name="another one inside",
        files={_FILE: (_ID,)},
        expect=(f"{_FILE}:2:7 OFP105 the files lie in 20171228, and the id is 20171229",),
    ),
    Case(
        rule="OFP105",
        name="a file that is named by an id",
        files={
            _FILE: (_ID,),
            "trips/20171228": "",
            **{f"trips/20171228/www/{one}": None for one in ("index.html", "css/trips.css", "img/dot.png")},
        },
    ),
    Case(
        rule="OFP105",
        name="its own beside another",
        files={"trips/20171227/www/index.html": ""},
    ),
    Case(
        rule="OFP105",
        name="source with another id",
        files={_FILE: (_ID, ("mainUrl:", 'source: "20171228", mainUrl:'))},
        expect=(f"{_FILE}:5:11 OFP105 source names the folder 20171228, and the id is 20171229",),
    ),
    Case(rule="OFP105", name="source with the id", files={_FILE: (("mainUrl:", 'source: "20171228/", mainUrl:'),)}),
    Case(rule="OFP105", name="source below", files={_FILE: (_ID, ("mainUrl:", 'source: "20171228/www", mainUrl:'))}),
    Case(
        rule="OFP105",
        name="source is the project",
        files={_FILE: (_ID, ("mainUrl:", 'source: ".", mainUrl:'))},
        expect=(f"{_FILE}:2:7 OFP105 the files lie in 20171228, and the id is 20171229",),
    ),
    Case(
        rule="OFP105",
        name="source that is not there",
        files={_FILE: (("mainUrl:", 'source: "dist", mainUrl:'),)},
    ),
    Case(
        rule="OFP105",
        name="its own folder",
        files={"77000009/offline-package.json5": '{ id: "77000008", version: "1.0.0.1" }', "77000009/www/a.html": ""},
        expect=(
            (
                "77000009/offline-package.json5:1:7 OFP105 the folder of the package is named 77000009, and the id "
                "is 77000008"
            ),
        ),
    ),
    Case(
        rule="OFP105",
        name="its own folder with the id",
        files={"77000009/offline-package.json5": '{ id: "77000009", version: "1.0.0.1" }', "77000009/www/a.html": ""},
    ),
    Case(rule="OFP106", name="four numbers"),
    Case(rule="OFP106", name="three numbers", files={_FILE: (("1.0.0.1", "1.0.0"),)}),
    Case(
        rule="OFP106",
        name="empty",
        files={_FILE: (('"1.0.0.1"', '""'),)},
        expect=(f"{_FILE}:4:12 OFP106 the version must be numbers with dots such as 1.0.0.1, not ''",),
    ),
    Case(rule="OFP106", name="missing", files={_FILE: (('  version: "1.0.0.1",\n', ""),)}),
    Case(
        rule="OFP106",
        name="words",
        files={_FILE: (("1.0.0.1", "1.0.0-rc1"),)},
        expect=(f"{_FILE}:4:12 OFP106 the version must be numbers with dots such as 1.0.0.1, not '1.0.0-rc1'",),
    ),
    Case(
        rule="OFP106",
        name="zeros",
        files={_FILE: (("1.0.0.1", "1.0.0.01"),)},
        expect=(f"{_FILE}:4:12 OFP106 the version 1.0.0.01 counts as 1.0.0.1",),
        fixed={_FILE: '  version: "1.0.0.1",'},
    ),
]
