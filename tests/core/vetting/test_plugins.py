"""Plugins are vetted when they are added, and what their hooks return when they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click
import pluggy
import pytest

from core.inline import Notes, nothing, plugin, rule
from hapline.config.settings import Settings
from hapline.plugins import Host
from hapline.trees.memory import MemoryTree
from hapline_hooks import ConfigSection, Option, Project, RuleFamily, impl


def _projects(host: Host) -> list[str]:
    return [project.name for project in host.projects(MemoryTree({}), Settings(host.config_sections()))]


def _said(host: Host) -> list[tuple[str, str, str]]:
    return [(fault.plugin, fault.what, str(fault.error)) for fault in host.faults]


def _marked(**options: Any) -> object:  # noqa: ANN401 as pluggy takes them
    def function() -> list[object]:
        return []

    marked: object = impl(**options)(function)
    return marked


def _wrapper() -> Iterator[Any]:
    return (yield)


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ({"hapline_api": None}, "states no hapline_api = (major, minor)"),
        ({"hapline_api": "1.0"}, "hapline_api is '1.0', not two whole numbers"),
        ({"hapline_api": (1, 0, 0)}, "hapline_api is (1, 0, 0), not two whole numbers"),
        ({"hapline_api": (2, 0)}, "was written for version 2.0 of hapline_hooks, this is 1.0"),
        ({"hapline_api": (1, 99)}, "was written for version 1.99 of hapline_hooks, this is 1.0"),
        ({"hapline_extras": ["x[y]"]}, "hapline_extras must name for each requirement the modules that come with it"),
        ({"hapline_extras": {"x[y]": "z"}}, "hapline_extras must name for each requirement the modules that come with"),
        ({"hapline_rule": nothing}, "hapline_rule is no hook; did you mean hapline_rules?"),
        ({"hapline_unheard_of": nothing}, "hapline_unheard_of is no hook; hapline keeps all names that begin with"),
        ({"hapline_locales": "locale"}, "hapline_locales is no hook; did you mean hapline_locale?"),
        ({"any_name": _marked(specname="hapline_rulez")}, "hapline_rulez is no hook; did you mean"),
        ({"hapline_rules": lambda unknown: unknown}, "does not load: PluginValidationError: Plugin 'oops'"),
        (
            {"wrapped": pluggy.HookimplMarker("hapline")(specname="hapline_rules", wrapper=True)(_wrapper)},
            "wraps hapline_rules: hapline calls each plugin by itself, so wrappers have no effect",
        ),
    ],
)
def test_a_plugin_that_is_not_as_the_contract_says_is_refused_and_leaves_the_others(
    names: dict[str, Any], problem: str
) -> None:
    host = Host(third_party=False, plugins={"oops": _with(names), "good": plugin("good", [rule()])})
    ((name, what, text),) = _said(host)
    assert (name, what) == ("oops", "loading")
    assert text.startswith(problem)
    assert [(one.name, one.problem) for one in host.plugins if one.problem] == [("oops", text)]
    assert {family.name for family in host.families()} >= {"good", "preloads"}


def _with(names: dict[str, Any]) -> object:
    module = plugin()
    for name, value in names.items():
        to_mark = callable(value) and not hasattr(value, "hapline_impl")
        setattr(module, name, impl(value) if to_mark else value)
    return module


def test_a_hook_that_is_not_marked_is_refused() -> None:
    def generators() -> list[object]:
        return []

    module = plugin()
    module.hapline_generators = generators  # type: ignore[attr-defined]
    host = Host(third_party=False, plugins={"oops": module})
    assert _said(host) == [("oops", "loading", "hapline_generators is not marked with hapline_hooks.impl")]


def test_names_that_are_no_hooks_may_be_there() -> None:
    import hapline_hooks

    later = _marked(optionalhook=True)
    module = plugin(hapline_hooks=hapline_hooks, hapline_locale="locale")
    module.hapline_of_next_year = later  # type: ignore[attr-defined]
    assert _said(Host(third_party=False, plugins={"oops": module})) == []


class _Tool:
    name = "tool"
    help = "Does something."

    def changes(self, _project: object, _settings: object) -> list[object]:
        return []

    deliverables = changes


class _Nameless(_Tool):
    name = ""


class _Misspelt:
    name = "tool"
    help = "Does something."

    def change(self) -> None: ...


class _NoKind(Project):
    """A project that no rule would find."""


class _NoInit(Notes):
    def __init__(self) -> None:  # forgets the one above
        pass


def _family(**changes: Any) -> RuleFamily:  # noqa: ANN401 also what is wrong
    sound: dict[str, Any] = {"name": "f", "module": "oops", "subjects": frozenset({"oops.project"}), "codes": "OPS"}
    return RuleFamily(**sound | changes)


@pytest.mark.parametrize(
    ("hook", "returned", "problem"),
    [
        ("projects", ["x"], "returned something of type str where a Project belongs: 'x'"),
        ("projects", "x", "returned something of type str, and no list"),
        ("projects", [_NoKind(MemoryTree({}), "", "x")], "_NoKind has no kind, and rules find their subjects by it"),
        ("projects", [_NoInit()], "_NoInit has no tree, root or name: call super().__init__()"),
        ("rules", _family(), "returned something of type RuleFamily, and no list"),
        ("rules", [_family(subjects={"a"})], "subjects of family f must be a frozenset of kinds"),
        ("rules", [_family(subjects="a")], "subjects of family f must be a frozenset of kinds"),
        ("rules", [_family(subjects=frozenset())], "family f names no subjects"),
        *(
            (
                "rules",
                [_family(subjects=frozenset({"oops.project", subject}))],
                f"family f: {subject} is not the kind of a project followed by []",
            )
            for subject in ("[]", "workspace[]", "oops.project[", "oops.project]", "oops.project[][]", "a[0]", "[]a")
        ),
        *(
            ("rules", [_family(codes=codes)], "family f: codes must be what the codes of its rules begin with")
            for codes in ("", "OP", "ops", "OPS1O", "OPS1000", "MY-RULE", None)
        ),
        ("rules", [_family(codes="HOS3")], "codes HOS3 are already those of plugin harmony"),
        ("rules", [_family(codes="CFG")], "codes CFG are already those of plugin core"),
        ("generators", [_Tool], "_Tool is a class: return an object of it"),
        ("generators", [_Nameless()], "_Nameless has no name"),
        ("generators", [_Misspelt()], "_Misspelt has no method changes"),
        ("generators", [_Tool(), _Tool()], "the name tool is already taken by plugin oops"),
        ("packagers", [object()], "object has no name"),
        ("packagers", [_Misspelt()], "_Misspelt has no method deliverables"),
        ("config_sections", {"name": "a"}, "returned something of type dict, and no list"),
        ("config_sections", [{"name": "a"}], "returned something of type dict where a ConfigSection belongs"),
        ("commands", [lambda: 0], "returned something of type function where a click.Command belongs"),
        ("commands", [None], "returned something of type NoneType where a click.Command belongs"),
        ("commands", [click.Command(None)], "a command has no name"),
        ("commands", [click.Command("check")], "the name check is hapline's own"),
    ],
)
def test_what_a_hook_returns_is_vetted(hook: str, returned: object, problem: str) -> None:
    module = plugin()
    function = (lambda tree: returned) if hook == "projects" else lambda: returned  # noqa: ARG005 the hook's own form
    setattr(module, f"hapline_{hook}", impl(function))
    host = Host(third_party=False, plugins={"oops": module})
    for _ in range(2):  # what is wrong is said once, however often it is asked for
        match hook:
            case "projects":
                if not host.faults:
                    _projects(host)
            case "rules":
                host.families()
            case "commands":
                host.commands(["check"])
            case _:
                getattr(host, hook)()
    ((name, what, text),) = _said(host)
    assert (name, what) == ("oops", f"hapline_{hook}")
    assert text.startswith(problem)


def test_sections_of_the_host_and_of_others_stay_what_they_are() -> None:
    def sections() -> list[ConfigSection]:
        option = Option(name="totalLimit", type="text", default="", help="Mine.")
        return [ConfigSection(name=name, help="Mine.", options=(option,)) for name in ("check", "harmony", "oops")]

    host = Host(third_party=False, plugins={"oops": plugin(hapline_config_sections=sections)})
    assert [section.name for section in host.config_sections()] == ["harmony", "portal", "hotpatch", "offline", "oops"]
    assert [text for _, _, text in _said(host)] == [
        "the name check is hapline's own",
        "the name harmony is already taken by plugin harmony",
    ]


def test_of_two_plugins_with_one_name_the_first_counts() -> None:
    host = Host(
        third_party=False,
        plugins={name: plugin(name, hapline_generators=lambda: [_Tool()]) for name in ("first", "second")},
    )
    assert host.named_generators()["tool"][0] == "first"
    assert _said(host) == [("second", "hapline_generators", "the name tool is already taken by plugin first")]


def test_what_a_hook_returned_before_it_crashed_is_kept() -> None:
    def projects(tree: MemoryTree) -> Iterable[Project]:
        yield Notes(tree, "", "notes")
        raise ZeroDivisionError

    host = Host(third_party=False, plugins={"oops": plugin(hapline_projects=projects)})
    assert _projects(host) == ["notes"]
    assert [(fault.plugin, fault.what, type(fault.error)) for fault in host.faults] == [
        ("oops", "hapline_projects", ZeroDivisionError)
    ]


def test_an_exit_while_loading_is_a_crash_and_no_exit() -> None:
    def projects() -> Iterable[Project]:
        raise SystemExit(3)

    host = Host(third_party=False, plugins={"oops": plugin(hapline_projects=projects)})
    assert _projects(host) == []
    assert isinstance(host.faults[0].error, SystemExit)
