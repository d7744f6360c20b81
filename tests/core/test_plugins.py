"""The host: plugins that load, that do not, and that crash."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable
from pathlib import Path

import pytest

from hapline import plugins
from hapline.config.settings import Settings
from hapline.engine.run import run
from hapline.plugins import Host
from hapline.trees.memory import MemoryTree
from hapline_hooks import Project, Rule, RuleFamily, impl
from plugins.harmony import sample


@pytest.fixture
def third_party(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path in which distributions with entry points can be put."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def _install(folder: Path, name: str, source: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(f"[console_scripts]\nx = y:z\n\n[hapline]\n{name} = {name}\n")
    (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n")
    (folder / f"{name}.py").write_text(source)
    sys.modules.pop(name, None)


def _problem(host: Host, name: str) -> str:
    return next(plugin.problem for plugin in host.plugins if plugin.name == name)


def test_a_third_party_plugin_is_found_by_its_entry_point(third_party: Path) -> None:
    _install(third_party, "good", "hapline_api = (1, 0)\n")
    host = Host()
    assert ("good", "good 1.0", "") in [(plugin.name, plugin.origin, plugin.problem) for plugin in host.plugins]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", "states no hapline_api"),
        ("hapline_api = (2, 0)", "was written for version 2.0"),
        ("hapline_api = (1, 99)", "was written for version 1.99"),
        ("hapline_api = '1.0'", "not two whole numbers"),
        ("raise RuntimeError('no')", "does not load: RuntimeError: no"),
        ("import nowhere_at_all", "does not load: ModuleNotFoundError"),
        (
            """import pluggy
hapline_api = (1, 0)
@pluggy.HookimplMarker('hapline')(wrapper=True)
def hapline_rules():
    return (yield)
""",
            "wraps hapline_rules",
        ),
        (
            "from hapline_hooks import impl\nhapline_api = (1, 0)\n@impl\ndef hapline_rules(unknown):\n    return []\n",
            "does not load",
        ),
    ],
)
def test_a_plugin_that_cannot_be_used_says_why_and_leaves_the_others(
    third_party: Path, source: str, problem: str
) -> None:
    _install(third_party, "bad", source)
    host = Host()
    assert problem in _problem(host, "bad")
    assert _problem(host, "harmony") == ""
    assert host.families()


def test_disabled_plugins_are_not_loaded(third_party: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(third_party, "loud", "raise SystemExit('must not be imported')")
    monkeypatch.setenv("HAPLINE_DISABLE_PLUGINS", "loud, harmony")
    host = Host.from_environment()
    assert "disabled" in _problem(host, "loud")
    assert "disabled" in _problem(host, "harmony")
    assert host.faults == []


def test_a_name_can_be_taken_only_once(third_party: Path) -> None:
    _install(third_party, "harmony", "hapline_api = (1, 0)\n")
    host = Host()
    assert [plugin.problem for plugin in host.plugins if plugin.name == "harmony"] == [
        "",
        "the name is already taken by hapline hapline_plugins.harmony.plugin",
    ]


def test_a_crash_names_the_plugin_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        hapline_api = (1, 0)

        @impl
        def hapline_projects(self, tree: object) -> Iterable[Project]:
            raise ZeroDivisionError(tree)

        @impl
        def hapline_rules(self) -> Iterable[object]:
            yield RuleFamily(name="broken", module="broken_rules", subjects=frozenset({"harmony.project"}), codes="BRK")
            yield "not a family"

    class BrokenRule(Rule[Project]):
        code = "BRK101"
        slug = "broken"
        title = why = help = since = "x"
        subject = Project
        messages = {"m": "m"}  # noqa: RUF012 a test
        bad = good = {}  # noqa: RUF012 a test

        def check(self, subject: Project) -> Iterable[object]:  # type: ignore[override]
            raise KeyError(subject.name)

    module = types.ModuleType("broken_rules")
    module.BrokenRule = BrokenRule  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "broken_rules", module)
    host = Host(third_party=False, plugins={"broken": Broken()})
    settings = Settings(host.config_sections())
    tree = MemoryTree(sample.project({"AppScope/app.json5": '{ app: { bundleType: "nope" } }'}))
    report = run(host, settings, host.projects(tree, settings), tree)
    assert "HOS302" in {one.finding.rule for one in report.findings}
    assert [(fault.plugin, fault.what) for fault in host.faults] == [
        ("broken", "hapline_projects"),
        ("broken", "hapline_rules"),
        ("broken", "rule BRK101"),
    ]


def test_first_party_plugins_are_in_one_table() -> None:
    assert set(plugins.FIRST_PARTY) == {"core", "harmony", "hotpatch", "mds_server", "offline", "portal"}
