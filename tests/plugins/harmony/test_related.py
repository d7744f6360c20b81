"""How grave findings are and what else they point at, where the cases of the rules do not show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.engine.report import Judged
from hapline.testing import Bench
from plugins.harmony import sample

SERVICE: sample.Json = {}
APP: sample.Json = {"app": {"bundleType": "app"}, "module": {"installationFree": False}}


def _needs(*names: str) -> sample.Json:
    return {"module": {"dependencies": [{"moduleName": name} for name in names]}}


def _found(
    folder: Path, rule: str, packages: dict[str, str | sample.Json], base: dict[str, str | sample.Json] | None = None
) -> list[Judged]:
    files = sample.write_packages(folder, packages)
    report = Bench().verify(files, base=sample.write_packages(folder / "base", base or {}))
    return [one for one in report.findings if one.finding.rule == rule]


def _related(one: Judged) -> list[tuple[str, str]]:
    return [(place.location.inner[0], place.location.symbol) for place in one.finding.related]


def _names(one: Judged) -> list[str]:
    return [Path(place.location.path).name for place in one.finding.related]


def test_a_circle_shows_every_step(tmp_path: Path) -> None:
    packages: dict[str, str | sample.Json] = {
        "entry.hap": "{}",
        "a.hsp": _needs("b"),
        "b.hsp": _needs("c"),
        "c.hsp": _needs("a"),
    }
    (circle,) = _found(tmp_path, "HOS402", packages)
    assert Path(circle.finding.location.path).name == "c.hsp"
    assert _names(circle) == ["a.hsp", "b.hsp"]
    assert [place.args for place in circle.finding.related] == [
        {"module": "a", "target": "b"},
        {"module": "b", "target": "c"},
    ]


def test_a_dependency_that_is_listed_twice_shows_the_first(tmp_path: Path) -> None:
    (twice,) = _found(tmp_path, "HOS406", {"entry.hap": _needs("lib", "lib"), "lib.hsp": "{}"})
    assert _related(twice) == [("module.json", "module.dependencies[0]")]


def test_device_types_that_are_lacking_are_those_of_the_target(tmp_path: Path) -> None:
    lib: sample.Json = {"module": {"deviceTypes": ["tablet"]}}
    (lacking,) = _found(tmp_path, "HOS405", {"entry.hap": _needs("lib"), "lib.hsp": lib})
    assert _names(lacking) == ["lib.hsp"]
    assert _related(lacking) == [("module.json", "module.deviceTypes")]


@pytest.mark.parametrize(("kind", "severity"), [(SERVICE, "error"), (APP, "warning")], ids=["service", "app"])
def test_another_bundle_is_worse_for_a_service(kind: sample.Json, severity: str, tmp_path: Path) -> None:
    other: sample.Json = {"module": {"dependencies": [{"bundleName": "com.other", "moduleName": "lib"}]}}
    (found,) = _found(tmp_path, "HOS404", {"entry.hap": sample.merged(kind, other)})
    assert found.severity == severity


@pytest.mark.parametrize(
    ("app", "severity"),
    [
        ({"versionCode": 999999}, "error"),
        ({"versionCode": 1000000}, "warning"),
        ({"bundleName": "com.other"}, "warning"),
    ],
    ids=["lower", "same", "another app"],
)
def test_only_a_lower_version_is_an_error(app: sample.Json, severity: str, tmp_path: Path) -> None:
    (found,) = _found(tmp_path, "HOS512", {"entry.hap": {"app": app}}, {"entry.hap": "{}"})
    assert found.severity == severity


def test_shared_types_are_shown_where_they_stand(tmp_path: Path) -> None:
    entry: sample.Json = {"module": {"abilities": [{"name": "A", "continueType": ["x"]}]}}
    feat: sample.Json = {"module": {"abilities": [{"name": "B"}, {"name": "C", "continueType": ["y", "x"]}]}}
    (shared,) = _found(tmp_path, "HOS511", {"entry.hap": entry, "feat.hap": feat})
    assert shared.finding.location.symbol == "module.abilities[1].continueType"
    assert _related(shared) == [("module.json", "module.abilities[0].continueType")]


def test_a_uri_shows_who_has_it_first(tmp_path: Path) -> None:
    uri: sample.Json = {"module": {"proxyData": [{"uri": "u"}]}}
    (taken,) = _found(tmp_path, "HOS510", {"entry.hap": uri, "lib.hsp": uri})
    assert _names(taken) == ["entry.hap"]
    assert _related(taken) == [("module.json", "module.proxyData[0].uri")]


@pytest.mark.parametrize("rule", ["HOS501", "HOS502", "HOS503", "HOS504", "HOS505", "HOS506", "HOS507"])
def test_differences_show_what_they_are_compared_with(rule: str, tmp_path: Path) -> None:
    lib: sample.Json = {
        "app": {
            "bundleType": "shared",
            "versionCode": 7,
            "minAPIVersion": 60000021,
            "debug": True,
            "compileSdkType": "OpenHarmony",
            "assetAccessGroups": ["g"],
        },
        "module": {"installationFree": False},
    }
    found = _found(tmp_path, rule, {"entry.hap": "{}", "lib.hsp": lib})
    assert found
    for one in found:
        assert _names(one) == ["entry.hap"]
        assert _related(one) == [("module.json", one.finding.location.symbol)]
