"""Cases of the rules on sizes; debug packages are stored, so that their sizes do not hang on the zlib in use."""

from __future__ import annotations

from plugins.harmony import sample
from plugins.harmony.cases import Case, Json


def _package(payload: str, *needs: str, **module: object) -> Json:
    """A debug package with this payload that depends on these modules."""
    dependencies = [{"moduleName": name} for name in needs]
    return {"app": {"debug": True}, "module": {"dependencies": dependencies, **module}, "payload": payload}


_SMALL = _package("100 KB")
_SMALL_SIZE = len(sample.package("entry.hap", _SMALL))
_APP: Json = {"app": {"bundleType": "app"}, "module": {"installationFree": False}}

CASES = [
    Case(
        rule="HOS101",
        name="a package of the limit and more",
        packages={"entry.hap": _package("2048 KB"), "lib.hsp": _package("1 KB")},
        expect=("entry.hap HOS101 entry is 2,049.12 KB, and must be less than 2,048.00 KB",),
        official=("10016016", "AGC 7"),
    ),
    Case(rule="HOS101", name="a package below the limit", packages={"entry.hap": _package("2046 KB")}),
    Case(
        rule="HOS101",
        name="the limit itself is too much",
        packages={"entry.hap": _SMALL},
        options={"harmony.entryLimit": str(_SMALL_SIZE)},
        expect=("entry.hap HOS101 entry is 101.12 KB, and must be less than 101.12 KB",),
        official=("AGC 7",),
    ),
    Case(
        rule="HOS101",
        name="one byte less than the limit",
        packages={"entry.hap": _SMALL},
        options={"harmony.entryLimit": str(_SMALL_SIZE + 1)},
    ),
    Case(
        rule="HOS101",
        name="a limit for all but the entry",
        packages={"entry.hap": _package("30 KB"), "lib.hsp": _package("20 KB")},
        options={"harmony.packageLimit": "10 KB"},
        expect=("lib.hsp HOS101 lib is 20.96 KB, and must be less than 10.00 KB",),
    ),
    Case(
        rule="HOS101",
        name="no limit",
        packages={"entry.hap": _package("3 MB")},
        options={"harmony.entryLimit": "0"},
    ),
    Case(
        rule="HOS101",
        name="no atomic service",
        packages={"entry.hap": {**_APP, "payload": "3 MB"}},
    ),
    Case(
        rule="HOS101",
        name="release packages are compressed",
        packages={"entry.hap": {"entries": {"resources/rawfile/zeros": "0" * 3_000_000}}},
    ),
    Case(
        rule="HOS101",
        name="debug packages are not",
        packages={"entry.hap": {"app": {"debug": True}, "entries": {"resources/rawfile/zeros": "0" * 3_000_000}}},
        expect=("entry.hap HOS101 entry is 2,930.80 KB, and must be less than 2,048.00 KB",),
    ),
    Case(
        rule="HOS102",
        name="an HSP and one behind it",
        packages={
            "entry.hap": _package("1000 KB", "a"),
            "a.hsp": _package("600 KB", "b"),
            "b.hsp": _package("500 KB"),
        },
        expect=("entry.hap HOS102 entry with its dependencies is 2,103.06 KB, and must be less than 2,048.00 KB",),
        official=("10016018", "AGC 7"),
    ),
    Case(
        rule="HOS102",
        name="together below the limit",
        packages={
            "entry.hap": _package("1000 KB", "a"),
            "a.hsp": _package("600 KB", "b"),
            "b.hsp": _package("400 KB"),
        },
    ),
    Case(
        rule="HOS102",
        name="a diamond counts its tip once",
        packages={
            "entry.hap": _package("600 KB", "a", "b"),
            "a.hsp": _package("400 KB", "c"),
            "b.hsp": _package("400 KB", "c"),
            "c.hsp": _package("400 KB"),
        },
    ),
    Case(
        rule="HOS102",
        name="what a module lists twice counts twice",
        packages={"entry.hap": _package("600 KB", "lib", "lib"), "lib.hsp": _package("800 KB")},
        expect=("entry.hap HOS102 entry with its dependencies is 2,203.07 KB, and must be less than 2,048.00 KB",),
    ),
    Case(
        rule="HOS102",
        name="on the device types that both have",
        packages={
            "entry.hap": _package("1500 KB", "lib", deviceTypes=["phone", "tablet", "tv"]),
            "lib.hsp": _package("1000 KB", deviceTypes=["tablet", "tv", "2in1"]),
        },
        expect=("entry.hap HOS102 entry with its dependencies is 2,502.12 KB, and must be less than 2,048.00 KB",),
    ),
    Case(
        rule="HOS102",
        name="on no device type together",
        packages={
            "entry.hap": _package("1500 KB", "lib", deviceTypes=["phone"]),
            "lib.hsp": _package("1000 KB", deviceTypes=["tablet"]),
        },
    ),
    Case(
        rule="HOS102",
        name="of another bundle",
        packages={
            "entry.hap": _package("1500 KB", dependencies=[{"bundleName": "com.other", "moduleName": "lib"}]),
            "lib.hsp": _package("1000 KB"),
        },
    ),
    Case(
        rule="HOS102",
        name="preloads do not count",
        packages={
            "entry.hap": _package("1500 KB", atomicService={"preloads": [{"moduleName": "lib"}]}),
            "lib.hsp": _package("1000 KB"),
        },
    ),
    Case(
        rule="HOS102",
        name="too large by itself is another finding",
        packages={"entry.hap": _package("2048 KB", "lib"), "lib.hsp": _package("10 KB")},
    ),
    Case(
        rule="HOS102",
        name="without a limit for the entry",
        packages={"entry.hap": _package("1500 KB", "lib"), "lib.hsp": _package("1000 KB")},
        options={"harmony.entryLimit": "0"},
    ),
    Case(
        rule="HOS102",
        name="a circle has no sum",
        packages={
            "entry.hap": _package("1500 KB", "a"),
            "a.hsp": _package("500 KB", "b"),
            "b.hsp": _package("500 KB", "a"),
        },
    ),
    Case(
        rule="HOS102",
        name="a module that leads to another of its name is no circle",
        packages={
            "one.hsp": {
                **_package("900 KB", name="a"),
                "filter": {"screenShape": {"policy": "include", "value": ["circle"]}},
            },
            "two.hsp": {
                **_package("800 KB", "b", name="a"),
                "filter": {"screenShape": {"policy": "include", "value": ["rect"]}},
            },
            "b.hsp": _package("700 KB", "a"),
        },
        expect=("two.hsp HOS102 a with its dependencies is 2,403.47 KB, and must be less than 2,048.00 KB",),
    ),
    Case(
        rule="HOS103",
        name="more than 10 MB for each of two device types",
        packages={f"m{number}.hsp": _package("1800 KB", deviceTypes=["phone", "tablet"]) for number in range(1, 7)},
        expect=(
            (
                "m1.hsp!module.json:1:1 HOS103 the packages for phone, tablet are 10,805.80 KB together, and may be "
                "10,240.00 KB at most"
            ),
        ),
        official=("AGC 8",),
    ),
    Case(
        rule="HOS103",
        name="less on each device type",
        packages={
            f"m{number}.hsp": _package("1800 KB", deviceTypes=["phone" if number % 2 else "tablet"])
            for number in range(1, 7)
        },
    ),
    Case(
        rule="HOS103",
        name="different packages on two device types",
        packages={
            "entry.hap": _package("30 KB", deviceTypes=["phone", "tablet"]),
            "lib.hsp": _package("20 KB", deviceTypes=["phone", "phone"]),
            "b.hsp": _package("15 KB", deviceTypes=["tablet"]),
        },
        options={"harmony.totalLimit": "45 KB"},
        expect=(
            (
                "entry.hap!module.json:1:1 HOS103 the packages for phone are 52.09 KB together, and may be 45.00 KB "
                "at most"
            ),
            (
                "entry.hap!module.json:1:1 HOS103 the packages for tablet are 47.08 KB together, and may be 45.00 KB "
                "at most"
            ),
        ),
    ),
    Case(
        rule="HOS103",
        name="the limit itself is allowed",
        packages={"entry.hap": _SMALL},
        options={"harmony.totalLimit": str(_SMALL_SIZE)},
    ),
    Case(
        rule="HOS103",
        name="no limit",
        packages={"entry.hap": _SMALL},
        options={"harmony.totalLimit": "0"},
    ),
    Case(
        rule="HOS104",
        name="a package and what it depends on",
        packages={"entry.hap": _package("1000 KB", "lib"), "lib.hsp": _package("900 KB")},
        expect=("entry.hap HOS104 entry with its dependencies is 1,902.09 KB: 92 % of 2,048.00 KB on phone",),
        official=(),
    ),
    Case(
        rule="HOS104",
        name="a package by itself that ships for no device type",
        packages={"entry.hap": _package("1900 KB", deviceTypes=[])},
        expect=("entry.hap HOS104 entry is 1,901.11 KB: 92 % of 2,048.00 KB",),
    ),
    Case(rule="HOS104", name="far from the limit", packages={"entry.hap": _package("1800 KB")}),
    Case(rule="HOS104", name="above the limit is another finding", packages={"entry.hap": _package("2048 KB")}),
    Case(
        rule="HOS104",
        name="all packages together",
        packages={
            "entry.hap": _package("30 KB", deviceTypes=["phone", "tablet"]),
            "lib.hsp": _package("20 KB", deviceTypes=["tablet"]),
        },
        options={"harmony.totalLimit": "55 KB", "harmony.totalLimitReason": "a test"},
        expect=("entry.hap!module.json:1:1 HOS104 all packages for tablet are 52.08 KB together: 94 % of 55.00 KB",),
    ),
    Case(
        rule="HOS104",
        name="the worst device type",
        packages={
            "entry.hap": _package("1000 KB", "a", "b", deviceTypes=["phone", "tablet"]),
            "a.hsp": _package("850 KB", deviceTypes=["phone"]),
            "b.hsp": _package("950 KB", deviceTypes=["tablet"]),
        },
        expect=("entry.hap HOS104 entry with its dependencies is 1,952.12 KB: 95 % of 2,048.00 KB on tablet",),
    ),
    Case(
        rule="HOS104",
        name="nothing is left of the total, and it is not wanted",
        packages={"entry.hap": _SMALL},
        options={"harmony.totalLimit": str(_SMALL_SIZE), "harmony.headroom": "1"},
    ),
    Case(
        rule="HOS105",
        name="more without a reason",
        source={},
        options={"harmony.totalLimit": "20 MB"},
        expect=(
            (
                "AppScope/app.json5:2:10 HOS105 harmony.totalLimit is 20,480.00 KB, which is above 10 MB, without "
                "harmony.totalLimitReason"
            ),
        ),
        official=(),
    ),
    Case(
        rule="HOS105",
        name="none without a reason",
        source={},
        options={"harmony.totalLimit": "0", "harmony.totalLimitReason": " "},
        expect=(
            (
                "AppScope/app.json5:2:10 HOS105 harmony.totalLimit is 0, which means no limit, without "
                "harmony.totalLimitReason"
            ),
        ),
    ),
    Case(
        rule="HOS105",
        name="more with a reason",
        source={},
        options={"harmony.totalLimit": "20 MB", "harmony.totalLimitReason": "approved by mail"},
    ),
    Case(rule="HOS105", name="less without a reason", source={}, options={"harmony.totalLimit": "8 MB"}),
    Case(
        rule="HOS105",
        name="more for an app that is no atomic service",
        packages={"entry.hap": _APP},
        options={"harmony.totalLimit": "20 MB"},
    ),
]
