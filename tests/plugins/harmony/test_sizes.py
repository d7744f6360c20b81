"""Sizes: the sums against a plain model of what the packing tool adds up, and rules on odd graphs of modules."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.plugins import Host
from hapline.testing import Bench
from hapline.words import Words
from hapline_hooks import Keys, Location, Rule
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.limits import Limits
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.sums import EndlessDependencyError, sums
from plugins.harmony import sample
from plugins.harmony.odd import Maker

APP_STAGE = frozenset({"app"})
plain = settings(derandomize=True, deadline=None, database=None)


def _built(number: int, content: object, *, suffix: str = ".hsp", profile: str | None = None) -> Module:
    path = f"{number}{suffix}"

    def where(keys: Keys, on: Literal["value", "key"]) -> Location:
        return Location(path=path, inner=("module.json",), keys=keys, on=on)

    return Module(
        content if isinstance(content, dict) else {},
        file=path,
        suffix=suffix,
        where=where,
        place=Location(path=path),
        source=lambda _: json.dumps(content).encode(),
        profiles=lambda _: profile,
        contents=lambda: [("ets/modules.abc", number)],
    )


def _bundle(modules: Sequence[Module], limits: Limits | None = None) -> Bundle:
    sizes = {module: 1 << number for number, module in enumerate(modules)}
    return Bundle(
        modules,
        stages=APP_STAGE,
        limits=limits or Limits(),
        measure=lambda asked: {module: sizes[module] for module in asked},
        predicted=True,
    )


def _graph(chance: Random) -> list[sample.Json]:
    """Modules that depend on each other, and some on themselves, on what there is not and on other bundles."""
    count = chance.randint(2, 7)
    found: list[sample.Json] = []
    for number in range(count):
        dependencies: list[sample.Json] = []
        for _ in range(chance.randint(0, 3)):
            # Mostly on what comes later, or nearly every graph would have a circle.
            least = number + 1 if chance.random() < 0.95 else 0
            dependency = {"moduleName": f"m{chance.randint(least, count)}"}
            if chance.random() < 0.2:
                dependency["bundleName"] = chance.choice(["own", "other"])
            dependencies.append(dependency)
        module = {
            "name": f"m{number if chance.random() < 0.8 else chance.randint(0, count)}",
            "deviceTypes": chance.sample(["phone", "tablet", "tv"], chance.choice([0, 1, 2, 2, 3, 3])),
            "dependencies": dependencies,
        }
        found.append({"app": {"bundleName": "own", "bundleType": "atomicService"}, "module": module})
    return found


chances = st.integers(0, 2**32).map(Random)
"""Seeds, not draws: what is drawn value by value is mostly tiny, and says little about graphs."""
makers = chances.map(Maker)
graphs = chances.map(_graph)


def _needed(graph: Sequence[sample.Json], number: int, device: str, depth: int = 0) -> list[int]:
    """The modules that one depends on, as the packing tool collects them: names, and then those of the modules found.

    Raises:
        RecursionError: It would go on for ever.
    """
    if depth > len(graph):
        raise RecursionError

    def find(name: str) -> int | None:
        return next(
            (
                index
                for index, one in enumerate(graph)
                if one["module"]["name"] == name and device in one["module"]["deviceTypes"]
            ),
            None,
        )

    wanted = graph[number]["module"]["dependencies"]
    own = [find(one["moduleName"]) for one in wanted if one.get("bundleName", "own") == "own"]
    found = [one for one in own if one is not None]
    for child in list(found):
        found += [one for one in dict.fromkeys(_needed(graph, child, device, depth + 1)) if one not in found]
    return found


@settings(plain, max_examples=400)
@given(graphs)
def test_sums_are_those_of_the_packing_tool(graph: list[sample.Json]) -> None:
    modules = [_built(number, content) for number, content in enumerate(graph)]
    bundle = _bundle(modules)
    expected: dict[tuple[int, str | None], list[int]] = {}
    try:
        for number, one in enumerate(graph):
            for device in one["module"]["deviceTypes"]:
                expected[number, device] = sorted([number, *_needed(graph, number, device)])
    except RecursionError:
        with pytest.raises(EndlessDependencyError) as endless:
            list(sums(bundle, bundle.sizes or {}))
        circle = endless.value.names
        assert circle[0] == circle[-1]
        assert len(circle) > 1
        return
    found: dict[tuple[int, str | None], list[int]] = {}
    for one_sum in sums(bundle, bundle.sizes or {}):
        parts = sorted(modules.index(module) for module, _ in one_sum.parts)
        found[modules.index(one_sum.module), one_sum.device] = parts
        assert one_sum.total == sum(1 << number for number in parts)
    assert found == expected


def test_chains_longer_than_the_stack_of_python() -> None:
    count = 1500
    graph: list[sample.Json] = []
    for number in range(count):
        needs = [{"moduleName": f"m{number + 1}"}] if number + 1 < count else []
        module = {"name": f"m{number}", "deviceTypes": ["phone"], "dependencies": needs}
        graph.append({"app": {"bundleName": "own"}, "module": module})
    modules = [_built(number, content) for number, content in enumerate(graph)]
    first = next(sums(Bundle(modules, stages=APP_STAGE, limits=Limits()), dict.fromkeys(modules, 1)))
    assert first.total == count


@lru_cache(maxsize=1)
def _rules() -> list[type[Rule[Any]]]:
    host = Host(third_party=False)
    return [rule for rule in host.rules(host.families()) if rule.code.startswith("HOS")]


@settings(plain, max_examples=500)
@given(makers)
def test_no_rule_dies_of_odd_modules(maker: Maker) -> None:
    modules: list[Module] = []
    for number, content in enumerate(maker.descriptions(maker.chance.randint(1, 5))):
        suffix = maker.chance.choice([".hap", ".hsp", ".hsp", ""])
        profile = json.dumps({"distributionFilter": maker.filter()})
        modules.append(_built(number, content, suffix=suffix, profile=profile))
    bundle = _bundle(modules, Limits(entry=3, package=5, total=6))
    words = Words()
    for rule in _rules():
        for subject in (bundle, *modules):
            if isinstance(subject, rule.subject):
                for finding in rule().check(subject):
                    assert words.message(rule, finding.message, finding.args)
                    assert finding.fingerprint


def _paths(value: object, at: Keys = ()) -> list[Keys]:
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [at, *(path for key, inner in items for path in _paths(inner, (*at, key)))]


PLACES = [
    (file, path) for file, value in sample.source().items() if isinstance(value, dict) for path in _paths(value)[1:]
]


def _replaced(value: Any, path: Keys, new: object) -> Any:  # noqa: ANN401 any JSON value
    if not path:
        return new
    copied = value.copy()
    copied[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copied


@pytest.mark.slow
@settings(plain, max_examples=500)
@given(st.sampled_from(PLACES), makers)
def test_no_rule_dies_of_an_odd_project(place: tuple[str, Keys], maker: Maker) -> None:
    file, path = place
    changed = _replaced(sample.source()[file], path, maker.odd())
    Bench().check(sample.project({file: {"raw": json.dumps(changed)}}))


@settings(plain, max_examples=100)
@given(makers)
def test_no_rule_dies_of_odd_packages(maker: Maker) -> None:
    contents = zip(("a.hap", "b.hsp", "c.hsp"), maker.descriptions(3), strict=True)
    packages: dict[str, str | sample.Json] = {name: {"raw": json.dumps(content)} for name, content in contents}
    with tempfile.TemporaryDirectory() as folder:
        files = sample.write_packages(Path(folder), packages)
        base = sample.write_packages(Path(folder) / "base", {"a.hap": {}, "b.hsp": {}})
        Bench().verify(files, base=base)


def test_in_an_app_the_size_is_that_of_the_entry(tmp_path: Path) -> None:
    (app,) = sample.write_packages(tmp_path, {"a.app": {"modules": {"entry.hap": {"payload": "2048 KB"}}}})
    with zipfile.ZipFile(app) as archive:
        size = archive.getinfo("entry.hap").compress_size
    (found,) = [one.finding for one in Bench().verify([app]).findings if one.finding.rule == "HOS101"]
    assert found.args["size"] == size
    assert found.location == Location(path=str(app), inner=("entry.hap",))
    assert found.args["method"] == "as compressed in the finished .app"


@pytest.mark.parametrize(
    ("entry", "lib", "options", "method"),
    [
        (True, True, {}, "as the packing tool will store a debug module in the .app, without compression"),
        (
            False,
            False,
            {},
            "as the packing tool will compress a release module in the .app (pack.info replaced, signature dropped)",
        ),
        (
            False,
            False,
            {"harmony.replacePackInfo": "false"},
            "as the packing tool will compress a release module in the .app",
        ),
        (
            True,
            False,
            {},
            "as the packing tool will put them into the .app: release modules compressed, debug modules stored",
        ),
    ],
)
def test_it_says_how_sizes_were_counted(
    tmp_path: Path, *, entry: bool, lib: bool, options: dict[str, str], method: str
) -> None:
    needs = {"dependencies": [{"moduleName": "lib"}]}
    packages: dict[str, str | sample.Json] = {
        "entry.hap": {"app": {"debug": entry}, "module": needs, "payload": "1500 KB"},
        "lib.hsp": {"app": {"debug": lib}, "payload": "700 KB"},
    }
    report = Bench(options=options).verify(sample.write_packages(tmp_path, packages))
    (found,) = [one.finding for one in report.findings if one.finding.rule == "HOS102"]
    assert found.args["method"] == method


def test_it_lists_parts_devices_and_the_largest_contents(tmp_path: Path) -> None:
    packages: dict[str, str | sample.Json] = {
        "entry.hap": {
            "app": {"debug": True},
            "module": {"deviceTypes": ["phone", "tablet"], "dependencies": [{"moduleName": "lib"}]},
            "payload": "1500 KB",
        },
        "lib.hsp": {"app": {"debug": True}, "module": {"deviceTypes": ["tablet", "phone"]}, "payload": "700 KB"},
        "other.hsp": {"app": {"debug": True}, "payload": "900 KB"},
    }
    report = Bench().verify(sample.write_packages(tmp_path, packages))
    (found,) = [one.finding for one in report.findings if one.finding.rule == "HOS102"]
    assert found.args["devices"] == ["phone", "tablet"]
    assert found.args["parts"] == ["entry 1,501.15 KB", "lib 700.95 KB"]
    largest = found.args["largest"]
    assert isinstance(largest, list)
    assert largest[:2] == ["entry.hap!ets/modules.abc 1,500.00 KB", "lib.hsp!ets/modules.abc 700.00 KB"]
    assert not any("other" in one for one in largest)
