"""Cases of the rules on app versions."""

from __future__ import annotations

from plugins.offline.release.case import Case

_FILE = "trips/offline-package.json5"
_MIN = 'clientVersionMin: "1.0.0;1.0.0;1.0.0"'


def _min(text: str, more: str = "") -> dict[str, tuple[tuple[str, str], ...]]:
    return {_FILE: ((_MIN, f'clientVersionMin: "{text}"{more}'),)}


def _max(text: str, more: str = "", least: str = "1.0.0;1.0.0;1.0.0") -> dict[str, tuple[tuple[str, str], ...]]:
    return _min(least, f', clientVersionMax: "{text}"{more}')


CASES = [
    Case(rule="OFP110", name="all"),
    Case(rule="OFP110", name="no app for HarmonyOS", files=_min("1.0.0;1.0.0;")),
    Case(rule="OFP110", name="number", files={_FILE: ((_MIN, "clientVersionMin: 1"),)}),
    Case(
        rule="OFP110",
        name="missing",
        files={_FILE: ((f"  {_MIN},\n", ""),)},
        expect=("trips/offline-package.json5:1:1 OFP110 clientVersionMin is missing",),
        fixed={_FILE: f"  {_MIN},"},
    ),
    Case(
        rule="OFP110",
        name="empty parts",
        files=_min(";;"),
        expect=("trips/offline-package.json5:6:21 OFP110 clientVersionMin names no version for iOS, Android, Harmony",),
        fixed={_FILE: f"  {_MIN},"},
    ),
    Case(
        rule="OFP110",
        name="one part",
        files=_min("2.0.0"),
        expect=(
            (
                "trips/offline-package.json5:6:21 OFP110 clientVersionMin must have three parts, "
                "iOS;Android;Harmony, not '2.0.0'"
            ),
        ),
        fixed={_FILE: '  clientVersionMin: "2.0.0;2.0.0;2.0.0",'},
    ),
    Case(
        rule="OFP110",
        name="one part for Android",
        files=_min("2.0", ', platform: "Android"'),
        expect=(
            (
                "trips/offline-package.json5:6:21 OFP110 clientVersionMin must have three parts, "
                "iOS;Android;Harmony, not '2.0'"
            ),
        ),
        fixed={_FILE: '  clientVersionMin: ";2.0;", platform: "Android",'},
    ),
    Case(
        rule="OFP110",
        name="one part that is no version",
        files=_min("two"),
        expect=(
            (
                "trips/offline-package.json5:6:21 OFP110 clientVersionMin must have three parts, "
                "iOS;Android;Harmony, not 'two'"
            ),
        ),
    ),
    Case(
        rule="OFP110",
        name="two parts",
        files=_min("0;0"),
        expect=(
            (
                "trips/offline-package.json5:6:21 OFP110 clientVersionMin must have three parts, "
                "iOS;Android;Harmony, not '0;0'"
            ),
        ),
    ),
    Case(
        rule="OFP110",
        name="no version",
        files=_min("1.0.0;one;1.0.0"),
        expect=("trips/offline-package.json5:6:21 OFP110 clientVersionMin: the part of Android is no version: 'one'",),
    ),
    Case(
        rule="OFP110",
        name="parts of other platforms",
        files=_min("1.0.0;2.0.0;", ', platform: "Android"'),
        expect=(
            (
                "trips/offline-package.json5:6:21 OFP110 the package is for Android alone, and "
                "clientVersionMin has a part for iOS"
            ),
        ),
        fixed={_FILE: '  clientVersionMin: ";2.0.0;", platform: "Android",'},
    ),
    Case(rule="OFP110", name="Android alone", files=_min(";2.0.0;", ', platform: "Android"')),
    Case(
        rule="OFP110",
        name="none for Android",
        files=_min("2.0.0;;", ', platform: "Android"'),
        expect=(
            "trips/offline-package.json5:6:21 OFP110 clientVersionMin names no version for Android",
            (
                "trips/offline-package.json5:6:21 OFP110 the package is for Android alone, and "
                "clientVersionMin has a part for iOS"
            ),
        ),
    ),
    Case(rule="OFP111", name="none"),
    Case(rule="OFP111", name="empty", files=_max("")),
    Case(rule="OFP111", name="empty parts", files=_max(";;")),
    Case(
        rule="OFP111",
        name="set",
        files=_max("2.0.0;2.0.0;2.0.0"),
        expect=(
            "trips/offline-package.json5:6:60 OFP111 later versions of the app than 2.0.0;2.0.0;2.0.0 get nothing",
        ),
        fixed={_FILE: '  clientVersionMin: "1.0.0;1.0.0;1.0.0",'},
    ),
    Case(
        rule="OFP111",
        name="two parts",
        files=_max("100;100"),
        expect=(
            (
                "trips/offline-package.json5:6:60 OFP111 clientVersionMax must have three parts, "
                "iOS;Android;Harmony, not '100;100'"
            ),
            "trips/offline-package.json5:6:60 OFP111 later versions of the app than 100;100 get nothing",
        ),
    ),
    Case(
        rule="OFP111",
        name="some parts",
        files=_max("2.0.0;;2.0.0"),
        expect=(
            (
                "trips/offline-package.json5:6:60 OFP111 clientVersionMax has a part for iOS, Harmony "
                "and none for Android; for all it has every part or none"
            ),
            "trips/offline-package.json5:6:60 OFP111 later versions of the app than 2.0.0;;2.0.0 get nothing",
        ),
    ),
    Case(
        rule="OFP111",
        name="some parts of those that are meant",
        files=_max("2.0.0;2.0.0;", least="1;1;"),
        expect=("trips/offline-package.json5:6:47 OFP111 later versions of the app than 2.0.0;2.0.0; get nothing",),
    ),
    Case(
        rule="OFP111",
        name="below",
        files=_max("2.0.0;0.9.9;2.0.0"),
        expect=(
            "trips/offline-package.json5:6:60 OFP111 the highest version for Android, 0.9.9, is below the least, 1.0.0",
            "trips/offline-package.json5:6:60 OFP111 later versions of the app than 2.0.0;0.9.9;2.0.0 get nothing",
        ),
    ),
    Case(
        rule="OFP111",
        name="equal",
        files=_max("1.0.0;1.0;1.0.0.0"),
        expect=(
            "trips/offline-package.json5:6:60 OFP111 later versions of the app than 1.0.0;1.0;1.0.0.0 get nothing",
        ),
    ),
    Case(
        rule="OFP111",
        name="no version",
        files=_max("2.0.0;two;2.0.0"),
        expect=(
            "trips/offline-package.json5:6:60 OFP111 clientVersionMax: the part of Android is no version: 'two'",
            "trips/offline-package.json5:6:60 OFP111 later versions of the app than 2.0.0;two;2.0.0 get nothing",
        ),
    ),
    Case(
        rule="OFP111",
        name="beside a broken least version",
        files=_max("2.0.0;2.0.0;2.0.0", least="1;1"),
        expect=(
            "trips/offline-package.json5:6:46 OFP111 later versions of the app than 2.0.0;2.0.0;2.0.0 get nothing",
        ),
    ),
    Case(
        rule="OFP111",
        name="one platform",
        files=_max(";2.0.0;", ', platform: "Android"', least=";1.0.0;"),
        expect=("trips/offline-package.json5:6:50 OFP111 later versions of the app than ;2.0.0; get nothing",),
    ),
    Case(
        rule="OFP111",
        name="a least version that is none",
        files=_max("2;2;2", least="x;1;1"),
        expect=("trips/offline-package.json5:6:48 OFP111 later versions of the app than 2;2;2 get nothing",),
    ),
    Case(rule="OFP112", name="below", options={"offline.iosVersion": "1.0.1"}),
    Case(rule="OFP112", name="not configured", files=_min("9;1;1")),
    Case(
        rule="OFP112",
        name="equal",
        options={"offline.iosVersion": "1.0.0"},
        expect=(
            (
                "common/offline-package.json5:7:21 OFP112 the least version for iOS is 1.0.0, and the "
                "app's Product Version is 1.0.0"
            ),
            (
                "trips/offline-package.json5:6:21 OFP112 the least version for iOS is 1.0.0, and the "
                "app's Product Version is 1.0.0"
            ),
        ),
    ),
    Case(
        rule="OFP112",
        name="above",
        options={"offline.iosVersion": "1.5.0"},
        files=_min("1.10.0;1;1"),
        expect=(
            (
                "trips/offline-package.json5:6:21 OFP112 the least version for iOS is 1.10.0, and the "
                "app's Product Version is 1.5.0"
            ),
        ),
    ),
    Case(
        rule="OFP112",
        name="no version",
        options={"offline.iosVersion": "newest"},
        expect=(
            "common/offline-package.json5:7:21 OFP112 offline.iosVersion is no version: 'newest'",
            "trips/offline-package.json5:6:21 OFP112 offline.iosVersion is no version: 'newest'",
        ),
    ),
    Case(rule="OFP112", name="no parts", options={"offline.iosVersion": "1.5.0"}, files=_min("2.0.0")),
    Case(rule="OFP112", name="not for iOS", options={"offline.iosVersion": "1.5.0"}, files=_min(";2.0.0;2.0.0")),
]
