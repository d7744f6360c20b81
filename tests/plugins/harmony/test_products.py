"""Products of a source project: which modules, with which values, and where findings about them point."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from hapline.engine.projects import judge
from hapline.engine.report import Report
from hapline.testing import Bench, lines
from hapline.trees import WorkingTree
from hapline.trees.memory import MemoryTree
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.limits import Limits
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.source.project import HarmonyProject, find
from plugins.harmony import sample
from plugins.harmony.sample import Json

APP = "AppScope/app.json5"
PROFILE = "build-profile.json5"
ENTRY = "entry/src/main/module.json5"
OWN = "entry/build-profile.json5"
WIDE = "{ module: { deviceTypes: ['phone', 'tablet'] } }"

Changes = Mapping[str, str | Json | None]


def _report(changes: Changes | None = None) -> Report:
    return Bench().check(sample.project(changes))


def _bundles(changes: Changes | None = None) -> dict[str, Bundle]:
    return {one.product: one for one in _report(changes).subjects if isinstance(one, Bundle)}


def _files(bundle: Bundle) -> list[str]:
    return [module.file for module in (*bundle.modules, *bundle.libraries)]


def _module(bundle: Bundle, name: str) -> Module:
    return bundle.by_name[name][0]


def _at(module: Module, *keys: str | int) -> str:
    place = module.at(*keys)
    return f"{place.path} {place.symbol}"


def _profile(*products: Json, **targets: list[Json]) -> Json:
    """A build profile with these products, and with these targets by module; other modules have none."""
    modules = [
        {"name": name, "srcPath": f"./{name}", **({"targets": targets[name]} if name in targets else {})}
        for name in ("entry", "feat", "lib", "util")
    ]
    return {"app": {"products": list(products)}, "modules": modules}


def test_one_product_has_no_name_and_haps_come_first() -> None:
    bundles = _bundles()
    assert list(bundles) == [""]
    assert _files(bundles[""]) == ["entry", "feat", "lib", "util"]
    assert [module.suffix for module in bundles[""].modules] == [".hap", ".hap", ".hsp"]
    assert [module.name for module in bundles[""].libraries] == ["util"]
    listed = [{"name": name, "srcPath": name} for name in ("util", "lib", "entry")]
    assert _files(_bundles({PROFILE: {"modules": listed}})[""]) == ["entry", "lib", "util"]


def test_without_products_there_is_the_default_one() -> None:
    assert list(_bundles({PROFILE: {"app": {"products": []}}})) == [""]
    assert list(_bundles({PROFILE: {"app": {"products": "odd"}}})) == [""]
    assert list(_bundles({PROFILE: {"app": 5}})) == [""]


def test_modules_go_where_their_targets_apply() -> None:
    profile = _profile(
        {"name": "default"},
        {"name": "pro"},
        entry=[{"name": "default"}],
        feat=[{"name": "default", "applyToProducts": ["pro"]}],
        lib=[{"name": "default", "applyToProducts": ["default"]}, {"name": "extra", "applyToProducts": ["pro"]}],
        util=[{"name": "default", "applyToProducts": []}],
    )
    bundles = _bundles({PROFILE: profile})
    assert {name: _files(bundle) for name, bundle in bundles.items()} == {
        "default": ["entry", "lib"],
        "pro": ["entry", "feat", "lib@extra"],
    }


def test_tests_are_no_part_of_any_product() -> None:
    profile = _profile(
        {"name": "default"}, entry=[{"name": "default"}, {"name": "ohosTest"}], feat=[{"name": "ohosTest"}]
    )
    tests = {"entry/src/ohosTest/module.json5": "{ module: { name: 'entry_test', type: 'feature' } }"}
    assert _files(_bundles({PROFILE: profile, **tests})[""]) == ["entry", "lib", "util"]


def test_of_targets_that_clash_the_first_counts() -> None:
    profile = _profile({"name": "default"}, entry=[{"name": "default"}, {"name": "wide"}])
    both: Json = {"targets": [{"name": "default"}, {"name": "wide"}]}
    assert _files(_bundles({PROFILE: profile, OWN: both})[""]) == ["entry", "feat", "lib", "util"]
    apart: Json = {
        "targets": [
            {"name": "default", "config": {"deviceType": ["phone"]}},
            {"name": "wide", "config": {"deviceType": ["tablet"]}},
        ]
    }
    bundle = _bundles({PROFILE: profile, OWN: apart, ENTRY: WIDE})[""]
    assert _files(bundle) == ["entry", "entry@wide", "feat", "lib", "util"]
    assert [module.devices for module in bundle.by_name["entry"]] == [["phone"], ["tablet"]]


def test_products_override_what_the_app_says() -> None:
    products = (
        {"name": "default"},
        {
            "name": "pro",
            "bundleName": "com.other",
            "bundleType": "app",
            "vendor": "v",
            "versionCode": 7,
            "versionName": "7",
            "icon": "$media:a",
            "label": "$string:b",
        },
    )
    bundles = _bundles({PROFILE: _profile(*products)})
    default, pro = (_module(bundles[name], "lib") for name in ("default", "pro"))
    assert (default.bundle_name, default.bundle_type_text) == ("com.atomicservice.sample", "atomicService")
    assert (pro.bundle_name, pro.bundle_type_text, pro.version_code) == ("com.other", "app", 7)
    assert (pro.app["vendor"], pro.app["versionName"], pro.app["icon"], pro.app["label"]) == (
        "v",
        "7",
        "$media:a",
        "$string:b",
    )
    assert _at(default, "app", "bundleType") == f"{APP} app.bundleType"
    assert _at(pro, "app", "bundleType") == f"{PROFILE} app.products[1].bundleType"
    assert _at(pro, "app", "debug") == f"{APP} app.debug"
    assert _at(pro, "app") == f"{APP} app"


@pytest.mark.parametrize(
    ("app", "level", "place"),
    [
        ({"products": [{"name": "default", "compatibleSdkVersion": "5.0.0(12)"}]}, 12, "app.products[0]."),
        ({"products": [{"name": "default", "compatibleSdkVersion": 10}]}, 10, "app.products[0]."),
        ({"products": [{"name": "default", "compatibleSdkVersion": " 18 "}]}, 18, "app.products[0]."),
        ({"compatibleSdkVersion": 9, "products": [{"name": "default"}]}, 9, "app."),
        (
            {"compatibleSdkVersion": 9, "products": [{"name": "default", "compatibleSdkVersion": 11}]},
            11,
            "app.products[0].",
        ),
        ({"compatibleSdkVersion": True, "products": [{"name": "default", "compatibleSdkVersion": "six"}]}, None, ""),
    ],
)
def test_the_lowest_api_level_comes_from_the_profile(app: Json, level: int | None, place: str) -> None:
    module = _bundles({PROFILE: {"app": app}})[""].first
    assert module.app.get("minAPIVersion") == level
    expected = f"{PROFILE} {place}compatibleSdkVersion" if place else f"{APP} app.minAPIVersion"
    assert _at(module, "app", "minAPIVersion") == expected


def test_targets_override_devices_and_preloads() -> None:
    own: Json = {
        "targets": [
            {
                "name": "default",
                "config": {
                    "deviceType": ["tablet", "tv"],
                    "atomicService": {"preloads": [{"moduleName": "lib"}]},
                },
            }
        ]
    }
    module = _module(_bundles({OWN: own, ENTRY: WIDE})[""], "entry")
    assert module.devices == ["tablet"]  # tv is none of the module's, which a rule says
    assert [one.module for one in module.preloads] == ["lib"]
    config = f"{OWN} targets[0].config"
    assert _at(module, "module", "deviceTypes", 0) == f"{config}.deviceType[0]"
    assert _at(module, "module", "atomicService", "preloads", 0) == f"{config}.atomicService.preloads[0]"
    assert _at(module, "module", "atomicService") == f"{ENTRY} module.atomicService"
    assert _at(module, "module", "name") == f"{ENTRY} module.name"


def test_a_finding_about_an_override_points_into_the_profile_and_names_the_product() -> None:
    own: Json = {
        "targets": [
            {"name": "default"},
            {"name": "pro", "config": {"atomicService": {"preloads": [{"moduleName": "gone"}]}}},
        ]
    }
    profile = _profile(
        {"name": "default"},
        {"name": "pro"},
        entry=[{"name": "default", "applyToProducts": ["default"]}, {"name": "pro", "applyToProducts": ["pro"]}],
    )
    report = _report({PROFILE: profile, OWN: own})
    found = [one.finding for one in report.findings if one.finding.rule == "HOS203"]
    assert [(one.location.file, one.location.symbol, one.products) for one in found] == [
        (OWN, "targets[1].config.atomicService.preloads[0].moduleName", ("pro",))
    ]
    assert found[0].location.span is not None


def test_a_finding_of_several_products_is_told_once() -> None:
    profile = _profile({"name": "default"}, {"name": "pro"}, {"name": "app", "bundleType": "app"})
    report = _report({PROFILE: profile, ENTRY: "{ module: { installationFree: false } }"})
    found = [
        one.finding for one in report.findings if one.finding.rule == "HOS301" and "entry" in one.finding.location.path
    ]
    assert [one.products for one in found] == [("default", "pro")]


@pytest.mark.parametrize("key", ["distributionFilter", "distroFilter"])
def test_targets_have_filters(key: str) -> None:
    own: Json = {
        "targets": [{"name": "default", "config": {key: {"screenShape": {"policy": "include", "value": ["circle"]}}}}]
    }
    module = _module(_bundles({OWN: own})[""], "entry")
    assert module.filter is not None
    assert module.filter["screenShape"].values == ("circle",)
    assert _at(module, *module.filter_at) == f"{OWN} targets[0].config.{key}"


def test_a_filter_that_is_none() -> None:
    own: Json = {"targets": [{"name": "default", "config": {"distributionFilter": {"screenShape": "circle"}}}]}
    assert _module(_bundles({OWN: own})[""], "entry").filter is None
    assert lines(_report({OWN: own}), rule="HOS613") == [
        f"{OWN}:8:26 HOS613 screenShape must be an object, and is a string"
    ]


def test_profiles_come_from_the_resources_of_target_product_app_and_hars() -> None:
    folders = {
        "entry/pro/base/profile/a.json": '{"of": "target"}',
        "Pro/base/profile/a.json": '{"of": "product"}',
        "Pro/base/profile/b.json": '{"of": "product"}',
        "AppScope/resources/base/profile/b.json": '{"of": "app"}',
        "AppScope/resources/base/profile/c.json": '{"of": "app"}',
        "util/src/main/resources/base/profile/d.json": '{"of": "har"}',
        "feat/src/main/resources/base/profile/e.json": '{"of": "feat"}',
    }
    texts: dict[str, Json] = {path: {"text": text} for path, text in folders.items()}
    own: Json = {"targets": [{"name": "default", "resource": {"directories": ["./pro", 5]}}]}
    profile: Json = {"app": {"products": [{"name": "default", "resource": {"directories": ["./Pro"]}}]}}
    find_profile = _module(_bundles({**texts, OWN: own, PROFILE: profile})[""], "entry").profiles
    assert [find_profile(f"{name}.json") for name in "abcde"] == [
        '{"of": "target"}',
        '{"of": "product"}',
        '{"of": "app"}',
        '{"of": "har"}',
        None,
    ]
    assert find_profile("main_pages.json") is None  # the target has other resources than src/main


def test_what_packages_from_elsewhere_bring_is_not_known() -> None:
    changes: Changes = {"util/oh-package.json5": '{ dependencies: { "@x/y": "^1.0.0" } }', "lib/oh-package.json5": "{}"}
    bundle = _bundles(changes)[""]
    assert _module(bundle, "lib").profiles("a.json") == ""
    assert _module(bundle, "entry").profiles("a.json") is None


def test_names_are_resolved_by_path() -> None:
    # The alias, the folder, the listed name and the module's own name all differ.
    files: Changes = {
        PROFILE: {
            "modules": [
                {"name": "entry", "srcPath": "./entry"},
                {"name": "cart", "srcPath": "modules\\basket"},
                {"name": "helper", "srcPath": "./common/util/"},
            ]
        },
        "entry/oh-package.json5": '{ dependencies: { "@sample/lib": "1.0.0", "@x/help": "file:..\\\\common/util" } }',
        "common/util/src/main/module.json5": "{ module: { name: 'helper', type: 'har' } }",
        "common/util/oh-package.json5": '{ dependencies: { "@shop/wagen": "../../modules/basket", self: "file:." } }',
        "modules/basket/src/main/module.json5": "{ module: { name: 'cart', type: 'shared', deviceTypes: ['phone'] } }",
        "modules/basket/oh-package.json5": '{ dependencies: { "@x/help": "../../common/util" } }',
    }
    entry = _module(_bundles(files)[""], "entry")
    assert [(one.bundle, one.module) for one in entry.dependencies] == [("com.atomicservice.sample", "cart")]
    place = entry.dependencies[0].place
    assert place is not None
    assert (place.path, place.symbol) == ("common/util/oh-package.json5", "dependencies.@shop/wagen")


def test_each_module_is_depended_on_once_and_hars_are_looked_through() -> None:
    files: Changes = {
        "entry/oh-package.json5": '{ dependencies: { "@sample/lib": "file:../lib", u: "file:../util", f: "../feat" } }',
        "util/oh-package.json5": '{ dependencies: { lib: "file:../lib", back: "file:../entry" } }',
        "lib/oh-package.json5": '{ dependencies: { "@sample/util": "file:../util" } }',
    }
    bundle = _bundles(files)[""]
    names = {module.name: [one.module for one in module.dependencies] for module in bundle.modules}
    assert names == {"entry": ["lib", "feat"], "feat": [], "lib": ["entry"]}


def test_native_libraries() -> None:
    files: Changes = {
        "entry/libs/arm64-v8a/liba.so": {"text": ""},
        "entry/libs/arm64-v8a/readme.txt": {"text": ""},
        "entry/libs/libb.so": {"text": ""},
        "feat/build-profile.json5": "{ buildOption: { externalNativeOptions: {} } }",
        "lib/build-profile.json5": "{ buildOption: [] }",
    }
    bundle = _bundles(files)[""]
    assert {module.name: list(module.natives()) for module in bundle.modules} == {
        "entry": ["libs/arm64-v8a/liba.so"],
        "feat": ["buildOption.externalNativeOptions"],
        "lib": [],
    }


def test_an_app_whose_modules_are_not_all_there_is_not_complete() -> None:
    def complete(*listed: object) -> bool:
        modules = [{"name": "entry", "srcPath": "./entry"}, *listed]
        return _bundles({PROFILE: {"modules": modules}})[""].complete

    assert complete({"name": "lib", "srcPath": "./lib"}, 5)
    assert complete({"name": "again", "srcPath": "./entry/"})
    assert not complete({"name": "gone", "srcPath": "./gone"})
    assert not complete({"name": "outside", "srcPath": "../outside"})
    assert not complete({"name": "nowhere"})


def test_without_app_json5_nothing_is_said_about_the_app() -> None:
    assert _bundles({APP: None}) == {}
    assert _bundles({APP: {"raw": "{ app: "}}) == {}
    assert [one.finding.rule for one in _report({APP: {"raw": "{ app: "}}).findings] == ["HOS611"]
    assert [one.finding.rule for one in _report({APP: None}).findings] == ["HOS801"]


def _moved(files: Mapping[str, str | bytes], folder: str) -> dict[str, str | bytes]:
    return {f"{folder}/{path}": text for path, text in files.items()}


def test_a_project_in_a_subfolder() -> None:
    files = _moved(
        sample.project({ENTRY: '{ module: { atomicService: { preloads: [{ moduleName: "gone" }] } } }'}), "a/b"
    )
    report = Bench().check({**files, "README.md": ""})
    (project,) = (one for one in report.subjects if isinstance(one, HarmonyProject))
    assert (project.root, project.name) == ("a/b", "a/b")
    (bundle,) = (one for one in report.subjects if isinstance(one, Bundle))
    assert [one.module for one in _module(bundle, "entry").dependencies] == ["lib"]
    assert lines(report, rule="HOS203") == [
        f"a/b/{ENTRY}:22:25 HOS203 entry preloads gone, but this app has no module of that name"
    ]


def test_two_projects_in_one_tree() -> None:
    one = _moved(sample.project(), "one")
    other = _moved(
        sample.project(
            {
                PROFILE: {
                    "modules": [{"name": "entry", "srcPath": "./entry"}, {"name": "lib", "srcPath": "../one/lib"}]
                },
                "entry/oh-package.json5": '{ dependencies: { "@sample/lib": "file:../../one/lib" } }',
                APP: '{ app: { bundleName: "com.atomicservice.other" } }',
            }
        ),
        "two",
    )
    report = Bench().check({**one, **other})
    bundles = [subject for subject in report.subjects if isinstance(subject, Bundle)]
    assert [_files(bundle) for bundle in bundles] == [
        ["one/entry", "one/feat", "one/lib", "one/util"],
        ["two/entry", "one/lib"],
    ]
    assert [_module(bundle, "lib").bundle_name for bundle in bundles] == [
        "com.atomicservice.sample",
        "com.atomicservice.other",
    ]
    assert [one.module for one in _module(bundles[1], "entry").dependencies] == ["lib"]


def test_where_projects_are_looked_for() -> None:
    def roots(*paths: str) -> list[str]:
        files = cast("dict[str, str | bytes]", dict.fromkeys(paths, "{ modules: [] }"))
        return [project.root for project in find(MemoryTree(files), Limits())]

    assert roots("AppScope/app.json5", "sub/AppScope/app.json5") == [""]
    assert roots("b/build-profile.json5", "a/AppScope/app.json5", "c/d/AppScope/app.json5") == ["a", "b", "c/d"]
    assert roots("node_modules/x/AppScope/app.json5", ".hidden/AppScope/app.json5", "build/AppScope/app.json5") == []
    assert roots("1/2/3/4/5/6/AppScope/app.json5") == ["1/2/3/4/5/6"]
    assert roots("1/2/3/4/5/6/7/AppScope/app.json5") == []
    assert [one.root for one in find(MemoryTree({"build-profile.json5": "{ targets: [] }"}), Limits())] == []
    assert [one.root for one in find(MemoryTree({"build-profile.json5": "{ modules: "}), Limits())] == []


def test_a_module_at_the_root_of_the_project() -> None:
    files = sample.project({PROFILE: {"raw": "{ app: {}, modules: [{ name: 'entry', srcPath: './' }] }"}})
    files |= {path.removeprefix("entry/"): text for path, text in files.items() if path.startswith("entry/src")}
    (bundle,) = (one for one in Bench().check(files).subjects if isinstance(one, Bundle))
    assert bundle.first.at("module", "name").path == "src/main/module.json5"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    root = tmp_path / "project"
    outside = tmp_path / "outside"
    outside.write_text("{}")
    store = "entry/src/main/ets/Store.ets"
    unreadable = {"lib/src/main/module.json5", APP, store}
    for path, text in sample.project({store: {"text": ""}}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if path in unreadable:
            (root / path).symlink_to(outside)
        else:
            (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    bench = Bench()
    report = judge(bench.host, bench.settings, WorkingTree(root))
    assert not report.faults
    reason = "cannot be read: a symbolic link leads out of the project"
    assert lines(report) == [f"{path} HOS801 {path} {reason}" for path in (APP, "lib/src/main/module.json5")]
