"""mpaas_packages.json and the configuration of the console: values with places, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from hapline.documents import DocumentError
from hapline.trees.memory import MemoryTree
from hapline_plugins.portal.source.mpaas_config import REQUIRED, MpaasConfig, config_name, configs_in, is_config_name
from hapline_plugins.portal.source.mpaas_packages import MpaasPackages, gav_of

PAY = "com.acme.pay:pay-build:1.2.3@jar"
CORE = "com.acme.core:core-build:1.0@jar"
PACKAGES = {
    "base_line": "10.1.68",
    "version_code": 33,
    "update_time": "1600000000",
    "cp_change_id": "",
    "bundles": [
        {
            "bundleGav": PAY,
            "bundleName": "com-acme-pay-pay",
            "classifier": ["api", "AndroidManifest"],
            "dependBundles": [{"bundleGav": CORE, "bundleName": "com-acme-core-core", "intersection": 1}],
            "depends": ["com-acme-core-core"],
            "dependsGav": [CORE],
            "remove": False,
        },
        {"bundleGav": CORE, "bundleName": "com-acme-core-core", "remove": True},
    ],
    "components": [
        {
            "bundles": ["com-acme-pay-pay", None],
            "component": "PAY",
            "component_name": "支付",
            "component_name_en": "Payment",
            "dependency_notation": "com.acme:pay",
            "essential": None,
            "flat_bundles": ["com-acme-pay-pay", "com-acme-core-core"],
        },
        {"component": "CORE", "component_name": "核心", "essential": True},
    ],
}
APP = dict.fromkeys(REQUIRED, "443") | {
    "appId": "ACME123",
    "appKey": "ACME123_ANDROID",
    "workspaceId": "a-b",
    "rootPath": "mpaas/android/ACME123-a-b",
    "packageName": "com.acme.app",
    "base64Code": "/9j/4AAQSk==",
}
NAME = "app/Ant-mpaas-ACME123-a-b-Android.config"


def _packages(value: object) -> MpaasPackages:
    return MpaasPackages("mpaas_packages.json", json.dumps(value, indent=1, ensure_ascii=False).encode())


def test_packages() -> None:
    packages = _packages(PACKAGES)
    assert (packages.base_line, packages.version_code, packages.update_time) == ("10.1.68", 33, "1600000000")
    pay, core = packages.bundles
    assert (pay.gav.group, pay.gav.artifact, pay.gav.version, pay.gav.type) == (
        "com.acme.pay",
        "pay-build",
        "1.2.3",
        "jar",
    )
    assert (pay.name, pay.classifiers, pay.removed) == ("com-acme-pay-pay", ("api", "AndroidManifest"), False)
    assert [need.gav.text for need in pay.needs] == [CORE] == [gav.text for gav in pay.depends_gav]
    assert pay.depends == ("com-acme-core-core",)
    assert core.removed
    assert packages.used == (pay,)
    assert [one.id for one in packages.components] == ["PAY", "CORE"]
    assert [one.name for one in packages.components] == ["Payment", "核心"]
    assert packages.components[0].bundles == ("com-acme-pay-pay",)
    assert packages.components[0].flat_bundles == ("com-acme-pay-pay", "com-acme-core-core")
    assert [one.is_essential for one in packages.components] == [False, True]
    assert packages.problems == ()


def test_places_of_packages() -> None:
    packages = _packages(PACKAGES)
    assert packages.bundles[1].keys == ("bundles", 1)
    gav = packages.bundles[0].needs[0].gav
    assert gav.keys == ("bundles", 0, "dependBundles", 0, "bundleGav")
    start, end = packages.document.span(gav.keys)
    assert packages.document.text[start:end] == f'"{CORE}"'
    assert packages.bundles[0].depends_gav[0].keys == ("bundles", 0, "dependsGav", 0)


def test_packages_of_other_types() -> None:
    packages = _packages(
        {
            "base_line": 10,
            "version_code": True,
            "update_time": 1600000000,
            "bundles": [5, {"bundleGav": ["x"], "remove": "yes", "classifier": [1, None, "api"], "depends": "x"}],
            "components": {"a": 1},
        }
    )
    assert packages.update_time == "1600000000"
    assert packages.version_code is None
    assert packages.bundles[0].classifiers == ("api",)
    assert packages.components == ()
    assert {(problem.keys, str(problem.message)) for problem in packages.problems} == {
        (("base_line",), "a string belongs here"),
        (("version_code",), "a whole number belongs here"),
        (("bundles", 0), "an object belongs here"),
        (("bundles", 1, "bundleGav"), "a string belongs here"),
        (("bundles", 1, "remove"), "true or false belongs here"),
        (("bundles", 1, "classifier", 0), "a string belongs here"),
        (("bundles", 1, "depends"), "a list belongs here"),
        (("components",), "a list belongs here"),
    }


@pytest.mark.parametrize("value", [[], 5, None, "text"])
def test_packages_that_are_no_object(value: object) -> None:
    packages = _packages(value)
    assert packages.bundles == ()
    assert [(problem.keys, str(problem.message)) for problem in packages.problems] == [((), "an object belongs here")]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\xfd", b'{"a": 1', b"[" * 1000])
def test_what_is_no_json(data: bytes) -> None:
    with pytest.raises(DocumentError):
        MpaasPackages("mpaas_packages.json", data)
    with pytest.raises(DocumentError):
        MpaasConfig(NAME, data)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("g:a:1@jar", ("g", "a", "1", "jar")),
        ("g.h:a-build:1.0-SNAPSHOT", ("g.h", "a-build", "1.0-SNAPSHOT", "")),
        ("", ("", "", "", "")),
        ("g:a", ("", "", "", "")),
        ("g::1@jar", ("", "", "", "")),
        ("g:a:1:raw@jar", ("", "", "", "")),
    ],
)
def test_coordinates(text: str, parts: tuple[str, str, str, str]) -> None:
    gav = gav_of(text, ("a",))
    assert (gav.group, gav.artifact, gav.version, gav.type) == parts
    assert gav.text == text


def _config(path: str = NAME, **other: object) -> MpaasConfig:
    values = {key: value for key, value in (APP | other).items() if value is not ...}
    return MpaasConfig(path, json.dumps(values).encode())


def test_config() -> None:
    config = _config()
    assert (config.app_id, config.workspace_id, config.package_name) == ("ACME123", "a-b", "com.acme.app")
    assert (config.broken, config.missing, config.problems) == ((), (), ())
    assert config.has_image


def test_equalities() -> None:
    config = _config("app/Ant-mpaas-ACME123-default-Android.config", appKey="ACME123", rootPath="mpaas/android/x")
    assert [(one.what, one.wanted, one.found, one.keys) for one in config.broken] == [
        ("appKey", "ACME123_ANDROID", "ACME123", ("appKey",)),
        ("rootPath", "mpaas/android/ACME123-a-b", "mpaas/android/x", ("rootPath",)),
        ("fileName", "Ant-mpaas-ACME123-a-b-Android.config", "Ant-mpaas-ACME123-default-Android.config", ()),
    ]
    assert [one.what for one in _config(appKey=...).broken] == []
    assert _config(appId="").broken == ()


def test_what_a_config_lacks() -> None:
    config = _config(appId=..., pushPort=443)
    assert config.missing == ("appId",)
    assert [problem.keys for problem in config.problems] == [("pushPort",)]
    assert [_config(base64Code=code).has_image for code in ("", " ", "iVBORw0")] == [False, False, True]
    assert [_config(base64Code="", absBase64Code=code).has_image for code in ("", "iVBORw0")] == [False, True]
    assert MpaasConfig(NAME, b"[]").missing == ()


def test_names_of_configs() -> None:
    assert config_name("ACME123", "a-b") == PurePosixPath(NAME).name
    assert is_config_name(PurePosixPath(NAME).name)
    assert not any(map(is_config_name, ("Ant-mpaas-Android.config", "Ant-mpaas--Android.config", "x.config", "")))
    tree = MemoryTree({NAME: "", "app/other.config": "", "app/deep/" + PurePosixPath(NAME).name: "", "x": ""})
    assert configs_in(tree, "app") == [NAME]
    assert configs_in(tree, "") == []
