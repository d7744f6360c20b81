"""Which method fits, by table: every part of a change, every kind of app, and all of them together."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from hapline_hooks import Phrase, replace
from hapline_plugins.hotpatch.advice.as_json import render
from hapline_plugins.hotpatch.advice.change import App, ChangedParts
from hapline_plugins.hotpatch.advice.deciding import Advice, Verdict, advise
from hapline_plugins.hotpatch.advice.instantrun import is_before
from hapline_plugins.hotpatch.advice.reasons import some
from hapline_plugins.hotpatch.advice.text import lines

CODE = ChangedParts(code=("com.example.Main",))
FIT, AGAIN, NOT = "yes", "rework", "no"


def verdict(advice: Advice, method: str) -> Verdict:
    return next(one for one in advice.verdicts if one.method == method)


def grave(one: Verdict) -> set[str]:
    return {reason.id for reason in one.reasons if reason.level != "note"}


PARTS: list[tuple[dict[str, Any], str, str, str]] = [
    # what changed, InstantRun, DexPatch, the reason of the one that does not fit or does after rework
    ({"code": ("A",)}, FIT, FIT, ""),
    ({"classes_added": ("B",)}, FIT, FIT, ""),
    ({"fields": ("A.x",)}, AGAIN, FIT, "fields"),
    ({"constructors": ("A.<init>",)}, AGAIN, FIT, "constructors"),
    ({"bare_methods": ("A.get",)}, AGAIN, FIT, "bare-methods"),
    ({"lambdas": ("A.run",)}, AGAIN, FIT, "lambdas"),
    ({"fluent_methods": ("A.with",)}, AGAIN, FIT, "fluent-methods"),
    ({"inner_classes_added": ("A$B",)}, AGAIN, FIT, "inner-classes-added"),
    ({"advised": ("A.pay",)}, NOT, FIT, "advised"),
    ({"uncovered": ("C.x",)}, NOT, FIT, "uncovered"),
    ({"third_party": ("okio.Buffer",)}, NOT, FIT, "third-party"),
    ({"ancestors": ("A",)}, NOT, FIT, "ancestors"),
    ({"resources_changed": ("res/a.png",)}, FIT, NOT, "resources"),
    ({"resources_added": ("res/a.png",)}, FIT, NOT, "resources"),
    ({"resources_removed": ("res/a.png",)}, AGAIN, NOT, "resources-removed"),
    ({"layouts": ("res/layout/a.xml",)}, FIT, NOT, "resources"),
    ({"ids_moved": ("string/a",)}, AGAIN, NOT, "ids-moved"),
    ({"assets": ("assets/a",)}, FIT, NOT, "assets"),
    ({"libraries_changed": ("lib/x86/liba.so",)}, FIT, NOT, "libraries"),
    ({"libraries_added": ("lib/x86/liba.so",)}, NOT, NOT, "libraries-added"),
    ({"libraries_removed": ("lib/x86/liba.so",)}, NOT, NOT, "libraries-removed"),
    ({"libraries_renamed": (("lib/x86/liba.so", "lib/x86/libb.so"),)}, NOT, NOT, "libraries-renamed"),
    ({"manifest": ("uses-permission",)}, NOT, NOT, "manifest"),
    ({"components": ("A",)}, NOT, NOT, "components"),
    ({"signers_differ": True}, NOT, NOT, "signers"),
]
APPS: list[tuple[dict[str, Any], str, str, str]] = [
    ({}, FIT, FIT, ""),
    ({"kind": "aar"}, FIT, FIT, ""),
    ({"kind": "component"}, NOT, FIT, "kind"),
    ({"released": "instantrun"}, FIT, NOT, "other-method"),
    ({"released": "dexpatch"}, NOT, FIT, "other-method"),
    ({"released": "none"}, NOT, NOT, "no-component"),
    ({"baseline": "10.2.3.20"}, FIT, FIT, ""),
    ({"baseline": "10.2.3-19"}, NOT, FIT, "baseline"),
    ({"baseline": "10.1.68.52"}, NOT, FIT, "baseline"),
]
FIELDS = "fields that were added or changed:"
WORSE = [FIT, AGAIN, NOT]


@pytest.mark.parametrize(("parts", "instantrun", "dexpatch", "reason"), PARTS)
def test_each_part_of_a_change(parts: dict[str, Any], instantrun: str, dexpatch: str, reason: str) -> None:
    advice = advise(ChangedParts(**parts), App())
    assert (verdict(advice, "instantrun").fits, verdict(advice, "dexpatch").fits) == (instantrun, dexpatch)
    found = grave(verdict(advice, "instantrun")) | grave(verdict(advice, "dexpatch"))
    assert reason in found if reason else not found
    assert (advice.method == "release") == (instantrun == dexpatch == NOT)


@pytest.mark.parametrize(("app", "instantrun", "dexpatch", "reason"), APPS)
def test_each_kind_of_app(app: dict[str, Any], instantrun: str, dexpatch: str, reason: str) -> None:
    advice = advise(CODE, App(**app))
    assert (verdict(advice, "instantrun").fits, verdict(advice, "dexpatch").fits) == (instantrun, dexpatch)
    found = grave(verdict(advice, "instantrun")) | grave(verdict(advice, "dexpatch"))
    assert found == ({reason} if reason else set())


def test_what_is_worse_stays_worse_together() -> None:
    """Two parts of a change in any app: a verdict is the worst of the three, and the better method is taken."""
    for (one, *first, _), (other, *second, _), (app, *third, _) in itertools.product(PARTS, PARTS, APPS):
        if "assets" in {*one, *other} and len({*one, *other}) > 1:
            continue  # beside code they are no more than a note
        parts = ChangedParts(**{**one, **other})
        advice = advise(parts, App(**app))
        for at, method in enumerate(("instantrun", "dexpatch")):
            worst = max(first[at], second[at], third[at], key=WORSE.index)
            assert verdict(advice, method).fits == worst, (one, other, app, method)
        best = min((one.fits for one in advice.verdicts), key=WORSE.index)
        assert advice.fits == best
        assert advice.method == ("release" if best == NOT else advice.verdicts[0].method)
        assert advice.verdicts[0].fits == best


def test_assets_beside_code_are_a_note() -> None:
    advice = advise(replace(CODE, assets=("assets/a",)), App(released="dexpatch"))
    assert (advice.method, advice.fits) == ("dexpatch", FIT)
    assert "assets" in {reason.id for reason in advice.verdicts[0].reasons}


@pytest.mark.parametrize(
    ("app", "method"),
    [
        (App(), "instantrun"),
        (App(kind="aar"), "instantrun"),
        (App(kind="component"), "dexpatch"),
        (App(released="dexpatch"), "dexpatch"),
        (App(released="instantrun"), "instantrun"),
        (App(kind="component", released="instantrun"), "release"),
    ],
)
def test_of_two_that_fit(app: App, method: str) -> None:
    assert advise(CODE, app).method == method


def test_a_method_without_rework_is_taken_first() -> None:
    advice = advise(ChangedParts(fields=("A.x",)), App())
    assert (advice.method, advice.fits) == ("dexpatch", FIT)
    assert advise(ChangedParts(fields=("A.x",)), App(released="instantrun")).fits == AGAIN


def test_nothing_changed() -> None:
    assert advise(ChangedParts(), App()).method == "nothing"
    assert advise(ChangedParts(unseen=frozenset({"signers"})), App()).method == "nothing"
    assert advise(ChangedParts(unseen=frozenset({"code"})), App()).method != "nothing"


@pytest.mark.parametrize(
    ("parts", "instantrun"),
    [
        (CODE, "under certain conditions"),
        (ChangedParts(libraries_changed=("a",)), "was not loaded yet"),
        (replace(CODE, libraries_changed=("a",)), "under certain conditions"),
        (ChangedParts(resources_changed=("a",)), "under certain conditions"),
    ],
)
def test_restarts(parts: ChangedParts, instantrun: str) -> None:
    advice = advise(parts, App())
    one = verdict(advice, "instantrun")
    assert (one.restart, instantrun in one.restart_text) == ("maybe", True)
    assert verdict(advice, "dexpatch").restart == "yes"


@pytest.mark.parametrize(
    ("parts", "app", "method", "needed"),
    [
        (CODE, App(kind="aar"), "dexpatch", ["whitelist", "builds", "key"]),
        (CODE, App(kind="component"), "dexpatch", ["whitelist", "builds", "key"]),
        (CODE, App(), "dexpatch", ["whitelist", "builds", "builds", "key"]),
        (CODE, App(), "instantrun", ["kept", "marks", "builds", "switches"]),
        (ChangedParts(libraries_changed=("a",)), App(), "instantrun", ["builds", "switches"]),
        (ChangedParts(resources_added=("a",)), App(), "instantrun", ["stable-ids", "builds", "switches"]),
        (
            replace(CODE, layouts=("res/layout/a.xml",)),
            App(),
            "instantrun",
            ["kept", "marks", "stable-ids", "layouts", "builds", "switches"],
        ),
        (CODE, App(released="none"), "dexpatch", []),
        (CODE, App(released="none"), "instantrun", []),
    ],
)
def test_what_is_needed(parts: ChangedParts, app: App, method: str, needed: list[str]) -> None:
    assert [one.id for one in verdict(advise(parts, app), method).preparations] == needed


@pytest.mark.parametrize("baseline", ["10.2.3.19", "10.2.3-1", "10.1.68", "10.1.60.7", "9.9", "10.2.2.99"])
def test_baselines_that_are_too_old(baseline: str) -> None:
    assert is_before(baseline)


@pytest.mark.parametrize("baseline", ["", "10.2.3.20", "10.2.3-20", "10.2.3", "10.2.4", "10.2.3.100.1", "11", "custom"])
def test_baselines_that_are_not_known_to_be(baseline: str) -> None:
    assert not is_before(baseline)


def test_every_reason_says_where_it_is_written() -> None:
    advices = [advise(ChangedParts(**parts), App(**app)) for parts, *_ in PARTS for app, *_ in APPS]
    for one in {reason for advice in advices for found in advice.verdicts for reason in found.reasons}:
        assert one.source.startswith(("mPaaS MDS guide, 5.", "https://developer.android.com/")), one.id
        assert isinstance(one.text, Phrase)


def test_many_names_are_cut() -> None:
    assert some(("a", "b")) == ["a", "b"]
    assert some([str(number) for number in range(9)]) == ["0", "1", "2", "3", "4", "…"]


def words(text: str, /, **args: object) -> str:
    return Phrase(text, **args)


def test_the_text() -> None:
    parts = ChangedParts(fields=("com.example.Main.count",))
    shown = list(lines(advise(parts, App(kind="aar", released="instantrun")), words))
    assert shown[:6] == [
        "InstantRun fits after the fix is written otherwise",
        "",
        "InstantRun: fits after the fix is written otherwise",
        "  in force at once under certain conditions, always after a restart",
        f"  to be written otherwise: {FIELDS} com.example.Main.count [mPaaS MDS guide, 5.2.2.2]",
        "    leave the fields of the class as they were; put new ones into a new class",
    ]
    assert "DexPatch: does not fit" in shown
    assert not any(line.strip().startswith("not reached") for line in shown)


def test_the_text_of_devices() -> None:
    shown = list(lines(advise(CODE, App(kind="component")), words))
    at = shown.index("  not reached: OPPO devices with Android 11 [mPaaS MDS guide, 5.2.1.1]")
    assert shown[at + 1].startswith(
        "    rule that leaves them out: ruleElement osVersion, operation 4, value 11-11.99; all devices with Android 11"
    )
    assert "    no rule: the delivery service has no rule for virtual machines or their modes" in shown
    at = shown.index("  all of them together, as the rules of one release:")
    assert shown[at + 1 : at + 4] == [
        "    ruleElement osVersion, operation 4, value 1.0-4.4.4 (outside the range)",
        "    ruleElement osVersion, operation 4, value 5.0-6.0.99 (outside the range)",
        "    ruleElement osVersion, operation 4, value 11-11.99 (outside the range)",
    ]


@pytest.mark.parametrize("parts", [ChangedParts(), CODE, ChangedParts(components=("A",))])
def test_the_text_begins_with_the_advice(parts: ChangedParts) -> None:
    heads = {"nothing": "nothing changed", "instantrun": "InstantRun fits", "release": "only a new release will do"}
    advice = advise(parts, App())
    assert next(iter(lines(advice, words))).startswith(heads[advice.method])


def test_the_json() -> None:
    document = json.loads(render(advise(CODE, App(kind="component", min_sdk=24)), str, {"oppo": ("PCLM10", "PEGM00")}))
    assert (document["version"], document["method"], document["fits"]) == (1, "dexpatch", "yes")
    first, second = document["methods"]
    assert (first["method"], second["method"]) == ("dexpatch", "instantrun")
    assert [one["id"] for one in first["devices"]] == ["oppo-11", "lemur"]
    assert first["excludeRules"] == [{"ruleElement": "mobileModel", "operation": 2, "value": "PCLM10,PEGM00"}]
    assert second["excludeRules"] == []
    assert document["unseen"] == []
    assert [one["id"] for one in second["reasons"] if one["level"] == "blocks"] == ["kind"]
