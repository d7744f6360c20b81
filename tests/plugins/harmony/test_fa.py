"""A config.json of the FA model, seen as a module.json."""

from __future__ import annotations

import pytest

from hapline_hooks import Keys
from hapline_plugins.harmony import fa

CONFIG: dict[str, object] = {
    "app": {
        "bundleName": "com.sample",
        "vendor": "sample",
        "version": {"code": 7, "name": "1.0", "minCompatibleVersionCode": 5},
        "apiVersion": {"compatible": 8, "target": 9, "releaseType": "Release", "compileSdkType": "OpenHarmony"},
        "multiAppMode": {"maxCount": 2},
    },
    "deviceConfig": {"default": {"debug": True}},
    "module": {
        "package": "com.sample.entry",
        "distro": {"moduleName": "entry", "moduleType": "entry", "installationFree": True},
        "deviceType": ["phone"],
        "abilities": [{"name": "A"}],
        "dependencies": [{"moduleName": "lib"}],
        "distroFilter": {"apiVersion": {}},
        "reqPermissions": [],
    },
}


def test_what_is_taken_over() -> None:
    assert fa.as_stage(CONFIG) == {
        "app": {
            "bundleName": "com.sample",
            "bundleType": "atomicService",
            "versionCode": 7,
            "versionName": "1.0",
            "minCompatibleVersionCode": 5,
            "minAPIVersion": 8,
            "targetAPIVersion": 9,
            "apiReleaseType": "Release",
            "compileSdkType": "OpenHarmony",
            "multiAppMode": {"maxCount": 2},
            "apiVersion": {"compatible": 8, "target": 9, "releaseType": "Release", "compileSdkType": "OpenHarmony"},
            "debug": True,
        },
        "module": {
            "name": "entry",
            "type": "entry",
            "installationFree": True,
            "deviceType": ["phone"],
            "package": "com.sample.entry",
            "abilities": [{"name": "A"}],
            "dependencies": [{"moduleName": "lib"}],
            "distributionFilter": {"apiVersion": {}},
        },
    }


@pytest.mark.parametrize(("free", "kind"), [(True, "atomicService"), (False, "app"), (None, "app")])
def test_an_atomic_service_is_free_of_installation(free: object, kind: str) -> None:
    found = fa.as_stage({"app": {}, "module": {"distro": {"installationFree": free}}})
    assert found["app"] == {"bundleType": kind}


@pytest.mark.parametrize("section", ["app", "module"])
def test_a_section_that_is_missing_stays_missing(section: str) -> None:
    config = {key: value for key, value in CONFIG.items() if key != section}
    assert section not in fa.as_stage(config)
    assert fa.as_stage({}) == {}


def test_null_is_a_value_and_not_a_missing_key() -> None:
    found = fa.as_stage({"app": {"bundleName": None, "apiVersion": None}, "module": {"package": None}})
    assert found == {
        "app": {"bundleName": None, "apiVersion": None, "bundleType": "app"},
        "module": {"package": None},
    }


@pytest.mark.parametrize("odd", [None, 5, "x", [], [{}]])
def test_sections_of_the_wrong_type_hold_nothing(odd: object) -> None:
    assert fa.as_stage({"app": odd, "module": odd}) == {"app": {"bundleType": "app"}, "module": {}}
    assert fa.as_stage({"app": {"version": odd}, "module": {"distro": odd}}) == {
        "app": {"bundleType": "app"},
        "module": {},
    }


@pytest.mark.parametrize(
    ("keys", "original"),
    [
        (("app", "versionCode"), ("app", "version", "code")),
        (("app", "minAPIVersion"), ("app", "apiVersion", "compatible")),
        (("app", "multiAppMode", "maxCount"), ("app", "multiAppMode", "maxCount")),
        (("app", "debug"), ("deviceConfig", "default", "debug")),
        (("module", "name"), ("module", "distro", "moduleName")),
        (("module", "distributionFilter"), ("module", "distroFilter")),
        (("module", "abilities", 0, "name"), ("module", "abilities", 0, "name")),
        (("module", "atomicService", "preloads"), ("module", "atomicService", "preloads")),
        (("app",), ("app",)),
        (("module",), ("module",)),
        (("other", "name"), ("other", "name")),
        ((), ()),
    ],
)
def test_where_it_stands_in_config_json(keys: Keys, original: Keys) -> None:
    assert fa.original(keys) == original
