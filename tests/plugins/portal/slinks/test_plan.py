"""Plans: each reason to be static, each policy, and that a file that was written is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.errors import UsageError
from hapline.testing import Bench
from hapline_plugins.portal.slinks.budget import Candidate, spend
from hapline_plugins.portal.slinks.files import wanted_files
from hapline_plugins.portal.slinks.near import Near
from hapline_plugins.portal.slinks.plan import Decision, Plan
from hapline_plugins.portal.slinks.planning import plans
from hapline_plugins.portal.source.build import GradleBuild
from plugins.changing import Change
from plugins.portal import making, sample
from plugins.portal.sample import manifest

PORTAL = "portal/app/build.gradle"
SLINKS = "portal/app/slinks"
CASHIER = "com.example.pay:cashier-build"
LAUNCHER = "com.example:launcher-build"
FAR = "com.example.far:away-build"
_FAR = ("dependencies {", "dependencies {\n    bundle 'com.example.far:away-build:1.0.0@jar'")
_PROVIDER = manifest("com.example.pay.cashier", '<provider android:name=".Files" android:authorities="a" />')
CSV = "Name,Version,InitLevel,ExportPackages,Components\n"


_REQUIRED = {"portal.slinks": "required"}


def _plan(
    changes: Mapping[str, Change] | None = None, options: Mapping[str, str] | None = None, repo: str = ""
) -> Plan:
    bench = Bench(options=options)
    build = next(one for one in bench.projects(sample.files(changes)) if isinstance(one, GradleBuild))
    return plans(build.composition, bench.settings, apps=build.composition.apps, folder=repo)[0]


def _said(one: Decision) -> tuple[bool, bool, list[str]]:
    return one.is_static, one.is_must, [str(reason.text) for reason in one.reasons]


def _far(
    changes: Mapping[str, Change] | None = None, options: Mapping[str, str] | None = None, repo: str = ""
) -> Decision:
    return _plan({PORTAL: (_FAR,), **(changes or {})}, options, repo).decisions[FAR]


def _jar(folder: Path, **values: str) -> str:
    content = {key: value for key, value in making.BUNDLE.items() if key != "Provider-Name"} | values
    place = folder / "com/example/far/away-build/1.0.0/away-build-1.0.0.jar"
    place.parent.mkdir(parents=True)
    place.write_bytes(making.bundle_jar({key.replace("_", "-"): value for key, value in content.items()}))
    return str(folder)


def test_a_provider_in_source() -> None:
    found = _plan({"cashier/app/src/main/AndroidManifest.xml": _PROVIDER}).decisions[CASHIER]
    assert _said(found) == (True, True, ["it has the ContentProvider com.example.pay.cashier.Files"])
    place = found.reasons[0].location
    assert place is not None
    assert place.path == "cashier/app/src/main/AndroidManifest.xml"
    assert place.span is not None
    assert place.span.start_line == 4


def test_a_provider_in_the_jar(tmp_path: Path) -> None:
    repo = _jar(tmp_path, Provider_Name="com.example.far.Files")
    found = _far(repo=repo)
    assert _said(found) == (True, True, ["it has the ContentProvider com.example.far.Files"])
    assert found.reasons[0].origin is not None
    assert found.reasons[0].origin.text == "com/example/far/away-build/1.0.0/away-build-1.0.0.jar says so"


def test_no_exports_in_the_jar(tmp_path: Path) -> None:
    found = _far(repo=_jar(tmp_path, Export_Package=""))
    assert _said(found) == (True, True, ["it exports no packages, by which its classes would be found"])


def test_a_jar_that_may_be_dynamic(tmp_path: Path) -> None:
    found = _far(repo=_jar(tmp_path))
    assert not found.is_static
    assert found.facts.dex_size is not None


def test_a_jar_that_is_none(tmp_path: Path) -> None:
    repo = _jar(tmp_path)
    next(tmp_path.rglob("*.jar")).write_bytes(b"no jar")
    found = _far(options=_REQUIRED, repo=repo)
    assert found.is_static
    assert found.remarks == ("com/example/far/away-build/1.0.0/away-build-1.0.0.jar cannot be read as a Bundle",)


def test_the_manifest_in_the_repository(tmp_path: Path) -> None:
    place = tmp_path / "com/example/far/away-build/1.0.0/away-build-1.0.0-AndroidManifest.xml"
    place.parent.mkdir(parents=True)
    place.write_text(_PROVIDER)
    line = "    manifest 'com.example.far:away-build:1.0.0:AndroidManifest@xml'"
    found = _far({PORTAL: (("dependencies {", f"{_FAR[1]}\n{line}"),)}, repo=str(tmp_path))
    assert found.reasons[0].text == "it has the ContentProvider com.example.pay.cashier.Files"
    assert found.is_must


def test_a_row_of_the_last_build() -> None:
    row = "com-example-far-away,1.0.0,10,com.example.far.away,com.example.far.Main\n"
    assert not _far({"portal/app/build/bundles.csv": CSV + row}, _REQUIRED).is_static
    likely = _far({"portal/app/build/bundles.csv": CSV + row.replace("Main", "FilesProvider")}, _REQUIRED)
    assert _said(likely) == (True, False, ["com.example.far.FilesProvider may be a ContentProvider"])
    older = _far({"portal/app/build/bundles.csv": CSV + row.replace("1.0.0", "0.9.0")}, _REQUIRED)
    assert _said(older) == (True, False, ["nothing is known of it: static is safe"])


def test_nothing_is_known() -> None:
    assert _said(_far(options=_REQUIRED)) == (True, False, ["nothing is known of it: static is safe"])
    wanted = _far(options={"portal.dynamic": f'["{FAR}"]'})
    assert _said(wanted) == (False, False, ["portal.dynamic names it", "nothing is known of it: static is safe"])


def test_what_is_not_known_stays_as_it_is_by_the_policy_keep() -> None:
    why = "nothing is known of it: static is safe"
    little = "too little is known of it to say whether it must be static"
    assert _said(_far()) == (False, False, ["it is dynamic now, and portal.slinks is keep", little])
    listed = _far({SLINKS: "com.example-launcher\ncom.example.far-away\n"})
    assert _said(listed) == (True, False, ["it is static now, and portal.slinks is keep", little])
    assert _said(_far({SLINKS: None})) == (True, False, [why])
    assert _said(_far(options={"portal.static": f'["{FAR}"]'})) == (True, False, [why])


_ADDED = """{"base_line": "10.1.68", "bundles": [
  {"bundleGav": "com.alipay.android.phone.mobilesdk:quinox-build:2.6.2@jar", "remove": false},
  {"bundleGav": "com.alipay.android.phone.wallet:nebula-build:1.6.0@jar", "remove": false},
  {"bundleGav": "com.alipay.android.phone.wallet:gone-build:1.0@jar", "remove": true}
]}"""


def _with_baseline(lines: str) -> dict[str, Change]:
    return {
        PORTAL: (("portal {", "apply plugin: 'com.alipay.apollo.baseline.update'\nportal {"),),
        "portal/mpaas_packages.json": _ADDED,
        SLINKS: lines,
    }


def test_bundles_that_the_plugin_of_the_baseline_adds() -> None:
    own = "com.example-launcher\n"
    framework = "com.alipay.android.phone.mobilesdk-quinox\ncom.alipay.android.phone.wallet-nebula\n"
    plan = _plan(_with_baseline(own + framework))
    assert not wanted_files(plan)[0].is_stale
    assert not wanted_files(plan)[0].unknown
    without = wanted_files(_plan(_with_baseline(own)))[0]
    assert without.required == ("com.alipay.android.phone.mobilesdk-quinox",)
    gone = _plan(_with_baseline(own + framework + "com.alipay.android.phone.wallet-gone\n"))
    assert [line.name for line in wanted_files(gone)[0].unknown] == ["com.alipay.android.phone.wallet-gone"]


def test_lines_stay_where_what_is_added_is_not_known() -> None:
    changes = _with_baseline("com.example-launcher\ncom.alipay.android.phone.mobilesdk-quinox\n")
    assert not wanted_files(_plan({**changes, "portal/mpaas_packages.json": "{"}))[0].is_stale


def test_a_wish_against_a_must() -> None:
    files = {"cashier/app/src/main/AndroidManifest.xml": _PROVIDER}
    found = _plan(files, {"portal.dynamic": f'["{CASHIER}"]'}).decisions[CASHIER]
    assert found.is_static
    assert found.remarks == ("portal.dynamic names it; it must be static all the same",)


@pytest.mark.parametrize(
    ("options", "static"),
    [
        ({}, {LAUNCHER}),
        ({"portal.slinks": "all"}, {LAUNCHER, CASHIER}),
        ({"portal.slinks": "required"}, set()),
        ({"portal.slinks": "listed", "portal.static": f'["{CASHIER}"]'}, {CASHIER}),
        ({"portal.static": f'["{CASHIER}"]'}, {LAUNCHER, CASHIER}),
        ({"portal.slinks": "all", "portal.dynamic": f'["{LAUNCHER}"]'}, {CASHIER}),
        ({"portal.slinks": "budget"}, set()),
    ],
)
def test_policies(options: dict[str, str], static: set[str]) -> None:
    assert {key for key, one in _plan(options=options).decisions.items() if one.is_static} == static


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"portal.static": '["com.example.pay:cashir-build"]'}, CASHIER),
        ({"portal.dynamic": '["x:y"]'}, "group:artifact"),
        ({"portal.static": f'["{CASHIER}"]', "portal.dynamic": f'["{CASHIER}"]'}, "one of them"),
        ({"portal.static": f'["{CASHIER}"]', "portal.slinks": "required"}, "listed"),
    ],
)
def test_wrong_configuration(options: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as error:
        _plan(options=options)
    assert said in error.value.todo


def test_budget(tmp_path: Path) -> None:
    options = {"portal.slinks": "budget", "portal.mainDexBudget": "1 MB"}
    repo = _jar(tmp_path)
    found = _plan({PORTAL: (_FAR,)}, options, repo).decisions
    assert found[FAR].is_static
    assert (
        found[CASHIER].reasons[0].text == "how long its dex files are is not known, so that the budget does not take it"
    )
    small = _plan({PORTAL: (_FAR,)}, {**options, "portal.mainDexBudget": "1 KB"}, repo).decisions[FAR]
    assert small.is_static == (small.facts.dex_size is not None and small.facts.dex_size.value <= 1024)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 50))), max_size=8),
    st.integers(-10, 100),
    st.randoms(),
)
def test_a_budget_is_kept_whatever_the_order(sizes: list[tuple[int, int | None]], budget: int, random: object) -> None:
    candidates = [Candidate(key=f"g:a{at}", init_level=level, size=size) for at, (level, size) in enumerate(sizes)]
    chosen = spend(candidates, budget)
    random.shuffle(candidates)  # type: ignore[attr-defined]
    assert spend(candidates, budget) == chosen
    spent = sum(one.size or 0 for one in candidates if one.key in chosen)
    assert not chosen or spent <= budget
    left = [one for one in candidates if one.key not in chosen and one.size is not None]
    assert all(one.size is not None and spent + one.size > budget for one in left if one.init_level == 0 and budget < 0)


def test_lines_that_are_the_same() -> None:
    twins = "dependencies {\n    bundle 'com.a:b-c:1@jar'\n    bundle 'com.a-b:c:1@jar'"
    options = {"portal.dynamic": '["com.a-b:c"]', "portal.slinks": "all"}
    plan = _plan({PORTAL: (("dependencies {", twins),), SLINKS: ""}, options)
    assert plan.decisions["com.a:b-c"].is_static
    assert plan.decisions["com.a-b:c"].reasons[0].text == "its line is that of com.a:b-c too, which is static"
    assert wanted_files(plan)[0].shared == (("com.a-b-c", ("com.a:b-c", "com.a-b:c")),)


def test_lines_stay_where_a_declaration_is_not_known() -> None:
    changes: dict[str, Change] = {
        PORTAL: (("dependencies {", 'dependencies {\n    bundle "com.example:${which}:1@jar"'),),
        SLINKS: "com.example-gone\ncom.example-launcher\n",
    }
    assert not wanted_files(_plan(changes))[0].is_stale


LINES = st.lists(
    st.sampled_from(["com.example-launcher", "com.example.pay-cashier", "com.example-gone", "# x", "", " y"]),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(LINES, st.sampled_from(["keep", "all", "required", "listed", "budget"]), st.booleans(), st.sampled_from("\n\r"))
def test_what_was_written_is_left_alone(lines: list[str], kind: str, turned: bool, end: str) -> None:  # noqa: FBT001 drawn
    options = {"portal.slinks": kind}
    declared = tuple(sample.PORTAL.split("dependencies {\n")[1].rstrip("}\n").splitlines())
    order = "\n".join(reversed(declared) if turned else declared)
    head = sample.PORTAL.split("dependencies {\n")[0]
    changes: dict[str, Change] = {
        PORTAL: f"{head}dependencies {{\n{order}\n}}\n",
        SLINKS: end.join(lines),
        "cashier/app/src/main/AndroidManifest.xml": _PROVIDER,
    }
    first = wanted_files(_plan(changes, options))[0]
    assert first.content is not None
    again = wanted_files(_plan({**changes, SLINKS: first.content}, options))[0]
    assert not again.is_stale
    assert not again.required
    straight = wanted_files(_plan({**changes, PORTAL: sample.PORTAL}, options))[0]
    assert straight.content == first.content


def test_near_lines() -> None:
    near = Near(["com.example.pay-cashier", "com.example-launcher", "com.example-b1"])
    assert near.of("com.example-b2") == ""
    assert near.of("com.example-launchers") == "com.example-launcher"
    assert near.of("com.example.Pay_cashier") == "com.example.pay-cashier"
    assert near.of("com.example.pay:cashier-build:1.2.3:raw@jar") == "com.example.pay-cashier"
    assert near.of("x" * 100_000) == ""
